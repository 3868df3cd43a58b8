"""Site memory: what recurs on many pages of one host is boilerplate, though no single page can tell.

Everything here is pure. Somebody else keeps one ``SiteProfile`` a host, folds each cleaned article into it with
``learn`` and hands ``recurring(profile)`` to the cleaner, which removes what is in it (``apply_memory``).

What protects article text from being taken for boilerplate:

- A page counts once, however often it is fetched, and only if it brings text of its own. The same article at another
  address or in a second version therefore never counts its paragraphs twice.
- Short lines and headings are never counted: ``Ingredients`` recurs on every page of a cookbook and is no debris.
- A line must be on many pages and on a large share of them, and what would empty a page is left alone.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from winnow.model import CleanArticle, RemovalReason, SiteLines, SiteMemory
from winnow.stages.blocks import Block, BlockKind
from winnow.stages.verdict import Verdict

MOST_LINES = 2_048
"""How many lines a profile holds; beyond that the rarest go, the oldest of these first."""
MOST_PAGES = 512
"""How many of the pages last seen are known by name, so that fetching them again teaches nothing."""

_SHORTEST = 32
_FEWEST_WORDS = 6
_FEWEST_PAGES = 6
_SHARE = 0.3
_MANY_PAGES = 40
"""On so many pages a line is boilerplate whatever its share: one author's note among many authors'."""
_NEW_SHARE = 0.1
"""The share of a page's text that must be new to the profile for the page to count."""
_LARGEST_LOSS = 0.95
"""If more of a page's kept text than this recurs, the page is nothing else, and memory leaves it alone."""
_FORGET_AT = 1_000
"""At this many pages all counts are halved, so that a redesign is learned and the old design forgotten."""

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProfile:
    """What is known of a host's lines, bounded. It stays with whoever learns; others are told ``told(profile)``."""

    host: str
    pages: int = 0
    """How many pages counted."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """On how many of them each line's fingerprint was, oldest first."""
    seen: Sequence[str] = ()
    """The pages last seen, the latest last."""


def fingerprint_line(text: str) -> str | None:
    """Return a line's fingerprint, the same whatever its numbers, case and punctuation; ``None`` if it is too short."""
    if len(text) < _SHORTEST:
        return None
    words = _WORD.findall(_NUMBER.sub("0", text.lower()))
    if len(words) < _FEWEST_WORDS:
        return None
    return blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def page_lines(article: CleanArticle) -> SiteLines:
    """Return the lines of a cleaned article, kept and removed: a line stays known while it is being removed."""
    texts = (article.text, *(removed.text for removed in article.removed))
    lines = {mark: len(line) for text in texts for line in text.split("\n") if (mark := fingerprint_line(line))}
    return SiteLines(host=article.host, page=_short(article.article_id), lines=lines)


def learn(profile: SiteProfile, page: SiteLines) -> SiteProfile:
    """Return the profile with one more page in it, or only with the page's name if it teaches nothing new."""
    known = page.page in profile.seen
    seen = [*(name for name in profile.seen if name != page.page), page.page][-MOST_PAGES:]
    if known or not _brings_text(profile, page):
        return replace(profile, seen=seen)
    lines = dict(profile.lines)
    for mark in page.lines:
        lines[mark] = lines.get(mark, 0) + 1
    pages = profile.pages + 1
    if pages >= _FORGET_AT:
        pages, lines = pages // 2, {mark: count // 2 for mark, count in lines.items() if count > 1}
    return SiteProfile(host=profile.host, pages=pages, lines=_bounded(lines), seen=seen)


def recurring(profile: SiteProfile) -> frozenset[str]:
    """Return the fingerprints of the lines that are boilerplate on this host."""
    enough = min(max(_FEWEST_PAGES, _SHARE * profile.pages), _MANY_PAGES)
    return frozenset(mark for mark, count in profile.lines.items() if count >= enough)


def told(profile: SiteProfile) -> SiteMemory:
    """Return what the cleaner has to know of a profile."""
    return SiteMemory(host=profile.host, pages=profile.pages, recurring=sorted(recurring(profile)))


def apply_memory(blocks: Sequence[Block], verdicts: Sequence[Verdict], memory: AbstractSet[str]) -> list[Verdict]:
    """Return the verdicts with the kept blocks that recur on the host removed, each for that reason."""
    if not memory:
        return list(verdicts)
    kept = [(n, block) for n, (block, verdict) in enumerate(zip(blocks, verdicts, strict=True)) if verdict.keep]
    going = {n for n, block in kept if _recurs(block, memory)}
    loss = sum(len(block.text) for n, block in kept if n in going)
    if not going or loss > _LARGEST_LOSS * sum(len(block.text) for _, block in kept):
        return list(verdicts)
    return [_REMOVED if n in going else verdict for n, verdict in enumerate(verdicts)]


_REMOVED = Verdict(keep=False, score=0.95, reason=RemovalReason.SITE_MEMORY, rule="recurs on many pages of the host")


def _recurs(block: Block, memory: AbstractSet[str]) -> bool:
    if block.kind is BlockKind.HEADING:
        return False
    marks = [mark for line in block.text.split("\n") if (mark := fingerprint_line(line))]
    return bool(marks) and all(mark in memory for mark in marks)


def _brings_text(profile: SiteProfile, page: SiteLines) -> bool:
    total = sum(page.lines.values())
    new = sum(length for mark, length in page.lines.items() if mark not in profile.lines)
    return total > 0 and new >= _NEW_SHARE * total


def _bounded(lines: dict[str, int]) -> dict[str, int]:
    """Drop the rarest lines, the oldest of these first; a line on a second page is worth more than any new one."""
    if len(lines) <= MOST_LINES:
        return lines
    surplus = len(lines) - MOST_LINES * 3 // 4
    going = frozenset(sorted(lines, key=lambda mark: lines[mark])[:surplus])
    return {mark: count for mark, count in lines.items() if mark not in going}


def _short(name: str) -> str:
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
