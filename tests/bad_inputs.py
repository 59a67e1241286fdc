"""What people, spreadsheets and people who mean harm write into a case, and what is said to it.

One table of kinds in four parts: cells, files, rows and descriptions. Each names the kind, what is
written, and either what it is read as ("= 2024-03-01") or a part of the one message about it.
"""

import json
from functools import partial

from tests.small_case import EVENTS, SOURCES

# ---- Cells: the kind, the table and column, what is typed, and what becomes of it.
DAY, PART, SHARE, COUNT = "events.date", "sources.date", "levels.share", "levels.value"
FLAG, WORD, TEXT, ID = "events.about", "events.precision", "sources.title", "sources.source_id"
LIST, URL, COST, LANES = "events.source_ids", "sources.url", "events.cost", "events.lanes"

CELLS = [
    # Days that are read
    ("a day", DAY, "2021-05-02", "= 2021-05-02"),
    ("a day with midnight", DAY, "2021-05-02 00:00:00", "= 2021-05-02"),
    ("a day with T and a zone", DAY, "2021-05-02T00:00:00Z", "= 2021-05-02"),
    ("a day with T and minutes", DAY, "2021-05-02T00:00", "= 2021-05-02"),
    ("a day with parts of seconds", DAY, "2021-05-02 00:00:00.000000", "= 2021-05-02"),
    ("a day without zeros", DAY, "2021-5-2", "= 2021-05-02"),
    ("year first with slashes", DAY, "2021/05/02", "= 2021-05-02"),
    ("year first with points", DAY, "2021.05.02", "= 2021-05-02"),
    ("a day without dashes", DAY, "20210502", "= 2021-05-02"),
    ("a day with long dashes", DAY, "2021–05–02", "= 2021-05-02"),
    ("full-width digits", DAY, "２０２１-０５-０２", "= 2021-05-02"),
    ("Arabic digits", DAY, "٢٠٢١-٠٥-٠٢", "= 2021-05-02"),
    ("spaces nobody sees", DAY, "\u200b2021-05-02\u00a0", "= 2021-05-02"),
    ("the year 900", DAY, "0900-05-01", "= 0900-05-01"),
    ("three digits of a year", DAY, "900-05-01", "= 0900-05-01"),
    ("the first day", DAY, "0001-01-01", "= 0001-01-01"),
    ("the last day", DAY, "9999-12-31", "= 9999-12-31"),
    # Days for which a day is proposed
    ("two orders", DAY, "5/9/1910", "write 1910-05-09 or 1910-09-05."),
    ("one possible order", DAY, "25/12/1910", "write 1910-12-25."),
    ("points", DAY, "5.9.1910", "write 1910-09-05."),
    ("two digits of a year", DAY, "3/1/24", "write 2024-03-01 or 2024-01-03."),
    ("month in words", DAY, "March 1, 2024", "is a date in words: write 2024-03-01."),
    ("day before the month", DAY, "1 March 2024", "is a date in words: write 2024-03-01."),
    ("the day of a week", DAY, "Friday, March 1st, 2024", "in words: write 2024-03-01."),
    ("as Excel shows it", DAY, "01-Mar-24", "is a date in words: write 2024-03-01."),
    ("month and year in words", DAY, "March 2024", "2024-03-01, and the precision 'month'."),
    ("a month", DAY, "2024-03", "is a month, not a day: write its first day, 2024-03-01, and"),
    ("a year", DAY, "2024", "is a year, not a day: write its first day, 2024-01-01, and the"),
    ("a year below 1000", DAY, "900", "is a year, not a day: write its first day, 0900-01-01"),
    ("a quarter", DAY, "Q2 2024", "write its first day, 2024-04-01, and the precision 'quarter'."),
    ("a quarter after the year", DAY, "2024-Q2", "2024-04-01, and the precision 'quarter'."),
    ("a week", DAY, "2024-W09", "write its first day, 2024-02-26, and the precision 'week'."),
    ("a fiscal year", DAY, "FY2020", "2019-10-01, and the precision 'fiscal_year'."),
    ("a number of days", DAY, "45352", "by which a spreadsheet keeps a day: write 2024-03-01."),
    ("a time of day", DAY, "2021-05-02 14:30", "has a time of day: write 2021-05-02 here"),
    ("a span", DAY, "2021-05-02 to 2021-05-04", "write 2021-05-02 here, and 2021-05-04 in the"),
    ("years from, to", DAY, "1914-1918", "write 1914-01-01 here, 1918-01-01 in the column end"),
    ("about a year", DAY, "c. 1898", "write 1898-01-01, the precision 'year', and true in"),
    ("a year in doubt", DAY, "1898?", "write 1898-01-01, the precision 'year', and true in"),
    # Days that are none
    ("no such day", DAY, "2021-02-29", "is not a date: February 2021 has 28 days."),
    ("no such month", DAY, "2021-13-01", "is not a date: months run from 01 to 12."),
    ("month 00", DAY, "2021-00-00", "no month 00. If only the year is known, write 2021-01-01"),
    ("day 00", DAY, "2021-05-00", "no day 00. If only the month is known, write 2021-05-01"),
    ("year 0", DAY, "0000-01-01", "dates run from 0001-01-01 to 9999-12-31."),
    ("before year 1", DAY, "-0044-03-15", "is before the year 1: dates run from 0001-01-01 to"),
    ("BC", DAY, "44 BC", "is before the year 1: dates run from 0001-01-01 to"),
    ("after 9999", DAY, "10000-01-01", "is after the year 9999: dates run from 0001-01-01 to"),
    ("a word", DAY, "yesterday", "is not a date: write year-month-day, such as 2020-09-29."),
    ("a sentence", DAY, "/" * 5000, "is not a date: write year-month-day, such as 2020-09-29."),
    ("no day where one is needed", DAY, "n/a", "is empty, but every row needs one."),
    # Dates of sources
    ("part: a year", PART, "2021", "= 2021"),
    ("part: a month", PART, "2021-3", "= 2021-03"),
    ("part: two years", PART, "2019/2021", "= 2019/2021"),
    ("part: a day with midnight", PART, "2021-03-09 00:00:00", "= 2021-03-09"),
    ("part: unknown", PART, "NaN", "= "),
    ("part: no such month", PART, "2024-99", "is not a month: write one from 01 to 12"),
    ("part: no such day", PART, "2024-02-30", "is not a date: February 2024 has 29 days."),
    ("part: years the wrong way", PART, "2021/2019", "is no span of years: dates run from 0001"),
    ("part: month in words", PART, "March 2024", "is a month in words: write 2024-03."),
    ("part: two orders", PART, "5/9/1910", "write 1910-05-09 or 1910-09-05."),
    # Numbers
    ("a decimal", SHARE, "0.39", "= 0.39"),
    ("below zero", SHARE, "-3.5", "= -3.5"),
    ("a long minus", SHARE, "−3.5", "= -3.5"),
    ("a plus", SHARE, "+4", "= 4.0"),
    ("no zero before the point", SHARE, ".5", "= 0.5"),
    ("full-width number", SHARE, "１２．５", "= 12.5"),
    ("Arabic number", SHARE, "١٢٫٥", "= 12.5"),
    ("three decimals below one", SHARE, "0.125", "= 0.125"),
    ("unknown number", SHARE, "NA", "= "),
    ("a dash for unknown", SHARE, "–", "= "),
    ("1.200 in German", SHARE, "1.200", "is 1200 or 1.2000: write one of the two."),
    ("points between thousands", SHARE, "1.200.000", "has a thousands separator: write 1200000."),
    ("commas between thousands", SHARE, "1,200", "has a thousands separator: write 1200."),
    ("spaces between thousands", SHARE, "1\u00a0200", "has a thousands separator: write 1200."),
    ("thousands and a point", SHARE, "1,200.5", "has a thousands separator: write 1200.5."),
    ("thousands and a comma", SHARE, "1.200,5", "has a decimal comma: write 1200.5."),
    ("a decimal comma", SHARE, "12,5", "has a decimal comma: write 12.5."),
    ("a percentage", SHARE, "16.5 %", "is a percentage: write 16.5, and per cent as its unit."),
    ("brackets", SHARE, "(40)", "is in brackets: write -40 if it is below zero, else 40."),
    ("shortened", SHARE, "1.2E+05", "as spreadsheets shorten it: write all of its digits."),
    ("too large for a computer", SHARE, "1e400", "shorten it: write all of its digits."),
    ("infinity", SHARE, "inf", "is not a number."),
    ("a word beside it", SHARE, "about 40", "is not a number: write 40, and say the rest in a"),
    ("a sign of money", SHARE, "$5", "is not a number: write 5, and say the rest in a"),
    ("two numbers", SHARE, "40-50", "is not a number."),
    ("20 digits", COUNT, "9" * 20, "has 20 digits; at most 15 can be kept exactly."),
    ("400 digits", SHARE, "9" * 400, "has 400 digits; at most 15 can be kept exactly."),
    ("5,000 digits", COUNT, "9" * 5000, "has 5000 digits; at most 15 can be kept exactly."),
    ("400 decimals", SHARE, "0." + "1" * 400, "has 400 decimal places; at most 20 are allowed."),
    ("15 digits", COUNT, "9" * 15, "= " + "9" * 15),
    ("12.0 for 12", COUNT, "12.0", "= 12"),
    ("007", COUNT, "007", "= 7"),
    ("half of a whole", COUNT, "2.5", "is not a whole number."),
    ("1.200 as a whole", COUNT, "1.200", "If the point is between thousands, write 1200."),
    ("the largest allowed", LANES, "8", "= 8"),
    ("one too large", LANES, "9", "is above 8, the highest value allowed."),
    ("the smallest allowed", COST, "0", "= 0.0"),
    ("a little too small", COST, "-0.01", "is below 0, the lowest value allowed."),
    ("an error of a spreadsheet", SHARE, "#DIV/0!", "is an error of a spreadsheet: mend the"),
    ("a column too narrow", SHARE, "#####", "is an error of a spreadsheet: mend the formula"),
    ("a formula", SHARE, "=A1+1", "is not a number."),
    # Flags
    ("WAHR", FLAG, "WAHR", "= True"),
    ("FALSCH", FLAG, "FALSCH", "= False"),
    ("VRAI", FLAG, "VRAI", "= True"),
    ("yes", FLAG, "Yes", "= True"),
    ("no", FLAG, "no", "= False"),
    ("1", FLAG, "1", "= True"),
    ("0.0", FLAG, "0.0", "= False"),
    ("an unknown flag", FLAG, "?", "= "),
    ("a sign for a flag", FLAG, "x", "is neither true nor false: write one of the two words."),
    ("a slip", FLAG, "ture", "is neither true nor false: write one of the two words."),
    # Words and names
    ("capitals", WORD, "DAY", "= day"),
    ("spaces around a word", WORD, " day\u00a0", "= day"),
    ("a word that is not allowed", WORD, "mnth", "is not one of: day, fiscal_year, month, quar"),
    ("capitals in a name", ID, "Council", "does not have the right form: write council."),
    ("an accent in a name", ID, "conseil-é", "does not have the right form: write conseil-e."),
    ("a long dash in a name", ID, "the–council", "the right form: write the-council."),
    ("an invisible sign in a name", ID, "coun\u200bcil", "the right form: write coun-cil."),
    ("a list with commas", LIST, "later, gazette", "= later;gazette"),
    ("a semicolon at the end", LIST, "later;", "= later"),
    ("gaps in a list", LIST, "later ;; gazette", "= later;gazette"),
    ("twice in a list", LIST, "later;later", "'later' is in the list twice."),
    ("a name that nothing has", LIST, "latr", "is not in sources.csv. Did you mean 'later'?"),
    ("a name of 5,000 letters", LIST, "x" * 5000, "is not in sources.csv."),
    # Text
    ("a text as long as allowed", "events.title", "x" * 30, "= " + "x" * 30),
    ("a letter too many", "events.title", "x" * 31, "has 31 characters; at most 30 are allowed."),
    ("text needed", "events.title", "", "is empty, but every row needs one."),
    ("a vertical tab", TEXT, "One.\x0bTwo.", "contains a vertical tab (word processors write"),
    ("a form feed", TEXT, "One.\x0cTwo.", "contains a form feed (word processors write"),
    ("an optional hyphen", TEXT, "One\x1fTwo", "contains an optional hyphen of a word processor"),
    ("an escape", TEXT, "One\x1bTwo", "contains the character U+001B after 'One', which cannot"),
    ("a control sign of Windows", TEXT, "It\x92s", "contains the character U+0092 after 'It'"),
    ("a noncharacter", TEXT, "One\uffffTwo", "contains the character U+FFFF after 'One'"),
    ("a noncharacter far away", TEXT, "One\U0001fffeTwo", "contains the character U+1FFFE"),
    ("a broken formula", TEXT, "#REF!", "is an error of a spreadsheet: mend the formula"),
    ("a line break", TEXT, "One.\nTwo.", "= One.\nTwo."),
    ("letters that join", TEXT, "می\u200cخواهم", "= می\u200cخواهم"),
    ("a formula that calls", TEXT, "=cmd|' /C calc'!A0", "= =cmd|' /C calc'!A0"),
    ("None as a text", TEXT, "None", "= None"),
    ("words of a page's code", TEXT, "<script>alert(1)</script>", "= <script>alert(1)</script>"),
]

