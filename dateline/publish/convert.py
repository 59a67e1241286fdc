"""A folder of CSV files as one workbook, and back: the same cells in both."""

import csv
import io
import json
from pathlib import Path

from dateline.case.case import REQUIRED_TABLES, case_faults
from dateline.case.errors import CaseError
from dateline.case.fields import Field
from dateline.case.raw import (
    ARTICLE_FILE,
    CASES,
    RawCase,
    find_case,
    read_raw,
    rows_by_column,
)
from dateline.case.schema import DESCRIPTION
from dateline.case.workbook import SUFFIXES
from dateline.files import write_files
from dateline.publish.workbook import workbook_file


def to_workbook(name: str | Path) -> Path:
    """Write the folder of a case as a workbook beside it, and return the workbook.

    Raises:
        CaseError: The folder cannot be read.
        ValueError: It is a workbook already.
        FileExistsError: The workbook is there, and was edited or made by somebody else.
        OSError: It cannot be written.
    """
    folder = find_case(name)
    if folder.is_file():
        raise ValueError(f"{folder.name} is a workbook already. To make a folder: --to-folder")
    raw = _read(folder)
    tables = {}
    for resource in raw.package["resources"]:
        if resource["name"] in raw.sheets:
            rows = rows_by_column(raw.sheets[resource["name"]], resource["schema"]["fields"])
            tables[resource["name"]] = list(rows.values())
    content = workbook_file(raw.package, tables, raw.description)
    return write_files(folder.parent, {f"{folder.name}.xlsx": content})[0]


def to_folder(name: str | Path) -> Path:
    """Write a workbook as a folder of CSV files beside it, and return the folder.

    Raises:
        CaseError: The workbook cannot be read.
        ValueError: There is no such workbook.
        FileExistsError: A file of the folder was edited or made by somebody else.
        OSError: It cannot be written.
    """
    workbook = _workbook_of(Path(name))
    raw = _read(workbook)
    files = {DESCRIPTION: _description(raw)}
    for resource in raw.package["resources"]:
        if resource["name"] in raw.sheets:
            files[resource["path"]] = _csv(raw, resource["name"], resource["schema"]["fields"])
    if raw.article:
        text = "\n".join(paragraph.text for paragraph in raw.article)
        files[ARTICLE_FILE] = text.encode()
    folder = workbook.with_suffix("")
    write_files(folder, files)
    return folder


def _read(path: Path) -> RawCase:
    """Return a case as it was typed, or raise what kept its tables from being read."""
    raw = read_raw(path, case_faults, REQUIRED_TABLES)
    problems = [problem for found in raw.problems.values() for problem in found]
    if problems:
        raise CaseError(problems)
    return raw


def _workbook_of(name: Path) -> Path:
    """Return the workbook of a name, also where there is a folder of this name, too."""
    for place in (name, CASES / name):
        for path in (place, *(place.with_name(place.name + suffix) for suffix in SUFFIXES)):
            if path.is_file() and path.suffix.lower() in SUFFIXES:
                return path.resolve()
    raise ValueError(f"There is no workbook {name}.xlsx, here or in data/.")


def _description(raw: RawCase) -> bytes:
    """Return the datapackage.json of a workbook: unchanged, if nothing on its first sheet was."""
    if json.loads(raw.description) == raw.package:
        return raw.description.encode()
    return (json.dumps(raw.package, ensure_ascii=False, indent=2) + "\n").encode()


def _csv(raw: RawCase, table: str, fields: list[Field]) -> bytes:
    """Return the rows of a table as a CSV file: its columns as they are described, then others."""
    rows = list(rows_by_column(raw.sheets[table], fields).values())
    names = [str(field["name"]) for field in fields]
    names += [name for name in dict.fromkeys(name for row in rows for name in row) if name]
    names = list(dict.fromkeys(names))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
