"""Charts for the tests: small ones, those of the case, and awkward ones. Each is drawn once."""

import random
from functools import cache

import pandas as pd

from dateline import charts, load_case
from tests import tables

SOURCE = "The Gazette and Town Radio"
WHOLE = load_case("baghdad-embassy-2020")
CASE = WHOLE.until_publication()
EVENTS, LEVELS, QUOTES = tables.events(), tables.levels(), tables.quotes()
SOURCES, PARAGRAPHS, FRAMING = tables.sources(), tables.paragraphs(), tables.framing()
HALL = LEVELS[:6]  # the two levels that each of three sources gives before anything changed
CLAIMS = pd.DataFrame({"verdict": ["accurate", "disputed", "accurate"]})

# The march is in the caption, the vote in paragraph 1, the closing and the promise in 3.
PARAGRAPH_OF = {
    "pupils-march": 0,
    "council-votes": 1,
    "library-closes": 3,
    "mayor-promises": 3,
    "roof-leaks": 5,
}


def story(**changed):
    """Return the six events, five of them in an article: event_id -> paragraph."""
    in_order = PARAGRAPH_OF | {name.replace("_", "-"): number for name, number in changed.items()}
    number = EVENTS["event_id"].map(in_order).astype("Int64")
    return EVENTS.assign(paragraph=number, in_article=number.notna())


def of(series, case=CASE):
    """Return the levels of one series."""
    return case.levels[case.levels["series"] == series]


def pair(before, after, **cells):
    """Return a level before and one after, as one source gives them."""
    return LEVELS.iloc[[1, 3]].assign(**({"value": [before, after]} | cells))


# Of each small chart: the function, the table it takes first, and what else it takes.
SMALL = {
    "timeline": (charts.timeline, EVENTS, {}),
    "timeline by actor": (charts.timeline, EVENTS, {"lanes": "actors"}),
    "telling order": (charts.telling_order, story(), {}),
    "levels": (charts.levels, LEVELS, {}),
    "levels with events": (charts.levels, LEVELS, {"events": EVENTS}),
    "levels on a log axis": (charts.levels, LEVELS, {"scale": "log"}),
    "visits": (charts.levels, tables.visits(), {}),
    "spread": (charts.spread, LEVELS, {"sources": SOURCES, "group": "june"}),
    "drawdown": (charts.drawdown, HALL, {"sources": SOURCES}),
    "framing": (charts.framing, FRAMING, {}),
    "cut axis": (charts.trap, LEVELS, {"kind": "cut axis"}),
    "slopes": (charts.trap, LEVELS, {"kind": "slopes"}),
    "log axis": (charts.trap, LEVELS, {"kind": "log axis"}),
    "verdicts": (charts.verdicts, CLAIMS, {}),
    "voices": (charts.voices, QUOTES, {}),
    "chain": (charts.chain, QUOTES, {}),
    "places": (charts.places, QUOTES, {"paragraphs": PARAGRAPHS}),
}


def build(name, table=None, **options):
    """Return a small chart, not yet drawn, from its own table or another one."""
    function, usual, needed = SMALL[name]
    return function(usual if table is None else table, **({"source": SOURCE} | needed | options))


@cache
def small(name):
    """Return a small chart that all tests share."""
    return build(name)


TROOPS = of("US troops in Iraq")
DEFAULT = TROOPS[TROOPS["in_default"]]
LATE = TROOPS[TROOPS["date"] >= "2019-01-01"]
ATTACKS = of("attacks a month", WHOLE)
IN_ARTICLE = CASE.events[CASE.events["in_article"]]
PASSAGES = CASE.quotes[CASE.quotes["in_article"]]
SIZES = CASE.framing[CASE.framing["kind"] == "size"]
CUT_WORDS = SIZES[SIZES["what_is_cut"] == "US troops in Iraq (announced 2020-09-09)"]
CUT = TROOPS[TROOPS["conflict_group"].isin(["2020-09-before", "2020-09-after"])]


def case_timeline(**options):
    """Return a timeline of all events of the case."""
    return charts.timeline(CASE.events, source=SOURCE, focus=CASE.focus, **options)


def case_spread(group):
    """Return what sources of the case say of one moment."""
    return charts.spread(TROOPS, CASE.sources, group=group, source=SOURCE)


