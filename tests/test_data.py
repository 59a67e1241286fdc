"""The cases in data/ hold what they promise: every row sourced, described and in our own words."""

import csv
import json
import re

import pytest
from frictionless import Package

from dateline import load_case
from dateline.case import CASES
from tests.article import TEXT, copied, known, runs

NAMES = sorted(file.parent.name for file in CASES.glob("*/datapackage.json"))
every = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def case():
    return load_case("baghdad-embassy-2020")


def described(name):
    return json.loads((CASES / name / "datapackage.json").read_text(encoding="utf-8"))


def fields(name):
    return [
        (f"{table['name']}.{field['name']}", field)
        for table in described(name)["resources"]
        for field in table["schema"]["fields"]
    ]


def our_texts():
    """Return every cell of every table, and every description."""
    texts = []
    for name in NAMES:
        texts += [str(cell) for t in load_case(name).tables.values() for cell in t.to_numpy().flat]
        texts += [field["description"] for _, field in fields(name)]
    return texts


@every
def test_frictionless_agrees(name):
    """The tables are a Data Package: other tools must be able to read them."""
    report = Package(str(CASES / name / "datapackage.json")).validate()
    assert report.flatten(["fieldName", "rowNumber", "message"]) == []
    assert len(report.tasks) == len(described(name)["resources"])


@every
def test_every_column_is_described(name):
    """The lesson shows these words; a column without them is a riddle."""
    poor = [
        called
        for called, field in fields(name)
        if not re.fullmatch(r"[A-Z].{20,}\.", field["description"])
        or not {"title", "type", "example"} <= set(field)
    ]
    assert poor == []


@every
def test_every_rule_is_held_by_frictionless_too(name):
    """``categories`` looks like a rule and is none; ``enum`` is one."""
    assert [called for called, field in fields(name) if "categories" in field] == []


@every
def test_every_measured_column_has_its_unit(name):
    """A number without its unit is no number."""
    measured = [
        (called, field)
        for called, field in fields(name)
        if field["type"] in ("date", "integer", "number")
    ]
    assert measured
    assert [called for called, field in measured if not field.get("unit")] == []


@every
def test_every_source_is_used(name):
    """The list of sources is what the facts rest on, no reading list."""
    case = load_case(name)
    cited = {one for ids in case.events["source_ids"] for one in ids.split(";")}
    assert set(case.sources["source_id"]) == cited


@every
def test_events_stand_in_the_order_of_their_dates(name):
    """Who opens the table in a spreadsheet reads it as a story."""
    assert load_case(name).events["date"].is_monotonic_increasing


@every
def test_files_open_rightly_in_a_spreadsheet(name):
    """Excel reads UTF-8 rightly only behind a byte order mark."""
    for file in sorted((CASES / name).glob("*.csv")):
        raw = file.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf"), file
        assert b"\r" not in raw.replace(b"\r\n", b"\n"), file
        # a cell that starts so is taken for a formula
        cells = [c for row in csv.reader(raw.decode("utf-8-sig").splitlines()) for c in row]
        assert [cell for cell in cells if cell.startswith(("=", "+"))] == []


def test_the_article_is_named_with_its_day_and_link(case):
    assert f"{case.published:%Y-%m-%d}" == "2020-10-08"
    assert case.link in set(case.sources.loc[case.sources["link"], "url"])
    assert case.title in set(case.sources["title"])


def test_the_events_of_the_article_are_all_there(case):
    """Thirteen events are named or plainly meant; each says in which paragraph."""
    told = case.events[case.events["in_article"]]
    assert len(told) == 13
    assert told["paragraph"].notna().all()
    assert case.events.loc[~case.events["in_article"], "paragraph"].isna().all()


def test_the_curtain_falls_on_the_day_of_publication(case):
    """What became known later belongs to the last notebook."""
    early, late = (case.events[case.events["after_article"] == known] for known in (False, True))
    assert early["date"].max() == case.published
    assert late["date"].min() > case.published
    assert (len(early), len(late)) == (53, 15)
    assert len(case.until_publication().events) == len(early)


def test_a_short_name_is_readable(case):
    """``E019`` says nothing to a pupil, ``soleimani-killed`` does."""
    assert case.events["event_id"].str.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+").all()
    assert case.events["research_id"].is_unique


def test_no_word_of_blame(case):
    """A student wrote the article; a class reads with care, not with a grudge."""
    blame = r"(?i)\b(fake|lied|lies about|plagiari\w+|propaganda|terrorist regime)\b"
    columns = ["title", "summary", "meaning_for_the_article"]
    said = [str(cell) for cell in case.events[columns].to_numpy().flat]
    assert [text for text in said if re.search(blame, text)] == []


def test_quotations_are_short():
    """Short attributed quotations are data; longer ones are somebody's text."""
    long = [
        quoted
        for text in our_texts()
        for quoted in re.findall(r"[“\"']((?:\w[^“”\"]*?))[”\"'](?!\w)", text)
        if len(quoted.split()) > 12
    ]
    assert long == []


def test_a_copied_sentence_would_be_found(monkeypatch):
    """The guard below must see what it guards against, at any place and in any dress."""
    text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    monkeypatch.setattr("tests.article.known", lambda: set(runs(text)))
    assert copied(f"He said: “{text.title()}!” And left.") == [text[:-9], text[4:]]
    assert copied(text.replace("seven", "7")) == []


def test_the_fingerprints_are_of_the_article():
    """Where a reader has the text, it is the one the tables were checked against."""
    texts = [file.read_text(encoding="utf-8") for file in TEXT.parent.glob(TEXT.name)]
    assert len(known()) > 600
    assert [text for text in texts if set(runs(text)) != known()] == []


def test_no_sentence_of_the_article_is_in_the_tables():
    """The article has no licence: we name it, link it and quote a few words."""
    texts = our_texts()
    assert len(texts) > 1000
    assert [run for text in texts for run in copied(text)] == []
