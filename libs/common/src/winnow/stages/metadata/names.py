"""Tell people's names from the words around them in a byline."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from winnow.stages.metadata.byline_words import (
    AUTHOR_LABELS,
    BY,
    CALENDAR,
    CONNECTING,
    GROUPS,
    LABELS,
    NEVER,
    OPENERS,
    OTHERS_WORK,
    PARTICLES,
    ROLES,
    VERBS,
)
from winnow.stages.prose import words_in

_BY = re.compile(
    rf"\W*(?:(?:(?:an?|ein|le)\s)?(?:{VERBS})\s+)?(?:{BY})\b\s*:?\s*"
    rf"|\W*(?:(?:the|about the)\s)?(?:{LABELS})\s*:\s*"
    r"|\W*(?:author|autor(?:in)?|auteur)\s+(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"\W*(\w+)")
_GLUED = re.compile(r"(?:By|Von|Por|Par)(?=[A-ZÀ-Þ])")
_HARD_SIGNS = r"|•·∙⋅●►▪\n()\[\]{}<>/—…"
_HARD = re.compile(rf"[{_HARD_SIGNS}\sh](?:(?<=[{_HARD_SIGNS}])|(?<=\s)(?:[–-]+\s|-\Z)|(?<=h)ttps?:\S*)")
"""Signs, a dash between spaces or an address; what it may begin with comes first, so that the rest is passed over."""
_CONNECTORS = re.compile(
    r"[\s;,&+](?:(?:(?<=[;,&+])|\s*[;,&+])\s*(?:(?:and|und|et|y|e)\s+)?"
    r"|(?<=\s)\s*(?:and|und|et|y|e|en|og|och|i|with|mit|avec|con)\s+)"
)
"""What a connector may begin with comes first here, too."""
_ONE_MORE = re.compile(r"\s*(?:and|und|et|&)\s+")
"""How a line begins that goes on with another name."""
_TRAILING = re.compile(
    r"\s+(?:on|in|[Ff]or|The|from|at|am|le|el|il|op|is|was|has|published|updated|posted|last|special|text|a|an|der|die|the|and|und)"
    r"\b.*\Z"
)
_OTHERS_WORK = re.compile(rf"\s+(?:{'|'.join(sorted(OTHERS_WORK))})\b.*\Z", re.IGNORECASE)
_ROLE_SHAPES = re.compile(
    r"contribut|journalist|redakt|redac|redaz|autor|photograph|freelanc|leiter(?:in)?\Z|korrespondent|volont|praktikant|agentur\Z"
)
_NEVER_SIGNS = r"@=(){}_#*?!→»«\":"
_NEVER_SHAPES = re.compile(
    rf"[{_NEVER_SIGNS}wfad](?:(?<=[{_NEVER_SIGNS}])|(?<=w)ww\.|(?<=f)ollow\w|(?<=a)dvertis|(?<=d)eine)"
)
_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,3}\.?-?){1,4}\Z")
_NUMBER = re.compile(
    r"[\d:.,/-](?<![^\s|].)(?:(?<=\d)|[\d:.,/-]*\d)[\d:.,/-]*(?:st|nd|rd|th|am|pm|h)?(?![^\s|,])", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_IDENTIFIER = re.compile(r"[a-z\d]+(?:[.-][a-z\d]+){2,}")
"""A template's variable or a class, shown by mistake."""
_SINGLE = re.compile(r"[A-ZÀ-Þ][^\W\d]*(?:['’-][^\W\d]+)*\.?\Z")
_CAPITAL_INSIDE = re.compile(r"[A-ZÀ-Þ](?<=[a-zß-ÿ].)")
_RUN_TOGETHER = re.compile(
    r"(?<=[a-zß-ÿ]{4})(?=[A-ZÀ-Þ][a-zß-ÿ]{2})|(?<=[a-zß-ÿ])(?=(?:Published|Posted|Updated|Publish|Staff)\b)"
)
"""Where two elements meet without a space; ``McGregor``, ``FitzGerald`` and ``BuzzFeed`` have fewer letters before."""
_HANDLE = re.compile(r"(?:(?<!\S)[a-z\d._-]+)?@\S+")
"""An account's name or an address, which may touch the name before it."""
_CREDITING = (" by", " von", " par", " por", " di", " door")
_PHOTO_CREDIT = re.compile(r"\W*(?:foto|photo|image|bild|picture|illustration)s?\s*(?:credit)?\s*:", re.IGNORECASE)
_LONGEST = 60
SHORT_LINE = 120
"""A line that is longer is no byline."""


