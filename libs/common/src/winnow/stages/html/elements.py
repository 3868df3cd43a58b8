"""What the walk asks of an element's attributes and of a block's text; its compiled twin asks here too."""

import re
from functools import lru_cache

from winnow.stages.blocks import Element, Flags

BREAK = "\0"
"""Stands for a line break while a block is gathered; the parser lets no NUL through."""
MAX_DEPTH = 250
"""Deeper elements are recorded as siblings, so that no ancestor chain grows with hostile nesting."""
NAMELESS = ("", False)
_HIDDEN = int(Flags.HIDDEN)
LEVELS = {f"h{n}": n for n in range(1, 7)}
_RARE_NAMES = ("role", "itemprop", "rel")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SPEAKING = (
    *("author", "autor", "auteur", "byline", "by-line", "writer", "creator", "contributor", "date", "time", "publish"),
    *("posted", "modified", "updated", "entry-meta", "headline"),
)
"""What in an element's names speaks of an author, a date or a title."""
UNSPEAKING = "timeline"
PLAIN_MARKS = "\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2022"
"""The dashes and quotation marks that most texts beyond ASCII hold; nothing is damaged that has no others."""
_PLAIN = re.compile(f"[ -%'-~{PLAIN_MARKS}]*")
"""Without the ampersand: it may begin an entity, which is repaired in texts beyond ASCII."""
_SPEAKS_OF = re.compile("|".join(SPEAKING).replace("time", "time(?!line)"))


def tidy(text: str) -> str:
    """Collapse white space, keep breaks as line feeds and leave out empty lines.

    Most texts have nothing to collapse within them. No white space but the space itself is printable.
    """
    line = text.strip()
    if line.isprintable() and "  " not in line:
        return line
    if BREAK not in text:
        return " ".join(text.split())
    lines = [" ".join(line.split()) for line in text.split(BREAK)]
    return "\n".join([line for line in lines if line])


def is_plain(text: str) -> bool:
    """Say whether a text has nothing in it that a repair might look for."""
    return text.isprintable() if text.isascii() else _PLAIN.fullmatch(text) is not None


def level_of(container: Element) -> int:
    """Return the level of the heading that an element is, or stands in; 2 if no tag says it."""
    own = LEVELS.get(container.tag)
    return own or next((LEVELS[e.tag] for e in container.ancestors() if e.tag in LEVELS), 2)


def names_of(attributes: dict[str, str | None]) -> tuple[str, bool]:
    """Return what an element is called, and whether that speaks of an author or a date."""
    names = attributes.get("class") or ""
    if len(attributes) > 1 or not names:
        if called := attributes.get("id"):
            names = f"{names} {called}" if names else called
        if "role" in attributes or "itemprop" in attributes or "rel" in attributes:
            names = " ".join([names, *[v for k in _RARE_NAMES if (v := attributes.get(k))]]).strip()
    return _understood(names) if names else NAMELESS


@lru_cache(maxsize=8192)
def _understood(names: str) -> tuple[str, bool]:
    names = names.lower()
    return names, _SPEAKS_OF.search(names) is not None


def hidden_by(attributes: dict[str, str | None]) -> int:
    """Return the flag for what an element's attributes hide, or 0."""
    if "style" in attributes:
        style = attributes["style"] or ""
        if ("none" in style or "hidden" in style) and _HIDDEN_STYLE.search(style):
            return _HIDDEN
    return _HIDDEN if "hidden" in attributes or attributes.get("aria-hidden") == "true" else 0
