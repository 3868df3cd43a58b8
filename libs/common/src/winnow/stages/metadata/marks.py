"""Read the elements whose class or attributes speak of an author or a date, those near the headline first."""

import re
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from winnow.stages.blocks import Element, Page

_AUTHOR_NAME = re.compile(r"auth?or(?!i[tz])|auteur|autor|byline|by-line|writer|creator|contributor|reporter")
_DATE_NAME = re.compile(r"date(?!base)|time(?!line)|publish|posted|modified|updated|entry-meta|byline|datum|fecha")
_ELSEWHERE = (
    *("comment", "related", "sidebar", "widget", "footer", "teaser", "recommend", "most-read", "popular", "trending"),
    *("latest", "upcoming", "copyright", "reply", "replies", "promo", "carousel", "slider", "read-next"),
    *("more-stories", "newsletter", "ticker"),
)
_OTHERS_PLACE = re.compile(r"comment|reply|replies|related|recommend|promo|read-next|more-stories")
_OTHERS_WORK = re.compile(
    "|".join(rf"{work}s?[-_]*(?:author|autor|by|credit)" for work in ("image", "photo", "foto", "picture", "caption"))
    + "|fact[-_]*check|reviewed|translat"
)
"""Elements that name a photographer, say, rather than the author."""
_ARTICLE_TAGS = frozenset({"body", "main", "article"})
_ELSEWHERE_TAGS = frozenset({"aside", "footer", "nav"})
_HIGHEST = 5
"""How far up an element is asked whether it stands in a part of the page that is not the article."""
_MOST, _TRIED = 16, 48
"""How many are read, and how many are looked at for that: some hold half the page."""
_LONGEST = 600
"""In characters as written, with the white space between the elements."""

NEAR_ABOVE, NEAR_BELOW = 8, 16
"""How many blocks above and below the headline its byline may stand."""
BESIDE = 3
"""How many below it still touch it."""


class Mark(Struct, frozen=True, eq=False, kw_only=True, gc=False):
    """One such element."""

    element: Element
    lines: tuple[str, ...]
    """Its text, a line for each element inside it."""
    author: bool
    date: bool
    near: bool
    beside: bool
    """It stands right below the headline."""

    @property
    def elsewhere(self) -> bool:
        """Say whether it stands in comments, teasers, a footer or the like.

        Right below the headline only comments and offers are: a ``widget`` or an ``aside`` there holds the byline.
        """
        return is_elsewhere(self.element) and not (self.beside and not _is_of_others(self.element))

    @property
    def names(self) -> str:
        """The element's own names and its parent's."""
        parent = self.element.parent
        return f"{self.element.names} {parent.names}" if parent else self.element.names


def read_marks(page: Page, headline: int | None) -> list[Mark]:
    """Return the marked elements that may hold a name or a date, the nearest to the headline first."""
    at = headline if headline is not None else 0
    found = [m for m in page.marked if _speaks_of(m.element.names) or m.element.tag == "time"]
    found.sort(key=lambda m: m.block - at if m.block >= at else 2 * (at - m.block))
    marks = []
    for mark in found[:_TRIED]:
        element = mark.element
        about = _speaks_of(element.names)
        text = mark.node.text(separator="\n")
        if len(text) > _LONGEST:
            continue
        distance = mark.block - at
        marks.append(
            Mark(
                element=element,
                lines=tuple([" ".join(part.split()) for part in text.split("\n") if part and not part.isspace()]),
                author="a" in about,
                date="d" in about or element.tag == "time",
                near=headline is not None and -NEAR_ABOVE <= distance <= NEAR_BELOW,
                beside=headline is not None and 0 <= distance <= BESIDE,
            )
        )
        if len(marks) == _MOST:
            break
    return marks


@lru_cache(maxsize=4096)
def _speaks_of(names: str) -> str:
    author = _AUTHOR_NAME.search(names) is not None and not _OTHERS_WORK.search(names)
    return ("a" if author else "") + ("d" if _DATE_NAME.search(names) else "")


def is_elsewhere(element: Element) -> bool:
    """Say whether an element stands in comments, teasers, a footer or the like, by its own or an outer one's name."""
    at: Element | None = element
    for _ in range(_HIGHEST + 1):
        if at is None or at.tag in _ARTICLE_TAGS:
            return False
        if at.tag in _ELSEWHERE_TAGS or (at.names and _names_elsewhere(at.names)):
            return True
        at = at.parent
    return False


def _is_of_others(element: Element) -> bool:
    around = islice(element.ancestors(), _HIGHEST + 1)
    return any(_OTHERS_PLACE.search(above.names) for above in around)


@lru_cache(maxsize=4096)
def _names_elsewhere(names: str) -> bool:
    return any(word in names for word in _ELSEWHERE)
