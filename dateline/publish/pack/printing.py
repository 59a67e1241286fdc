"""Pages printed to PDF: by Chromium, Chrome or Edge, or else by WeasyPrint if it is installed.

A page is the same HTML that can be opened and printed by hand; the paper is added here.
"""

import os
import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import font_source_sans_pro

PAPERS = {"a4": "A4", "letter": "letter"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
OPTIONS = ("--headless", "--disable-gpu", "--no-pdf-header-footer", "--disable-dev-shm-usage")
SECONDS = 120  # a page that takes longer has hung
FONTS = {
    "SourceSansPro-Regular.otf": "font-weight: 400; font-style: normal",
    "SourceSansPro-Bold.otf": "font-weight: 700; font-style: normal",
    "SourceSansPro-It.otf": "font-weight: 400; font-style: italic",
}
DAY = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}[^)]*\)")
CELL = re.compile(rb"\bnode[0-9a-f]{8}\b")
LISTED = re.compile(rb"\(node\d{8}\) \d+ 0 R")
LIST = re.compile(rb"(/Limits \[[^\]]*\]\s)?/Names \[((?:\(node\d{8}\) \d+ 0 R ?)+)\]")
NO_PRINTER = (
    "No PDF was made, because there is neither a browser nor WeasyPrint: open the HTML pages and "
    "print them, or install Chromium or Chrome and run this again."
)

Printer = Callable[[str, str], bytes]  # of a page and a paper, such as "A4 landscape"


def find_printer() -> tuple[str, Printer | None]:
    """Return what prints the pages here, by its name and as a function; None if nothing can.

    If DATELINE_CHROME is set, it names the only browser to try; if it is empty, none is tried.
    """
    chosen = os.environ.get("DATELINE_CHROME")
    for name in BROWSERS if chosen is None else filter(None, [chosen]):
        program = shutil.which(name)
        if program:
            return Path(program).name, partial(_with_browser, program)
    try:
        import weasyprint
    except (ImportError, OSError):  # OSError: a library of the system is missing
        return "", None
    return f"WeasyPrint {weasyprint.__version__}", _with_weasyprint


def on_paper(page: str, paper: str) -> str:
    """Return a page with the size of its paper and our font, which no computer needs to have."""
    style = f"<style>@page {{ size: {paper}; }}\n{_fonts()}</style>"
    return page.replace("</head>", f"{style}</head>", 1)


@cache
def _fonts() -> str:
    """Return the style that brings our font: normal, bold and italic."""
    rules = []
    for name, style in FONTS.items():
        data = b64encode(Path(font_source_sans_pro.font_directory, name).read_bytes()).decode()
        source = f"src: url(data:font/otf;base64,{data})"
        rules.append(f"@font-face {{ font-family: 'Source Sans 3'; {style}; {source}; }}")
    return "\n".join(rules)


def _with_browser(program: str, page: str, paper: str) -> bytes:
    """Print a page with a browser.

    Raises:
        OSError: The browser cannot be started, or it wrote no PDF.
    """
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(on_paper(page, paper), encoding="utf-8")
        command = [program, *OPTIONS, f"--user-data-dir={folder}/profile"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # as root no browser starts without it
        command += [f"--print-to-pdf={target}", source.as_uri()]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            pass  # the same as a browser that wrote nothing
        if not target.exists():
            raise OSError(
                f"{program} printed nothing: set DATELINE_CHROME to another browser's program "
                "file, or to nothing to go without PDF, and run this again."
            )
        return same_bytes(target.read_bytes())


def same_bytes(pdf: bytes) -> bytes:
    """Return a PDF whose bytes depend only on the page: one date, cells of tables counted from 0.

    A browser numbers the cells in any order, and lists them by their numbers. Here they are
    numbered as they come. Nothing changes its length, so that the PDF stays valid.
    """

    def on_one_day(found: re.Match[bytes]) -> bytes:
        day = found[1] + b"20200101000000Z"
        return day + b" " * (len(found[0]) - len(day) - 1) + b")"

    def sorted_by_name(found: re.Match[bytes]) -> bytes:
        entries = [listed.pop(0) for _ in LISTED.findall(found[2])]
        first, last = entries[0].split()[0], entries[-1].split()[0]
        head = b"/Limits [" + first + b" " + last + b"]\n/Names [" if found[1] else b"/Names ["
        return head + b" ".join(entries) + b"]"

    cells = dict.fromkeys(CELL.findall(pdf))  # in order, each once
    numbers = {cell: b"node%08d" % number for number, cell in enumerate(cells)}
    pdf = CELL.sub(lambda found: numbers[found[0]], DAY.sub(on_one_day, pdf))
    listed = sorted(entry for each in LIST.finditer(pdf) for entry in LISTED.findall(each[2]))
    return LIST.sub(sorted_by_name, pdf)


def _with_weasyprint(page: str, paper: str) -> bytes:
    """Print a page with WeasyPrint."""
    import weasyprint

    pdf: bytes = weasyprint.HTML(string=on_paper(page, paper)).write_pdf()
    return same_bytes(pdf)
