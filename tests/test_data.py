"""The cases in data/ keep their promises: every row has a source, and the words are ours."""

import csv
import json
import re
from functools import cache

import pytest
from frictionless import Package

from dateline import load_case
from dateline.case import CASES
from tests import article

NAMES = sorted(file.parent.name for file in CASES.glob("*/datapackage.json"))
every_case = pytest.mark.parametrize("name", NAMES)
QUOTED_COLUMNS = {"quotes": ["text", "original_text"], "framing": ["phrase"]}  # not our words

loaded = cache(load_case)


@pytest.fixture
def case():
    return loaded("baghdad-embassy-2020")


@cache
def fields(name):
    """Return the description of every column of a case by table and column."""
    package = json.loads((CASES / name / "datapackage.json").read_text(encoding="utf-8"))
    return {
        f"{table['name']}.{field['name']}": field
        for table in package["resources"]
        for field in table["schema"]["fields"]
    }


@cache
def our_texts():
    """Return every cell of every table that is in our own words, and every description."""
    texts = []
    for name in NAMES:
        for table_name, table in loaded(name).tables.items():
            ours = table.drop(columns=QUOTED_COLUMNS.get(table_name, []), errors="ignore")
            texts += [str(cell) for cell in ours.to_numpy().flat]
        texts += [field["description"] for field in fields(name).values()]
    return texts


# Both cases


@every_case
def test_frictionless_agrees(name):
    """The tables are a Data Package: other tools must be able to read them."""
    validation = Package(str(CASES / name / "datapackage.json")).validate()
    assert validation.flatten(["fieldName", "rowNumber", "message"]) == []
    assert len(validation.tasks) == len(loaded(name).tables)


@every_case
def test_every_column_is_described(name):
    """The lesson shows these words, and a number without its unit is no number.

    ``categories`` looks like a rule and is none: other tools check ``enum``.
    """
    for column, field in fields(name).items():
        assert re.fullmatch(r"[A-Z].{20,}\.", field["description"]), column
        assert {"title", "type", "example"} <= set(field), column
        assert "categories" not in field, column
        if field["type"] in ("date", "integer", "number"):
            assert field.get("unit"), column


@every_case
def test_every_source_is_used_and_events_are_in_the_order_of_their_dates(name):
    """The sources are what the facts rest on, and a reader of the table reads it as a story."""
    case = loaded(name)
    cited = set()
    for table in case.tables.values():
        for cell in table.get("source_ids", []):
            cited.update(cell.split(";"))
    assert set(case.sources["source_id"]) == cited
    assert case.events["date"].is_monotonic_increasing


@every_case
def test_files_open_correctly_in_a_spreadsheet(name):
    """Excel needs a byte order mark for UTF-8, and takes "=" and "+" for formulas."""
    files = sorted((CASES / name).glob("*.csv"))
    assert len(files) > 10
    for file in files:
        content = file.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf"), file
        assert b"\r" not in content.replace(b"\r\n", b"\n"), file
        for row in csv.reader(content.decode("utf-8-sig").splitlines()):
            assert [cell for cell in row if cell.startswith(("=", "+"))] == [], file


# The case of the lesson


def test_the_article_is_named_with_its_day_and_link(case):
    assert f"{case.published:%Y-%m-%d}" == "2020-10-08"
    assert case.link in set(case.sources.loc[case.sources["link"], "url"])
    assert case.title in set(case.sources["title"])


def test_the_events_of_the_article_are_all_there(case):
    """Thirteen events are named or plainly meant; each says in which paragraph."""
    events = case.events.set_index("in_article")
    assert len(events.loc[True]) == 13
    assert events.loc[True, "paragraph"].notna().all()
    assert events.loc[False, "paragraph"].isna().all()


def test_later_events_are_marked_from_the_day_after_publication(case):
    """What became known later belongs to the last notebook."""
    before = case.events[~case.events["after_article"]]
    after = case.events[case.events["after_article"]]
    assert before["date"].max() == case.published < after["date"].min()
    assert (len(before), len(after)) == (53, 25)
    assert len(case.until_publication().events) == len(before)


def test_a_short_name_is_readable(case):
    """``E019`` says nothing to a pupil, ``soleimani-killed`` does."""
    assert case.events["event_id"].str.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+").all()
    assert case.events["research_id"].is_unique


def test_a_conflict_is_kept_with_all_its_values(case):
    """An average of numbers that disagree is a number that nobody published."""
    groups = case.levels.dropna(subset="conflict_group").groupby("conflict_group")
    peak = groups.get_group("peak-2007")["value"]
    assert (peak.min(), peak.max()) == (164_424, 171_000)
    assert len(groups) > 30
    assert groups.size().min() >= 2


def test_an_announced_level_is_not_a_reported_one(case):
    """The article's deadline, the announcement and the level reported later are all there."""
    cut = case.levels[case.levels["conflict_group"] == "2020-09-after"]
    assert cut["value"].tolist() == [3000, 3000, 3000]
    assert sorted(cut["status"]) == ["announced", "announced", "reported"]
    assert cut["qualifier"].tolist() == ["about", "fewer than", "about"]