# ---- Files: the kind, the file, its bytes, and what becomes of it; "=" is read as before.
HEADER, *ROWS = EVENTS.splitlines()
TITLE_ROW = "line 1: this row does not name the columns; line 2 does. Delete what is above line 2."


def events(text, encoding="utf-8"):
    return text.encode(encoding)


TABBED = SOURCES.replace(",", "\t")
FILES = [
    ("a byte order mark", "events.csv", events(EVENTS, "utf-8-sig"), "="),
    ("lines of Windows", "events.csv", events(EVENTS.replace("\n", "\r\n")), "="),
    ("lines of old Macs", "events.csv", events(EVENTS.replace("\n", "\r")), "="),
    ("UTF-16", "events.csv", events(EVENTS, "utf-16"), "="),
    ("UTF-16 with tabs", "sources.csv", TABBED.encode("utf-16"), "="),
    ("tabs", "sources.csv", TABBED.encode(), "="),
    ("semicolons", "sources.csv", SOURCES.replace(",", ";").encode(), "="),
    ("bars", "sources.csv", SOURCES.replace(",", "|").encode(), "="),
    ("a line sep=", "sources.csv", ("sep=;\n" + SOURCES.replace(",", ";")).encode(), "="),
    ("a line sep=, with quotes", "sources.csv", ('"sep=,"\r\n' + SOURCES).encode(), "="),
    ("an empty first line", "events.csv", events("\n" + EVENTS), "="),
    ("empty rows", "sources.csv", SOURCES.encode() + b",,,,,\n\n", "="),
    ("empty columns", "events.csv", events(EVENTS.replace("\n", ",,,\n")), "="),
    (
        "a cell too many, empty",
        "events.csv",
        events(EVENTS.replace("history\n", "history,\n")),
        "=",
    ),
    (
        "spaces nobody sees",
        "events.csv",
        events(EVENTS.replace("history", "\u200bhistory\u00a0")),
        "=",
    ),
    ("names in capitals", "events.csv", events(EVENTS.replace(HEADER, HEADER.upper())), "="),
    (
        "names with spaces",
        "events.csv",
        events(EVENTS.replace(HEADER, HEADER.replace("_", " "))),
        "=",
    ),
    ("a title above", "events.csv", events("Our events\n" + EVENTS), TITLE_ROW),
    ("merged headings", "events.csv", events("Event,,When,,,What,,,,,\n" + EVENTS), TITLE_ROW),
    ("no names", "events.csv", events("\n".join(ROWS)), "line 1: does not name the columns of th"),
    (
        "a note below",
        "events.csv",
        events(EVENTS + "Our own reading,,,,,,,,,,\n"),
        "line 5: has only",
    ),
    (
        "names twice",
        "events.csv",
        events(f"{EVENTS}{HEADER}\n"),
        "line 5: repeats the names of the",
    ),
    (
        "a short row",
        "events.csv",
        events(EVENTS.replace(",history", "")),
        "line 2, source_ids: is em",
    ),
    (
        "a comma too many",
        "events.csv",
        events(EVENTS.replace("The b", "The, b")),
        "line 2: has 12 cell",
    ),
    (
        "a column without a name",
        "sources.csv",
        SOURCES.replace(",link", ",link,").replace("true\n", "true,x\n").encode(),
        "line 1: column 7 has no name. Name it, or delete it.",
    ),
    ("a column twice", "events.csv", events(EVENTS.replace("lanes", "cost", 1)), "appears 2 times"),
    (
        "a column misspelled",
        "events.csv",
        events(EVENTS.replace("title", "titel", 1)),
        "line 1: there is no column 'title'.",
    ),
    (
        "letters of Windows",
        "events.csv",
        events(EVENTS.replace("meet,", "m\u00e9et,"), "cp1252"),
        "line 3: has a letter, probably 'é', that is stored as Windows-1252 instead of UTF-8.",
    ),
    (
        "letters of old Macs",
        "events.csv",
        events(EVENTS.replace("meet,", "m\u00e9et,").replace("\n", "\r"), "mac_roman"),
        "line 3: has a letter, probably 'é', that is stored as Mac Roman instead of UTF-8.",
    ),
    (
        "a quotation mark left open",
        "events.csv",
        events(EVENTS.replace('again"', "again")),
        "line 3: a quotation mark opens in this row and is not closed at the end of a cell.",
    ),
    (
        "a quotation mark inside",
        "events.csv",
        events(EVENTS.replace("The bridge o", 'The "b" o').replace('The "b"', '"The" b')),
        "line 2: a quotation mark opens in this row",
    ),
    (
        "a cell of 200,000 letters",
        "events.csv",
        events(EVENTS.replace("They meet", "x" * 200_000)),
        "line 3: a cell has more than 131,072 characters.",
    ),
    (
        "150,000 rows",
        "events.csv",
        events(HEADER + "\n" + "a,b,c,d,e,f,g,h,i,j,k\n" * 150_000),
        "has 150,001 rows; a table can have at most 150,000.",
    ),
    (
        "600 columns",
        "events.csv",
        events(HEADER + "," + ",".join(f"c{n}" for n in range(600)) + "\n"),
        "has 611 columns; a table can have at most 500.",
    ),
    ("nothing", "events.csv", b"", "is empty; its first row must name the columns."),
    ("only spaces", "events.csv", b" \n\n", "is empty; its first row must name the columns."),
    ("a workbook", "events.csv", b"PK\x03\x04 a workbook", "is a workbook and not a CSV file."),
    ("a picture", "events.csv", b"\x89PNG\r\n\x1a\n\0\0", "is not a CSV file. In your spreadsheet"),
    ("half of a letter", "events.csv", b"\xff\xfe\x00", "is not a CSV file. In your spreadsheet"),
    (
        "a description as UTF-16",
        "datapackage.json",
        "{}".encode("utf-16"),
        "is not stored as UTF-8.",
    ),
    (
        "a description in Latin",
        "datapackage.json",
        b'{\n"title": "\xe9"}',
        "line 2: is not stored as",
    ),
    (
        "a description that is empty",
        "datapackage.json",
        b"",
        "line 1: is not JSON here, at character",
    ),
    (
        "a comma forgotten",
        "datapackage.json",
        b'{\n"a": 1\n"b": 2}',
        "line 3: is not JSON here, at",
    ),
    (
        "curly quotation marks",
        "datapackage.json",
        "{“title”: 1}".encode(),
        "marks must be straight.",
    ),
    (
        "brackets 100,000 deep",
        "datapackage.json",
        b"[" * 100_000 + b"]" * 100_000,
        "too many brackets",
    ),
    (
        "a number of 5,000 digits",
        "datapackage.json",
        b"[" + b"9" * 5000 + b"]",
        "has a number that",
    ),
    (
        "a number that is none",
        "datapackage.json",
        b'{"a": NaN}',
        "has a number that cannot be used",
    ),
    ("a list", "datapackage.json", b"[]", "line 1: is an empty list; write"),
    ("a text", "datapackage.json", b'"x"', "line 1: is 'x'; write"),
    ("null", "datapackage.json", b"null", "line 1: is null; write"),
    (
        "a name twice",
        "datapackage.json",
        b'{"title": "A",\n"title": "B"}',
        "line 2, title: is here twi",
    ),
]


