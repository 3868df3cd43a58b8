"""Find where the answer to each question of a group begins and ends."""

from collections.abc import Sequence
from itertools import pairwise

from winnow.stages.blocks import Block, BlockKind, Element
from winnow.stages.faq.asks import Ask, Form
from winnow.stages.text.lines import judge_line, section_reason

_MAX_ANSWER = 400
"""Blocks of one answer."""


def answers(asks: Sequence[Ask], blocks: Sequence[Block]) -> list[list[Block]]:
    """Return the blocks of each question's answer.

    Either each question stands in an element of its own that holds the answer too, or questions and answers are
    siblings: then an answer ends at the next question, and the last one where something else begins.
    """
    return _within(asks, blocks, None, len(blocks))


def _within(asks: Sequence[Ask], blocks: Sequence[Block], bound: Element | None, stop: int) -> list[list[Block]]:
    if len(asks) == 1:
        return [_single(asks[0], blocks, bound, stop)]
    common = common_element(asks)
    items = [_child(ask.element, common) for ask in asks]
    runs: list[tuple[int, int]] = []
    for n, item in enumerate(items):
        if n and item is items[n - 1] and item is not None:
            runs[-1] = (runs[-1][0], n + 1)
        else:
            runs.append((n, n + 1))
    if 1 < len(runs) < len(asks):
        found: list[list[Block]] = []
        for start, end in runs:
            until = asks[end].index if end < len(asks) else stop
            found += _within(asks[start:end], blocks, items[start], until)
        return found
    wrapped = [
        _inside(blocks, ask.index + 1, _next(asks, n, stop), item)
        for n, (ask, item) in enumerate(zip(asks, items, strict=True))
    ]
    outside = [bool(answer) for answer, ask in zip(wrapped, asks, strict=True) if not ask.inline]
    if sum(outside) * 2 > len(outside) or not outside:
        return wrapped
    return _siblings(asks, blocks, common, stop)


def _single(ask: Ask, blocks: Sequence[Block], bound: Element | None, stop: int) -> list[Block]:
    """Return the only question's answer: what its nearest element holds besides it, else what follows."""
    element: Element | None = ask.element
    for _ in range(5):
        if element is None or element is bound or element.tag in {"body", "main", "article"}:
            break
        inside = _inside(blocks, ask.index + 1, stop, element)
        if inside and not _holds_heading(inside, ask):
            return inside
        element = element.parent
    return _run_on(ask, blocks, ask.element.parent if bound is None else bound, stop)


def _siblings(asks: Sequence[Ask], blocks: Sequence[Block], common: Element | None, stop: int) -> list[list[Block]]:
    found = [list(blocks[ask.index + 1 : following.index]) for ask, following in pairwise(asks)]
    last = _run_on(asks[-1], blocks, common, stop)
    kinds = {_kind(block, common) for answer in found for block in answer} | {
        _kind(block, common) for block in last[:1]
    }
    longest = max((len(answer) for answer in found), default=0)
    kept: list[Block] = []
    for block in last:
        known = _kind(block, common) in kinds
        has_ended = bool(kept) and known and _kind(kept[-1], common) not in kinds
        if has_ended or not (known or (kept and _is_list_of(block, common))):
            break
        if kept and leads_away(block) and not any(map(leads_away, (b for answer in found for b in answer))):
            break
        too_long = len(kept) >= longest + 2 and asks[0].form is not Form.HEADING
        if too_long and block.kind is not BlockKind.LIST_ITEM:
            break
        kept.append(block)
    return [*found, kept]


def leads_away(block: Block) -> bool:
    """Say whether a paragraph is but a link: where no other answer has one, it leads away from them."""
    return block.kind is BlockKind.PARAGRAPH and block.is_link


def _is_list_of(block: Block, common: Element | None) -> bool:
    """Say whether a block is an item of a plain list directly among the answers: no other answer needs to have one.

    Such a list ends the last answer.
    """
    child = _child(block.element, common) if block.element is not None else None
    is_plain = child is not None and child.tag in {"ul", "ol"} and not child.attributes.get("id")
    return is_plain and 2 * block.link_chars < len(block.text)


def _run_on(ask: Ask, blocks: Sequence[Block], common: Element | None, stop: int) -> list[Block]:
    """Return what follows a question, up to a heading, to debris, or to the end of what holds the questions."""
    found: list[Block] = []
    for block in blocks[ask.index + 1 : min(stop, ask.index + _MAX_ANSWER)]:
        if common is not None and not _is_in(block, common):
            break
        if _ends(block, ask) or (found and (judge_line(block.text) or section_reason(block.text))):
            break
        found.append(block)
    return found


def _ends(block: Block, ask: Ask) -> bool:
    if block.kind is not BlockKind.HEADING:
        return False
    return ask.form is not Form.HEADING or block.level <= ask.block.level


def _holds_heading(inside: Sequence[Block], ask: Ask) -> bool:
    return any(_ends(block, ask) for block in inside)


def _next(asks: Sequence[Ask], n: int, stop: int) -> int:
    return asks[n + 1].index if n + 1 < len(asks) else stop


def _inside(blocks: Sequence[Block], start: int, end: int, item: Element | None) -> list[Block]:
    found: list[Block] = []
    for block in blocks[start : min(end, start + _MAX_ANSWER)]:
        if item is None or not _is_in(block, item):
            break
        found.append(block)
    return found


def _is_in(block: Block, element: Element) -> bool:
    return block.element is not None and _is_above(element, block.element)


def _is_above(upper: Element, lower: Element) -> bool:
    at: Element | None = lower
    while at is not None and at.depth > upper.depth:
        at = at.parent
    return at is upper


def common_element(asks: Sequence[Ask]) -> Element | None:
    """Return the lowest element that holds all the questions."""
    element: Element | None = asks[0].element
    while element is not None and not all(_is_above(element, ask.element) for ask in asks[1:]):
        element = element.parent
    if element is asks[0].element and element is not None:
        return element.parent
    return element


def _child(element: Element, ancestor: Element | None) -> Element | None:
    """Return the child of an ancestor on the way down to an element."""
    at: Element | None = element
    while at is not None and at.parent is not ancestor:
        at = at.parent
    return at


def _kind(block: Block, common: Element | None) -> tuple[str, str]:
    if block.element is None:
        return ("", "")
    child = _child(block.element, common) or block.element
    names = (child.attributes.get("class") or "").split()
    return (child.tag, names[0] if names else "")
