"""Choose the authors: the names that the strongest statements agree on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from winnow.stages.blocks import Block
from winnow.stages.metadata.byline_words import AUTHOR_LABELS
from winnow.stages.metadata.clues import Clues, every, first, strings, words
from winnow.stages.metadata.json_ld import Node
from winnow.stages.metadata.lone_names import lone_names
from winnow.stages.metadata.marks import NEAR_ABOVE, NEAR_BELOW, Mark
from winnow.stages.metadata.names import (
    SHORT_LINE,
    from_byline,
    is_person,
    lines_of,
    opens_byline,
    read_byline,
    split_names,
)

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
_BLOGGER_SHARE = 0.3
"""What it counts for where it stands as a byline does: a blog may have its author's name."""
_LONGEST_LABEL = max(map(len, AUTHOR_LABELS)) + 2

Statement = tuple[tuple[str, ...], float]


def choose_author(clues: Clues, marks: Sequence[Mark], headline: int | None) -> str:
    """Return the authors' names joined by commas, or an empty string."""
    ballot = _Ballot(clues.site_keys)
    ballot.count(_stated(clues))
    ballot.count(_marked(marks))
    ballot.count(_visible(clues.page.blocks, headline))
    if not ballot.is_decided():
        ballot.count(_labelled(clues.page.blocks))
        ballot.count(lone_names(clues.page.blocks, headline), _BLOGGER_SHARE)
    return ", ".join(ballot.winner())


class _Ballot:
    """The statements of names, counted by set of names so that order and spelling do not divide them."""

    def __init__(self, site_keys: frozenset[str]) -> None:
        self._site = site_keys
        self._votes: dict[frozenset[str], float] = {}
        self._spelled: dict[frozenset[str], tuple[str, ...]] = {}
        self._heard: dict[tuple[str, ...], tuple[frozenset[str], bool]] = {}

    def count(self, statements: Iterable[Statement], site_share: float = _SITE_SHARE) -> None:
        for names, weight in statements:
            key, has_people = self._heard.get(names) or self._hear(names)
            if key:
                self._votes[key] = self._votes.get(key, 0.0) + weight * (1.0 if has_people else site_share)

    def _hear(self, names: tuple[str, ...]) -> tuple[frozenset[str], bool]:
        """Return what the names are counted by, and whether they are people rather than the site."""
        people = [n for n in map(self._without_site, _fullest(names)) if "".join(words(n)) not in self._site]
        if "".join(words(" ".join(names))) in self._site:
            people = []
        kept = tuple(people) or names
        key = frozenset([" ".join(words(n)) for n in kept])
        self._spelled.setdefault(key, kept)
        self._heard[names] = key, bool(people)
        return key, bool(people)

    def _without_site(self, name: str) -> str:
        """Leave out the site's name where it stands behind a full name: ``Ada Lindqvist The Valley Courier``."""
        parts = name.split()
        for at in range(2, len(parts)):
            if "".join(words(" ".join(parts[at:]))) in self._site and is_person(person := " ".join(parts[:at])):
                return person
        return name

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
    if len(names) == 1:
        return names
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
        if (label := first(clues.metas, "twitter:label" + n)) and _WRITTEN_BY.search(label):
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
        if len(block.text) <= SHORT_LINE and block.position != headline and (line := from_byline(block.text)):
            yield read_byline(lines_of(line)), 3.0


def _labelled(blocks: Sequence[Block]) -> Iterator[Statement]:
    """Yield the names on lines that call them the author's, wherever they stand: often below the article.

    The label may stand alone on the line above; then only a full name is taken for one.
    """
    for at, block in enumerate(blocks):
        text = block.text
        if len(text) > SHORT_LINE:
            continue
        colon = ":" if ":" in text else "："
        if len(text) > _LONGEST_LABEL and colon not in text:
            continue
        label, _, rest = text.partition(colon)
        if label.strip().lower() not in AUTHOR_LABELS:
            continue
        if rest.strip():
            yield read_byline((rest.partition("\n")[0],)), 2.0
        elif at + 1 < len(blocks):
            names = read_byline(lines_of(blocks[at + 1].text[:SHORT_LINE].partition("\n")[0]))
            if all(map(is_person, names)):
                yield names, 2.0
