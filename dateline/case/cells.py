"""Read cells of text, numbers and flags, whichever spreadsheet wrote them.

What a cell means is read where it is beyond doubt: WAHR is true, 12.0 is 12. Where it is not,
the message proposes what to type.
"""

import re
import unicodedata
from typing import NamedTuple

MOST_DIGITS = 15  # before the point; spreadsheets round longer numbers without a word
MOST_DECIMALS = 20

# Written beside a cell by mistake and seen by nobody: spaces without width, marks of direction.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
DASHES = "‐‑‒–—−﹣－"
UNKNOWN = {"nan", "na", "n/a", "#n/a", "null", "none", "nil", "-", "unknown", "?"}
SPREADSHEET_ERROR = re.compile(
    r"#(REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|BEZUG!|WERT!)|#{3,}"
)
# What spreadsheets of different languages write for a flag, and what people type.
TRUE = set(
    "true yes y t 1 1.0 wahr ja vrai oui verdadero verdadeiro sí si sim vero sì waar prawda tak "
    "sant sand sann tosi pravda doğru истина да 真 真实 是".split()
)
FALSE = set(
    "false no n f 0 0.0 falsch nein faux non falso não nao onwaar nee fałsz nie falskt falsk usann "
    "epätosi nepravda yanlış ложь нет 假 否".split()
)
NAMES_OF_SIGNS = {
    "\x00": "an empty character (NUL)",
    "\x0b": "a vertical tab (word processors write it for a line break)",
    "\x0c": "a form feed (word processors write it for a new page)",
    "\x1f": "an optional hyphen of a word processor",
}


class Reading(NamedTuple):
    """What a cell means.

    Attributes:
        text: The cell as the tables keep it: "true" for WAHR, "12" for 12.0; "" if unknown.
        problem: What is wrong with it, as the end of a sentence, or "".
    """

    text: str
    problem: str = ""


def trimmed(text: str) -> str:
    """Return a cell without the spaces around it, also those that nobody sees."""
    before = None
    while text != before:
        before = text
        text = text.strip().strip(INVISIBLE)
    return text


def plain_digits(text: str) -> str:
    """Return a text with the digits 0-9, "-" and "." for those of other scripts and widths."""
    letters = []
    for letter in text:
        if letter in DASHES:
            letters.append("-")
        elif letter in "．٫":
            letters.append(".")
        elif letter.isdecimal():
            letters.append(str(unicodedata.decimal(letter)))
        else:
            letters.append(letter)
    return "".join(letters)


def text_problem(text: str) -> str:
    """Return which sign in a text cannot be printed, or ""."""
    if SPREADSHEET_ERROR.fullmatch(text):
        return "is an error of a spreadsheet: mend the formula, or leave the cell empty."

    if text.isprintable():
        return ""
    for place, letter in enumerate(text):
        if letter in "\n\r\t" or letter.isprintable():
            continue
        category = unicodedata.category(letter)
        is_noncharacter = ord(letter) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(letter) <= 0xFDEF
        if category in ("Cc", "Cs") or is_noncharacter:
            name = NAMES_OF_SIGNS.get(letter, f"the character U+{ord(letter):04X}")
            where = f"after {text[max(0, place - 20) : place]!r}" if place else "at its beginning"
            return f"contains {name} {where}, which cannot be printed: type a space instead."
    return ""


def read_text(text: str) -> Reading:
    """Read a cell of text."""
    return Reading(text, text_problem(text))


def read_flag(text: str) -> Reading:
    """Read true or false, as English and other spreadsheets and people write them."""
    word = plain_digits(text).casefold()
    if word in TRUE:
        return Reading("true")
    if word in FALSE:
        return Reading("false")
    if word in UNKNOWN:
        return Reading("")
    return Reading(text, "is neither true nor false: write one of the two words.")


def read_number(text: str) -> Reading:
    """Read a number with a decimal point; one that could be two numbers is a problem."""
    plain = plain_digits(text).replace("+", "", 1) if text.startswith("+") else plain_digits(text)
    if plain.casefold() in UNKNOWN:
        return Reading("")

    number = re.fullmatch(r"(-?)(\d*)(?:\.(\d*))?", plain)
    if number and (number[2] or number[3]):
        return _with_limits(text, number[1], number[2] or "0", number[3] or "")
    return Reading(text, _number_problem(plain))


def read_integer(text: str) -> Reading:
    """Read a whole number; 12.0 is 12."""
    number = read_number(text)
    whole, point, decimals = number.text.partition(".")
    if number.problem or not point:
        return number
    if not decimals.strip("0"):
        return Reading(whole)
    proposal = ""
    if looks_like_thousands(number.text):
        proposal = f" If the point is between thousands, write {number.text.replace('.', '')}."
    return Reading(text, f"is not a whole number.{proposal}")


def looks_like_thousands(text: str) -> bool:
    """Say whether a number such as 1.200 may be one thousand two hundred."""
    return bool(re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", text))


def number_text(value: float) -> str:
    """Return a number of a program as a cell that is read as the same number."""
    text = f"{value:.20f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    if isinstance(value, float) and float(repr(value)) == value and "e" not in repr(value):
        text = repr(value).removesuffix(".0")
    return f"{text}0" if looks_like_thousands(text) else text


def _with_limits(text: str, sign: str, whole: str, decimals: str) -> Reading:
    """Return a number in its plain form, unless it has too many digits to be kept exactly."""
    whole = whole.lstrip("0") or "0"
    if len(whole) > MOST_DIGITS:
        message = (
            f"has {len(whole)} digits; at most {MOST_DIGITS} can be kept exactly. Write it in a "
            "larger unit, such as millions."
        )
        return Reading(text, message)
    if len(decimals) > MOST_DECIMALS:
        message = f"has {len(decimals)} decimal places; at most {MOST_DECIMALS} are allowed."
        return Reading(text, message)
    return Reading(f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}")


def _number_problem(text: str) -> str:
    """Return why a text is not a number, with the number to type if it can be guessed."""
    if re.fullmatch(r"-?\d{1,3}([,.'’\s]\d{3})+", text):
        return f"has a thousands separator: write {re.sub(r'[^-0-9]', '', text)}."
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+\.\d+", text):
        return f"has a thousands separator: write {text.replace(',', '')}."
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+,\d+", text):
        return f"has a decimal comma: write {text.replace('.', '').replace(',', '.')}."
    if re.fullmatch(r"-?\d+,\d+", text):
        return f"has a decimal comma: write {text.replace(',', '.')}."
    if re.fullmatch(r"-?\d+([.,]\d+)?e[+-]?\d+", text, flags=re.IGNORECASE):
        return "is a number as spreadsheets shorten it: write all of its digits."
    if percent := re.fullmatch(r"(-?\d+(\.\d+)?)\s*%", text):
        return f"is a percentage: write {percent[1]}, and per cent as its unit."
    if negative := re.fullmatch(r"\((\d+(\.\d+)?)\)", text):
        return f"is in brackets: write -{negative[1]} if it is below zero, else {negative[1]}."

    numbers = re.findall(r"-?\d+(?:\.\d+)?", text)
    if len(numbers) == 1 and not re.search(r"\d[,'’]\d", text):
        return f"is not a number: write {numbers[0]}, and say the rest in a column of words."
    return "is not a number."
