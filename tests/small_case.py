"""A small case of another article with nothing wrong in it, for tests to spoil."""

import json

NAME = "small-town-bridge"
PRECISIONS = ["day", "week", "month", "quarter", "year", "fiscal_year"]
ONE_SOURCE = {"resource": "sources", "field": "source_id", "delimiter": ";"}
ONE_EVENT = {"resource": "events", "field": "event_id", "delimiter": ";"}

# The columns of each table: name, type, constraints, example.
COLUMNS = {
    "sources": [
        ("source_id", "string", {"required": True, "pattern": "[a-z0-9-]+"}, "gazette"),
        ("publisher", "string", {"required": True}, "The Gazette"),
        ("title", "string", {}, "Bridge to close"),
        ("date", "string", {}, "2021-03-09"),
        ("url", "string", {"unique": True}, "https://example.org/1"),
        ("link", "boolean", {"required": True}, "true"),
    ],
    "events": [
        ("event_id", "string", {"required": True}, "bridge-opens"),
        ("date", "date", {"required": True}, "2021-03-09"),
        ("end_date", "date", {}, "2021-03-09"),
        ("precision", "string", {"required": True, "enum": PRECISIONS}, "day"),
        ("title", "string", {"required": True, "maxLength": 30}, "The bridge opens"),
        ("cost", "number", {"minimum": 0}, "12.5"),
        ("lanes", "integer", {"maximum": 8}, "2"),
        ("about", "boolean", {}, "false"),
        ("after_article", "boolean", {"required": True}, "false"),
        ("what_happened_next", "string", {}, "It stayed open."),
        ("source_ids", "string", {"required": True}, "gazette;council"),
    ],
    "levels": [
        ("level_id", "string", {}, "cars"),
        ("value", "integer", {}, "3"),
        ("event_id", "string", {}, "bridge-opens"),
        ("bears_on", "string", {}, "bridge-opens;gazette"),
        ("conflict_group", "string", {}, "two-counts"),
        ("share", "number", {}, "12.5"),
    ],
}
SOURCES = """\
source_id,publisher,title,date,url,link
gazette,The Gazette,Bridge to close,2021-03-09,https://example.org/1,true
council,Town Council,Minutes,2021-03,https://example.org/2,false
history,Town History,The bridge in hindsight,2024-01-01,https://example.org/3,true
later,The Later Paper,Bridge saved,2021-05-01,https://example.org/4,true
"""
EVENTS = """\
event_id,date,end_date,precision,title,cost,lanes,about,after_article,what_happened_next,source_ids
bridge-opens,1960-05-01,,month,The bridge opens,12.5,2,true,false,,history
council-meets,2021-03-08,2021-03-09,day,"They meet, again",,,false,false,It met.,gazette;council
bridge-saved,2021-05-01,,day,The bridge is saved,0,4,,true,,later
"""
LEVELS = """\
level_id,value,event_id,bears_on,conflict_group
cars,3,bridge-opens,bridge-opens;gazette,two-counts
cars,4,,council,two-counts
"""


def description():
    """Return the datapackage.json of the small case, for a test to change."""
    resources = [
        {
            "name": table,
            "path": f"{table}.csv",
            "schema": {
                "fields": [
                    {
                        "name": name,
                        "type": field_type,
                        "constraints": dict(constraints),
                        "example": example,
                        "description": f"What the column {name} means.",
                    }
                    for name, field_type, constraints, example in columns
                ]
            },
        }
        for table, columns in COLUMNS.items()
    ]
    sources, events, levels = (resource["schema"] for resource in resources)
    sources["primaryKey"] = "source_id"
    events["primaryKey"] = "event_id"
    events["fields"][-1]["listOf"] = dict(ONE_SOURCE)
    levels["primaryKey"] = ["level_id", "value"]
    levels["fields"][3]["listOf"] = [dict(ONE_EVENT), dict(ONE_SOURCE)]
    levels["foreignKeys"] = [
        {"fields": "event_id", "reference": {"resource": "events", "fields": "event_id"}}
    ]
    return {
        "title": "Town Council to Close the Bridge",
        "link": "https://example.org/bridge",
        "published": "2021-03-10",
        "focus": [{"start": "2021-03-01", "end": "2021-03-10", "label": "the last days"}],
        "resources": resources,
    }


def write_case(folder):
    """Write the small case into a new folder; its levels have no file."""
    folder.mkdir()
    (folder / "datapackage.json").write_text(json.dumps(description(), indent=1), encoding="utf-8")
    (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
    (folder / "events.csv").write_text(EVENTS, encoding="utf-8")
