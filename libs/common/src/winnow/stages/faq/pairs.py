"""Turn what was found into pairs: drop trailing dates, merge repeats, join the questions that share an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from winnow.model import FaqEntry, FaqSource, RemovalReason, Removed
from winnow.stages.blocks import Block
from winnow.stages.text.stamps import is_date_line
from winnow.stages.text.words import words_of

_MIN_SHARED_ANSWER = 40
"""Shorter answers ("Yes.") are shared by questions that have nothing else in common."""


@dataclass(slots=True)
class Found:
    """A question with the blocks of its answer, as read from the page."""

    question: str
    lines: list[str]
    source: FaqSource
    blocks: list[Block] = field(default_factory=list)
    """The answer's blocks; empty for structured data."""
    asked_in: Block | None = None


@dataclass(frozen=True, slots=True)
class FaqResult:
    """The pairs of a page, where they stood, and what was left out of them."""

    pairs: tuple[FaqEntry, ...] = ()
    positions: frozenset[int] = frozenset()
    """Every block that is part of the FAQ: headings, questions, answers, repeats."""
    removed: tuple[Removed, ...] = ()


def settle(found: Iterable[Found], headings: Sequence[Block], marks: Sequence[Block] = ()) -> FaqResult:
    """Make the pairs, with a removal record for each block that is in none of them: headings, loose marks, repeats."""
    removed = [_record(block, RemovalReason.FAQ_HEADING, "above-questions") for block in headings]
    removed += [_record(block, RemovalReason.BOILERPLATE, "faq-mark") for block in marks]
    positions = {block.position for block in (*headings, *marks)}
    pairs: dict[tuple[str, ...], FaqEntry] = {}
    for item in found:
        positions.update(block.position for block in item.blocks)
        if item.asked_in is not None:
            positions.add(item.asked_in.position)
        removed += _drop_trailing_dates(item)
        if not item.question or not item.lines:
            continue
        if not _add(pairs, item) and item.asked_in is not None:
            removed += [
                _record(block, RemovalReason.REPEAT, "faq-pair-again") for block in (item.asked_in, *item.blocks)
            ]
    return FaqResult(tuple(_join_alternates(pairs.values())), frozenset(positions), tuple(removed))


def _drop_trailing_dates(item: Found) -> list[Removed]:
    """Take off the date that a copied answer ends with, unless it is all there is."""
    removed = []
    while len(item.lines) > 1 and is_date_line(item.lines[-1]):
        date = item.lines.pop()
        if item.blocks and item.blocks[-1].text == date:
            removed.append(_record(item.blocks.pop(), RemovalReason.TRAILING_DATE, "date-below-answer"))
    return removed


def _add(pairs: dict[tuple[str, ...], FaqEntry], item: Found) -> bool:
    """Add a pair unless its question is there already with the same answer or a longer one."""
    answer = "\n".join(item.lines)
    asked = words_of(item.question) or (item.question,)
    known = pairs.get(asked)
    if known is not None and words_of(known.answer) == words_of(answer):
        return False
    if known is not None:
        asked = (*asked, *words_of(answer))
        if asked in pairs:
            return False
    pairs[asked] = FaqEntry(question=item.question, answer=answer, source=item.source)
    return True


def _join_alternates(pairs: Iterable[FaqEntry]) -> Iterable[FaqEntry]:
    """Keep one entry for each answer, with the other questions that have it."""
    by_answer: dict[tuple[str, ...], list[FaqEntry]] = {}
    for n, pair in enumerate(pairs):
        answer = words_of(pair.answer) if len(pair.answer) >= _MIN_SHARED_ANSWER else (str(n),)
        by_answer.setdefault(answer, []).append(pair)
    for group in by_answer.values():
        first = group[0]
        yield FaqEntry(
            question=first.question,
            answer=first.answer,
            alternates=tuple(other.question for other in group[1:]),
            source=first.source,
        )


def _record(block: Block, reason: RemovalReason, rule: str) -> Removed:
    return Removed(text=block.text, reason=reason, rule=rule, score=0.9, position=block.position)
