"""Judge one line by itself: what it says is enough to know that it is debris, whatever stands around it.

Every pattern is linear, and no line longer than ``MAX_CHARS`` is looked at: debris is short.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache

from winnow.model import RemovalReason
from winnow.stages.text import lexicon, patterns, words
from winnow.stages.text.rules import MAX_CHARS, NUMBERED, RULES, Rule, names_others, stars
from winnow.stages.text.words import key
from winnow.stages.verdict import Verdict

_REMEMBERED = 512
_MAX_HEADING = 80
_COUNT_AT_END = re.compile(r"\s?[(\[]\d{1,5}[)\]]\W*\Z|:\s*\Z")


def judge_line(text: str) -> Verdict | None:
    """Return why this line is debris wherever it stands, or ``None``."""
    return None if len(text) > MAX_CHARS else _judge(text)


@lru_cache(maxsize=_REMEMBERED)
def _judge(text: str) -> Verdict | None:
    """Several rules ask about the same lines, one after the other: those of one article are kept."""
    said = key(text)
    if not said:
        return stars(text)
    parts = said.split()
    for rule in asked_about(text, said):
        if verdict := rule(text, said, parts):
            return verdict
    return None


def asked_about(text: str, said: str) -> Sequence[Rule]:
    """Return the rules that a line of at most ``MAX_CHARS`` is put to, by its length and its key's first word."""
    first = NUMBERED if said[0].isdigit() else said.partition(" ")[0]
    return _ASKED.get(first, _USUAL)[_SIZES[len(text)]]


def is_interruption(text: str) -> bool:
    """Say whether a line is debris of the kinds that are put between the lines of something else."""
    verdict = judge_line(text)
    return verdict is not None and verdict.reason in _INTERRUPTIONS


def asks_about_page(text: str) -> bool:
    """Say whether a line asks what a reader thinks of the page, or holds the buttons to answer it."""
    verdict = judge_line(text)
    return verdict is not None and verdict.reason is RemovalReason.FEEDBACK


def section_reason(text: str) -> RemovalReason | None:
    """Return what kind of debris section this line could open, or ``None``."""
    return None if len(text) > _MAX_HEADING else _section(text)


@lru_cache(maxsize=_REMEMBERED)
def _section(text: str) -> RemovalReason | None:
    said = key(_without_count(text))
    reason = _SECTIONS.get(said)
    if reason is None and patterns.WHAT_OTHERS_SAY.match(said):
        return RemovalReason.TESTIMONIAL
    if reason is None and patterns.WANT_MORE.fullmatch(said):
        return RemovalReason.RELATED
    if reason is None and text[-1:] not in ".?!" and (patterns.MORE_OF.fullmatch(said) or names_others(said)):
        return RemovalReason.RELATED
    return reason


def is_pager(text: str) -> bool:
    """Say whether a line names the article before or after this one, as in ``Next: Boots or shoes?``."""
    match = patterns.HEAD_AND_REST.match(text) if len(text) <= 140 and ":" in text[:40] else None
    return match is not None and key(match.group(1)) in words.PAGERS


def _without_count(text: str) -> str:
    return text if text[-1:].isalnum() else _COUNT_AT_END.sub("", text)


_LIMITS = sorted({longest for _, longest, _ in RULES})
_SIZES = [bisect_left(_LIMITS, size) for size in range(MAX_CHARS + 1)]
"""Which of the limits a line of each length keeps."""


@cache
def _of_each_size(waiting: frozenset[Rule]) -> tuple[tuple[Rule, ...], ...]:
    """Return for each of the limits the rules that are asked, with some of those that wait for a word."""
    asked = [(rule, longest) for rule, longest, begins in RULES if begins is None or rule in waiting]
    return tuple(tuple(rule for rule, longest in asked if longest >= limit) for limit in _LIMITS)


def _asked(first: str) -> tuple[tuple[Rule, ...], ...]:
    """Return the rules for the lines that begin with a word."""
    return _of_each_size(frozenset(rule for rule, _, begins in RULES if begins and first in begins))


_USUAL = _asked("")
"""For a line that begins with none of the words that some rules wait for."""
_ASKED = {first: _asked(first) for first in frozenset[str]().union(*(begins or () for _, _, begins in RULES))}
_SECTIONS = {phrase: reason for reason, phrases in lexicon.SECTION_HEADINGS.items() for phrase in phrases}
_INTERRUPTIONS = frozenset(
    (
        RemovalReason.ADVERT,
        RemovalReason.COOKIE,
        RemovalReason.CREDIT,
        RemovalReason.FEEDBACK,
        RemovalReason.NEWSLETTER,
        RemovalReason.PAYWALL,
        RemovalReason.RELATED,
        RemovalReason.SHARE,
        RemovalReason.VIDEO,
    )
)