# ---- Descriptions: the kind, the part that is changed, its new value, the place, what is said.
GONE = object()
R = "resources"
COST_FIELD = (R, 1, "schema", "fields", 5)
ID_FIELD = (R, 0, "schema", "fields", 0)
RULES = (*COST_FIELD, "constraints")
PRECISION = (R, 1, "schema", "fields", 3, "constraints", "enum")
KEYS = (R, 2, "schema", "foreignKeys", 0)
LIST_OF = (R, 1, "schema", "fields", 10, "listOf")
WANTS_COST = "table events, column cost"
BAD_CONSTRAINT = "is not checked here, so it would promise too much: leave it out."

DESCRIPTIONS = [
    ("no headline", ("title",), GONE, "", "needs 'title': write the headline of the article, such"),
    ("an empty headline", ("title",), " ", "title", "is empty; write the headline of the article"),
    ("a headline that is a number", ("title",), 5, "title", "is 5; write the headline of the"),
    ("no address", ("link",), GONE, "", "needs 'link': write the address of the article"),
    ("an address that runs", ("link",), "javascript:alert(1)", "link", "is no address on the web; write one with https"),
    ("an address that is data", ("link",), "data:text/html,x", "link", "is no address on the web; write one with https"),
    ("an address with a space", ("link",), "https://a b", "link", "is no address on the web; write one with https"),
    ("no day", ("published",), GONE, "", "needs 'published': write the day the article appeared"),
    ("a day in words", ("published",), "10 March 2021", "published", "in words: write 2021-03-10."),
    ("no such day", ("published",), "2021-02-30", "published", "February 2021 has 28 days."),
    ("a day that is unknown", ("published",), "n/a", "published", "'n/a' is not a date."),
    ("a publisher that is a list", ("publisher",), ["A"], "publisher", "is a list in brackets; wri"),
    ("a note that is null", ("note",), None, "note", "is null; write what readers should know"),
    ("a focus that is no list", ("focus",), {}, "focus", "is an object in braces; write a list of"),
    ("a focus of texts", ("focus", 0), "May", "focus number 1", "is 'May'; write a start, an end"),
    ("a focus without a label", ("focus", 0, "label"), GONE, "focus number 1", "needs 'label': wri"),
    ("a label that is empty", ("focus", 0, "label"), "", "focus number 1, label", "is empty; write"),
    ("a start in words", ("focus", 0, "start"), "March", "focus number 1, start", "is not a date"),
    ("an end before its start", ("focus", 0, "end"), "2021-02-01", "focus number 1, end",
     "2021-02-01 is before its start, 2021-03-01: change one of them."),
    ("no tables", (R,), GONE, "", "needs 'resources': write a list of the tables."),
    ("tables that are a number", (R,), 3, "resources", "is 3; write a list of the tables."),
    ("an empty list of tables", (R,), [], "", "there is no table 'sources'; every case needs one."),
    ("a table that is a number", (R, 2), 3, "table number 3", "is 3; write a table in braces"),
    ("a table without a name", (R, 2, "name"), GONE, "table number 3", "needs 'name': write a name"),
    ("a name that is a number", (R, 2, "name"), 7, "table number 3, name", "is 7; write a name of"),
    ("a name with a space", (R, 2, "name"), "my levels", "table my levels, name", "write a name of l"),
    ("a name of 5,000 letters", (R, 2, "name"), "x" * 5000, "name", "write a name of letters"),
    ("two tables of one name", (R, 2, "name"), "events", "table events, name", "is here twice: give"),
    ("names that differ in capitals", (R, 2, "name"), "Events", "name", "is here twice: give one another"),
    ("two tables in one file", (R, 2, "path"), "events.csv", "path", "is here twice: give one another"),
    ("a file elsewhere", (R, 1, "path"), "../events.csv", "table events, path", "write the name of a"),
    ("a file anywhere", (R, 1, "path"), "/etc/passwd", "table events, path", "write the name of a CSV"),
    ("a file on the web", (R, 1, "path"), "https://x.org/a.csv", "path", "write the name of a CSV"),
    ("a list of files", (R, 1, "path"), ["a.csv"], "path", "is a list in brackets; write the name"),
    ("a line break in a file's name", (R, 1, "path"), "events.csv\n", "path", "write the name of a"),
    ("a file's name of 5,000 letters", (R, 1, "path"), "x" * 5000 + ".csv", "path", "write the name"),
    ("no schema", (R, 2, "schema"), GONE, "table levels", "needs 'schema': write an object in brac"),
    ("no columns", (R, 2, "schema", "fields"), [], "table levels, fields", "is an empty list; write"),
    ("a column that is a text", COST_FIELD, "cost", "column number 6", "is 'cost'; write a column in"),
    ("a column without a name", (*COST_FIELD, "name"), GONE, "column number 6", "needs 'name': write"),
    ("two columns of one name", (*COST_FIELD, "name"), "lanes", "column lanes, name", "is here twice"),
    ("a type we do not have", (*COST_FIELD, "type"), "money", f"{WANTS_COST}, type",
     "is 'money', which is not one of: string, date, integer, number, boolean."),
    ("a type that is a list", (*COST_FIELD, "type"), ["number"], f"{WANTS_COST}, type", "is a list in"),
    ("no description", (*COST_FIELD, "description"), GONE, WANTS_COST, "needs 'description': write a"),
    ("no example", (*COST_FIELD, "example"), GONE, WANTS_COST, "needs 'example': write a cell that"),
    ("an example that is a number", (*COST_FIELD, "example"), 12.5, f"{WANTS_COST}, example",
     "is 12.5; write a cell that fits, such as \"12.5\"."),
    ("an example that does not fit", (*COST_FIELD, "example"), "-1", f"{WANTS_COST}, example",
     "it does not fit: '-1' is below 0, the lowest value allowed."),
    ("a format of dates", (*COST_FIELD, "format"), "%d.%m.%Y", f"{WANTS_COST}, format",
     "write nothing: dates are written as 2024-03-02"),
    ("a decimal comma", (*COST_FIELD, "decimalChar"), ",", f"{WANTS_COST}, decimalChar",
     "write nothing: numbers have a decimal point."),
    ("words for what is missing", (R, 1, "schema", "missingValues"), ["-"], "missingValues",
     "write nothing, or a list with one empty text"),
    ("constraints that are a list", RULES, [], f"{WANTS_COST}, constraints", "is an empty list; wri"),
    ("a constraint of the standard", RULES, {"exclusiveMinimum": 1}, WANTS_COST, BAD_CONSTRAINT),
    ("a constraint misspelled", RULES, {"minimun": 1}, WANTS_COST, "Did you mean 'minimum'?"),
    ("required in quotation marks", RULES, {"required": "true"}, "required", "write true or false"),
    ("unique as a number", RULES, {"unique": 1}, "unique", "is 1; write true or false, without"),
    ("a lowest value in words", RULES, {"minimum": "low"}, "minimum", "'low' is not a number."),
    ("a lowest value of nothing", RULES, {"minimum": None}, "minimum", "is null; write the lowest"),
    ("a lowest value of a text", (*ID_FIELD, "constraints"), {"minimum": 1}, "minimum",
     "is for numbers and dates only: leave it out."),
    ("a length of a number", RULES, {"maxLength": 5}, "maxLength", "is for text only: leave it out."),
    ("a length in words", (*ID_FIELD, "constraints"), {"maxLength": "ten"}, "maxLength",
     "is 'ten'; write a whole number of characters"),
    ("an example that is too short", (*ID_FIELD, "constraints"), {"minLength": 8}, "example", "has 7 characters; at least 8 are needed."),
    ("a length of nothing", (*ID_FIELD, "constraints"), {"maxLength": 0}, "maxLength", "is 0; write"),
    ("words that are no list", PRECISION, "day", "enum", "is 'day'; write a list of different words"),
    ("words and numbers", PRECISION, ["day", 5], "enum number 2", "is 5; write a word in quotation"),
    ("no words", PRECISION, [], "enum", "is an empty list; write a list of different words"),
    ("a word twice", PRECISION, ["day", "day"], "enum", "write a list of different words"),
    ("words in a column of numbers", RULES, {"enum": ["one"]}, f"{WANTS_COST}, enum",
     "'one' is not a number."),
    ("a pattern that is a list", RULES, {"pattern": []}, "pattern", "write a regular expression"),
    ("a pattern that is broken", RULES, {"pattern": "(a"}, "pattern", "is no regular expression"),
    ("a pattern of a million letters", RULES, {"pattern": "(a+){1000000}"}, "pattern", "repeats more"),
    ("a pattern of 600 letters", RULES, {"pattern": "a" * 600}, "pattern", "of at most 500 charac"),
    ("a key that is null", (R, 1, "schema", "primaryKey"), None, "primaryKey", "is null; write the"),
    ("a key that is a number", (R, 1, "schema", "primaryKey"), 1, "primaryKey", "is 1; write the na"),
    ("a key that is no column", (R, 1, "schema", "primaryKey"), "event", "primaryKey",
     "there is no column 'event'. Did you mean 'event_id'?"),
    ("a key of columns that are none", (R, 1, "schema", "primaryKey"), ["x"], "primaryKey",
     "there is no column 'x'."),
    ("foreign keys that are no list", (R, 2, "schema", "foreignKeys"), {}, "foreignKeys", "write a li"),
    ("a foreign key without a target", (*KEYS, "reference"), GONE, "foreignKeys number 1", "needs 're"),
    ("a foreign key of no column", (*KEYS, "fields"), ["event"], "foreignKeys number 1",
     "there is no column 'event'. Did you mean 'event_id'?"),
    ("a foreign key of two columns", (*KEYS, "fields"), ["event_id", "value"], "foreignKeys number 1",
     "a key of several columns is not checked here"),
    ("a foreign key to no table", (*KEYS, "reference", "resource"), "event", "foreignKeys number 1",
     "names rows of a table 'event', which is not described. Did you mean 'events'?"),
    ("a foreign key to no column", (*KEYS, "reference", "fields"), ["id"], "foreignKeys number 1",
     "the table 'events' has no column 'id'."),
    ("a list of no table", (*LIST_OF, "resource"), "source", "column source_ids, listOf",
     "names rows of a table 'source', which is not described. Did you mean 'sources'?"),
    ("a list of no column", (*LIST_OF, "field"), "id", "listOf", "the table 'sources' has no column"),
    ("a list with other separators", (*LIST_OF, "delimiter"), "|", "delimiter", "write a semicolon"),
    ("a list of a text", LIST_OF, "sources", "listOf", "is 'sources'; write the table and the column"),
    ("no sources", (R, 0, "name"), "places", "resources", "there is no table 'sources'; every case"),
    ("events without a date", (R, 1, "schema", "fields", 1, "name"), "when", "table events, fields",
     "needs a column 'date': copy it from another case."),
    ("a date that is a text", (R, 1, "schema", "fields", 1, "type"), "string", "column date, type",
     "is 'string'; this column must be a 'date'."),
]  # fmt: skip
# What is checked only with the cells: the kind, the part that is changed, its new value, the message.
PATTERNS = [
    ("a pattern that never ends", (*ID_FIELD, "constraints"), {"pattern": r"(a|aa)+$b"},
     "takes too long: write a simpler one."),
    ("a length that is just reached", (R, 0, "schema", "fields", 2, "constraints"), {"minLength": 12}, ""),
    ("a pattern of a stranger", (R, 0, "schema", "fields", 2, "constraints"), {"pattern": "(a+)+b|.*"},
     ""),
]  # fmt: skip

