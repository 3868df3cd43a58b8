"""What is known of a page's elements: how much text is in each, and what the names on the way down to it say.

Everything is kept as arrays with one entry an element, and an entry 0 for "nothing": the element above the root.
"""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from winnow.stages.blocks import Element, Page

Matrix = npt.NDArray[np.float32]
Orders = npt.NDArray[np.intp]

PATH_TAGS = (
    *("article", "main", "aside", "nav", "footer", "header", "form", "table", "figure", "section", "blockquote"),
    *("ul", "ol", "dl", "details", "button", "li", "td", "p"),
)
"""Tags whose presence anywhere above a block counts."""
_TAG_BIT = {tag: 1 << number for number, tag in enumerate(PATH_TAGS)}

_SPLIT = re.compile(r"[^a-z]+")
_LONG = 18
"""Longer tokens are generated."""
_PROSE_CHARS = 60
_LEVELS = 8
_FADE = 0.7
_MEMORY = 50_000
"""Different names that are remembered at most; a page that has more of them is hostile, and the rest says nothing."""
_JUMPS = 8
"""Each jump doubles the reach: enough for the deepest element that is recorded."""


class TokenScores:
    """Scores of the parts of class names and ids, learned: how much more often than usual an article is inside.

    What is said by each tag with its names is worked out once and kept as a column of a table.
    """

    def __init__(self, scores: Mapping[str, float]) -> None:
        self._scores = scores
        self._numbers: dict[tuple[str, str], int] = {}
        self._table = np.zeros((4, _MEMORY), dtype=np.float64)

    def said(self, elements: Sequence[Element]) -> tuple[Orders, npt.NDArray[np.float64]]:
        """Return the column of each element (0 for "nothing", first), and the columns.

        Rows: the lowest (at most 0) and the highest (at least 0) score among an element's tokens, their sum, and the
        bit of its tag.
        """
        if len(self._numbers) + len(elements) >= _MEMORY - 1:
            self._numbers.clear()
        number, known = self._number, self._numbers
        columns = np.array(
            [0, *[known.get(key) or number(key) for key in [(e.tag, e.names) for e in elements]]], dtype=np.intp
        )
        return columns, self._table.take(columns, axis=1)

    def _number(self, key: tuple[str, str]) -> int:
        number = len(self._numbers) + 1
        if number >= _MEMORY:
            return 0
        self._numbers[key] = number
        found = [self._scores[token] for token in tokens_of(*key) if token in self._scores]
        self._table[:, number] = min((0.0, *found)), max((0.0, *found)), sum(found), _TAG_BIT.get(key[0], 0)
        return number


def tokens_of(tag: str, names: str) -> list[str]:
    """Split an element's names into the words they are made of; the tag is one of them."""
    return [tag, *(token for token in _SPLIT.split(names) if 2 < len(token) < _LONG)]


class Spots:
    """The elements of a page."""

    def __init__(self, page: Page, scores: TokenScores) -> None:
        elements, blocks = page.elements, page.blocks
        self.parents: Orders = np.array(
            [0, *[e.parent.order + 1 if e.parent is not None else 0 for e in elements]], dtype=np.intp
        )
        self.own: Orders = np.array([b.element.order + 1 if b.element else 0 for b in blocks], dtype=np.intp)
        """Each block's element."""
        columns, said = scores.said(elements)
        self.low, self.high = said[0], said[1]
        self.depths: Orders = np.array([-1, *[e.depth for e in elements]], dtype=np.intp)
        self._follow_paths(said)
        self._add_up(page)
        self.likeness: Orders = columns[self.own] * _MEMORY + columns[self.parents[self.own]]
        """Equal for blocks whose element and its parent are called the same."""

    def _follow_paths(self, said: npt.NDArray[np.float64]) -> None:
        """Gather what is said on the way from the root down to each element, doubling the way with each jump."""
        low, high, total, bits = said[0], said[1], said[2], said[3].astype(np.int64)
        above, fade = self.parents, _FADE
        for _ in range(_JUMPS):
            low, high = np.minimum(low, low[above]), np.maximum(high, high[above])
            total, bits = total + fade * total[above], bits | bits[above]
            above, fade = above[above], fade * fade
            if not above.any():
                break
        self.path_low, self.path_high, self.path_sum, self.path_tags = low, high, total, bits

    def _add_up(self, page: Page) -> None:
        """Add the text of every element to those above it."""
        size = len(self.parents)
        chars, links, blocks = [0] * size, [0] * size, [0] * size
        for order, block in zip(self.own.tolist(), page.blocks, strict=True):
            chars[order] += len(block.text)
            links[order] += block.link_chars
            blocks[order] += 1
        parents = self.parents.tolist()
        for order in range(size - 1, 0, -1):
            if blocks[order]:
                above = parents[order]
                chars[above] += chars[order]
                links[above] += links[order]
                blocks[above] += blocks[order]
        self.chars = np.array(chars, dtype=np.float32)
        self.link_share = np.array(links, dtype=np.float32) / np.maximum(self.chars, 1)
        self.blocks = np.array(blocks, dtype=np.float32)

    def within_best(self, prose: Matrix, decay: float) -> npt.NDArray[np.bool_]:
        """Say which blocks are in the element that holds the most prose.

        Prose counts less with each level up: a ``decay`` near 1 finds the wide container, a smaller one the tight one.
        """
        weight = np.zeros(len(self.parents))
        at, share = self.own, prose.astype(np.float64)
        for _ in range(_LEVELS):
            weight += np.bincount(at, share, len(weight))
            at, share = self.parents[at], share * decay
        weight[0] = 0
        top = int(weight.argmax())
        below = self.depths[top + 1 :] <= self.depths[top]
        end = top + 1 + int(below.argmax()) if below.any() else len(self.depths)
        found: npt.NDArray[np.bool_] = (self.own >= max(1, top)) & (self.own < end)
        return found
