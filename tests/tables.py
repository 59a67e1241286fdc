"""Small tables written out in full, for the tests of what is drawn and shown."""

import random

import pandas as pd

EVENTS = [
    {
        "event_id": "roof-leaks",
        "date": "2019-03-01",
        "end_date": None,
        "precision": "month",
        "about": False,
        "title": "The roof starts to leak",
        "summary": "Buckets stand among the shelves.",
        "category": "building",
        "actors": "Library",
        "place": None,
        "in_article": False,
        "paragraph": None,
        "certainty": "confirmed",
        "meaning_for_the_article": None,
        "source_ids": "gazette",
    },
    {
        "event_id": "library-closes",
        "date": "2020-01-10",
        "end_date": "2020-01-14",
        "precision": "day",
        "about": False,
        "title": "The library closes for repairs",
        "summary": "The doors stay shut for five days.",
        "category": "building",
        "actors": "Library;Town council",
        "place": "Market Square",
        "in_article": True,
        "paragraph": 2,
        "certainty": "confirmed",
        "meaning_for_the_article": "It is where the story starts.",
        "source_ids": "gazette;minutes",
    },
    {
        "event_id": "mayor-promises",
        "date": "2020-02-03",
        "end_date": None,
        "precision": "day",
        "about": True,
        "title": "The mayor promises a new roof",
        "summary": "A guest at a dinner says so.",
        "category": "town hall",
        "actors": "Mayor",
        "place": "Town Hall",
        "in_article": False,
        "paragraph": None,
        "certainty": "reported",
        "meaning_for_the_article": None,
        "source_ids": "radio",
    },
    {
        "event_id": "council-votes",
        "date": "2020-02-05",
        "end_date": None,
        "precision": "day",
        "about": False,
        "title": "The council votes for the money",
        "summary": "Nine hands are raised against six.",
        "category": "town hall",
        "actors": "Town council;Mayor",
        "place": "Town Hall",
        "in_article": True,
        "paragraph": 4,
        "certainty": "confirmed",
        "meaning_for_the_article": "The headline counts these votes.",
        "source_ids": "minutes",
    },
    {
        "event_id": "price-rises",
        "date": "2020-02-20",
        "end_date": None,
        "precision": "day",
        "about": False,
        "title": "The builder names a higher price",
        "summary": "By how much is told in two ways.",
        "category": "money",
        "actors": "Builder",
        "place": None,
        "in_article": False,
        "paragraph": None,
        "certainty": "contested",
        "meaning_for_the_article": None,
        "source_ids": "gazette;radio",
    },
    {
        "event_id": "pupils-march",
        "date": "2020-03-02",
        "end_date": None,
        "precision": "day",
        "about": False,
        "title": "Pupils march for the library",
        "summary": "Two hundred carry books.",
        "category": "people",
        "actors": "Pupils;Mayor",
        "place": "Market Square",
        "in_article": True,
        "paragraph": 5,
        "certainty": "confirmed",
        "meaning_for_the_article": None,
        "source_ids": "gazette",
    },
]
SOURCES = [
    ("gazette", "The Gazette", "Roof to be mended", "https://example.org/roof", True),
    ("minutes", "Town Council", "Minutes", "https://example.org/minutes", False),
    ("radio", "Town Radio", "Dinner talk", "http://example.org/radio", True),
]
LEVELS = [
    # date, precision, value, status, measure, scope, in_default, break_before, conflict_group,
    # source_ids
    ("2019-01-01", "month", 400, "estimated", "estimate", "hall", True, False, None, "gazette"),
    ("2019-06-15", "day", 520, "reported", "count", "hall", True, False, "june", "minutes"),
    ("2019-06-15", "day", 500, "reported", "count", "hall", False, False, "june", "radio"),
    ("2019-09-01", "day", 380, "reported", "count", "hall", True, False, None, "minutes"),
    ("2019-12-31", "day", 250, "announced", "plan", "hall", True, False, "end", "gazette"),
    ("2019-12-31", "day", 250, "reported", "count", "hall", False, False, "end", "radio"),
    ("2020-03-01", "day", 900, "reported", "tickets", "hall", True, True, None, "minutes"),
    ("2020-04-01", "day", 950, "reported", "tickets", "hall", True, False, None, "minutes"),
    ("2020-06-01", "day", 1400, "reported", "tickets", "town", True, False, None, "minutes"),
    ("2020-07-01", "day", 1500, "reported", "tickets", "town", True, False, None, "minutes"),
]
VISITS = [
    # date, end_date, value, scope, break_before
    ("2020-01-01", "2020-01-31", 31, "by schools", False),
    ("2020-02-01", "2020-02-29", 29, "by schools", False),
    ("2020-04-01", "2020-04-30", 12, "by pupils", True),
    ("2020-05-01", "2020-05-20", 8, "by pupils", False),
]
FRAMING = [
    ("gazette", "The Gazette", "almost half, from 50 to 30", "almost", 1 / 2, 50, 30),
    ("minutes", "Town Council", "more than a third", "more than", 1 / 3, 52, 30),
    ("radio", "Town Radio", "hours are cut by half", None, 1 / 2, 52, 30),
    ("radio", "Town Radio", "fewer hours for all", None, None, 52, 30),
]
QUOTES = [
    {
        "quote_id": "mayor-promises",
        "in_article": True,
        "paragraph": 2,
        "sentence": 1,
        "kind": "direct",
        "text": "we will mend the roof by May.",
        "our_summary": "The roof is to be mended soon",
        "speaker": "Ann Ray",
        "role": "Mayor",
        "side": "town hall",
        "named": True,
        "verb": "promised",
        "via": None,
        "outlet": "The Gazette; Town Radio",
        "original_text": "“We will surely mend the roof by May,”",
        "differences": "A word is gone.",
        "status": None,
        "words": 7,
        "char_start": 50,
        "char_end": 79,
        "opening_words": "we will mend the roof by",
        "source_ids": "gazette;minutes",
    },
    {
        "quote_id": "reader-misses",
        "in_article": True,
        "paragraph": 3,
        "sentence": 1,
        "kind": "partial",
        "text": "the smell of dust",
        "our_summary": "Readers miss the rooms",
        "speaker": "A reader",
        "role": None,
        "side": "readers",
        "named": False,
        "verb": "misses",
        "via": None,
        "outlet": "Town Radio",
        "original_text": None,
        "differences": None,
        "status": None,
        "words": 4,
        "char_start": 140,
        "char_end": 157,
        "opening_words": "the smell of dust",
        "source_ids": "radio",
    },
    {
        "quote_id": "council-doubts",
        "in_article": True,
        "paragraph": 4,
        "sentence": 2,
        "kind": "paraphrase",
        "text": None,
        "our_summary": "The council doubts the price",
        "speaker": "Town council",
        "role": None,
        "side": "town hall",
        "named": True,
        "verb": "is said to doubt",
        "via": "a clerk",
        "outlet": "The Gazette (late edition)",
        "original_text": "A clerk said that it doubts the price",
        "differences": None,
        "status": None,
        "words": None,
        "char_start": 200,
        "char_end": 240,
        "opening_words": "the council is said to",
        "source_ids": "gazette",
    },
    {
        "quote_id": "builder-asks",
        "in_article": True,
        "paragraph": 4,
        "sentence": 3,
        "kind": "paraphrase",
        "text": None,
        "our_summary": "The builder asks for more money",
        "speaker": "Bob Lee",
        "role": "Builder",
        "side": "builders",
        "named": True,
        "verb": "asks",
        "via": None,
        "outlet": "Minutes",
        "original_text": None,
        "differences": None,
        "status": None,
        "words": None,
        "char_start": 241,
        "char_end": 270,
        "opening_words": "the builder asks for",
        "source_ids": "minutes",
    },
    {
        "quote_id": "pupil-shouts",
        "in_article": False,
        "paragraph": None,
        "sentence": None,
        "kind": "direct",
        "text": "Open the doors!",
        "our_summary": "The library is to be opened",
        "speaker": "Cem",
        "role": "Pupil",
        "side": "pupils",
        "named": True,
        "verb": None,
        "via": None,
        "outlet": None,
        "original_text": None,
        "differences": None,
        "status": "heard on the square",
        "words": 3,
        "char_start": None,
        "char_end": None,
        "opening_words": None,
        "source_ids": "radio",
    },
]
PARAGRAPHS = [(0, 0, 9), (1, 10, 48), (2, 50, 128), (3, 130, 188), (4, 190, 275), (5, 277, 400)]
FOCUS = [{"start": "2020-02-01", "end": "2020-03-02", "label": "the month of the roof"}]
HOSTILE = "\"><script>alert('x')</script><img src=x onerror=alert(1)>$\\frac{a}$ --> & ]]>"


