"""Choose the authors: the names that the strongest statements agree on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from winnow.stages.blocks import Block, BlockKind
from winnow.stages.metadata.byline_words import AUTHOR_LABELS, CONNECTING
from winnow.stages.metadata.clues import Clues, every, first, strings, words
from winnow.stages.metadata.dates import find_day
from winnow.stages.metadata.json_ld import Node
from winnow.stages.metadata.marks import NEAR_ABOVE, NEAR_BELOW, Mark, is_elsewhere
from winnow.stages.metadata.names import from_byline, is_person, opens_byline, read_byline, split_names, without_date

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
_CLEAR, _HEARD, _FAINTEST = 2.0, 1.0, 0.35
_PART = 0.6
"""What a statement of some of the names counts for all of them: whoever names one may know of no other."""
_SITE_SHARE = 0.15
"""What the site's own name counts for: it signs when nobody else does."""
_SHORT = 120

Statement = tuple[tuple[str, ...], float]


def choose_author(clues: Clues, marks: Sequence[Mark], headline: int | None) -> str:
    """Return the authors' names joined by commas, or an empty string."""
    ballot = _Ballot(clues.site_keys)
    ballot.count(_stated(clues))
    ballot.count(_marked(marks))
    ballot.count(_visible(clues.page.blocks, headline))
    if not ballot.is_decided():
        ballot.count(_labelled(clues.page.blocks))
        ballot.count(_lone(clues.page.blocks, headline))
    return ", ".join(ballot.winner())


class _Ballot:
    """The statements of names, counted by set of names so that order and spelling do not divide them."""

    def __init__(self, site_keys: frozenset[str]) -> None:
        self._site = site_keys
        self._votes: dict[frozenset[str], float] = {}
        self._spelled: dict[frozenset[str], tuple[str, ...]] = {}

    def count(self, statements: Iterable[Statement]) -> None:
        for names, weight in statements:
            people = tuple(n for n in _fullest(names) if "".join(words(n)) not in self._site)
            if "".join(words(" ".join(names))) in self._site:
                people = ()
            kept = people or names
            key = frozenset(" ".join(words(n)) for n in kept)
            if key:
                self._votes[key] = self._votes.get(key, 0.0) + weight * (1.0 if people else _SITE_SHARE)
                self._spelled.setdefault(key, kept)

    def is_decided(self) -> bool:
        return any(votes >= _CLEAR and all(" " in name for name in key) for key, votes in self._votes.items())

    def winner(self) -> tuple[str, ...]:
        best = max(self._votes, key=self._support, default=frozenset())
        return self._spelled[best] if self._votes.get(best, 0.0) >= _FAINTEST else ()

    def _support(self, key: frozenset[str]) -> float:
        """Count statements of some of the names, or of first names alone, for the full ones if these are stated."""
        own = self._votes[key]
        fewer = sum(w for other, w in self._votes.items() if other < key) if own >= _CLEAR else 0.0
        shorter = sum(w for other, w in self._votes.items() if _shortens(other, key)) if own >= _HEARD else 0.0
        return own + _PART * fewer + shorter


def _fullest(names: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out first names that another of the names begins with."""
    return tuple(n for n in names if " " in n or not any(other.startswith(n + " ") for other in names))


def _shortens(names: frozenset[str], full: frozenset[str]) -> bool:
    return all(" " not in n and any(f.startswith(n + " ") for f in full) for n in names)


def _stated(clues: Clues) -> Iterator[Statement]:
    for node, weight in ((clues.article, 7.0), (clues.web_page, 3.0)):
        if node:
            yield _of_node(node, clues), weight
    for key, weight in _META_WEIGHTS.items():
        if key in clues.metas:
            values = [v for v in every(clues.metas, key)[:8] if "://" not in v and not v.startswith("www.")]
            yield tuple(dict.fromkeys(n for v in values for n in split_names(v))), weight
    for n in ("1", "2"):
        if _WRITTEN_BY.search(first(clues.metas, "twitter:label" + n)):
            yield split_names(first(clues.metas, "twitter:data" + n)), 4.0


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
        weight *= 0.13
    return weight if mark.near else weight * 0.4


def _visible(blocks: Sequence[Block], headline: int | None) -> Iterator[Statement]:
    """Yield what stands near the headline as a byline does."""
    if headline is None:
        return
    for block in blocks[max(0, headline - NEAR_ABOVE) : headline + NEAR_BELOW]:
        if len(block.text) <= _SHORT and block.position != headline and (line := from_byline(block.text)):
            yield read_byline(tuple(line.split("\n"))), 3.0


def _labelled(blocks: Sequence[Block]) -> Iterator[Statement]:
    """Yield the names on lines that call them the author's, wherever they stand: often below the article.

    The label may stand alone on the line above; then only a full name is taken for one.
    """
    for at, block in enumerate(blocks):
        label, _, rest = block.text[:_SHORT].partition(":")
        if len(block.text) > _SHORT or label.strip().lower() not in AUTHOR_LABELS:
            continue
        if rest.strip():
            yield read_byline((rest.partition("\n")[0],)), 2.0
        elif at + 1 < len(blocks):
            names = read_byline((blocks[at + 1].text[:_SHORT].partition("\n")[0],))
            if all(map(is_person, names)):
                yield names, 2.0


def _lone(blocks: Sequence[Block], headline: int | None) -> Iterator[Statement]:
    """Yield lines below the headline that hold nothing but full names, if something else marks them as authors.

    That is a date or the word ``By`` beside them, or a biography below that begins with the name. Without it, a lone
    ``Wedding Planning`` looks as much like a name as a lone ``Ada Lindqvist``.
    """
    if headline is None:
        return
    for block in blocks[max(0, headline - 1) : headline + 6]:
        if len(block.text) > _SHORT or block.position == headline or block.kind is BlockKind.HEADING:
            continue
        if block.element is not None and is_elsewhere(block.element):
            continue
        names = read_byline(tuple(block.text.split("\n")))
        if not names or not all(map(is_person, names)) or _letters_left(block.text, names) > 12:
            continue
        if _is_dated(blocks, block) or _is_told_of(names[0], blocks[block.position + 1 :]):
            yield names, 1.6 / (1 + 0.15 * abs(block.position - headline))


def _is_dated(blocks: Sequence[Block], block: Block) -> bool:
    """Say whether a date stands in the line or the next one, or a byline's first word alone before it."""
    before = blocks[block.position - 1].text.strip(" :").lower() if block.position else ""
    below = blocks[block.position + 1].text if block.position + 1 < len(blocks) else ""
    return before in CONNECTING or any(len(text) <= _SHORT and find_day(text) for text in (block.text, below))


def _is_told_of(name: str, blocks: Sequence[Block]) -> bool:
    return any(len(block.text) > _SHORT and block.text.startswith(name + " ") for block in blocks)


def _letters_left(text: str, names: Iterable[str]) -> int:
    return sum(map(str.isalpha, without_date(text))) - sum(map(len, names))