def test_the_default_series_has_one_row_for_each_date(case):
    """Two values for one day would draw a step up and down that never was."""
    troops = case.levels[case.levels["series"] == "US troops in Iraq"]
    default = troops[troops["in_default"]]
    assert (len(troops), len(default), default["value"].max()) == (184, 106, 170_000)
    assert default["date"].is_unique


def test_attacks_a_month_break_where_another_count_begins(case):
    """Two lists counted different things: no line may join them."""
    months = case.levels[case.levels["series"] == "attacks a month"]
    assert months["value"].tolist() == [24, 25, 7, 1, 8]
    assert months["break_before"].tolist() == [False, False, True, False, False]
    assert months["after_article"].tolist() == [False, False, True, True, True]


def test_no_deaths_is_not_the_same_as_unknown(case):
    """0 is what a source reports; a blank is what it does not say."""
    killed = case.attacks["killed_us"]
    assert ((killed == 0).sum(), killed.isna().sum()) == (45, 33)


def test_a_quotation_is_as_long_as_it_says_and_in_its_paragraph(case):
    """Offsets that do not fit the words would show a reader the wrong place."""
    quotes = case.quotes[case.quotes["in_article"]]
    printed = quotes.dropna(subset="text")
    assert len(printed) == 5
    length = printed["char_end"] - printed["char_start"]
    assert length.tolist() == printed["text"].str.len().tolist()
    words = printed["text"].str.replace("––", " ").str.split().str.len()
    assert words.tolist() == printed["words"].tolist()
    assert quotes["opening_words"].str.split().str.len().max() <= 6

    paragraphs = case.paragraphs.set_index("paragraph").loc[quotes["paragraph"]]
    assert (quotes["char_start"].to_numpy() >= paragraphs["char_start"].to_numpy()).all()
    assert (quotes["char_end"].to_numpy() <= paragraphs["char_end"].to_numpy()).all()


def test_the_balance_of_quoted_words(case):
    """Whose words a reader hears, counted as a pupil would count them."""
    words = case.quotes[case.quotes["in_article"]].groupby("side")["words"].sum()
    assert words[words > 0].to_dict() == {
        "experts and former officials": 49,
        "Iraqi government": 28,
        "US government": 7,
    }


def test_a_computed_share_follows_from_its_two_numbers(case):
    """A share that does not would teach false arithmetic."""
    rows = case.framing.dropna(subset="computed_share")
    share = (rows["value_from"] - rows["value_to"]) / rows["value_from"]
    assert (share - rows["computed_share"]).abs().max() < 0.001


def test_each_paragraph_has_two_summaries_and_definitions_are_short(case):
    """One summary for everybody, one for readers new to the subject or the language."""
    length = case.paragraphs["summary_plain"].str.split().str.len()
    assert case.paragraphs["paragraph"].tolist() == list(range(8))
    assert length.max() <= 35
    assert (case.paragraphs["summary"] != case.paragraphs["summary_plain"]).all()
    assert case.glossary["definition"].str.split().str.len().max() <= 40


def test_only_one_column_of_the_claims_says_what_became_known_later(case):
    """The verdicts are read before the last notebook: they must give nothing away."""
    claims = case.until_publication().claims.drop(columns=["source_ids"])
    later = r"202[1-9]|(?:November|December) 2020|1[0-9] October"
    assert [cell for cell in map(str, claims.to_numpy().flat) if re.search(later, cell)] == []
    assert claims["what_happened_next"].isna().all()
    assert case.claims["what_happened_next"].notna().any()


def test_no_altered_copy_is_a_source(case):
    """A page reworded by machine can show nothing."""
    assert "altered-copy" not in set(case.sources["kind"])


# Our words and other people's


def test_no_word_of_blame():
    """A student wrote the article; a class reads with care, not with a grudge."""
    blame = r"(?i)\b(fake|lied|lies about|plagiari\w+|propaganda|terrorist regime)\b"
    assert [text for text in our_texts() if re.search(blame, text)] == []


def test_quotations_are_short(case):
    """Twelve words are a quotation; more would be somebody's text."""
    long = []
    for text in our_texts():
        quotations = re.findall(r"[“\"](\w[^“”\"]*)[”\"]", text)
        long += [words for words in quotations if len(words.split()) > article.LONGEST]
    assert long == []
    phrases = case.framing["phrase"].str.replace("––", " ")
    assert phrases.str.split().str.len().max() <= article.LONGEST


def test_a_copied_sentence_would_be_found(monkeypatch):
    """The next test must see what it guards against, in any place and any punctuation."""
    text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    monkeypatch.setattr(article, "known", lambda: set(article.runs(text)))
    assert article.copied(f"He said: “{text.title()}!” And left.") == [text[:-9], text[4:]]
    assert article.copied(text.replace("seven", "7")) == []


def test_no_sentence_of_the_article_is_in_the_tables():
    """The article has no license: we name it, link it and quote a few words.

    If a reader has saved the text, it must be the one that the tables were checked against.
    """
    assert len(our_texts()) > 1000
    assert len(article.known()) > 600
    assert [run for text in our_texts() for run in article.copied(text)] == []
    for file in article.TEXT.parent.glob(article.TEXT.name):
        assert set(article.runs(file.read_text(encoding="utf-8"))) == article.known()
