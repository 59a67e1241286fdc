"""What may be a link: one function decides it, for pages, tables, cards and decks."""

import re
import unicodedata
from urllib.parse import urlsplit

LONGEST = 2000  # characters; programs cut or refuse longer ones
NOT_IN_ADDRESSES = re.compile(r"[\s\\<>\"`{}^|]")
HIDDEN = ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp", "Zs")  # control signs, and signs nobody sees


def web_address(text: object) -> str:
    """Return a text if it is an address on the web, else "": a link never leads to code.

    Args:
        text: Any cell; what is no text is no address.

    Returns:
        An address with http or https and the name of a computer, without spaces, quotation marks,
        hidden signs, or a user's name before the computer's, which only deceives.
    """
    if not isinstance(text, str) or len(text) > LONGEST or NOT_IN_ADDRESSES.search(text):
        return ""
    if any(unicodedata.category(letter) in HIDDEN for letter in text):
        return ""
    try:
        parts = urlsplit(text)
        has_port = parts.port is None or parts.port >= 0
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and parts.hostname and has_port
    return text if is_web and "@" not in parts.netloc else ""
