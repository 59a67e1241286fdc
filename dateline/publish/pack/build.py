"""The pack is made, printed and written: into a folder, and as one zip beside the pages."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dateline import Case
from dateline.files import check_replaceable, safe_name, write_files
from dateline.publish.pack.contents import Document, Pack
from dateline.publish.pack.printing import NO_PRINTER, PAPERS, Printer, find_printer
from dateline.publish.reproducible import zipped

NOT_ASKED = "No PDF was made: print the pages from a browser."
AT_ONCE = 3  # pages printed at the same time


def pack(case: Case, to: Path, address: str = "", *, pdf: bool = True) -> Iterator[str]:
    """Write the teacher's pack of a case into a folder, and as one zip beside the pages.

    Args:
        case: The whole case.
        to: The folder. It is made if it is missing; only what an earlier pack wrote is replaced.
        address: An address on the web that a QR code leads to; "" for none.
        pdf: Whether to print the sheets, too, which takes most of the time.

    Yields:
        A line for each step.

    Raises:
        ValueError: The address is none, or a table contradicts another one or the notebooks.
        FileExistsError: A file is there that Dateline did not make, or that was edited since.
        OSError: Nothing can be written there, or the browser printed nothing.
    """
    check_replaceable(to, ["index.html", zip_name(case)])
    files: dict[str, bytes] = {}
    yield from pack_files(case, files, address, pdf=pdf)
    files[zip_name(case)] = zipped(files)
    write_files(to, dict(sorted(files.items())))


def zip_name(case: Case) -> str:
    """Return what the zip of a pack is called."""
    return f"{safe_name(case.name, default='case')}-pack.zip"


def pack_files(
    case: Case, files: dict[str, bytes], address: str = "", *, pdf: bool = True
) -> Iterator[str]:
    """Make all files of a pack and write none.

    Args:
        case: The whole case.
        files: Filled with the content of each file by its name.
        address: An address on the web that a QR code leads to; "" for none.
        pdf: Whether to print the sheets, too.

    Yields:
        A line for each step.

    Raises:
        ValueError: As for ``pack``.
        OSError: The browser printed nothing.
    """
    made = Pack(case, address)
    documents = list(made.documents())
    files |= dict(made.files())
    for document in documents:
        files |= _files_of(document)
    yield f"{len(documents)} sheets"

    line = NOT_ASKED
    if pdf:
        name, printer = find_printer()
        line = f"The PDF files were printed with {name}." if printer else NO_PRINTER
        if printer:
            yield f"printing them on A4 and Letter with {name}"
            files |= printed(documents, printer)
    yield line
    files["index.html"] = made.index(documents, files, line).encode()


def printed(documents: list[Document], printer: Printer) -> dict[str, bytes]:
    """Return every page as PDF, on both papers, by the name of its file."""
    jobs = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for document in documents:
            for paper, size in PAPERS.items():
                name = f"{document.folder}/{document.name}-{paper}.pdf"
                size = f"{size} landscape" if document.wide else size
                jobs[name] = pool.submit(printer, document.page, size)
    return {name: job.result() for name, job in jobs.items()}


def _files_of(document: Document) -> dict[str, bytes]:
    """Return the page and the Word file of a document by their names."""
    stem = f"{document.folder}/{document.name}"
    files = {f"{stem}.html": document.page.encode()}
    if document.word:
        files[f"{stem}.docx"] = document.word
    return files
