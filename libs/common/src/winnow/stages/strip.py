"""Decide for every block of an HTML page whether it belongs to the article."""

from collections import defaultdict

from winnow.model import RemovalReason
from winnow.stages.blocks import Block, BlockKind, Element, Page
from winnow.stages.verdict import KEPT, Verdict

_MIN_PROSE = 60
_MOSTLY_LINKS = 0.5


def strip_html(page: Page) -> list[Verdict]:
    """Return one verdict a block, in the order of the blocks."""
    body = _best_container(page.blocks)
    return [_judge(block, body) for block in page.blocks]


def _judge(block: Block, body: Element | None) -> Verdict:
    if block.hidden:
        return Verdict(keep=False, score=0.8, reason=RemovalReason.HIDDEN, rule="hidden")
    if body is None or not _inside(block, body):
        return Verdict(keep=False, score=0.7, reason=RemovalReason.BOILERPLATE, rule="outside-article")
    if block.kind in {BlockKind.CONTROL, BlockKind.CAPTION}:
        return Verdict(keep=False, score=0.7, reason=RemovalReason.CAPTION, rule=f"kind:{block.kind}")
    if block.link_chars > _MOSTLY_LINKS * len(block.text):
        return Verdict(keep=False, score=0.7, reason=RemovalReason.RELATED, rule="mostly-links")
    return KEPT


def _inside(block: Block, body: Element) -> bool:
    return block.element is not None and any(e is body for e in block.element.ancestors())


def _best_container(blocks: list[Block]) -> Element | None:
    """Return the element with the most prose, each level further up counting less."""
    weight: dict[int, float] = defaultdict(float)
    by_order: dict[int, Element] = {}
    for block in blocks:
        prose = len(block.text) - 2 * block.link_chars
        if prose < _MIN_PROSE or block.hidden or block.element is None:
            continue
        share = 1.0
        for element in block.element.ancestors():
            weight[element.order] += prose * share
            by_order[element.order] = element
            share *= 0.8
    return by_order[max(weight, key=lambda order: weight[order])] if weight else None
