"""Choose the authors: the names that the strongest statements agree on."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from winnow.stages.blocks import Block, BlockKind
from winnow.stages.metadata.clues import Clues, first, strings, words
from winnow.stages.metadata.json_ld import Node
from winnow.stages.metadata.marks import NEAR_ABOVE, NEAR_BELOW, Mark
from winnow.stages.metadata.names import is_person, opens_byline, read_byline, split_names, without_date

_META_WEIGHTS = {
    "author": 5.0,
    "article:author": 4.0,
    "og:article:author": 4.0,
    "article:author_name": 5.0,
    "parsely-author": 5.0,
    "sailthru.author": 5.0,
    "cxenseparse:author": 4.0,
    "dc.creator": 4.0,
    "dc:creator": 4.0,
    "dcterms.creator": 4.0,
    "citation_author": 5.0,
    "byl": 5.0,
    "byline": 5.0,
    "authors": 4.0,
    "article_author": 4.0,
    "articleauthor": 4.0,
    "article.author": 4.0,
    "authorname": 4.0,
    "mediator_author": 4.0,
    "shareaholic:article_author_name": 4.0,
}
_WRITTEN_BY = re.compile(
    r"written|author|verfasst|geschrieben|écrit|escrito|scritto|geschreven|autor|auteur|by\Z", re.IGNORECASE
)
_SHORT = 120

Statement = tuple[tuple[str, ...], float]


def choose_author(clues: Clues, marks: Sequence[Mark], headline: int | None) -> str:
    """Return the authors' names joined by commas, or an empty string."""
    site = frozenset("".join(words(name)) for name in clues.site_names)
    votes: dict[frozenset[str], float] = {}
    spelled: dict[frozenset[str], tuple[str, ...]] = {}
    for names, weight in _statements(clues, marks, headline):
        people = tuple(n for n in names if "".join(words(n)) not in site)
        share = 1.0 if people else 0.15
        kept = people or names
        key = frozenset(" ".join(words(n)) for n in kept)
        if kept and key:
            votes[key] = votes.get(key, 0.0) + weight * share
            spelled.setdefault(key, kept)
    best = max(votes, key=lambda key: _support(key, votes), default=frozenset())
    return ", ".join(spelled.get(best, ()))


def _support(key: frozenset[str], votes: dict[frozenset[str], float]) -> float:
    """Count statements of some of the names for the full list too, if somebody states it clearly."""
    own = votes[key]
    return own + (0.9 * sum(weight for other, weight in votes.items() if other < key) if own >= 2.0 else 0.0)


def _statements(clues: Clues, marks: Sequence[Mark], headline: int | None) -> Iterator[Statement]:
    yield _of_node(clues.article, clues), 7.0
    yield _of_node(clues.web_page, clues), 3.0
    for key, weight in _META_WEIGHTS.items():
        values = [v for v in clues.metas.get(key, ())[:8] if "://" not in v and not v.startswith("www.")]
        yield tuple(dict.fromkeys(n for v in values for n in split_names(v))), weight
    for n in ("1", "2"):
        if _WRITTEN_BY.search(first(clues.metas, "twitter:label" + n)):
            yield (split_names(first(clues.metas, "twitter:data" + n))), 4.0
    yield from _marked(marks)
    yield from _visible(clues.page.blocks, headline)


def _of_node(node: Node, clues: Clues) -> tuple[str, ...]:
    authors = node.get("author") or node.get("creator")
    found: dict[str, None] = {}
    for author in authors if isinstance(authors, list) else [authors]:
        for text in _names_of(author, clues):
            found.update(dict.fromkeys(split_names(text)))
    return tuple(found)


def _names_of(author: Any, clues: Clues) -> list[str]:
    if isinstance(author, dict) and not author.get("name"):
        parts = [author.get("givenName"), author.get("familyName")]
        if all(isinstance(p, str) for p in parts):
            return [" ".join(map(str, parts))]
        author = clues.by_id.get(str(author.get("@id")))
    return strings(author)


def _marked(marks: Sequence[Mark]) -> Iterator[Statement]:
    bylines = [(m, found) for m in marks if m.author and (found := read_byline(m.lines or _content(m)))]
    for n, (mark, names) in enumerate(bylines):
        yield names, _weight(mark, names) * 0.85 ** min(n, 10)
    for _, group in groupby(bylines, key=lambda b: _place(b[0])):
        siblings = [n for m, n in group if m.near and not m.elsewhere and all(map(is_person, n))]
        if 1 < len(siblings) <= 6:
            yield tuple(dict.fromkeys(name for names in siblings for name in names)), 2.0


def _place(mark: Mark) -> tuple[str, int]:
    """Return the same for elements of one list: equal names, and one element above them or above their parents."""
    parent = mark.element.parent
    above = parent.parent if parent and parent.names else parent
    return mark.element.names, above.order if above else 0


def _content(mark: Mark) -> tuple[str, ...]:
    return (mark.element.attributes.get("content") or "",)


def _weight(mark: Mark, names: Sequence[str]) -> float:
    attributes = mark.element.attributes
    stated = "author" in (attributes.get("rel") or "") or "author" in (attributes.get("itemprop") or "")
    weight = 3.5 if stated else 2.5
    if mark.lines and opens_byline(" ".join(mark.lines[:2])):
        weight += 1.0
    if not all(map(is_person, names)):
        weight *= 0.6
    if mark.elsewhere:
        weight *= 0.2
    return weight if mark.near else weight * 0.4


def _visible(blocks: Sequence[Block], headline: int | None) -> Iterator[Statement]:
    """Yield what stands near the headline as a byline does, and, more faintly, a lone name."""
    if headline is None:
        return
    start = max(0, headline - NEAR_ABOVE)
    for block in blocks[start : headline + NEAR_BELOW]:
        text = block.text
        if len(text) > _SHORT or block.position == headline:
            continue
        if opens_byline(text):
            yield read_byline(tuple(text.split("\n"))), 3.0
        elif -3 <= block.position - headline <= 8 and block.kind is not BlockKind.HEADING:
            yield _lone_names(text), 1.6 / (1 + 0.15 * abs(block.position - headline))


def _lone_names(text: str) -> tuple[str, ...]:
    """Return the names in a line that holds nothing but full names, a date and a few marks between them."""
    names = read_byline(tuple(text.split("\n")))
    length = sum(map(len, names))
    rest = sum(c.isalpha() for c in without_date(text)) - length
    return names if names and all(map(is_person, names)) and rest <= 12 else ()