OF_THE_CASE = {
    "timeline": case_timeline,
    "timeline by actor": lambda: case_timeline(lanes="actors"),
    "timeline by place": lambda: case_timeline(lanes="place"),
    "telling order": lambda: charts.telling_order(CASE.events, source=SOURCE),
    "troops": lambda: charts.levels(DEFAULT, source=SOURCE),
    "troops, log": lambda: charts.levels(TROOPS, source=SOURCE, scale="log"),
    "troops, all sources": lambda: charts.levels(TROOPS, source=SOURCE),
    "troops since 2019": lambda: charts.levels(LATE, IN_ARTICLE, source=SOURCE),
    "troops and all events": lambda: charts.levels(LATE, CASE.events, source=SOURCE),
    "staff": lambda: charts.levels(of("US mission staff in Iraq"), source=SOURCE),
    "attacks": lambda: charts.levels(ATTACKS, source=SOURCE),
    "peak": lambda: case_spread("peak-2007"),
    "after": lambda: case_spread("2020-09-after"),
    "cut": lambda: charts.drawdown(CUT, CASE.sources, source=SOURCE),
    "words": lambda: charts.framing(CUT_WORDS, source=SOURCE),
    "trap": lambda: charts.trap(DEFAULT[DEFAULT["date"] >= "2019"], kind="slopes", source=SOURCE),
    "verdicts": lambda: charts.verdicts(CASE.claims, source=SOURCE),
    "voices": lambda: charts.voices(CASE.quotes, source=SOURCE),
    "chain": lambda: charts.chain(CASE.quotes, source=SOURCE),
    "places": lambda: charts.places(CASE.quotes, CASE.paragraphs, source=SOURCE),
}


@cache
def of_the_case(name):
    """Return a chart of the case that all tests share."""
    return OF_THE_CASE[name]()


# ---- Tables that nobody here has seen: long names, one row, a thousand, centuries

LONG = "The directorate for the counting of all visitors to public buildings and parks " * 2
UNBROKEN = "x" * 300
HEADLINE = "A headline that is rather longer than headlines should be, and wraps on a phone"
NAMED = SOURCES.assign(publisher=LONG)


def some_events(count, first="2019-01-01", last="2020-12-01", **options):
    """Return events on random days, by default over two years."""
    return tables.random_events(count, first, last, **options)


def article(count, **options):
    """Return events of an article with long titles, each in one of eight paragraphs."""
    dice = random.Random(count)
    events = some_events(count, told=1, **options)
    return events.assign(paragraph=[dice.randrange(8) for _ in range(count)])


def two_levels_each(count):
    """Return levels of so many sources, two of each."""
    both = [pair(500, 500 - 20 * n, source_ids=f"source {n}") for n in range(count)]
    return pd.concat(both, ignore_index=True).assign(conflict_group="all")


