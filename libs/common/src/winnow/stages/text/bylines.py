"""Know the lines that tell about an article instead of being it: who wrote it, when, how long it takes to read."""

import re

from winnow.stages.prose import SENTENCE_END
from winnow.stages.text import patterns, words
from winnow.stages.text.stamps import is_stamp, may_be_stamp
from winnow.stages.text.words import key, parts_of

_MAX_CHARS = 120
_MAX_PARTS = 9
_MAX_ROLE = 45
_IN_BRACKETS = re.compile(r"\s\([^()]{2,30}\)")
_ROLE_WORDS = 5
_MAX_NAMES = 4
_PROPER = re.compile(
    r"(?:[^\W\d_a-z][^\W\d_A-Z]*\.?|[^\W\d_a-z]{2,})(?:[-'’][^\W\d_]+)*\Z|(?:de|da|di|van|von|der|la|le|du|dos)\Z"
)
_NAME_PARTICLES = words.word_set(
    "the las los les die das het van von der den de da di del della dos do la le du ten ter te zu zum al el bin y e"
    " and und et en jr sr dr dra dott dottssa ing prof mag ir drs m mme"
) | {"&"}
_TITLED = re.compile(r"(?:prof(?:essor\w*)?|dr|dra|dott(?:\.ssa)?|doctor|docteur)\.?\s(?:med\.?\s)?", re.IGNORECASE)
"""How somebody is called who speaks with authority: above an article, such a name alone says who wrote."""
_OPENINGS = tuple(o + " " for o in sorted(words.BYLINE_OPENINGS, key=len, reverse=True))
_OPENING_WORDS = frozenset(opening.partition(" ")[0] for opening in words.BYLINE_OPENINGS)
_PIPE = re.compile(r"\s*[|•·/–—]\s+|,\s+")
_CATEGORY = re.compile(r"(?:in|dans|en|em)\s[A-ZÀ-Ý][\w&' -]{1,30}\Z")
_BARS = re.compile(r"\s*[|•·]\s*|\s[—–]\s")
_JOINT = re.compile(
    r"\s*[|•·»›—–/]\s*|\s+-\s+|,\s+|\s+(?=(?:by|von|par|por|di|door|on|am|le|em|el|il|op|in|dans)\s)", re.IGNORECASE
)


def is_byline(text: str, author: str = "") -> bool:
    """Say whether a short line names who wrote: an opening such as "By", a name, then perhaps a date or a role."""
    if len(text) > _MAX_CHARS or SENTENCE_END.search(text.replace("Dr.", "")) or "?" in text:
        return False
    if (author and key(text) == key(author)) or (":" in text and _is_role_and_name(text)):
        return True
    opening = byline_opening(key(text))
    named = _PIPE.split(_without(opening, text))[0] if opening else ""
    return _is_name(named) or key(named) in words.EDITORS


def is_titled_name(text: str) -> bool:
    """Say whether a line is a name with a title before it, and nothing else: ``Professor A. Person``."""
    title = _TITLED.match(text)
    return title is not None and " " in text[title.end() :] and _is_name(text[title.end() :])


def _is_role_and_name(text: str) -> bool:
    """Say whether a line says what somebody did, a colon, and who it was: ``Words and pictures: A. Person``."""
    role, colon, named = text.partition(":")
    parts = parts_of(role) if colon and len(role) <= _MAX_ROLE else []
    if not 0 < len(parts) <= _ROLE_WORDS or not all(map(_is_craft, parts)):
        return False
    first = _PIPE.split(named.strip())[0]
    return any(p.startswith(words.CRAFTS) for p in parts) and " " in first and _is_name(first)


def is_craft_and_name(text: str) -> bool:
    """Say whether a line is what somebody did and who it was, without a colon: ``Words A. Person``, ``by @person``."""
    return _craft_and_name(text) != ""


def _craft_and_name(text: str) -> str:
    parts = _IN_BRACKETS.sub("", text).split() if len(text) <= _MAX_ROLE + _MAX_ROLE else []
    crafts = next((n for n, part in enumerate(parts) if not _is_craft(key(part))), len(parts))
    named = parts[crafts:]
    if not crafts or not named or not any(key(p).startswith(words.CRAFTS) for p in parts[:crafts]):
        return ""
    is_named = all(p[:1].isupper() or p in _NAME_PARTICLES for p in named)
    return " ".join(named) if 1 < len(named) <= _ROLE_WORDS and is_named else ""


def _is_craft(said: str) -> bool:
    return said.startswith(words.CRAFTS) or said in words.CRAFT_FILLERS


def byline_opening(said: str) -> str:
    """Return what stands before the name in a byline, given as its key; nothing when no opening is known."""
    return words.opening_of(said, _OPENINGS)


def named_in(byline: str) -> str:
    """Return the name in a byline, as a key."""
    if ":" in byline and _is_role_and_name(byline):
        return key(_PIPE.split(byline.partition(":")[2].strip())[0])
    if craft_named := _craft_and_name(_PIPE.split(byline)[0]):
        return key(craft_named)
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
    if len(text) > _MAX_CHARS or not patterns.FIGURE.search(text) or not _may_tell(text) or is_stamp(text):
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


def is_name(text: str) -> bool:
    """Say whether a line is the name of somebody, as far as form tells: two to four capitalised words."""
    parts = text.split()
    return 1 < len(parts) <= _MAX_NAMES and text[-1:].isalpha() and all(_PROPER.match(part) for part in parts)


def _is_writer(part: str) -> bool:
    return (" " in part and _is_name(part)) or key(part) in words.EDITORS


def _may_tell(text: str) -> bool:
    """Say quickly whether any part of a line could: it gives a time, or a word stands in it that names a writer."""
    said = key(text)
    return ":" in text or "min" in said or may_be_stamp(text) or not _OPENING_WORDS.isdisjoint(said.split())


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
    named = [p for p in parts if p.casefold().replace(".", "") not in _NAME_PARTICLES]
    return bool(named) and len(parts) <= 7 and all(p[:1].isupper() and not p.isdigit() for p in named)
