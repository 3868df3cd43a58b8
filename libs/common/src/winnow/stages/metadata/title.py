"""Choose the headline: what several parts of the page agree on, without the site's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from winnow.stages.blocks import BlockKind
from winnow.stages.metadata.clues import Clues, first, strings, words

_SEPARATOR = re.compile(r"\s+[|\-–—»«·•:*~]{1,2}\s+|\s*[|｜»]\s*|\s+::\s+|_(?=[^_]*\Z)(?<=[^\x00-\x7f]_)")
_META_KEYS = {
    "og:title": 2.0,
    "twitter:title": 1.2,
    "title": 1.0,
    "headline": 1.6,
    "dc.title": 1.2,
    "dcterms.title": 1.0,
    "sailthru.title": 1.4,
    "parsely-title": 1.4,
    "article:title": 1.2,
    "citation_title": 2.0,
    "hdl": 1.4,
}
_ENTRY_TITLE = re.compile(
    r"(?:entry|post|article|page|story|content|news|blog|main|detail)s?[-_]{0,2}(?:title|headline|heading)|headline"
)
_MAX_CHARS = 300


@dataclass(slots=True)
class _Candidate:
    text: str
    score: float = 0.0
    sources: set[str] = field(default_factory=set)


def choose_title(clues: Clues) -> str:
    """Return the article's headline, or an empty string when the page names none."""
    pool: dict[tuple[str, ...], _Candidate] = {}
    site = _site_keys(clues)
    for text, weight, source in _statements(clues):
        for variant, share in _variants(text, site, source):
            _add(pool, variant, weight * share, source)
    _agree(pool, clues)
    best = max(pool.values(), key=lambda c: c.score, default=None)
    return best.text if best else ""


def _add(pool: dict[tuple[str, ...], _Candidate], text: str, weight: float, source: str) -> None:
    key = words(text)
    if not key or len(text) > _MAX_CHARS:
        return
    candidate = pool.setdefault(key, _Candidate(text))
    if source not in candidate.sources:
        candidate.sources.add(source)
        candidate.score += weight


def _statements(clues: Clues) -> Iterator[tuple[str, float, str]]:
    yield from _headings(clues)
    for key, weight in _META_KEYS.items():
        if value := first(clues.metas, key):
            yield value, weight, key
    for value in strings(clues.article.get("headline"))[:1]:
        yield value, 2.0, "ld:headline"
    for value in strings(clues.article.get("name"))[:1]:
        yield value, 1.0, "ld:name"
    for value in strings(clues.web_page.get("name"))[:1]:
        yield value, 0.6, "ld:page"
    if clues.page.title:
        yield clues.page.title, 1.4, "title"


def _headings(clues: Clues) -> Iterator[tuple[str, float, str]]:
    seen = 0
    for block in clues.page.blocks:
        if block.kind is BlockKind.HEADING and block.level <= 2:
            text = block.text.replace("\n", " ")
            weight = 3.0 if block.level == 1 else 1.0
            if block.element is not None and _ENTRY_TITLE.search(block.element.names):
                weight += 0.5
            yield text, weight - min(seen, 10) * 0.1, f"h{block.level}"
            seen += 1


def _variants(text: str, site: frozenset[str], source: str) -> Iterator[tuple[str, float]]:
    """Yield the text with and without the parts that name the site."""
    parts = _SEPARATOR.split(text)
    if len(parts) == 1 or source in {"h1", "h2"}:
        yield text, 1.0
        return
    kept = [p for p in parts if "".join(words(p)) not in site]
    if len(kept) < len(parts) and kept:
        start, end = text.find(kept[0]), text.rfind(kept[-1]) + len(kept[-1])
        yield text[start:end].strip(), 1.0
        return
    yield text, 0.7
    cuts = list(_SEPARATOR.finditer(text))
    yield text[: cuts[-1].start()].strip(), 0.7
    if len(cuts) > 1:
        yield text[: cuts[0].start()].strip(), 0.4
    yield text[cuts[0].end() :].strip(), 0.3


def _agree(pool: dict[tuple[str, ...], _Candidate], clues: Clues) -> None:
    """Hold the headings against the head: a heading that the head knows nothing of is a section's or the site's."""
    said = set(
        words(" ".join((clues.page.title, first(clues.metas, "og:title"), *strings(clues.article.get("headline")))))
    )
    site = _site_keys(clues)
    for key, candidate in pool.items():
        if "".join(key) in site:
            candidate.score -= 4.0
        if said:
            share = sum(word in said for word in key) / len(key)
            if share < 0.5:
                candidate.score -= 2.5 * (1 - share)


def _site_keys(clues: Clues) -> frozenset[str]:
    return frozenset("".join(words(name)) for name in clues.site_names)
