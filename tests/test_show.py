"""Tables as readers see them: ``case.show(table, columns)``."""

import pandas as pd
import pytest

from dateline import load_case
from dateline.case.show import show_rows
from tests import tables
from tests.pages import danger, page

FIELDS = {
    "sources": [
        {"name": "source_id", "title": "Short name", "type": "string"},
        {"name": "publisher", "title": "Publisher", "type": "string"},
        {"name": "date", "title": "Date of publication", "type": "string"},
    ],
    "events": [
        {"name": "date", "title": "Date", "type": "date"},
        {"name": "title", "title": "What happened", "type": "string"},
        {"name": "actors", "title": "Who took part", "type": "string"},
        {"name": "in_article", "title": "In the article", "type": "boolean"},
        {"name": "paragraph", "title": "Paragraph of the article", "type": "integer"},
        {"name": "source_ids", "title": "Sources", "type": "string"},
    ],
}


SOURCES = tables.sources()


def cells(line):
    return [cell for cell in line.inside if cell.tag in ("th", "td")]


def shown(rows, columns, sources=SOURCES):
    """Return a shown table as its lines of text, the headings first."""
    found = page(show_rows(rows, columns, FIELDS, sources).html)
    return [[cell.text for cell in cells(line)] for line in found.all("tr")]


def test_rows_are_shown_in_plain_words():
    """Titles, dates in words, yes and no, publishers; what is unknown is empty; no row numbers."""
    columns = ["date", "title", "in_article", "paragraph", "actors", "source_ids"]
    headings = ["Date", "What happened", "In the article", "Paragraph of the article"]
    headings += ["Who took part", "Sources"]
    first = ["March 2019", "The roof starts to leak", "no", "", "Library", "The Gazette"]
    second = ["10 to 14 January 2020", "The library closes for repairs", "yes", "2"]
    second += ["Library; Town council", "The Gazette; Town Council (seen in a copy)"]
    assert shown(tables.events().head(2), columns) == [headings, first, second]


def test_headings_can_be_chosen_and_columns_added():
    """A pupil's own column needs no description; some dates have no precision beside them."""
    rows = tables.events()[["date", "title"]].tail(1).assign(my_guess="in May", n=1500)
    lines = shown(rows, {"title": "Event", "date": "When"})
    assert lines == [["Event", "When"], ["Pupils march for the library", "2 March 2020"]]
    lines = shown(rows, ["my_guess", "n"])
    assert lines == [["My guess", "N"], ["in May", "1500"]]


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2020-09-28", "28 September 2020"),
        ("2020-09", "September 2020"),
        ("2019/2020", "2019/2020"),
        (None, ""),
    ],
)
def test_the_date_of_a_source_is_no_more_exact_than_it_is_known(date, words):
    sources = pd.DataFrame({"source_id": ["gazette"], "publisher": ["The Gazette"], "date": [date]})
    assert shown(sources, ["publisher", "date"])[1] == ["The Gazette", words]


def test_a_column_that_is_not_there_is_named_with_a_near_miss():
    with pytest.raises(ValueError, match=r"no column called 'titel'.*'title'.*It has: event_id"):
        shown(tables.events(), ["titel"])


def test_an_unknown_source_is_named():
    rows = tables.events().assign(source_ids="gazette;nobody")
    with pytest.raises(ValueError, match="no source called 'nobody'"):
        shown(rows, ["title", "source_ids"])


def test_a_selection_without_rows_says_so():
    """An empty box would look like a mistake of the page."""
    rows = tables.events().iloc[:0]
    assert (
        "No row of the table fits." in page(show_rows(rows, ["title"], FIELDS, SOURCES).html).text
    )


def test_a_source_is_a_link_only_where_the_table_allows_it():
    """A later source has no address and no headline: then only its publisher is known."""
    sources = tables.sources()
    sources.loc[sources["source_id"] == "radio", ["url", "title", "link"]] = None, None, False
    found = page(show_rows(tables.events(), ["source_ids"], FIELDS, sources).html)
    assert {link.attributes["href"] for link in found.all("a")} == {"https://example.org/roof"}
    assert {cell.text for cell in found.all("th", scope="row")} == {
        "The Gazette",
        "The Gazette; Town Council (seen in a copy)",
        "Town Council (seen in a copy)",
        "Town Radio",
        "The Gazette; Town Radio",
    }


def test_it_can_be_read_by_ear_and_scrolled_by_keyboard():
    found = page(show_rows(tables.events(), ["title", "date"], FIELDS, SOURCES).html)
    (region,) = found.all("div", role="region")
    assert region.attributes["tabindex"] == "0"
    assert region.attributes["aria-label"] == "Table, 6 rows"
    assert [cell.attributes["scope"] for cell in found.all("th")] == ["col"] * 2 + ["row"] * 6


def test_no_hostile_cell_reaches_a_page_unescaped():
    """Cells are shown, never run, and a link leads to the web only."""
    rows = tables.hostile(tables.events()).assign(source_ids="gazette;minutes;radio")
    sources = tables.hostile(tables.sources())
    sources["url"] = ["javascript:alert(1)", "data:text/html,x", " javascript:alert(1)"]
    sources["link"] = True
    html = show_rows(rows, [*rows.columns], FIELDS, sources).html
    assert danger(html) == []
    assert tables.HOSTILE in page(html).text
    assert page(html).all("a") == []
    headed = show_rows(rows, {"title": tables.HOSTILE}, FIELDS, sources).html
    assert danger(headed) == []
    assert page(headed).all("th")[0].text == tables.HOSTILE


def test_a_case_shows_its_rows():
    """The titles are those of the table that the rows are from, and the sources the case's."""
    case = load_case("baghdad-embassy-2020").until_publication()
    table = case.show(case.claims.head(3), ["paragraph", "claim", "core", "source_ids"])
    heads = [cell.text for cell in page(table._repr_html_()).all("th", scope="col")]
    assert heads == ["Paragraph", "Claim", "For the lesson", "Sources"]
    assert repr(table) == "A table with 3 rows"
