"""Know a line that is a date, or says when something was published."""

from winnow.model import RemovalReason
from winnow.stages.metadata.dates import find_day
from winnow.stages.text import lexicon, patterns
from winnow.stages.text.words import key, opening_of

_STAMP_OPENINGS = tuple(o + " " for o in sorted(lexicon.OPENINGS[RemovalReason.ARTICLE_INFO], key=len, reverse=True))


def is_date_line(text: str) -> bool:
    """Say whether a line is a date and nothing else, in any of the writings that ``find_day`` reads."""
    if len(text) > 60 or not find_day(text):
        return False
    named = [w for w in patterns.WORD.findall(text.casefold()) if w not in patterns.WEEKDAYS_AND_FILLERS]
    return len(named) <= 1


def is_stamp(text: str) -> bool:
    """Say whether a line says when it was published, and nothing else: a date, with a word before it or without."""
    if len(text) > 90:
        return False
    if is_date_line(text) or patterns.RELATIVE_DATE.match(text):
        return True
    said = key(text)
    opening = opening_of(said, _STAMP_OPENINGS)
    return bool(opening) and is_date_line(text[len(opening) :].lstrip(" :,-–"))
