"""The cases in data/ hold what they promise: every row sourced, described and in our own words."""

import csv
import json
import re

import pytest
from frictionless import Package

from dateline import load_case
from dateline.case.case import CASES
from tests.article import LONGEST, TEXT, copied, known, runs

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


QUOTED = {"quotes": ["text", "original_text"], "framing": ["phrase"]}  # other people's words


def our_texts():
    """Return every cell of every table that is in our own words, and every description."""
    texts = []
    for name in NAMES:
        for called, table in load_case(name).tables.items():
            own = table.drop(columns=QUOTED.get(called, []), errors="ignore")
            texts += [str(cell) for cell in own.to_numpy().flat]
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
    tables = load_case(name).tables.values()
    lists = [table["source_ids"] for table in tables if "source_ids" in table]
    cited = {one for ids in lists for cell in ids for one in cell.split(";")}
    assert set(load_case(name).sources["source_id"]) == cited


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
    assert (len(early), len(late)) == (53, 25)
    assert len(case.until_publication().events) == len(early)


def test_a_short_name_is_readable(case):
    """``E019`` says nothing to a pupil, ``soleimani-killed`` does."""
    assert case.events["event_id"].str.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+").all()
    assert case.events["research_id"].is_unique


def test_a_conflict_is_kept_with_all_its_values(case):
    """An average of numbers that disagree is a number that nobody published."""
    groups = case.levels.dropna(subset="conflict_group").groupby("conflict_group")
    peak = case.levels[case.levels["conflict_group"] == "peak-2007"]["value"]
    assert (peak.min(), peak.max()) == (164_424, 171_000)
    assert len(groups) > 30
    assert groups.size().min() >= 2


def test_an_announced_level_is_no_reported_one(case):
    """The article's own deadline, the announcement and what was said to be reached: all stand."""
    cut = case.levels[case.levels["conflict_group"] == "2020-09-after"]
    assert sorted(zip(cut["status"], cut["value"], strict=True)) == [
        ("announced", 3000),
        ("announced", 3000),
        ("reported", 3000),
    ]
    assert cut["qualifier"].tolist() == ["about", "fewer than", "about"]


def test_the_default_series_has_one_row_a_date(case):
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


def test_zero_attacks_dead_is_not_unknown(case):
    """0 is what a source reports; a blank is what it does not say."""
    killed = case.attacks["killed_us"]
    assert ((killed == 0).sum(), killed.isna().sum()) == (45, 33)


def test_a_quotation_is_as_long_as_it_says(case):
    """Offsets that do not fit the words would show a reader the wrong place."""
    said = case.quotes[case.quotes["in_article"]]
    printed = said.dropna(subset="text")
    assert len(printed) == 5
    assert (printed["char_end"] - printed["char_start"]).tolist() == printed[
        "text"
    ].str.len().tolist()
    words = printed["text"].str.replace("––", " ").str.split().str.len()
    assert words.tolist() == printed["words"].tolist()
    assert said["opening_words"].str.split().str.len().max() <= 6


def test_a_quotation_lies_in_its_paragraph(case):
    places = case.paragraphs.set_index("paragraph")
    said = case.quotes[case.quotes["in_article"]]
    own = places.loc[said["paragraph"]]
    assert (said["char_start"].to_numpy() >= own["char_start"].to_numpy()).all()
    assert (said["char_end"].to_numpy() <= own["char_end"].to_numpy()).all()


def test_the_balance_of_quoted_words(case):
    """Whose words a reader hears, counted as a pupil would count them."""
    said = case.quotes[case.quotes["in_article"]].groupby("side")["words"].sum()
    assert said["experts and former officials"] == 49
    assert said["Iraqi government"] == 28
    assert said["US government"] == 7
    assert said.sum() == 49 + 28 + 7


def test_a_phrase_of_another_newsroom_is_short(case):
    """Twelve words at most are a quotation; more would be their text."""
    phrases = case.framing["phrase"].str.replace("––", " ")
    assert phrases.str.split().str.len().max() <= LONGEST


def test_a_computed_share_is_computed(case):
    """A share that does not follow from its two numbers would teach false arithmetic."""
    rows = case.framing.dropna(subset="computed_share")
    share = (rows["value_from"] - rows["value_to"]) / rows["value_from"]
    assert (share - rows["computed_share"]).abs().max() < 0.001


def test_paragraphs_are_told_in_our_words_twice(case):
    """One summary for everybody, one for who is new to the subject or to the language."""
    length = case.paragraphs["summary_plain"].str.split().str.len()
    assert case.paragraphs["paragraph"].tolist() == list(range(8))
    assert length.max() <= 35
    assert (case.paragraphs["summary"] != case.paragraphs["summary_plain"]).all()


def test_a_definition_is_short(case):
    assert case.glossary["definition"].str.split().str.len().max() <= 40


def test_what_became_known_later_stands_in_one_column_alone(case):
    """The verdicts are read before the last notebook: they must give nothing away."""
    claims = case.until_publication().claims.drop(columns=["source_ids"])
    cells = [str(cell) for cell in claims.to_numpy().flat]
    later = r"202[1-9]|(?:November|December) 2020|1[0-9] October"
    assert [cell for cell in cells if re.search(later, cell)] == []
    assert claims["what_happened_next"].isna().all()


def test_no_altered_copy_is_a_source(case):
    """A page reworded by machine can show nothing."""
    assert "altered-copy" not in set(case.sources["kind"])


def test_no_word_of_blame():
    """A student wrote the article; a class reads with care, not with a grudge."""
    blame = r"(?i)\b(fake|lied|lies about|plagiari\w+|propaganda|terrorist regime)\b"
    assert [text for text in our_texts() if re.search(blame, text)] == []


def test_quotations_are_short():
    """Short attributed quotations are data; longer ones are somebody's text."""
    long = [
        quoted
        for text in our_texts()
        for quoted in re.findall(r"[“\"](\w[^“”\"]*)[”\"]", text)
        if len(quoted.split()) > LONGEST
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
