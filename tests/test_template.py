"""The template is a case like any other, and says nothing of the article of the lesson."""

import inspect
import json
import re
import shutil

import pandas as pd
import pytest

from dateline import cards, charts, explorers, load_case
from dateline.case.case import CASES
from dateline.charts.type import MEDIA
from tests.notebooks import PROJECT

CASE, TEMPLATE = load_case("baghdad-embassy-2020"), load_case("template")
LEFT_OUT = {"attacks"}  # its columns count the dead of one conflict, side by side
GUIDE = (CASES / "README.md").read_text(encoding="utf-8")
OF_THE_CASE = r"(?i)baghdad|iraq|pompeo|kadhimi|troops|militia|embassy|caravel|soleimani|\biran"


def shown():
    """Return what every chart, card and explorer makes of the template, by its name."""
    case, line = TEMPLATE, cards.source_line(TEMPLATE.events, TEMPLATE.sources)
    (event,), (quote,) = case.events.itertuples(), case.quotes.itertuples()
    (claim,) = case.claims.itertuples()
    levels, few = changing(case.levels), case.framing
    return {
        "timeline": charts.timeline(case.events, source=line, focus=case.focus),
        "telling_order": charts.telling_order(case.events, source=line),
        "levels": charts.levels(case.levels, case.events, source=line),
        "spread": charts.spread(levels, case.sources, group="two-counts", source=line),
        "drawdown": charts.drawdown(levels, case.sources, source=line),
        "framing": charts.framing(few, source=line),
        "trap": charts.trap(levels, kind="cut axis", source=line),
        "voices": charts.voices(case.quotes, source=line),
        "chain": charts.chain(case.quotes, source=line),
        "verdicts": charts.verdicts(case.claims, source=line),
        "level_explorer": explorers.level_explorer(case.levels, case.sources),
        "share_explorer": explorers.share_explorer(levels, few, case.sources),
        "source_line": line,
        "event_card": cards.event_card(event, case.sources),
        "quote_card": cards.quote_card(quote, case.sources),
        "claim_card": cards.claim_card(claim, case.sources),
        "claim_explorer": explorers.claim_explorer(case.claims, case.sources),
        "word_diff": cards.word_diff(quote.original_text, quote.text),
        "paged": explorers.paged("Day", [explorers.Page("Monday", "<p>Rain.</p>")]),
        "timeline_explorer": explorers.timeline_explorer(
            case.events, case.sources, focus=case.focus
        ),
        "people_explorer": explorers.people_explorer(case.people, case.sources),
        "place_explorer": explorers.place_explorer(case.events, case.glossary),
        "glossary_explorer": explorers.glossary_explorer(case.glossary),
        "quote_explorer": explorers.quote_explorer(case.quotes, case.sources),
    }


def changing(levels):
    """Return the one level of the template twice, the second a month later, lower and disputed."""
    later = levels.assign(
        level_id="later", date=levels["date"] + pd.DateOffset(months=1), value=levels["value"] - 300
    )
    return pd.concat([levels, later], ignore_index=True).assign(conflict_group="two-counts")


def offered():
    """Return the names of all functions that a lesson may call to show something."""
    names = set(charts.__all__) | set(explorers.__all__) - {"Page", "Paged"}
    for name, one in inspect.getmembers(cards, inspect.isfunction):
        names |= {name} if one.__module__ == cards.__name__ and name[0] != "_" else set()
    return names - {"Chart"}


def test_has_the_tables_and_columns_of_the_case():
    """What the lesson reads must be there in a teacher's own case, too."""
    assert set(TEMPLATE.tables) == set(CASE.tables) - LEFT_OUT
    for name, table in TEMPLATE.tables.items():
        assert table.columns.tolist() == CASE.tables[name].columns.tolist()
        kinds = [field["type"] for field in TEMPLATE.fields[name]]
        assert kinds == [field["type"] for field in CASE.fields[name]]


def test_has_one_row_a_table():
    """One row shows how; a second would have to be deleted as well."""
    assert {len(table) for table in TEMPLATE.tables.values()} == {1}


def test_says_nothing_of_the_article_of_the_lesson():
    text = "".join(file.read_text(encoding="utf-8-sig") for file in (CASES / "template").iterdir())
    assert len(text) > 20_000
    assert re.findall(OF_THE_CASE, text) == []


def test_everything_that_shows_something_is_tried():
    """A new chart or explorer that works on one case alone is found here."""
    assert set(shown()) == offered()


@pytest.mark.parametrize("name", sorted(shown()))
def test_everything_that_shows_something_works_on_it(name):
    made = shown()[name]
    html = made._repr_html_() if hasattr(made, "_repr_html_") else str(made)
    assert len(html) > 10
    assert re.findall(OF_THE_CASE, html) == []


@pytest.mark.parametrize("look", MEDIA)
@pytest.mark.parametrize("name", ["timeline", "telling_order"])
def test_every_look_is_drawn_and_speaks_of_its_own_event(name, medium):
    chart = shown()[name]
    assert chart.draw(medium).axes
    assert "1 event" in chart.words


def test_words_of_ones_own_are_allowed(tmp_path):
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
    assert "1 lane: cooking" in charts.timeline(case.events, source="").words
    assert case.levels["unit"].tolist() == ["meals"]


def test_tables_that_are_not_needed_may_be_deleted(tmp_path):
    """A teacher starts with sources and events and stops there, if she likes."""
    folder = tmp_path / "small"
    shutil.copytree(CASES / "template", folder)
    about = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for table in about["resources"][2:]:
        (folder / table["path"]).unlink()
    text = (folder / "events.csv").read_text(encoding="utf-8-sig")
    (folder / "events.csv").write_text(text.replace("saturdays-cost-most", ""), encoding="utf-8")
    case = load_case(folder)
    assert case.quotes.empty
    assert isinstance(case.levels["date"].dtype, type(pd.Series(dtype="datetime64[us]").dtype))


class TestGuide:
    def test_names_only_what_there_is(self):
        """A guide that names a file that is gone costs a teacher an evening."""
        files = re.findall(r"`([a-z_]+\.(?:csv|json|md|txt))`", GUIDE)
        places = [CASES / "template", PROJECT]
        assert len(files) > 5
        missing = {one for one in files if not any((place / one).exists() for place in places)}
        assert missing == {"article.txt"}

    def test_the_columns_it_speaks_of_exist(self):
        columns = {column for table in TEMPLATE.tables.values() for column in table}
        assert {"source_ids", "conflict_group", "after_article"} <= columns
        about = json.loads((CASES / "template" / "datapackage.json").read_text(encoding="utf-8"))
        assert {"name", "title", "link", "published", "focus"} <= set(about)

    def test_has_six_steps(self):
        steps = GUIDE.split("in six steps")[1].split("##")[0]
        assert re.findall(r"^(\d)\. ", steps, flags=re.MULTILINE) == list("123456")
