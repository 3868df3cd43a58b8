"""Find calendar days in machine and human writing.

Every pattern is linear and none lists the month names: a pattern finds ``12. März 2024`` by its shape and a table says
whether the word is a month, so that a language costs a row in the table and no time. Where a pattern may begin is said
by its first character, and what must not stand before it is asked for after that: so ``re`` passes over the rest
quickly.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache

_MONTHS = """
1 january jan janvier janv januar jän jänner jannuar enero ene janeiro gennaio gen januari stycznia styczeń
1 leden ledna tammikuuta ocak januára siječnja января
2 february feb février févr fév februar februari febrero fevereiro fev febbraio lutego luty únor února
2 helmikuuta şubat veljače февраля
3 march mar mars märz marzo março maart mrt marca marzec březen března maaliskuuta mart ožujka марта mrz mär
4 april apr avril avr abril abr aprile kwietnia kwiecień duben dubna huhtikuuta nisan travnja апреля
5 may mai mayo maio maggio mag mei maj maja květen května toukokuuta mayıs svibnja мая
6 june jun juin juni junio junho giugno giu czerwca czerwiec červen června kesäkuuta haziran lipnja июня
7 july jul juillet juil juli julio julho luglio lug lipca lipiec červenec července heinäkuuta temmuz srpnja июля
8 august aug août aout agosto ago augustus augusti sierpnia sierpień srpen srpna elokuuta ağustos kolovoza
8 августа
9 september sep sept septembre septiembre setembro set settembre września wrzesień září syyskuuta eylül rujna
9 сентября
10 october oct octobre oktober okt octubre outubro out ottobre ott października październik říjen října lokakuuta
10 ekim октября
11 november nov novembre noviembre novembro listopad listopada marraskuuta kasım studenoga ноября
12 december dec décembre déc dezember dez diciembre dic dezembro dicembre desember des grudnia grudzień prosinec
12 prosince joulukuuta aralık prosinca декабря
"""
MONTH_NUMBERS = {name: int(row.split()[0]) for row in _MONTHS.strip().splitlines() for name in row.split()[1:]}

ISO_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d?)-(\d\d?)(?!\d)")
_YEAR_FIRST = re.compile(r"((?:19|20)(?<!\d\d\d)\d\d)\s?(?:[./年-]|년)\s?(\d\d?)\s?(?:[./月-]|월)\s?(\d\d?)(?!\d)")
_DAY_WORD_YEAR = re.compile(
    r"(\d(?<!\d\d)\d?)(?:st|nd|rd|th|er|º|ª|\.)?[\s-]{1,2}(?:de\s|of\s)?([^\W\d_]{3,13})[.,]?"
    r"[\s-]{1,2}(?:del?\s)?((?:19|20)\d\d)(?!\d{3})"
)
_WORD_DAY_YEAR = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{3,13}+)\.?\s{1,2}(\d{1,2})(?:st|nd|rd|th)?(?:,|\.)?\s{1,2}((?:19|20)\d\d)(?!\d{3})"
)
_DAY_YEAR = re.compile(r"\d(?:st|nd|rd|th)?[,.]?\s{1,2}(?:19|20)\d\d")
"""How a text ends that has the day behind the month: seldom, and a month may begin anywhere."""
_NUMBERS = re.compile(r"(\d(?<![\d./-]\d)\d?)([./-])\s?(\d{1,2})\2\s?((?:19|20)\d\d|\d\d)(?![\d/-]|\.\d)")
_LAST_CAPITAL = re.compile(r"\A.*(?=[A-Z])")
"""What touches a month before it: ``CourierDec 12, 2020``."""
_COMPACT = re.compile(r"\A((?:19|20)\d\d)(\d\d)(\d\d)(?:\D|\d{6}|\Z)")
_DOTTED = re.compile(r"\.(?<=\d.)\s?\d\d?\.\s?\d\d")
_SLASHED = re.compile(r"/(?<=\d.)\s?\d\d?/\s?\d\d")
_YEAR = re.compile(r"\d(?:(?:(?<=1)9|(?<=2)0)\d\d|([./-])\s?\d\d?\1\s?\d\d)")
_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_.-](\d\d?|[a-z]{3})[/_.-](\d\d?)(?=\D|\Z)")
_COMPACT_IN_URL = re.compile(r"[/_-]((?:19|20)\d\d)(\d\d)(\d\d)(?=\D|\Z)")
_DAY_FIRST_IN_URL = re.compile(r"/(\d\d)[.-](\d\d)[.-](20\d\d)(?=\D|\Z)")

FIRST_YEAR = 1995
_Reader = Callable[[re.Match[str], bool], str]


def find_day(text: str, *, month_first: bool = False) -> str:
    """Return the first calendar day in a human's text as ``YYYY-MM-DD``, or an empty string.

    ``month_first`` reads ``3/4/2024`` the American way. A number over twelve settles it either way.
    """
    found = find_days(text, month_first=month_first)
    return found[0][0] if found else ""


def may_hold_day(text: str) -> bool:
    """Say cheaply whether a text could hold a day: most texts of a page cannot."""
    if "20" in text or "19" in text:
        return _YEAR.search(text) is not None
    return _holds_short_year(text)


def may_hold_days(texts: Sequence[str]) -> list[int]:
    """Return which of the texts could hold a day, and maybe others: they are asked together, as few of them can."""
    if _holds_short_year("|".join(texts)):
        return [n for n, text in enumerate(texts) if may_hold_day(text)]
    return [n for n, text in enumerate(texts) if "20" in text or "19" in text]


def _holds_short_year(text: str) -> bool:
    return ("." in text and _DOTTED.search(text) is not None) or ("/" in text and _SLASHED.search(text) is not None)


def find_days(text: str, *, month_first: bool = False) -> tuple[tuple[str, str, str], ...]:
    """Return the days in a text in order, each with the text before it (from the day before on) and after it."""
    return _days_in(text, month_first) if "20" in text or "19" in text or _holds_short_year(text) else ()


@lru_cache(maxsize=1024)
def _days_in(text: str, month_first: bool) -> tuple[tuple[str, str, str], ...]:
    """Read a text once: a line near the headline is often that of an element that is marked as a date as well."""
    hits = [
        (*match.span(), day)
        for pattern, read in _readers_of(text)
        for match in pattern.finditer(text)
        if (day := read(match, month_first))
    ]
    hits.sort()
    found: list[tuple[str, str, str]] = []
    begin = 0
    for start, end, day in hits:
        if start >= begin:
            found.append((day, text[begin:start], text[end:]))
            begin = end
    return tuple(found)


def _readers_of(text: str) -> list[tuple[re.Pattern[str], _Reader]]:
    """Return the patterns that could match: only a few texts have the signs that most of them need."""
    has_signs = text.count(".") + text.count("/") + text.count("-") > 1
    readers: list[tuple[re.Pattern[str], _Reader]] = [(_NUMBERS, _from_numbers)] if has_signs else []
    if "20" in text or "19" in text:
        readers.append((_DAY_WORD_YEAR, _from_day_word))
        if has_signs or not text.isascii():
            readers.append((_YEAR_FIRST, _from_year_first))
        if _DAY_YEAR.search(text):
            readers.append((_WORD_DAY_YEAR, _from_word_day))
    return readers


@lru_cache(maxsize=1024)
def read_instant(text: str) -> str:
    """Return a machine's date as ISO 8601, with the time if it is well-formed, or an empty string."""
    text = text.strip()
    if match := ISO_DAY.match(text):
        day = make_day(match[1], match[2], match[3])
        return _with_time(text, day) if day else ""
    if match := _COMPACT.match(text):
        return make_day(match[1], match[2], match[3])
    return find_day(text[:80], month_first=True)


