"""The template is a case like any other, and says nothing about the article of the lesson."""

import inspect
import json
import re
import shutil

import pandas as pd
import pytest

from dateline import cards, charts, explorers, load_case
from dateline.case import CASES, PROJECT
from dateline.case.protocols import read_protocols
from dateline.charts.type import MEDIA

CASE, TEMPLATE = load_case("baghdad-embassy-2020"), load_case("template")
NOT_IN_THE_LESSON = {"via_named"}  # nobody with a name passes words on in its article
LEFT_OUT = {"attacks"}  # its columns count the dead of one conflict, side by side
GUIDE = (CASES / "README.md").read_text(encoding="utf-8")
WORDS_OF_THE_CASE = (
    r"(?i)baghdad|iraq|pompeo|kadhimi|troops|militia|embassy|caravel|soleimani|\biran"
)


def two_levels(levels):
    """Return the level of the template and a lower one a month later, which are in conflict."""
    later = levels.assign(
        level_id="later", date=levels["date"] + pd.DateOffset(months=1), value=levels["value"] - 300
    )
    return pd.concat([levels, later], ignore_index=True).assign(conflict_group="two-counts")


ROOM = {"title": "Should it close?", "readers": 3, "source": "three casebooks"}


@pytest.fixture(scope="module")
def outputs():
    """What every chart, card and explorer makes of the template, by its name."""
    case, line = TEMPLATE, cards.source_line(TEMPLATE.events, TEMPLATE.sources)
    (event,), (quote,) = case.events.itertuples(), case.quotes.itertuples()
    (claim,) = case.claims.itertuples()
    levels = two_levels(case.levels)
    dated = case.framing.assign(deadline=pd.Timestamp("2024-06-30"))
    return {
        "timeline": charts.timeline(case.events, source=line, focus=case.focus),
        "telling_order": charts.telling_order(case.events, source=line),
        "levels": charts.levels(case.levels, case.events, source=line),
        "spread": charts.spread(levels, case.sources, group="two-counts", source=line),
        "drawdown": charts.drawdown(levels, case.sources, source=line),
        "counts": charts.counts(case.events, by="category", what="events", source=line),
        "deadlines": charts.deadlines(dated, source=line),
        "framing": charts.framing(case.framing, source=line),
        "trap": charts.trap(levels, kind="cut axis", source=line),
        "voices": charts.voices(case.quotes, source=line),
        "chain": charts.chain(case.quotes, source=line),
        "verdicts": charts.verdicts(case.claims, source=line),
        "answers": charts.answers(pd.DataFrame({"readers": [3]}, ["yes"]), **ROOM),
        "source_line": line,
        "event_card": cards.event_card(event, case.sources),
        "quote_card": cards.quote_card(quote, case.sources),
        "claim_card": cards.claim_card(claim, case.sources),
        "evidence_card": cards.evidence_card(next(case.evidence.itertuples()), case.sources),
        "evidence_cards": "".join(cards.evidence_cards(case.evidence, case.sources).values()),
        "protocol_card": cards.protocol_card(
            read_protocols().query("protocol_id == 'vote-talk-vote'")
        ),
        "word_diff": cards.word_diff(quote.original_text, quote.text),
        "paged": explorers.paged("Day", [explorers.Page("Monday", "<p>Rain.</p>")]),
        "timeline_explorer": explorers.timeline_explorer(
            case.events, case.sources, focus=case.focus
        ),
        "event_explorer": explorers.event_explorer(case.events, case.sources),
        "level_explorer": explorers.level_explorer(case.levels, case.sources),
        "share_explorer": explorers.share_explorer(levels, case.framing, case.sources),
        "people_explorer": explorers.people_explorer(case.people, case.sources),
        "place_explorer": explorers.place_explorer(case.events, case.glossary),
        "glossary_explorer": explorers.glossary_explorer(case.glossary),
        "quote_explorer": explorers.quote_explorer(case.quotes, case.sources),
        "evidence_explorer": explorers.evidence_explorer(
            case.evidence, case.sources, question=case.evidence["question"].iloc[0]
        ),
        "claim_explorer": explorers.claim_explorer(case.claims, case.sources),
    }


