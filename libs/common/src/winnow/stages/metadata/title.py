"""Choose the headline: what several parts of the page agree on, without the site's name."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from winnow.stages.blocks import Block
from winnow.stages.metadata.clues import Clues, first, host_label, strings, words

_SEPARATOR = re.compile(
    r"[\s|｜»_-](?:(?<=\s)\s*(?:[|\-–—»«›·•:*~]{1,2}|::)\s+|(?<=\s)\s*[|｜»]\s*|(?<=[|｜»])\s*"
    r"|(?<=[^\x00-\x7f][_-])(?=[^_-]*\Z))"
)
"""A mark between spaces, or one that needs none; what it may begin with comes first, so that words are passed over."""
_MARK = re.compile(r"[|｜:»«›·•*~_–—-]")
_META_WEIGHTS = {
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
_LETTER = re.compile(r"[^\W\d_]")
_HEADING_WEIGHTS = (0.0, 5.0, 1.4, 0.4)
_HEADINGS = frozenset(("h1", "h2", "h3"))
_MOST_HEADINGS = 12
_STATED_AND_SHOWN, _MARKED_AND_SHOWN = 2.5, 3.5
_SHORTEST_SHOWN, _LONGEST_SHOWN = 12, 200
_MAX_CHARS = 300

Statement = tuple[str, float, str]
Key = tuple[str, ...]


@dataclass(slots=True)
class _Candidate:
    text: str
    score: float = 0.0
    sources: set[str] = field(default_factory=set)


def choose_title(clues: Clues) -> str:
    """Return the article's headline, or an empty string when the page names none."""
    pool: dict[Key, _Candidate] = {}
    site = _Site(clues)
    variants: dict[str, list[tuple[str, float]]] = {}
    for text, weight, source in _statements(clues):
        if source in _HEADINGS:
            _add(pool, text, weight, source)
            continue
        if text not in variants:
            variants[text] = list(_variants(text, site))
        for variant, share in variants[text]:
            _add(pool, variant, weight * share, source)
    if not any("h1" in candidate.sources for candidate in pool.values()):
        for text, weight, source in _shown(clues.page.blocks, pool):
            _add(pool, text, weight, source)
    _weigh_against_head(pool, clues, site)
    _share_with_cores(pool)
    best = max(pool.values(), key=lambda c: c.score, default=None)
    return best.text if best else ""


class _Site:
    """The names that a part of a title may give the site."""

    def __init__(self, clues: Clues) -> None:
        self._names = clues.site_keys
        self._label = host_label(clues.url)
        self._host = _joined(clues.url.partition("://")[2].partition("/")[0].removeprefix("www."))

    def is_named_by(self, part: str) -> bool:
        """Say whether a part of a title names the site, by what the page calls it or as its host spells it."""
        key = _joined(part)
        if key in self._names:
            return True
        label = _joined(self._label)
        return (len(key) >= 4 and key in self._host) or (
            len(label) >= 5 and label in key and len(key) <= len(label) + 14
        )

    def is_exactly(self, key: Key) -> bool:
        """Say whether a whole title is a name of the site."""
        return "".join(key) in self._names


def _joined(text: str) -> str:
    return "".join(words(text))


def _add(pool: dict[Key, _Candidate], text: str, weight: float, source: str) -> None:
    key = words(text) if len(text) <= _MAX_CHARS else ()
    candidate = pool.get(key)
    if candidate is None:
        if not key or not _LETTER.search(text):
            return
        candidate = pool[key] = _Candidate(text)
    if source not in candidate.sources:
        candidate.sources.add(source)
        candidate.score += weight


def _statements(clues: Clues) -> Iterator[Statement]:
    yield from _headings(clues.headings)
    for key, weight in _META_WEIGHTS.items():
        if key in clues.metas and (value := first(clues.metas, key)):
            yield _unescaped(value), weight, key
    for node, key, weight, source in (
        (clues.article, "headline", 2.0, "ld:headline"),
        (clues.article, "name", 1.0, "ld:name"),
        (clues.web_page, "name", 0.6, "ld:page"),
    ):
        for value in strings(node.get(key))[:1]:
            yield _unescaped(value), weight, source
    if clues.page.title:
        yield _unescaped(clues.page.title), 1.4, "title"


def _unescaped(text: str) -> str:
    """Undo escaping done once too often. What is far too long for a title is cut so that it costs nothing."""
    text = text[: 2 * _MAX_CHARS]
    return html.unescape(text) if "&" in text else text


