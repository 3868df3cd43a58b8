"""What is known of a page's elements: how much text is in each, and what the names on the way down to it say."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from winnow.stages.blocks import Element, Page
from winnow.stages.cues import name_bits

PATH_TAGS = {
    tag: 1 << number
    for number, tag in enumerate(
        (
            *("article", "main", "aside", "nav", "footer", "header", "form", "ul", "ol", "table", "figure", "section"),
            *("dl", "blockquote", "details", "p", "button", "li", "td"),
        )
    )
}
"""Tags whose presence anywhere above a block counts, one bit each."""

_SPLIT = re.compile(r"[^a-z]+")
_LONG = 18
"""Longer tokens are generated."""
_SCORES = ("path_high", "path_low", "path_sum", "token_high", "token_low")
_PROSE_CHARS = 60
_LEVELS = 8
_FADE = 0.7


class TokenScores:
    """Scores of the parts of class names and ids, learned: how much more often than usual an article is inside."""

    def __init__(self, scores: Mapping[str, float]) -> None:
        self._scores = scores
        self.of = lru_cache(maxsize=16384)(self._of)

    def _of(self, tag: str, names: str) -> tuple[float, float, float]:
        """Return the lowest and the highest score among an element's tokens, at most and at least 0, and their sum."""
        found = [self._scores[token] for token in tokens_of(tag, names) if token in self._scores]
        return min((0.0, *found)), max((0.0, *found)), sum(found)


def tokens_of(tag: str, names: str) -> list[str]:
    """Split an element's names into the words they are made of; the tag is one of them."""
    return [tag, *(token for token in _SPLIT.split(names) if 2 < len(token) < _LONG)]


class Spot:
    """An element with text: sums over everything inside it, and what the names down to it say."""

    __slots__ = ("pair", "bits", "blocks", "chars", "links", *_SCORES)

    def __init__(self, element: Element, above: "Spot | None", score: tuple[float, float, float]) -> None:
        self.chars = self.links = self.blocks = 0
        low, high, total = score
        own = name_bits(element.names) if element.names else 0
        tag = PATH_TAGS.get(element.tag, 0)
        self.token_low, self.token_high = low, high
        if above is None:
            self.pair, self.bits = own, (tag, own, own, own)
            self.path_low, self.path_high, self.path_sum = low, high, total
            return
        tags, up, _, path = above.bits
        self.pair = own | up
        self.bits = (tags | tag, own, own | above.pair, path | own)
        """Tags on the way; name groups of the element itself, of it and two above, and of the whole way down."""
        self.path_low = min(low, above.path_low)
        self.path_high = max(high, above.path_high)
        self.path_sum = total + _FADE * above.path_sum

    @property
    def link_share(self) -> float:
        """The share of the text that is links."""
        return self.links / self.chars if self.chars else 0.0


def survey(page: Page, scores: TokenScores) -> list[Spot]:
    """Return a spot an element: one pass down for the names, one pass up for the sums."""
    spots: list[Spot] = []
    for element in page.elements:
        above = spots[element.parent.order] if element.parent is not None else None
        spots.append(Spot(element, above, scores.of(element.tag, element.names)))
    for block in page.blocks:
        if block.element is not None:
            spot = spots[block.element.order]
            spot.chars += len(block.text)
            spot.links += block.link_chars
            spot.blocks += 1
    for element in reversed(page.elements):
        if element.parent is not None:
            spot, outer = spots[element.order], spots[element.parent.order]
            outer.chars += spot.chars
            outer.links += spot.links
            outer.blocks += spot.blocks
    return spots


def best_container(page: Page, decay: float) -> frozenset[int]:
    """Return the element that holds the most prose, with all below it, by their order.

    Prose counts less with each level up: a ``decay`` near 1 finds the wide container, a smaller one the tight one.
    """
    weight: dict[int, float] = defaultdict(float)
    for block in page.blocks:
        prose = float(len(block.text) - 2 * block.link_chars)
        if prose < _PROSE_CHARS or block.hidden or block.element is None:
            continue
        element = block.element
        for _ in range(_LEVELS):
            weight[element.order] += prose
            if element.parent is None:
                break
            prose *= decay
            element = element.parent
    if not weight:
        return frozenset()
    top = max(weight, key=lambda order: weight[order])
    inside = {top}
    for element in page.elements[top + 1 :]:
        if element.parent is not None and element.parent.order in inside:
            inside.add(element.order)
    return frozenset(inside)
