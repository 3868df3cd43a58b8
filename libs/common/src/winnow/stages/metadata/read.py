"""Put the parts of an article's metadata together, for HTML and for plain text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from winnow.stages.blocks import Block, Page
from winnow.stages.metadata.author import choose_author
from winnow.stages.metadata.clues import canonical_of, gather, words
from winnow.stages.metadata.dates import find_day
from winnow.stages.metadata.marks import read_marks
from winnow.stages.metadata.names import opens_byline, read_byline, split_names
from winnow.stages.metadata.published import choose_published
from winnow.stages.metadata.title import choose_title
from winnow.stages.prose import is_prose

_MAX_LINE = 120
_LONGEST_TITLE = 300
_SHORT_LINE = 80
_BYLINE_LINES = 5
_AUTHOR_LINE = re.compile(
    r"(?:author|written by|autor(?:in)?|auteur|autore|verfasser(?:in)?|door)\s*:\s*(\S.*)", re.IGNORECASE
)
_DATE_LINE = re.compile(
    r"(?:published|posted|date|publication date|veröffentlicht|erschienen|datum|publié|date de publication|publicado"
    r"|fecha|data|pubblicato|gepubliceerd)(?:\s+(?:on|am|le|el|em|il|op))?\s*:?\s+(\S.*)",
    re.IGNORECASE,
)
_NAVIGATION = re.compile(
    r"^(?:skip|jump|go|zum|aller|ir|saltar|vai|naar|ga naar)\s+(?:to|al?|au|inhalt|naar|hoofd)\b|\s[>»›/]\s|^\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about an article besides its text; an empty string is not known."""

    title: str = ""
    author: str = ""
    """Names, joined by commas."""
    published: str = ""
    """A day or a time in ISO 8601."""
    site: str = ""
    canonical_url: str = ""
    """As written in the page: it may be relative, and may name another host."""
    headline: int | None = None
    """The position of the block that shows the title."""


def read_metadata(page: Page, url: str | None) -> Metadata:
    """Return what an HTML page says of itself, each part chosen by agreement among its statements."""
    clues = gather(page, url)
    title = choose_title(clues)
    headline = _shown_at(page.blocks, clues.headings, title)
    marks = read_marks(page, headline)
    return Metadata(
        title=title,
        author=choose_author(clues, marks, headline),
        published=choose_published(clues, marks, headline),
        site=clues.site_names[0] if clues.site_names else "",
        canonical_url=canonical_of(page),
        headline=headline,
    )


def read_text_metadata(blocks: Sequence[Block]) -> Metadata:
    """Return what can be told from plain text: its first line, a byline and a labelled date."""
    title = _first_line(blocks)
    author = published = ""
    for block in blocks:
        if len(block.text) > _MAX_LINE:
            continue
        if not author and (match := _AUTHOR_LINE.match(block.text)):
            author = ", ".join(split_names(match[1]))
        if not published and (match := _DATE_LINE.match(block.text)):
            published = find_day(match[1])
    if title is None:
        return Metadata(author=author, published=published)
    below = [b.text for b in blocks if title.position < b.position][:_BYLINE_LINES]
    author = author or next((", ".join(found) for text in below if (found := _byline(text))), "")
    published = published or next((day for text in below if len(text) < _SHORT_LINE and (day := find_day(text))), "")
    return Metadata(title=title.text, author=author, published=published, headline=title.position)


def _first_line(blocks: Sequence[Block]) -> Block | None:
    """Return the first line that is not the site's navigation, unless it is a paragraph: then there is no title."""
    lines = (
        b for b in blocks[:20] if words(b.text[:_LONGEST_TITLE]) and not _NAVIGATION.search(b.text[:_LONGEST_TITLE])
    )
    first = next(lines, None)
    return None if first is None or len(first.text) > _LONGEST_TITLE or is_prose(first.text) else first


def _byline(text: str) -> tuple[str, ...]:
    return read_byline((text,)) if len(text) < _SHORT_LINE and opens_byline(text) else ()


def _shown_at(blocks: Sequence[Block], headings: Sequence[Block], title: str) -> int | None:
    """Return the position of the block that shows the title, else of the first heading."""
    key = words(title)
    if key:
        longest = 2 * len(title) + 20
        for block in (*sorted(headings, key=lambda b: b.level), *blocks):
            if len(block.text) < longest and words(block.text) == key:
                return block.position
    return next((b.position for b in headings if b.level == 1), headings[0].position if headings else None)