def passages(count, **columns):
    """Return so many passages of the case; of each column so many different texts."""
    table = pd.concat([PASSAGES] * (count // len(PASSAGES) + 1), ignore_index=True).iloc[:count]
    different = {name: [f"{text} {n}" for n in range(count)] for name, text in columns.items()}
    return table.assign(**different)


def short_paragraphs(count):
    """Return paragraphs of 8 letters each."""
    starts = [8 * n for n in range(count)]
    ends = [start + 7 for start in starts]
    return pd.DataFrame({"paragraph": range(count), "char_start": starts, "char_end": ends})


APART = pd.to_datetime(["2003-03-20", "2020-10-08"])
TIMELINES = {
    "sixty by actor": (some_events(60, "2003-03-20", "2020-10-08"), {"lanes": "actors"}),
    "sixty of the article": (some_events(60, told=1), {}),
    "a thousand by place": (
        some_events(1000, "2003-03-20", "2020-10-08", told=0.013, kinds=30),
        {"lanes": "place"},
    ),
    "sixty without names": (some_events(60), {"labels": False, "lanes": "place"}),
    "one event": (some_events(1, "2020-01-03", "2020-01-03", told=1), {}),
    "thirty on one day": (some_events(30, "2020-01-03", "2020-01-03"), {"lanes": "actors"}),
    "two 17 years apart": (some_events(2).assign(date=APART), {"lanes": "place"}),
    "events over centuries": (some_events(20, "1700-01-01"), {}),
    "a title of one word": (some_events(9).assign(title="Extraordinarily" * 12), {}),
}
TELLINGS = {
    "sixty told": article(60),
    "thirty told, each in a paragraph": article(30).assign(paragraph=range(30)),
    "one told": article(1),
    "five told in the caption": article(5).assign(paragraph=0),
    "told backwards": article(13).sort_values("date").assign(paragraph=range(13, 0, -1)),
    "told in one word": article(9).assign(title="Extraordinarily" * 12),
    "paragraphs by the hundred": article(8).assign(paragraph=range(995, 1003)),
}
LEVEL_TABLES = {
    "one level": LEVELS[:1],
    "two levels on one day": LEVELS[1:3],
    "a thousand levels": tables.many_levels(1000, "2003-03-01", "2020-10-08"),
    "levels with long names": LEVELS.assign(scope=LONG, series=LONG),
    "levels of ten long scopes": LEVELS.assign(scope=[f"{n} {LONG}" for n in range(10)]),
    "levels of five series": LEVELS.assign(series=[f"series {n % 5}" for n in range(10)]),
    "levels in millions": LEVELS.assign(value=LEVELS["value"] * 12_345),
    "levels over centuries": tables.many_levels(20, "1700-01-01", "2020-10-08"),
    "levels of a week": tables.many_levels(12, "2020-01-01", "2020-01-07"),
    "levels of years": tables.many_levels(12, "2003-01-01", "2020-10-08", precision="year"),
    "levels that are all announced": LEVELS.assign(status="announced"),
}
SPREADS = {
    "spread of 20": (two_levels_each(10), {"group": "all"}),
    "spread of zeros": (LEVELS.assign(value=0), {}),
    "spread of long names": (LEVELS.assign(scope=LONG, series=LONG), {"sources": NAMED}),
}
DRAWDOWNS = {
    "drawdown of 20": (two_levels_each(20), {}),
    "drawdown of few": (HALL.assign(value=[400, 52_000, 5, 38_000, 250, 3]), {}),
    "drawdown to zero": (HALL.assign(value=[400, 520, 500, 380, 0, 0]), {}),
    "drawdown by next to nothing": (pair(5000, 4999), {}),
    "drawdown that is a rise": (pair(10, 5000), {}),
    "drawdown of long names": (HALL.assign(series=LONG), {"sources": NAMED, "title": LONG}),
}
FRAMINGS = {
    "framing of 24": pd.concat([FRAMING] * 6),
    "framing of long names": FRAMING.assign(publisher=LONG, phrase=LONG),
    "framing of near shares": FRAMING.assign(implied_share=[0.5, 0.49, 0.48, 0.47]),
    "framing of small cuts": FRAMING.assign(
        value_from=100, value_to=[95, 97, 98, 99], implied_share=[0.01, 0.02, 0.1, 0]
    ),
    "framing of all": FRAMING.assign(value_to=0, implied_share=1.0),
    "framing in millions": FRAMING.assign(value_from=5_200_000, value_to=3_000_000),
    "framing of all kinds": CASE.framing,
}
TRAPS = {
    "trap of long names": (LEVELS.assign(series=LONG), "cut axis"),
    "trap of centuries": (LEVEL_TABLES["levels over centuries"], "log axis"),
}
MANY = passages(24, side="side", kind="kind", outlet="outlet", via="clerk")
QUOTED = {
    "voices of 24 sides": ("voices", MANY, {}),
    "voices of long names": ("voices", passages(9, side=LONG), {"title": LONG}),
    "voices in one word": ("voices", PASSAGES.assign(side=UNBROKEN), {"title": UNBROKEN}),
    "nobody quoted": ("voices", PASSAGES.assign(text=None), {}),
    "chain of 24": ("chain", MANY, {}),
    "chain of long names": (
        "chain",
        passages(18, speaker=LONG, via=LONG, outlet=LONG, opening_words=LONG),
        {"title": LONG},
    ),
    "chain in one word": (
        "chain",
        PASSAGES.assign(speaker=UNBROKEN, via=UNBROKEN, outlet=UNBROKEN),
        {},
    ),
    "places of 24 kinds": ("places", MANY, {"paragraphs": CASE.paragraphs}),
    "places of long names": (
        "places",
        passages(9, kind=LONG),
        {"paragraphs": CASE.paragraphs, "title": LONG},
    ),
    "places in 200 paragraphs": ("places", PASSAGES, {"paragraphs": short_paragraphs(200)}),
}
AWKWARD = [*(TIMELINES | TELLINGS | LEVEL_TABLES | SPREADS | DRAWDOWNS | FRAMINGS | TRAPS | QUOTED)]


@cache
def awkward(name):
    """Return a chart of an awkward table."""
    if name in TIMELINES:
        table, options = TIMELINES[name]
        return build("timeline", table, title=HEADLINE, **options)
    if name in TELLINGS:
        return build("telling order", TELLINGS[name], title=HEADLINE)
    if name in LEVEL_TABLES:
        title = "" if "long names" in name else HEADLINE
        scale = "log" if "centuries" in name else "linear"
        return build("levels with events", LEVEL_TABLES[name], title=title, scale=scale)
    if name in SPREADS:
        table, options = SPREADS[name]
        return build("spread", table, **options)
    if name in DRAWDOWNS:
        table, options = DRAWDOWNS[name]
        return build("drawdown", table, **options)
    if name in FRAMINGS:
        return build("framing", FRAMINGS[name])
    if name in TRAPS:
        table, kind = TRAPS[name]
        return build("slopes", table, kind=kind)
    chart, table, options = QUOTED[name]
    return build(chart, table, **options)