# ---- Rows: the kind, the table, its text, what is replaced in it, by what, and what is said.
COUNCIL = "2021-03-08,2021-03-09,day"
PERIOD = "is not the first day of a"
SLIPS = [
    ("an end before its day", COUNCIL, "2021-03-08,2021-03-07,day", "line 3, end_date: '2021-03-07' is"),
    ("an end on its day", COUNCIL, "2021-03-08,2021-03-08,day", "="),
    ("the middle of a month", COUNCIL, "2021-03-08,,month", f"line 3, date: '2021-03-08' {PERIOD} month"),
    ("the middle of a quarter", COUNCIL, "2021-03-01,,quarter", f"'2021-03-01' {PERIOD} quarter"),
    ("the middle of a year", COUNCIL, "2021-03-01,,year", f"line 3, date: '2021-03-01' {PERIOD} year"),
    ("a calendar year as fiscal", COUNCIL, "2021-01-01,,fiscal_year", f"{PERIOD} fiscal year"),
    ("any day of a week", COUNCIL, "2021-03-03,,week", "="),
    ("a fiscal year before year 1", COUNCIL, "0001-01-01,,fiscal_year", "that no calendar of ours has"),
    ("a week after year 9999", "2021-05-01,,day", "9999-12-31,,week", "that no calendar of ours has"),
    ("a month of the year 900", COUNCIL, "0900-05-01,,month", "="),
    ("the day of the article", COUNCIL, "2021-03-10,,day", "="),
    ("the day after the article", COUNCIL, "2021-03-11,,day",
     "line 3, after_article: is 'false', but 2021-03-11 is after the article appeared (2021-03-10)."),
    ("a fiscal year with a space", COUNCIL, "2020-10-01,,Fiscal Year", "="),
    ("an end after the article", COUNCIL, "2021-03-08,2021-03-11,day",
     "line 3, after_article: is 'false', but 2021-03-11 is after the article appeared (2021-03-10)."),
    ("a name twice", "council-meets", "bridge-opens", "line 3, event_id: 'bridge-opens' is already in"),
]  # fmt: skip