def opens_byline(text: str) -> bool:
    """Say whether a line begins as a byline does, in one of the languages known."""
    return _opening(text) is not None


def _opening(text: str) -> re.Match[str] | None:
    word = text.partition(" ")[0]
    if not word.isalnum():
        first = _FIRST_WORD.match(text)
        word = first[1] if first else ""
    return _BY.match(text) if word.lower() in OPENERS else None


def from_byline(text: str) -> str:
    """Return a line from where a byline begins in it: at its start, or after a date."""
    if _opening(text):
        return text
    if not _may_open_later(text) or (undated := without_date(text)) == text:
        return ""
    return next((segment for segment in _HARD.split(undated) if _opening(segment)), "")


def _may_open_later(text: str) -> bool:
    """Say whether a byline could begin behind a date; an address is the only thing that may touch its first word."""
    if not _DIGIT.search(text):
        return False
    return "http" in text or not OPENERS.isdisjoint(map(str.lower, words_in(text)))


@lru_cache(maxsize=1024)
def read_byline(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names in a visible byline, up to the date, role or link that ends it."""
    names: dict[str, None] = {}
    joined, others = True, False
    not_theirs: set[str] = set()
    for segment in _segments(lines):
        if others:
            others = False
            not_theirs.update(split_names(segment))
        elif (word := segment.strip(" .;:").lower()) in CONNECTING or word in AUTHOR_LABELS:
            joined = True
        elif names and not joined and not _ONE_MORE.match(segment):
            break
        elif opens_byline(segment) or not _has_word(segment, OTHERS_WORK):
            found = [n for n in split_names(segment) if n not in not_theirs and (not names or not is_role(n))]
            names.update(dict.fromkeys(found))
            joined = segment.rstrip().endswith((",", "&", " and", " und", " et", " y"))
            if not found and names:
                break
        else:
            others = segment.rstrip().lower().endswith(_CREDITING)
    return tuple(names)


def _segments(lines: Sequence[str]) -> Iterator[str]:
    for line in _joined(lines):
        if ":" not in line or not _PHOTO_CREDIT.match(line):
            yield from (segment for segment in _HARD.split(without_date(line)) if segment and not segment.isspace())


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Put a first name and a last name that stand in elements of their own together."""
    if len(lines) < 2:
        yield from lines
        return
    single = [" " not in line and bool(_SINGLE.match(line)) and _is_plain(line.lower()) for line in lines]
    runs = [len(list(run)) for _, run in groupby(single)]
    at = 0
    for length in runs:
        if single[at] and length == 2:
            yield f"{lines[at]} {lines[at + 1]}"
        else:
            yield from lines[at : at + length]
        at += length


def lines_of(text: str) -> tuple[str, ...]:
    """Return a block's lines, parted where elements were run together."""
    return tuple(part for line in text.split("\n") for part in parted(line))


def parted(line: str) -> list[str]:
    """Part a line where elements were run together; one word alone is a handle, and a role before is a name's part."""
    if "@" in line:
        line = _HANDLE.sub(" | ", line)
    parts = _RUN_TOGETHER.split(line) if _CAPITAL_INSIDE.search(line) else ()
    return [*parts] if len(parts) > 1 and " " in parts[0] and not is_role(parts[0]) else [line]


def _is_plain(word: str) -> bool:
    return not (word in CONNECTING or word in NEVER or word in AUTHOR_LABELS or is_role(word))


@lru_cache(maxsize=4096)
def split_names(text: str) -> tuple[str, ...]:
    """Split a statement of authors into names; a role or an organisation stays only when there is nothing else."""
    text = text.strip()
    glued = _GLUED.match(text)
    by = glued or _opening(text) or _ONE_MORE.match(text)
    parts = [_trim(p) for p in _CONNECTORS.split(text[by.end() :] if by else text)]
    found = [_without_role(p) for p in parts if could_be_author(p)]
    people = [p for p in found if not is_role(p)]
    if len(people) > 1 and is_person(people[0]):
        people = _without_degrees(people)
    if people:
        return tuple(people)
    whole = _trim(text[by.end() :] if by else text)
    return (whole,) if found and could_be_author(whole) else tuple(found[:1])


def _without_role(part: str) -> str:
    """Return the full name before a role, if that is how the part is built: ``Ada Lindqvist Staff Writer``."""
    if part.count(" ") < 2 or not is_role(part) or _has_word(part, GROUPS):
        return part
    names, full = [], 0
    for word in part.split():
        full += len(word) > 2 and word.lower() not in PARTICLES
        names.append(word)
        if full == 2:
            break
    name = " ".join(names)
    return name if len(name) < len(part) and is_person(name) else part


def _without_degrees(people: list[str]) -> list[str]:
    """Leave out the letters after a name: with commas between them they would count as people."""
    kept = [p for n, p in enumerate(people) if n == 0 or not _DEGREE.match(p)]
    if len(kept) < len(people):
        head, _, last = kept[0].rpartition(" ")
        kept[0] = head if " " in head and last.isupper() and len(last) <= 4 else kept[0]
    return kept


def without_date(text: str) -> str:
    """Return the text with the numbers, months and weekdays of a date replaced by a bar."""
    if not _DIGIT.search(text):
        return text
    barred = _NUMBER.sub("|", text)
    if barred == text:
        return text
    return " ".join(["|" if w.strip(".,:|").lower() in CALENDAR else w for w in barred.split()])


def could_be_author(text: str) -> bool:
    """Say whether a text could stand as an author: short, with letters, and none of a page's usual words."""
    return (
        1 < len(text) <= _LONGEST
        and any(map(str.isalpha, text))
        and _is_named(text.split())
        and text.lower() not in CALENDAR
        and not _has_word(text, NEVER)
        and not _NEVER_SHAPES.search(text)
    )


def _is_named(words: Sequence[str]) -> bool:
    """Say whether most words are written as names are; a single word may be a handle."""
    small = sum(w[0].islower() and w not in PARTICLES for w in words)
    if len(words) == 1:
        return not _IDENTIFIER.fullmatch(words[0]) and not (words[0].islower() and len(words[0]) < 3)
    begins = not words[0].islower() or words[0] in PARTICLES
    return begins and len(words) <= 7 and small * 2 < len(words)


def _has_word(text: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(_words_of(text))


@lru_cache(maxsize=1024)
def _words_of(text: str) -> list[str]:
    """Return the words of a text in lower case: each name is asked for several kinds of them."""
    low = text.lower()
    return _WORD.findall(low) if "-" in low or "_" in low else words_in(low)


@lru_cache(maxsize=4096)
def is_role(text: str) -> bool:
    """Say whether a text is what somebody does, or a desk, rather than who somebody is."""
    return _has_word(text, ROLES) or any(map(_ROLE_SHAPES.search, _words_of(text)))


@lru_cache(maxsize=4096)
def is_person(text: str) -> bool:
    """Say whether a text has the shape of a full name: two to five words, the first and last with a capital."""
    words = text.split()
    return (
        2 <= len(words) <= 5
        and words[0][0].isupper()
        and words[-1][0].isupper()
        and all(w[0].isupper() or w.lower() in PARTICLES for w in words)
        and not any(map(str.isdigit, text))
        and not is_role(text)
    )


def _trim(part: str) -> str:
    part = part.strip(" \t.,:;'’-–—|")
    if not part.isascii() or "-" in part or _has_word(part, OTHERS_WORK):
        part = _OTHERS_WORK.sub("", part)
    part = _TRAILING.sub("", part).rstrip(" |/–—-") if part.count(" ") > 1 else part
    half = part[: len(part) // 2]
    return half if " " in half and part == f"{half} {half}" else part
