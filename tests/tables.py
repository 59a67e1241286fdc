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
FOCUS = [{"start": "2020-02-01", "end": "2020-03-02", "label": "the month of the roof"}]
HOSTILE = "\"><script>alert('x')</script><img src=x onerror=alert(1)>$\\frac{a}$ --> & ]]>"


def events():
    """Return six events about a library: a month, a span, a rumour and a disputed price."""
    table = pd.DataFrame(EVENTS).astype({"paragraph": "Int64"})
    return table.assign(**{name: pd.to_datetime(table[name]) for name in ("date", "end_date")})


def sources():
    """Return the three sources of the events: two with a link, one seen in a copy."""
    return pd.DataFrame(SOURCES, columns=["source_id", "publisher", "title", "url", "link"])


def hostile(table):
    """Return a table in which every cell of text, ids left out, tries to run a script."""
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
