"""Who is quoted and who is not, through whose hands, and where: counted from the rows."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from dateline.charts.type import ACCENT, MEDIA
from tests.drawn import CASE, PARAGRAPHS, PASSAGES, QUOTES, build, of_the_case, small
from tests.figures import key_of, texts, words_on


def drawn(name, quotes=QUOTES):
    """Return a chart of quotations; those of the small table and the case are drawn once."""
    if quotes is QUOTES:
        return small(name)
    if quotes is CASE.quotes:
        return of_the_case(name)
    return build(name, quotes)


def voices(quotes=QUOTES):
    return drawn("voices", quotes)


def chain(quotes=QUOTES):
    return drawn("chain", quotes)


def places(quotes, paragraphs):
    if paragraphs is PARAGRAPHS or paragraphs is CASE.paragraphs:
        return drawn("places", quotes)
    return build("places", quotes, paragraphs=paragraphs)


# ---- Voices


def counted(chart):
    """Return of each side how many words and quotations the table behind a chart has."""
    return {row.side: (row.words, row.quotations) for row in chart.table.itertuples()}


def bars(figure):
    """Return how long the bars are, from the top; each must start at zero."""
    rows = sorted(figure.axes[0].patches, key=lambda one: one.get_y())
    assert {one.get_x() for one in rows} == {0}
    return [one.get_width() for one in rows]


def test_voices_of_the_case():
    """Counted by hand from the article; six sides that spoke elsewhere have no word in it."""
    found = counted(voices(CASE.quotes))
    assert list(found.items())[:3] == [
        ("experts and former officials", (49, 2)),
        ("Iraqi government", (28, 2)),
        ("US government", (7, 1)),
    ]
    zeros = {"press", "militias", "Iraqi politics", "Iran", "Iraqi citizens", "other"}
    assert {side for side, (words, _) in found.items() if not words} == zeros
    assert all(found[side] == (0, 0) for side in zeros)


@pytest.mark.parametrize("medium", MEDIA)
def test_voices_of_the_case_are_drawn_and_written(medium):
    figure = voices(CASE.quotes).figure_for(medium)
    assert bars(figure) == [49, 28, 7, 0, 0, 0, 0, 0, 0]
    said = words_on(figure)
    for text in ("49 words in 2 quotations", "28 words in 2 quotations", "7 words in 1 quotation"):
        assert said.count(text) == 1
    assert said.count("0: not quoted") == 6
    assert "3 sides are quoted, 6 not at all" in " ".join(said)


def test_words_of_voices_name_who_is_not_quoted():
    """A zero is the news: who does not see the picture must hear of it, too."""
    assert voices(CASE.quotes).words == (
        "Quoted words by side: experts and former officials 49 words in 2 quotations; Iraqi "
        "government 28 words in 2 quotations; US government 7 words in 1 quotation. Nobody of "
        "these is quoted: press, militias, Iraqi politics, Iran, Iraqi citizens, other."
    )


def test_a_paraphrase_counts_nothing():
    """Whose words a reader hears is asked, and a paraphrase is the author's words."""
    found = counted(voices(QUOTES.assign(words=5)))
    assert found["town hall"] == (5, 1)
    assert found["builders"] == (0, 0)


def test_a_row_that_is_not_in_the_article_counts_nothing_but_names_its_side():
    chart = voices(QUOTES)
    assert counted(chart)["pupils"] == (0, 0)
    assert "Nobody of these is quoted: builders, pupils." in chart.words
    assert "pupils" not in counted(voices(QUOTES[QUOTES["in_article"]]))


def test_voices_of_a_small_table():
    chart = voices(QUOTES)
    assert counted(chart) == {
        "town hall": (7, 1),
        "readers": (4, 1),
        "builders": (0, 0),
        "pupils": (0, 0),
    }
    assert bars(chart.figure) == [7, 4, 0, 0]


def test_who_is_not_quoted_stands_out_by_words_and_colour():
    """A bar of no length is seen by nobody."""
    found = {one.get_text(): to_hex(one.get_color()) for one in texts(voices(QUOTES).figure)}
    assert found["0: not quoted"] == ACCENT
    assert found["7 words in 1 quotation"] != ACCENT


def test_where_all_are_quoted_nobody_is_called_missing():
    assert voices(QUOTES[:2]).words.endswith("Nobody of these is quoted: none is missing.")
    assert "2 sides are quoted, 0 not at all" in words_on(voices(QUOTES[:2]).figure)


