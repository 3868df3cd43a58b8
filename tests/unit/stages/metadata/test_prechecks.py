"""What is asked before a rule, to pass over most texts quickly, never hides what the rule would find."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from winnow.stages.metadata import author, clues, dates, marks, names
from winnow.stages.metadata.byline_words import AUTHOR_LABELS, BY, CALENDAR, CONNECTING, LABELS, OPENERS, OTHERS_WORK

SIGNS = (*" .,:;|/-–_@&()’'·", " - ", "\n", "\t", "\N{NO-BREAK SPACE}", "年", "월", "日")
NUMBERS = ("1", "7", "20", "19", "2019", "1998", "3rd", "30", "11:30", "20210504", "٣", "²")
DATE_WORDS = ("March", "märz", "May", "de", "of", "PM", "Updated", "chapter", "12,", "ß")
NAMES = ("Ada", "Lindqvist", "van", "McGregor", "W", "Editor", "contributor", "follow", "www.", "deine", "http", "h")
BYLINE_WORDS = tuple(
    sorted({*f"{BY}|{LABELS}".split("|"), *OTHERS_WORK, *AUTHOR_LABELS, *CALENDAR, *CONNECTING, *OPENERS})
)
ODD = ("İ", "ſ", "\N{KELVIN SIGN}", "Σ", "\x00", "\ud800")


def texts(*parts: tuple[str, ...], longest: int = 12) -> st.SearchStrategy[str]:
    """Draw texts made of the rules' own words, as they are and with capitals."""
    words = st.sampled_from([word for part in parts for word in part])
    return st.lists(words | words.map(str.title) | words.map(str.upper), max_size=longest).map("".join)


DATED = texts(NUMBERS, NUMBERS, SIGNS, SIGNS, DATE_WORDS, ODD)
CONNECTED = texts(
    ("and", "und", "et", "y", "e", "en", "og", "och", "i", "with", "mit", "avec", "con"), NAMES, tuple(" ,&+; \t") * 3
)
OPENED = texts(("By", "von", "Written", "author", "Text", "the", "about"), NAMES, SIGNS, ODD, longest=5)
BYLINES = texts(NUMBERS, SIGNS, SIGNS, BYLINE_WORDS, NAMES, ODD)


def days_by_every_pattern(text: str, *, month_first: bool) -> list[str]:
    readers = (
        (dates._WORD_DAY_YEAR, dates._from_word_day),
        (dates._YEAR_FIRST, dates._from_year_first),
        (dates._DAY_WORD_YEAR, dates._from_day_word),
        (dates._NUMBERS, dates._from_numbers),
    )
    hits = [(*m.span(), day) for found, read in readers for m in found.finditer(text) if (day := read(m, month_first))]
    days, begin = [], 0
    for start, end, day in sorted(hits):
        if start >= begin:
            days.append(day)
            begin = end
    return days


@given(DATED, st.booleans())
@example("20 of 21-11-18", True)
@example("3 March 1998", True)
@example("21-11-18", True)
@example("2019년 5월 3", False)
@settings(max_examples=600, deadline=None)
def test_no_day_is_hidden_by_the_choice_of_patterns(text: str, month_first: bool) -> None:
    wanted = days_by_every_pattern(text, month_first=month_first) if dates.may_hold_day(text) else []
    assert [day for day, *_ in dates.find_days(text, month_first=month_first)] == wanted


@given(st.lists(DATED, max_size=6))
@example(["3.", "4.", "20"])
@example(["5/", "6/20/21"])
@settings(max_examples=400, deadline=None)
def test_no_line_with_a_day_is_hidden_among_others(lines: list[str]) -> None:
    assert {n for n, line in enumerate(lines) if dates.may_hold_day(line)} <= set(dates.may_hold_days(lines))


@given(DATED)
@settings(max_examples=400, deadline=None)
def test_a_short_year_is_found_by_either_sign(text: str) -> None:
    assert dates._holds_short_year(text) == (re.search(r"\d([./])\s?\d\d?\1\s?\d\d", text) is not None)


@given(BYLINES)
@example("Nov 3, 2019,by Ada Lindqvist")
@example("3 May 2019 Byhttps://example.org Ada")
@example("2019|By Ada Lindqvist")
@settings(max_examples=600, deadline=None)
def test_no_byline_behind_a_date_is_hidden(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "_may_open_later", lambda _: True)
        wanted = names.from_byline(text)
    assert names.from_byline(text) == wanted


@given(BYLINES | OPENED)
@example(" By Ada")
@example("_by Ada")
@settings(max_examples=400, deadline=None)
def test_the_first_word_opens_a_byline_however_it_is_read(text: str) -> None:
    first = re.match(r"\W*(\w+)", text)
    wanted = names._BY.match(text) if first and first[1].lower() in OPENERS else None
    assert names.opens_byline(text) == (wanted is not None)


@given(BYLINES)
@example("Ada Photo-Editor")
@example("Ada İmage")
@settings(max_examples=400, deadline=None)
def test_no_work_of_others_is_left_in_a_name(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "_has_word", lambda *_: True)
        wanted = names._trim(text)
    assert names._trim(text) == wanted


@given(BYLINES)
@settings(max_examples=400, deadline=None)
def test_the_words_of_a_name_are_those_of_the_pattern(text: str) -> None:
    assert names._words_of(text) == names._WORD.findall(text.lower())


@given(BYLINES | CONNECTED)
@example("Ada con Rika mit Tobe, and Jo")
@settings(max_examples=400, deadline=None)
def test_patterns_that_begin_with_what_they_may_begin_with_match_the_same(text: str) -> None:
    never = re.compile(r"[@=(){}_#*?!→»«\"]|www\.|:|follow\w|advertis|deine")
    assert [m.span() for m in names._NEVER_SHAPES.finditer(text)] == [m.span() for m in never.finditer(text)]
    connectors = re.compile(
        r"\s*[;,&+]\s*(?:(?:and|und|et|y|e)\s+)?|\s+(?:and|und|et|y|e|en|og|och|i|with|mit|avec|con)\s+"
    )
    assert names._CONNECTORS.split(text) == connectors.split(text)


@given(
    texts(
        ("http://", "https://", "www.", "a.example", ":80", "@", "[", "]", "/", "?", "#", "Ü", "x-y.", " ", "\t", "%")
    )
)
@settings(max_examples=400, deadline=None)
def test_a_plain_host_is_that_of_the_address(url: str) -> None:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    assert clues.host_label(url) == max(host.removeprefix("www.").split(".")[:-1] or [""], key=len)


def test_every_word_for_another_part_of_the_page_is_heard() -> None:
    assert all(marks._names_elsewhere(f"x-{word}s") for word in marks._ELSEWHERE)
    assert not marks._names_elsewhere("story-byline")


def test_one_name_is_the_fullest() -> None:
    assert author._fullest(("Ada",)) == ("Ada",)
    assert author._fullest(("Ada", "Ada Lindqvist")) == ("Ada Lindqvist",)
