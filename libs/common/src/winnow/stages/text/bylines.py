"""Know the lines that tell about an article instead of being it: who wrote it, when, how long it takes to read."""

import re

from winnow.stages.prose import SENTENCE_END
from winnow.stages.text import patterns, words
from winnow.stages.text.stamps import is_stamp
from winnow.stages.text.words import key

_MAX_CHARS = 120
_MAX_PARTS = 9
_NAME_PARTICLES = words.word_set(
    "the las los les die das het van von der den de da di del della dos do la le du ten ter te zu zum al el bin y e"
    " and und et en jr sr"
) | {"&"}
_OPENINGS = tuple(o + " " for o in sorted(words.BYLINE_OPENINGS, key=len, reverse=True))
_PIPE = re.compile(r"\s*[|•·/–—]\s+|,\s+")
_NUMBER = re.compile(r"\d")
_CATEGORY = re.compile(r"(?:in|dans|en|em)\s[A-ZÀ-Ý][\w&' -]{1,30}\Z")
_BARS = re.compile(r"\s*[|•·]\s*")
_JOINT = re.compile(
    r"\s*[|•·»›—–/]\s*|\s+-\s+|,\s+|\s+(?=(?:by|von|par|por|di|door|on|am|le|em|el|il|op|in|dans)\s)", re.IGNORECASE
)


def is_byline(text: str, author: str = "") -> bool:
    """Say whether a short line names who wrote: an opening such as "By", a name, then perhaps a date or a role."""
    if len(text) > _MAX_CHARS or SENTENCE_END.search(text.replace("Dr.", "")) or "?" in text:
        return False
    if author and key(text) == key(author):
        return True
    opening = byline_opening(key(text))
    named = _PIPE.split(_without(opening, text))[0] if opening else ""
    return _is_name(named) or key(named) in words.EDITORS


def byline_opening(said: str) -> str:
    """Return what stands before the name in a byline, given as its key; nothing when no opening is known."""
    return words.opening_of(said, _OPENINGS)


def named_in(byline: str) -> str:
    """Return the name in a byline, as a key."""
    said = key(_PIPE.split(byline)[0])
    return said[len(byline_opening(said)) :].strip()


def writer(text: str) -> str:
    """Return the key of the name that a byline or an imprint gives; nothing when it gives none."""
    if len(text) > _MAX_CHARS:
        return ""
    named = (named_in(part) for part in _JOINT.split(text) if is_byline(part))
    return next((name for name in named if " " in name), "")


def is_signature(text: str) -> bool:
    """Say whether a line signs in so many words, as it may below an article: ``Interview by A.``, ``Author: A.``."""
    return is_byline(text) and (" " in byline_opening(key(text)) or ":" in text)


def is_imprint(text: str) -> bool:
    """Say whether a line is made of such parts alone: ``Published on 3 March 2022 by A. Person, 4 min read``.

    A date alone is none. It may hold commas, so every way to join neighbouring parts is tried.
    """
    if len(text) > _MAX_CHARS or not _NUMBER.search(text) or is_stamp(text):
        return False
    joints = list(_JOINT.finditer(text))
    if not 0 < len(joints) < _MAX_PARTS:
        return False
    barred = len(_BARS.split(text)) > 1
    starts, ends = [0, *(m.end() for m in joints)], [*(m.start() for m in joints), len(text)]
    told = {0: False}
    for n, start in enumerate(starts):
        for m in range(n, len(ends)) if n in told else ():
            part = text[start : ends[m]].strip()
            if _tells(part):
                told[m + 1] = True
            elif patterns.COUNT_OF.match(part) or _CATEGORY.match(part) or (barred and _is_writer(part)):
                told[m + 1] = told.get(m + 1, False) or told[n]
    return told.get(len(ends), False)


def is_category(text: str) -> bool:
    """Say whether a line says under what an article is filed, as one goes on below a date: ``in Home, Heating``."""
    return _CATEGORY.match(text.replace(",", "")) is not None


def _is_writer(part: str) -> bool:
    return (" " in part and _is_name(part)) or key(part) in words.EDITORS


def _tells(part: str) -> bool:
    """Say whether a part alone tells that the line is about the article."""
    reading = patterns.READING_TIME.match(part)
    if reading and (reading.group("head") or reading.group("tail")):
        return True
    return is_stamp(part) or is_byline(part)


def _without(opening: str, text: str) -> str:
    return re.sub(
        r"\W*" + r"\W+".join(map(re.escape, opening.split())) + r"\W+", "", text, count=1, flags=re.IGNORECASE
    )


def _is_name(text: str) -> bool:
    parts = text.split()
    named = [p for p in parts if p.casefold().strip(".") not in _NAME_PARTICLES]
    return bool(named) and len(parts) <= 7 and all(p[:1].isupper() and not p.isdigit() for p in named)