def test_where_nobody_is_quoted_there_are_zeros_alone():
    chart = voices(QUOTES[2:])
    assert bars(chart.figure) == [0, 0, 0]
    assert chart.words.startswith("Quoted words by side: none.")


# ---- Chain


def ways(chart, medium="screen"):
    """Return of each row, from the top, which links have a mark, and whether it is hollow."""
    ax = chart.figure_for(medium).axes[0]
    kinds = dict(zip(ax.get_xticks(), ("speaker", "via", "outlet", "article"), strict=True))
    found = {}
    for line in ax.lines:
        if line.get_marker() == "o":
            ((x, y),) = line.get_xydata()
            hollow = to_hex(line.get_markerfacecolor()) == "#ffffff"
            found.setdefault(y, {})[kinds[x]] = "hollow" if hollow else "full"
    return [found[y] for y in sorted(found)]


def joined(chart):
    """Return how many rows each line that joins one origin spans."""
    lines = [one for one in chart.figure.axes[0].lines if one.get_color() == ACCENT]
    return sorted(round(max(line.get_ydata()) - min(line.get_ydata())) + 1 for line in lines)


def beside(chart, medium="screen"):
    """Return what is written beside the marks: row and text."""
    ax = chart.figure_for(medium).axes[0]
    heights = sorted({y for line in ax.lines for y in line.get_ydata() if line.get_marker() == "o"})
    return {(heights.index(one.xy[1]), one.get_text()) for one in ax.texts if one.get_text()}


def test_a_chain_has_a_row_a_passage_of_the_article():
    """What is set beside the article did not come to it."""
    assert len(chain(CASE.quotes).table) == len(ways(chain(CASE.quotes))) == 18
    assert list(chain(QUOTES).table["speaker"]) == [
        "Ann Ray",
        "Town council",
        "Bob Lee",
        "A reader",
    ]


@pytest.mark.parametrize("medium", MEDIA)
def test_a_link_without_a_name_is_hollow(medium):
    """Anonymous words are the weakest link, and must not look like the others."""
    named = dict(speaker="full", outlet="full", article="full")
    assert ways(chain(QUOTES), medium) == [
        named,
        named | {"via": "hollow"},
        named,
        named | {"speaker": "hollow"},
    ]


def test_the_key_says_what_hollow_means():
    assert set(key_of(chain(QUOTES).figure)) == {"named", "not named"}


def test_hollow_marks_of_the_case_are_the_rows_without_a_name():
    hollow = sum("hollow" in way.values() for way in ways(chain(CASE.quotes)))
    assert hollow == (~PASSAGES["named"] | PASSAGES["via"].notna()).sum() == 9
    assert "; 9 have a link without a name." in chain(CASE.quotes).words


def test_who_passed_words_on_is_written():
    assert (1, "a clerk") in beside(chain(QUOTES))
    written = {text for _, text in beside(chain(CASE.quotes), "slide")}
    assert {"officials", "one Iraqi official", "Iraqi officials"} <= written


@pytest.mark.parametrize("medium", MEDIA)
def test_the_origins_of_several_passages_are_written_whole_once(medium):
    """ "The …" is the beginning of every newspaper's name."""
    written = [text for _, text in beside(chain(CASE.quotes), medium)]
    assert written.count("The Washington Post") == written.count("The New York Times") == 1


@pytest.mark.parametrize("medium", MEDIA)
def test_what_is_written_beside_a_mark_stands_on_its_row(medium):
    """Between two rows it might belong to either, and the line of the upper one runs through it."""
    figure = chain(CASE.quotes).figure_for(medium)
    figure.draw_without_rendering()
    ax, checked = figure.axes[0], 0
    for one in (text for text in ax.texts if text.get_text()):
        box, (x, y) = one.get_window_extent(), ax.transData.transform(one.xy)
        assert abs((box.y0 + box.y1) / 2 - y) < 0.25 * box.height
        assert x < box.x0 < x + 2 * box.height
        checked += 1
    assert checked >= 12


def test_rows_of_one_origin_are_adjacent_and_joined_by_one_line():
    """Eight passages from one report are one source and not eight."""
    assert joined(chain(QUOTES)) == [2]
    assert joined(chain(CASE.quotes)) == [3, 8]
    assert joined(chain(CASE.quotes.sample(frac=1, random_state=1))) == joined(chain(CASE.quotes))


def test_words_count_origins():
    assert chain(QUOTES).words == (
        "The way of 4 passages to the article: 2 are traced to The Gazette; 2 have a link without "
        "a name. Origins: The Gazette (2), Town Radio (1), Minutes (1)."
    )
    assert "The way of 18 passages to the article: 8 are traced to The Washington Post" in (
        chain(CASE.quotes).words
    )
    assert "8 of 18 passages are traced to The Washington Post" in words_on(
        chain(CASE.quotes).figure
    )