def changed(package, path, value):
    """Change one part of a description."""
    part = package
    for step in path[:-1]:
        part = part[step]
    if value is GONE:
        del part[path[-1]]
    else:
        part[path[-1]] = value
    return package


# ---- Places: the kind, what is done to the folder, and what is said.


def folder_in_place(file, folder):
    (folder / file).unlink()
    (folder / file).mkdir()


def link_to(file, target, folder):
    (folder / file).unlink()
    (folder / file).symlink_to(target)


def gone(file, folder):
    (folder / file).unlink()


def renamed(file, name, folder):
    (folder / file).rename(folder / name)


def large(file, folder):
    with (folder / file).open("r+b") as opened:
        opened.truncate(200_000_000)


PLACES = [
    ("no table", partial(gone, "events.csv"), "events.csv: is missing; datapackage.json names it."),
    ("a table misspelled", partial(renamed, "events.csv", "event.csv"), "Did you mean 'event.csv'?"),
    ("only a workbook", partial(renamed, "events.csv", "events.xlsx"),
     "There is events.xlsx: in your spreadsheet, save it as “CSV UTF-8”."),
    ("a folder for a table", partial(folder_in_place, "events.csv"), "events.csv: is a folder; there"),
    ("a link to nowhere", partial(link_to, "events.csv", "none.csv"), "events.csv: is a link that lea"),
    ("a link to itself", partial(link_to, "events.csv", "events.csv"), "events.csv: is a link that le"),
    ("a link without an end", partial(link_to, "events.csv", "/dev/zero"), "events.csv: is a link that"),
    ("a table of 200 MB", partial(large, "events.csv"), "events.csv: is 200 MB; a file can be at most"),
    ("no description", partial(gone, "datapackage.json"), "datapackage.json: is missing. It says what"),
    ("a folder for a description", partial(folder_in_place, "datapackage.json"), "is a folder; there"),
    ("a description that loops", partial(link_to, "datapackage.json", "datapackage.json"), "is a link"),
    ("a description of 200 MB", partial(large, "datapackage.json"), "datapackage.json: is 200 MB; a fi"),
]  # fmt: skip

# ---- Names of cases that are none.
NAMES = [
    "bagdad-embassy-2020",
    "",
    "x" * 5000,
    "~nobody/x",
    "a\0b",
    "../../none",
    "con",
    "*",
    "\ud800",
]
KINDS = (
    len(CELLS)
    + len(FILES)
    + len(DESCRIPTIONS)
    + len(PATTERNS)
    + len(SLIPS)
    + len(PLACES)
    + len(NAMES)
)


def written(package):
    """Return a description as it is written to a file."""
    return json.dumps(package, indent=1).encode()