def day_in_url(url: str) -> str:
    """Return the day that a URL's path holds, or an empty string."""
    path = url.lower().partition("://")[2].partition("/")[2].partition("?")[0]
    if "20" not in path and "19" not in path:
        return ""
    path = "/" + path
    if match := _IN_URL.search(path):
        month = match[2] if match[2].isdigit() else MONTH_NUMBERS.get(match[2], 0)
        return make_day(match[1], month, match[3])
    if match := _COMPACT_IN_URL.search(path):
        return make_day(match[1], match[2], match[3])
    match = _DAY_FIRST_IN_URL.search(path)
    return make_day(match[3], match[2], match[1]) if match else ""


def make_day(year: str | int, month: str | int, day: str | int) -> str:
    """Return the day as ``YYYY-MM-DD``, or an empty string when there is no such day or no web then."""
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return ""
    return made.isoformat() if made.year >= FIRST_YEAR else ""


def _with_time(text: str, day: str) -> str:
    try:
        return datetime.fromisoformat(text).isoformat() if len(text) > len(day) else day
    except ValueError:
        return day


def _from_year_first(match: re.Match[str], _: bool) -> str:
    return make_day(match[1], match[2], match[3])


def _from_day_word(match: re.Match[str], _: bool) -> str:
    return make_day(match[3], MONTH_NUMBERS.get(match[2].lower(), 0), match[1])


def _from_word_day(match: re.Match[str], _: bool) -> str:
    word = match[1] if match[1].lower() in MONTH_NUMBERS else _LAST_CAPITAL.sub("", match[1])
    return make_day(match[3], MONTH_NUMBERS.get(word.lower(), 0), match[2])


def _from_numbers(match: re.Match[str], month_first: bool) -> str:
    first, second, year = int(match[1]), int(match[3]), match[4]
    if len(year) == 2:
        year = "20" + year
    swapped = (month_first and match[2] != "." and first <= 12) or second > 12
    return make_day(year, first, second) if swapped else make_day(year, second, first)