def events():
    """Return six events about a library: a month, a span, a rumor and a disputed price."""
    table = pd.DataFrame(EVENTS).astype({"paragraph": "Int64"})
    return table.assign(**{name: pd.to_datetime(table[name]) for name in ("date", "end_date")})


def sources():
    """Return the three sources of the events: two with a link, one seen in a copy."""
    return pd.DataFrame(SOURCES, columns=["source_id", "publisher", "title", "url", "link"])


def levels():
    """Return ten levels of visitors: a month, a plan, two gaps and two rows beside the line."""
    names = "date precision value status measure scope in_default break_before"
    table = pd.DataFrame(LEVELS, columns=[*names.split(), "conflict_group", "source_ids"])
    return table.assign(
        date=pd.to_datetime(table["date"]), series="visitors in the library", unit="visitors"
    )


def many_levels(count, first, last, **cells):
    """Return so many levels, evenly spread over a time."""
    table = pd.concat([levels()] * (count // 10 + 1), ignore_index=True).iloc[:count]
    days = pd.date_range(first, last, periods=count).floor("D")
    values = [7919 * place % 5000 for place in range(count)]
    return table.assign(**({"date": days, "precision": "day", "value": values} | cells))


def visits():
    """Return counts of four months, the last of them not complete; two are counted otherwise."""
    table = pd.DataFrame(VISITS, columns=["date", "end_date", "value", "scope", "break_before"])
    return table.assign(
        **{name: pd.to_datetime(table[name]) for name in ("date", "end_date")},
        **dict(series="visits a month", unit="visits", precision="month", status="reported"),
        **dict(measure="count", source_ids="minutes"),
    )


def framing():
    """Return four wordings of one cut of opening hours; the last names no share."""
    names = "source_ids publisher phrase implied_words implied_share value_from value_to"
    return pd.DataFrame(FRAMING, columns=names.split())


def deadlines():
    """Return three texts with a last day for two things; the words of the last name none."""
    rows = [
        ("The Gazette", "2024-03-02", "by the end of March", "2024-03-31", "days", "gazette"),
        ("Town Council", "2024-02-20", "during March", "2024-03-31", "days", "minutes"),
        ("Town Radio", "2024-03-01", "in early summer", None, "rooms", "radio"),
    ]
    names = "publisher date phrase deadline what_is_cut source_ids"
    table = pd.DataFrame(rows, columns=names.split())
    return table.assign(**{name: pd.to_datetime(table[name]) for name in ("date", "deadline")})


def quotes():
    """Return five quotations: two verbatim, two in our words, one that the article leaves out."""
    numbers = ("paragraph", "sentence", "words", "char_start", "char_end")
    table = pd.DataFrame(QUOTES).astype(dict.fromkeys(numbers, "Int64"))
    return table.assign(
        date=pd.to_datetime("2020-02-03"),
        stance=["supports", "neutral", "neutral", "neutral", "opposes"],
        stance_reason="says so",
        wording_match="altered",
        context_lost="what he said next",
    )


def paragraphs():
    """Return six paragraphs, the caption among them; the last quotes nobody."""
    return pd.DataFrame(PARAGRAPHS, columns=["paragraph", "char_start", "char_end"])


def hostile(table):
    """Return a table in which every cell of text, except ids, tries to run a script."""
    texts = [
        name
        for name in table.select_dtypes(["str", "object"])
        if name not in ("event_id", "source_id", "source_ids")
    ]
    return table.assign(**dict.fromkeys(texts, HOSTILE))


def random_events(count, first, last, *, told=0.2, words=12, kinds=7):
    """Return events on random days, the same each time: long titles, several actors each."""
    dice = random.Random(count)
    days = pd.date_range(first, last)
    titles = "the gate of a far town closes early before a long winter comes again".split()
    rows = [
        {
            "date": dice.choice(days),
            "precision": dice.choices(["day", "month", "quarter"], [8, 1, 1])[0],
            "title": " ".join(dice.choices(titles, k=words)),
            "category": f"kind {dice.randrange(kinds)}",
            "actors": ";".join({f"Person {dice.randrange(2 * kinds)}": 1 for _ in range(3)}),
            "place": dice.choice([None, "A town with a name that no margin can hold " * 2]),
            "in_article": dice.random() < told,
            "certainty": dice.choice(["confirmed", "reported", "contested"]),
        }
        for _ in range(count)
    ]
    table = pd.DataFrame(rows)
    lasted = pd.to_timedelta([dice.randrange(90) for _ in rows], unit="D")
    return table.assign(end_date=(table["date"] + lasted).where(table.index % 4 == 0))
