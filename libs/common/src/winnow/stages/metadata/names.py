"""Tell people's names from the words around them in a byline."""

import re
from collections.abc import Iterable, Sequence

from winnow.stages.metadata.dates import MONTH_NUMBERS

_VERBS = (
    "posted|published|written|story|words|text|article|reported|created|submitted|contributed|edited|translated|compiled"
    "|geschrieben|verfasst|beitrag|artikel|escrito|scritto|publicado|publié|écrit|rédigé|geschreven|veröffentlicht"
    "|pubblicato|napisane|skrevet"
)
_BY = re.compile(
    rf"\A\W*(?:(?:(?:an?|ein|le)\s)?(?:{_VERBS})\s+)?(?:by|von|vom|par|por|di|da|door|av|przez|af)\b\s*:?\s*"
    r"|\A\W*(?:(?:the|about the)\s)?(?:authors?|autor(?:in|en|es|a|e)?|auteurs?|verfasser(?:in)?|redakteur(?:in)?"
    r"|redaktion|text|texte|testo|texto|words|writers?|written by|by|von)\s*:\s*"
    r"|\A\W*(?:author|autor(?:in)?|auteur)\s+(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_GLUED = re.compile(r"\A(?:By|Von)(?=[A-ZÀ-Þ])")
_OTHERS_WORK = re.compile(
    r"\b(?:reviewed|fact[- ]checked|edited|translated|photo\w*|pictures?|illustrat\w+|foto\w*|bilder?|video|image"
    r"|geprüft|übersetz\w+|traduc\w+"
    r"|getty|imago|shutterstock|istock\w*|picture alliance|medically|posted in"
    r"|filed under|in:|illustration)\b",
    re.IGNORECASE,
)
_HARD = re.compile(r"[|•·∙⋅●►▪\n()\[\]{}<>/—…]|\s[–-]+\s|\s-\Z|https?:\S*")
_CONNECTORS = re.compile(r"\s*[;,&+]\s*|\s+(?:and|und|et|y|e|en|og|och|i|with|mit|avec|con)\s+")
_TRAILING = re.compile(
    r"\s+(?:on|in|for|from|at|am|le|el|il|op|is|was|has|published|updated|posted|last|special|a|an|der|die|the|and|und)"
    r"\b.*\Z"
)
_ROLE = re.compile(
    r"\b(?:editors?|reporters?|writers?|correspondents?|contribut\w+|staff|columnist|journalist\w*|redakt\w+|redac\w+"
    r"|redaz\w+|author|autor\w*|auteur|producer|photograph\w+|director|manager|officer|founder|ceo|cto|team|desk|news"
    r"|agency|magazine|admin\w*|guest|intern|specialist|experts?|professor of|consultant|strategist|analyst|bureau"
    r"|freelanc\w+|\w*leiter(?:in)?|chef\w*|\w*korrespondent\w*|researcher|head of|president|former|senior|lead|blogger"
    r"|engineer|university|institute|winemaker|publisher|volont\w+|praktikant\w*)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"[@=(){}_#*?!→»«\"]|www\.|:\S|\b(?:comments?|share|subscribe|read|more|posts?|articles?|about|view|all|profile"
    r"|follow\w*|bio|e-?mail|twitter|facebook|linkedin|instagram|cookies?|published|updated|minutes?|min|home|login|sign|search"
    r"|unknown|null|undefined|none|anonymous|says|said|links?|social|reading|lesezeit|kommentare?|artikel|mehr|alle"
    r"|beiträge|teilen|thanks|name|see|click|advertis\w+|seit|today|yesterday|hours?|days?|ago|uhr|edited|translated|sagt"
    r"|you|your|deine\w*|this|what|how|why|sponsored|menu|close|photos?|fotos?|videos?|podcast|category|tags?|topics?"
    r"|listen|save|print|copy)\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"\A(?:[A-Z][A-Za-z]{0,3}\.?-?){1,4}\Z")
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    " montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so"
)
_CLOCK = "am pm uhr est pst edt pdt gmt utc et pt"
_CALENDAR = frozenset((*_WEEKDAYS.split(), *_CLOCK.split(), *MONTH_NUMBERS))
_NUMBER = re.compile(r"(?<![^\s|])[\d:.,/-]*\d[\d:.,/-]*(?:st|nd|rd|th|am|pm|h)?(?![^\s|,])", re.IGNORECASE)
_PARTICLES = frozenset(
    re.findall(r"\w+", "de da di do dos das del della der den van von vom zu zur la le el al bin ibn ter ten y e af av")
)
_CONNECTING = frozenset(re.findall(r"\S+", ", & and und et y e en og och i by von par por di door av"))
_LONGEST = 60


def opens_byline(text: str) -> bool:
    """Say whether a line begins as a byline does, in one of the languages known."""
    return _BY.match(text) is not None


def read_byline(lines: Sequence[str]) -> list[str]:
    """Return the names in a visible byline, up to the date, role or link that ends it."""
    names: list[str] = []
    joined = True
    for segment in _segments(lines):
        if _is_connector(segment):
            joined = True
        elif names and not joined:
            break
        elif not _OTHERS_WORK.search(segment) or _BY.match(segment):
            found = split_names(segment)
            names.extend(n for n in found if n not in names)
            joined = segment.rstrip().endswith((",", "&", " and", " und", " et", " y"))
            if not found and names:
                break
    return names


def _segments(lines: Sequence[str]) -> Iterable[str]:
    return (
        segment for line in lines for segment in _HARD.split(without_date(line)) if segment and not segment.isspace()
    )


def split_names(text: str) -> list[str]:
    """Split a statement of authors into names; a role or an organisation stays only when there is nothing else."""
    text = _BY.sub("", _GLUED.sub("", text.strip()), count=1)
    parts = [_trim(p) for p in _CONNECTORS.split(text)]
    found = [p for p in parts if could_be_author(p)]
    people = [p for p in found if not _ROLE.search(p)]
    if people and is_person(people[0]):
        people = _without_degrees(people)
    return people or found[:1]


def _without_degrees(people: list[str]) -> list[str]:
    """Leave out the letters after a name: with commas between them they would count as people."""
    kept = [p for n, p in enumerate(people) if n == 0 or not _DEGREE.match(p)]
    if len(kept) < len(people):
        head, _, last = kept[0].rpartition(" ")
        kept[0] = head if " " in head and last.isupper() and len(last) <= 4 else kept[0]
    return kept


def without_date(text: str) -> str:
    """Return the text with the numbers, months and weekdays of a date replaced by a bar."""
    if not _NUMBER.search(text):
        return text
    kept = ["|" if w.strip(".,:|").lower() in _CALENDAR else w for w in _NUMBER.sub("|", text).split()]
    return " ".join(kept)


def could_be_author(text: str) -> bool:
    """Say whether a text could stand as an author: short, with letters, and none of a page's usual words."""
    return (
        1 < len(text) <= _LONGEST
        and any(c.isalpha() for c in text)
        and _is_named(text.split())
        and text.lower() not in _CALENDAR
        and not _NEVER.search(text)
    )


def _is_named(words: Sequence[str]) -> bool:
    """Say whether most words are written as names are; a single word may be a handle."""
    small = sum(w[0].islower() and w not in _PARTICLES for w in words)
    return len(words) <= 7 and (len(words) == 1 or small * 2 < len(words))


def is_person(text: str) -> bool:
    """Say whether a text has the shape of a full name: two to five words, the first and last with a capital."""
    words = text.split()
    return (
        2 <= len(words) <= 5
        and words[0][0].isupper()
        and words[-1][0].isupper()
        and all(w[0].isupper() or w.lower() in _PARTICLES for w in words)
        and not any(c.isdigit() for c in text)
        and not _ROLE.search(text)
    )


def all_people(names: Iterable[str]) -> bool:
    """Say whether every name has the shape of a person's."""
    return all(map(is_person, names))


def _trim(part: str) -> str:
    part = part.strip(" \t.,:;'’-–—|")
    if len(part.split()) > 2:
        part = _TRAILING.sub("", part)
    return part


def _is_connector(segment: str) -> bool:
    return segment.strip(" .;:").lower() in _CONNECTING
