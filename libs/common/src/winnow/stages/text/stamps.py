"""Know a line that is a date, or says when something was published."""

import re

from winnow.model import RemovalReason
from winnow.stages.metadata.dates import find_day, may_hold_day
from winnow.stages.text import lexicon, patterns
from winnow.stages.text.words import key, opening_of, parts_of

_STAMP_OPENINGS = tuple(o + " " for o in sorted(lexicon.OPENINGS[RemovalReason.ARTICLE_INFO], key=len, reverse=True))
_CHECKS = (
    *("review", "check", "verifi", "vérifi", "updat", "revis", "révis", "publi", "post", "modif", "aktualis"),
    *("geprüft", "überprüft", "überarbeit", "veröffent", "actualis", "actualiz", "atualiz", "aggiorn", "pubblic"),
    *("controll", "bijgewerkt", "gepubl", "gecontrol", "geplaatst", "herzien", "validé", "revu", "written", "filed"),
)
_BEFORE_DATES = frozenset(("on", "at", "am", "le", "el", "em", "il", "op", "in", "vom", "du", "del", "den"))
_MOST_WORDS = 5
_MAX_DAY = 40
_LONGEST_MONTH = 10
_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "jän", "mär", "mai", "okt"),
    *("dez", "févr", "fév", "avr", "juin", "juil", "août", "déc", "ene", "abr", "ago", "dic", "fev", "set", "out"),
    *("gen", "mag", "giu", "lug", "ott", "mrt", "maart", "mei"),
)
_SAID_BY = re.compile(r"\s+[–—|-]\s+[^\W\d][^\d.!?]{2,50}\Z")
"""Behind the date: who looked at it."""


def is_date_line(text: str) -> bool:
    """Say whether a line is a date and nothing else, in any of the writings that ``find_day`` reads."""
    if len(text) > 60 or not find_day(text):
        return False
    named = [w for w in patterns.WORD.findall(text.casefold()) if w not in patterns.WEEKDAYS_AND_FILLERS]
    return len(named) <= 1


def is_day(text: str) -> bool:
    """Say whether a line is a day without a year and nothing else: ``Thursday, June 9``, ``am 12. Mai``."""
    parts = parts_of(text) if len(text) <= _MAX_DAY else []
    if not 1 < len(parts) <= _MOST_WORDS or sum(part.isdigit() for part in parts) != 1:
        return False
    named = [p for p in parts if not p.isdigit() and p not in patterns.WEEKDAYS_AND_FILLERS]
    return len(named) == 1 and named[0].startswith(_MONTHS) and len(named[0]) <= _LONGEST_MONTH


def is_stamp(text: str) -> bool:
    """Say whether a line says when it was published, and nothing else: a date, with a word before it or without."""
    if len(text) > 90 or not patterns.FIGURE.search(text):
        return False
    if patterns.RELATIVE_DATE.match(text):
        return True
    if not may_hold_day(text):
        return False
    if is_date_line(text):
        return True
    said = key(text)
    opening = opening_of(said, _STAMP_OPENINGS) or _checked(said)
    return bool(opening) and is_date_line(_SAID_BY.sub("", text[len(opening) :].lstrip(" :,-–")))


def may_be_stamp(text: str) -> bool:
    """Say quickly whether a line, or a part of it, could be one."""
    return "19" in text or "20" in text or may_hold_day(text) or not patterns.RELATIVE_WORDS.isdisjoint(parts_of(text))


def is_checked(text: str) -> bool:
    """Say whether a line begins with when somebody wrote or looked at the article: ``Updated at …``."""
    return key(text[:60]).startswith(_CHECKS) and patterns.FIGURE.search(text) is not None


def _checked(said: str) -> str:
    """Return the words before the date of a line that says when somebody looked at the article again."""
    parts = said.split()[:_MOST_WORDS]
    at = next((n for n, part in enumerate(parts) if part.isdigit() or part in _BEFORE_DATES), 0)
    return " ".join(parts[: at or 1]) if parts and any(p.startswith(_CHECKS) for p in parts[: at or 1]) else ""
