"""One function decides what may be a link: an address on the web, and nothing that runs."""

import json
import shutil
from dataclasses import replace
from urllib.parse import quote

import pandas as pd
import pytest

from dateline import load_case
from dateline.cards import source_line
from dateline.case import CASES, CaseError
from dateline.links import web_address


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/gazette?a=1&b=2#roof",
        "http://example.org:8080/",
        "https://en.wikipedia.org/wiki/Library_(town)",
        "https://example.org/" + quote("بغداد"),
        "https://example.org/بغداد",
        "HTTPS://example.org",
    ],
)
def test_addresses_on_the_web_are_links(text):
    assert web_address(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "/local",
        "https:",
        "https://",
        "https:///path",
        "https://example.org/a b",
        'https://example.org/" onclick="alert(1)',
        "https://example.org/<script>",
        "https://example.org\\@evil.example",
        "https://our-library.example@evil.example/",
        "https://example.org/\u202egpj.exe",
        "https://exa\u200bmple.org",
        "https://example.org/\ud800",
        "https://[::1",
        "https://example.org:99999999/",
        "https://example.org:port/",
        "https://example.org/" + "x" * 3000,
        "",
        None,
        float("nan"),
        3,
    ],
)
def test_everything_else_is_none(text):
    assert web_address(text) == ""


def test_the_check_of_a_case_refuses_other_links(tmp_path):
    """A stranger's case may bring its own pattern for addresses, or none."""
    folder = shutil.copytree(CASES / "template", tmp_path / "hall")
    description = folder / "datapackage.json"
    about = json.loads(description.read_text(encoding="utf-8"))
    about["link"] = "javascript:alert(1)"
    description.write_text(json.dumps(about), encoding="utf-8")
    with pytest.raises(CaseError, match=r"link: 'javascript:alert\(1\)' is no address on the web"):
        load_case(folder)

    about["link"] = "https://example.org"
    (sources,) = [table for table in about["resources"] if table["name"] == "sources"]
    (url,) = [field for field in sources["schema"]["fields"] if field["name"] == "url"]
    del url["constraints"]["pattern"]
    description.write_text(json.dumps(about), encoding="utf-8")
    file = folder / "sources.csv"
    rows = pd.read_csv(file, dtype="str", keep_default_na=False)
    rows.loc[0, ["url", "link"]] = ["javascript:alert(1)", "true"]
    rows.to_csv(file, index=False)
    with pytest.raises(CaseError, match="line 2, url: 'javascript.*is no address on the web"):
        load_case(folder)


def test_the_link_of_a_source_is_asked_about_where_it_is_shown():
    """Rows may be changed after they were checked."""
    case = load_case("template")
    sources = case.sources.assign(link=True, url="javascript:alert(1)")
    rows = case.events
    shown = replace(case, tables={**case.tables, "sources": sources}).show(rows, ["source_ids"])
    for text in (str(source_line(rows, sources)), shown.html):
        assert "javascript:" not in text and "<a " not in text
        assert sources["publisher"].iloc[0] in text