def public_functions():
    """Return the names of all functions that a lesson may call to show something."""
    names = set(charts.__all__) | set(explorers.__all__) - {"Page", "Explorer"}
    for name, function in inspect.getmembers(cards, inspect.isfunction):
        if function.__module__ == cards.__name__ and not name.startswith("_"):
            names.add(name)
    return names - {"Chart"}


def test_has_the_tables_and_columns_of_the_case_with_one_row_each():
    """What the lesson reads must be in a teacher's own case, too.

    One row shows how; a second would have to be deleted as well.
    """
    assert set(TEMPLATE.tables) == set(CASE.tables) - LEFT_OUT
    for name, table in TEMPLATE.tables.items():
        rows = 2 if name == "evidence" else 1  # a question to discuss has two sides
        assert len(table) == rows, name
        assert columns(TEMPLATE, name) == columns(CASE, name), name


def columns(case, table):
    """Return the names and types of columns; an integer may be any number in another case."""
    fields = case.fields[table]
    return [
        (field["name"], field["type"].replace("integer", "number"))
        for field in fields
        if field["name"] not in NOT_IN_THE_LESSON
    ]


def test_says_nothing_about_the_article_of_the_lesson():
    text = "".join(file.read_text(encoding="utf-8-sig") for file in (CASES / "template").iterdir())
    assert len(text) > 20_000
    assert re.findall(WORDS_OF_THE_CASE, text) == []


def test_everything_that_shows_something_works_on_it(outputs):
    """A new chart or explorer that works on one case only is found here."""
    assert set(outputs) == public_functions()
    for name, output in outputs.items():
        html = output._repr_html_() if hasattr(output, "_repr_html_") else str(output)
        assert len(html) > 10, name
        assert re.findall(WORDS_OF_THE_CASE, html) == [], name


def test_a_single_event_is_drawn_in_every_medium(outputs):
    for name in ("timeline", "telling_order"):
        assert "1 event" in outputs[name].words
        for medium in MEDIA:
            assert outputs[name].marks(medium), (name, medium)


def test_a_case_may_use_its_our_summary(tmp_path):
    """Another article has other kinds of event, other sides and other units."""
    folder = tmp_path / "school-canteen"
    shutil.copytree(CASES / "template", folder)
    for file, old, new in (
        ("events.csv", ",statements,", ",cooking,"),
        ("levels.csv", ",visitors,", ",meals,"),
        ("people.csv", ",town government,", ",kitchen,"),
    ):
        text = (folder / file).read_text(encoding="utf-8-sig")
        assert old in text
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    case = load_case(folder)
    (kind,) = charts.timeline(case.events, lanes="category", source="").parts
    assert kind.title.startswith("Cooking: 1 event")
    assert case.levels["unit"].tolist() == ["meals"]
    assert case.people["side"].tolist() == ["kitchen"]


def test_optional_tables_may_be_deleted(tmp_path):
    """A teacher may start with sources and events and stop there."""
    folder = tmp_path / "small"
    shutil.copytree(CASES / "template", folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for table in package["resources"][2:]:
        (folder / table["path"]).unlink()
    text = (folder / "events.csv").read_text(encoding="utf-8-sig")
    (folder / "events.csv").write_text(text.replace("saturdays-cost-most", ""), encoding="utf-8")
    case = load_case(folder)
    assert case.quotes.empty
    assert isinstance(case.levels["date"].dtype, type(pd.Series(dtype="datetime64[us]").dtype))


def test_the_guide_has_six_steps_and_names_only_what_there_is():
    """A guide that names a file or column that is gone costs a teacher an evening."""
    steps = GUIDE.split("in six steps")[1].split("##")[0]
    assert re.findall(r"^(\d)\. ", steps, flags=re.MULTILINE) == list("123456")

    code = set(re.findall(r"`([^`]+)`", GUIDE))
    files = {name for name in code if re.fullmatch(r"\w+\.(csv|json|md|txt)", name)}
    places = [CASES / "template", PROJECT]
    missing = {file for file in files if not any((place / file).exists() for place in places)}
    assert len(files) > 5
    assert missing == {"article.txt"}

    columns = {column for table in TEMPLATE.tables.values() for column in table}
    assert {"source_ids", "conflict_group", "after_article"} <= columns & code
    package = json.loads((CASES / "template" / "datapackage.json").read_text(encoding="utf-8"))
    assert {"name", "title", "link", "published", "focus"} <= set(package) & code
