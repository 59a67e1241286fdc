"""Pictures that several pages of the website share: each is a file, whatever page shows it."""

import base64
import re

PICTURE = re.compile(r'(src|srcset)="data:image/svg\+xml;base64,([^"]+)"')
SIZE = re.compile(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"')
FOLDER = "pictures"


class Pictures:
    """The pictures of a website.

    Attributes:
        files: The content of each by its name, such as "pictures/03-1.svg".
    """

    def __init__(self) -> None:
        """Start without a picture."""
        self.files: dict[str, bytes] = {}
        self._names: dict[bytes, str] = {}

    def moved_out_of(self, html: str, page: str) -> str:
        """Return a page whose pictures are files beside it, and keep those files.

        Args:
            html: A page with pictures in data addresses; those inside a script stay.
            page: How the names of its pictures begin. A picture that another page had first
                keeps the name it has from there.
        """
        return PICTURE.sub(lambda found: self._address(found[1], found[2], page), html)

    def _address(self, attribute: str, content: str, page: str) -> str:
        """Return the attribute that leads to a picture, with the room the picture takes."""
        svg = base64.b64decode(content)
        if svg not in self._names:
            number = sum(name.startswith(f"{FOLDER}/{page}-") for name in self.files) + 1
            self._names[svg] = f"{FOLDER}/{page}-{number}.svg"
            self.files[self._names[svg]] = svg
        address = f'{attribute}="{self._names[svg]}"'
        size = SIZE.search(svg)
        if size:
            width, height = (round(float(length)) for length in size.groups())
            address += f' width="{width}" height="{height}"'
        return address
