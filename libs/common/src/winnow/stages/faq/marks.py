"""Tell a question by its marks, whatever the language, and take the marks off."""

import re

from msgspec import Struct

MAX_QUESTION = 300
"""A longer line is no question that somebody would look for."""

_LEAD = re.compile(r"[\s▼▶►➤➔➜→▸▹▾▽▿◂⌄˅+＋✚➕⊕❯❱»›>❓❔✔✅☑•◦▪●○■*#–—-]{1,8}(?=[^\s\d])")
_TRAIL_SIGNS = "›»>❯▼▲▾▴▿⌄˅+＋−✚➕⊕×✕↓→"
_TRAIL = re.compile(rf"[\s{_TRAIL_SIGNS}]{{1,8}}\Z")
_ICON = re.compile(r"\s*\b(?:chevron|keyboard_arrow|arrow|expand|add|remove)_[a-z_]{2,20}\s*\Z")
"""The name of an icon, left behind where its font is missing."""
_TRAILING = frozenset(_TRAIL_SIGNS)
_TOGGLES = frozenset("›»❯❱▼▲▶►▸▾▴▿⌄˅+＋✚➕⊕➤❓❔")
_LETTERED = re.compile(
    r"\W{0,3}(?P<word>q(?:uestion)?|f(?:rage)?|p(?:regunta|ergunta)?|d(?:omanda)?|v(?:raag)?|"
    r"a(?:nswer|ntwort|ntwoord)?|r(?:éponse|eponse|espuesta|esposta|isposta)?)\s?(?:n[°º.]?\s?)?#?(?P<number>\d{0,3})\s?[:：.)–—]\s*(?=\S)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\W{0,3}#?(\d{1,3})\s?(?:[.):]|[-–]\s)\s*(?=\S)")
_QUESTION_WORDS = frozenset(["q", "question", "f", "frage", "p", "pregunta", "pergunta", "d", "domanda", "v", "vraag"])
_ENDS_ASKING = re.compile(r"[?？؟;]?[?？؟!]+\s*[\"”“»’')\]*_.]{0,3}\Z")


class Marks(Struct, frozen=True, gc=False):
    """A line without its marks, and what they said."""

    text: str
    asks: bool
    """It ends in a question mark."""
    letter: str = ""
    """``q`` or ``a`` when the line is lettered as a question or an answer."""
    number: int = 0
    """What the line is counted as, beside its letter or without one."""
    toggle: bool = False
    """It carries the sign of something that opens: ``›``, ``▼``, ``+``."""

    @property
    def style(self) -> str:
        """How the line is marked, so that the questions of one list can be told from other lines."""
        if self.letter:
            return f"letter-{self.letter}"
        return "toggle" if self.toggle else "number" if self.number else "plain"


def read_marks(text: str) -> Marks:
    """Take the marks off a line. Only the beginning and the end of it are looked at."""
    if len(text) > MAX_QUESTION and not _LETTERED.match(text):
        return Marks(text, asks=False)
    core = text.strip()
    letter, number = "", 0
    toggle = False
    if match := _LEAD.match(core):
        toggle = not _TOGGLES.isdisjoint(match.group())
        core = core[match.end() :]
    if match := _LETTERED.match(core):
        letter = "q" if match.group("word").casefold() in _QUESTION_WORDS else "a"
        number = int(match.group("number") or 0)
        core = core[match.end() :]
    elif match := _NUMBERED.match(core):
        number = int(match.group(1))
        core = core[match.end() :]
    if "_" in core:
        core = _ICON.sub("", core)
    if core[-1:] in _TRAILING and (match := _TRAIL.search(core)):
        asked = _ENDS_ASKING.search(core[: match.start()]) is not None
        if asked or not _TOGGLES.isdisjoint(match.group()):
            toggle = toggle or not _TOGGLES.isdisjoint(match.group())
            core = core[: match.start()]
    core = core.strip()
    return Marks(core, asks=asks(core), letter=letter, number=number, toggle=toggle)


def asks(text: str) -> bool:
    """Say whether a line ends as a question does, or opens as one in Spanish and closes elsewhere."""
    tail = text[-8:]
    return len(text) <= MAX_QUESTION and may_ask(tail) and _ENDS_ASKING.search(tail) is not None


def may_ask(text: str) -> bool:
    """Say whether a text holds a question mark, without which none of it asks."""
    return "?" in text or "？" in text or "؟" in text