def test_a_row_says_paragraph_and_first_words():
    """A class must find the passage in the article, of which only a few words are here."""
    assert "2: “we will mend the roof by …”" in words_on(chain(QUOTES).figure)


def test_without_a_passage_of_the_article_there_is_no_chain():
    with pytest.raises(ValueError, match="the table has no rows. Widen the filter"):
        chain(QUOTES[4:])


# ---- Places


def spans(chart, medium="screen"):
    """Return where bars start and how wide they are, row by row from the top."""
    found = {}
    for one in chart.figure_for(medium).axes[0].patches:
        middle = round(one.get_y() + one.get_height() / 2, 6)
        found.setdefault(middle, []).append((one.get_x(), one.get_width()))
    return [sorted(found[y]) for y in sorted(found)]


def starts(chart, medium="screen"):
    """Return where the ticks of paragraphs stand, by their names."""
    ax = chart.figure_for(medium).axes[0]
    names = [one.get_text() for one in ax.get_xticklabels()]
    return list(zip(names, ax.get_xticks(), strict=True))


@pytest.mark.parametrize("medium", MEDIA)
def test_bars_stand_at_their_letters(medium):
    """A passage is drawn where it begins, as wide as it is long."""
    assert spans(places(QUOTES, PARAGRAPHS), medium) == [
        [(200, 40), (241, 29)],
        [(50, 29)],
        [(140, 17)],
    ]


def test_bars_of_the_case_are_its_offsets():
    drawn = sorted(sum(spans(places(CASE.quotes, CASE.paragraphs)), []))
    wide = PASSAGES["char_end"] - PASSAGES["char_start"]
    assert drawn == sorted(zip(PASSAGES["char_start"], wide, strict=True))
    assert (1398, len("we hope the Americans will reconsider it.")) in drawn


def test_ticks_stand_where_paragraphs_begin():
    """The caption of the picture, paragraph 0, has no number in the article."""
    ticks = [("¶1", 10), ("¶2", 50), ("¶3", 130), ("¶4", 190), ("¶5", 277)]
    assert starts(places(QUOTES, PARAGRAPHS)) == ticks
    assert starts(places(QUOTES, PARAGRAPHS[::-1])) == ticks
    own = CASE.paragraphs[1:]
    assert [at for _, at in starts(places(CASE.quotes, CASE.paragraphs))] == list(own["char_start"])


def test_a_tick_keeps_its_line_where_its_name_has_no_room():
    """On a phone the first paragraph of the case is shorter than its sign."""
    found = starts(places(CASE.quotes, CASE.paragraphs), "phone")
    assert [name for name, _ in found] == ["¶1", "", "¶3", "¶4", "¶5", "¶6", "¶7"]
    assert found[1][1] == 355


@pytest.mark.parametrize("medium", MEDIA)
def test_the_axis_is_the_whole_article(medium):
    """A last paragraph that quotes nobody is seen to be empty."""
    ax = places(QUOTES, PARAGRAPHS).figure_for(medium).axes[0]
    assert ax.get_xlim() == (0, 400)
    assert places(CASE.quotes, CASE.paragraphs).figure_for(medium).axes[0].get_xlim() == (0, 3799)


def test_words_give_each_kind_its_share_of_the_article():
    """Worked by hand: 69, 29 and 17 of 400 letters."""
    assert places(QUOTES, PARAGRAPHS).words == (
        "Where others speak in the article: 2 passages paraphrase, 17 % of its length; 1 passage "
        "direct, 7 % of its length; 1 passage partial, 4 % of its length."
    )


def test_words_of_the_article_do_not_look_like_paraphrases():
    """Quotations are orange; what is told in other words is grey."""
    patches = places(QUOTES, PARAGRAPHS).figure.axes[0].patches
    found = {one.get_x(): to_hex(one.get_facecolor()) for one in patches}
    assert {at for at, colour in found.items() if colour == ACCENT} == {50, 140}


def test_empty_paragraphs_say_what_to_do():
    with pytest.raises(ValueError, match="the table has no rows. Widen the filter"):
        places(QUOTES, PARAGRAPHS[:0])


def test_the_paragraphs_passed_in_are_not_changed():
    before = PARAGRAPHS.copy()
    places(QUOTES, PARAGRAPHS).picture()
    pd.testing.assert_frame_equal(PARAGRAPHS, before)