def _headings(blocks: list[Block]) -> Iterator[Statement]:
    headings = [b for b in blocks if b.level < 4]
    small = [b for b in headings if b.level == 3 and _is_entry_title(b)]
    seen = 0
    for block in headings:
        if block.level < 3 or small == [block]:
            weight = _HEADING_WEIGHTS[block.level] + _is_entry_title(block)
            yield _unescaped(block.text.replace("\n", " ")), weight - min(seen, 10) * 0.1, f"h{block.level}"
            seen += 1
            if seen == _MOST_HEADINGS:
                return


def _shown(blocks: list[Block], pool: dict[Key, _Candidate]) -> Iterator[Statement]:
    """Yield what a page without a main heading shows like one: lines that the head states, and one marked as a title.

    Of those marked the first that speaks as the head does counts: teasers of other articles are marked as well. What
    the head states must be long to count: a menu may name a part of it.
    """
    known = {word for key in pool for word in key}
    stated = {key for key, candidate in pool.items() if candidate.sources - _HEADINGS and _is_long(candidate.text)}
    is_marked = False
    for block in blocks:
        text = block.text
        if block.level or len(text) > _LONGEST_SHOWN:
            continue
        if words(text) in stated:
            yield text, _STATED_AND_SHOWN, "shown"
        if not is_marked and _is_entry_title(block):
            key = words(text)
            is_marked = sum(word in known for word in key) * 2 > len(key) > 1
            if is_marked:
                yield _unescaped(text.replace("\n", " ")), _MARKED_AND_SHOWN, "marked"


def _is_long(text: str) -> bool:
    """Say whether a text is longer than most menu items; some languages write no spaces."""
    return text.count(" ") > 1 or (" " not in text and len(text) >= _SHORTEST_SHOWN)


def _is_entry_title(block: Block) -> bool:
    names = block.element.names if block.element is not None else ""
    return ("title" in names or "head" in names) and _names_title(names)


@lru_cache(maxsize=1024)
def _names_title(names: str) -> bool:
    return _ENTRY_TITLE.search(names) is not None


def _variants(text: str, site: _Site) -> Iterator[tuple[str, float]]:
    """Yield the text with and without the parts that name the site."""
    if not _MARK.search(text):
        yield text, 1.0
        return
    lead, colon, rest = text.partition(": ")
    if colon and rest and site.is_exactly(words(lead)):
        text = rest
    cuts = list(_SEPARATOR.finditer(text))
    if not cuts:
        yield text, 1.0
        return
    starts = [0, *(c.end() for c in cuts)]
    ends = [*(c.start() for c in cuts), len(text)]
    named = [site.is_named_by(text[a:b]) for a, b in zip(starts, ends, strict=True)]
    if any(named) and not all(named):
        begin = next(n for n, is_site in enumerate(named) if not is_site)
        end = next((n for n in range(begin, len(named)) if named[n]), len(named))
        yield text[starts[begin] : ends[end - 1]].strip(), 1.0
        return
    yield text, 0.6
    yield text[: ends[-2]].strip(), 0.7
    if len(cuts) > 1:
        yield text[: ends[0]].strip(), 0.4
    yield text[starts[1] :].strip(), 0.3


def _weigh_against_head(pool: dict[Key, _Candidate], clues: Clues, site: _Site) -> None:
    """Take from what is a section's or the site's heading: a single word, or words that the head knows nothing of."""
    stated = (clues.page.title, first(clues.metas, "og:title"), *strings(clues.article.get("headline")))
    known = set(words(" ".join(text[: 2 * _MAX_CHARS] for text in stated)))
    for key, candidate in pool.items():
        if site.is_exactly(key):
            candidate.score -= 6.0
        share = sum(map(known.__contains__, key)) / len(key) if known else 1.0
        if len(key) == 1:
            candidate.score -= 1.0
        if share < 0.5:
            candidate.score -= 3.0 * (1 - share)


def _share_with_cores(pool: dict[Key, _Candidate]) -> None:
    """Let a heading with a date or a kicker before or after the headline count for the headline that others state."""
    for key, candidate in pool.items():
        if "h1" not in candidate.sources or len(candidate.sources) > 1:
            continue
        for core, other in pool.items():
            if len(other.sources) >= 2 and 3 <= len(core) < len(key) and core in {key[: len(core)], key[-len(core) :]}:
                other.score += 0.9 * candidate.score
                break
