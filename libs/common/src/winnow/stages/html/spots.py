"""What is known of a page's elements: how much text is in each, and what the names on the way down to it say.

Everything is kept as arrays with one entry an element, and an entry 0 for "nothing": the element above the root.
``html.native.spots`` does the same in C, as the modules of that name do for ``features`` and ``branches``.
"""

import struct
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add
from typing import Protocol

import numpy as np
import numpy.typing as npt

from winnow.stages.blocks import Element, Page
from winnow.stages.html.names import NO_RANK
from winnow.stages.html.reasons import AROUND, Found, says

try:
    from winnow.stages.html.native.names import NameReader
except ImportError:
    from winnow.stages.html.names import NameReader

Matrix = npt.NDArray[np.float32]
Orders = npt.NDArray[np.intp]

PATH_TAGS = (
    *("article", "main", "aside", "nav", "footer", "header", "form", "table", "figure", "section", "blockquote"),
    *("ul", "ol", "dl", "details", "button", "li", "td", "p"),
)
"""Tags whose presence anywhere above a block counts."""
TAG_BIT = {tag: 1 << number for number, tag in enumerate(PATH_TAGS)}
_TAGS = ("p", "div", "li", "span", "td", "a", "section", "article", "blockquote", "pre", "body")
TAG_NUMBER = {tag: number for number, tag in enumerate(_TAGS)}
OTHER_TAG = len(_TAGS)

NAMELESS: tuple[list[float], int] = ([], NO_RANK)
LEVELS = 8
FADE = 0.7
MEMORY = 50_000
"""Different names that are remembered at most; a page that has more of them is hostile, and the rest says nothing."""
CLOSE = 3
"""What an element says of what is close inside it holds for blocks this many levels down."""
JUMPS = 8
"""Each jump doubles the reach: enough for the deepest element that is recorded."""


class TokenScores:
    """Scores of the parts of class names and ids, learned: how much more often than usual an article is inside.

    What is said by each tag with its names is worked out once and kept as a row of a table.
    """

    def __init__(self, scores: Mapping[str, float]) -> None:
        self._of_tag = scores
        self._reader = NameReader(scores)
        self.numbers: dict[tuple[str, str], int] = {}
        """The row of what each tag with its names says."""
        self.table = np.zeros((MEMORY, 7), dtype=np.float64)
        self.table[0, 4] = OTHER_TAG

    def said(self, elements: Sequence[Element]) -> tuple[Orders, npt.NDArray[np.float64]]:
        """Return the number of what each element says (0 for "nothing", first), and a column for each.

        They say: the lowest (at most 0) and the highest (at least 0) score among an element's tokens, their sum, the
        bit of its tag, its number, and the places in ``AROUND`` of what is said of what is close and far inside.
        """
        self.make_room(len(elements))
        keys = [(e.tag, e.names) for e in elements]
        known = self.numbers
        try:
            columns = list(map(known.__getitem__, keys))
        except KeyError:
            self.learn(list(dict.fromkeys([key for key in keys if key not in known])))
            columns = [known.get(key, 0) for key in keys]
        found = integers([0, *columns])
        return found, self.table.take(found, axis=0).T

    def make_room(self, count: int) -> None:
        """Begin again where there is no room for that many more."""
        if len(self.numbers) + count >= MEMORY - 1:
            self.numbers.clear()

    def learn(self, keys: list[tuple[str, str]]) -> None:
        """Work out what is said by tags with names that are new; those that the table has no room for say nothing."""
        first = len(self.numbers) + 1
        last = min(first + len(keys), MEMORY)
        self.numbers.update(zip(keys, range(first, last), strict=False))
        write_said(self.table[first:last], keys[: last - first], self._of_tag, self._reader)


class _Reader(Protocol):
    def read(self, names: str) -> tuple[list[float], int]: ...


def write_said_in_python(
    out: npt.NDArray[np.float64], keys: list[tuple[str, str]], of_tag: Mapping[str, float], reader: _Reader
) -> None:
    """Write a row for each tag with its names."""
    said: list[float] = []
    for tag, names in keys:
        scores, rank = reader.read(names) if names else NAMELESS
        found = [0.0, of_tag.get(tag, 0.0), *scores]
        total = reduce(add, found)
        said += min(found), max(found), total, TAG_BIT.get(tag, 0), TAG_NUMBER.get(tag, OTHER_TAG), *says(tag, rank)
    out[:] = np.frombuffer(struct.pack(f"{len(said)}d", *said)).reshape(out.shape)


try:
    from winnow.stages.html.native.scores import write_said
except ImportError:
    write_said = write_said_in_python


def fading(decay: float) -> npt.NDArray[np.float64]:
    """Return how much counts at each level up."""
    return np.power(decay, np.arange(LEVELS), dtype=np.float64)


def integers(values: Sequence[int]) -> Orders:
    """Return whole numbers as an array, in half the time that numpy takes."""
    return np.frombuffer(struct.pack(f"{len(values)}n", *values), np.intp)


def numbered(keys: list[int]) -> Orders:
    """Return a number from 0 on for each key, the same for equal ones."""
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    return integers([numbers[key] for key in keys])


class Spots:
    """The elements of a page."""

    def __init__(self, page: Page, scores: TokenScores) -> None:
        elements, blocks = page.elements, page.blocks
        above = [e.parent.order + 1 if e.parent is not None else 0 for e in elements]
        self.parents: Orders = integers([0, *above])
        self.depths: Orders = integers([-1, *[e.depth for e in elements]])
        self.own: Orders = integers([b.element.order + 1 if b.element else 0 for b in blocks])
        """Each block's element."""
        self.own_chars: Orders = integers([len(b.text) for b in blocks])
        self.own_links: Orders = integers([b.link_chars for b in blocks])
        self.columns, self.said = scores.said(elements)
        self.tags = self.said[4]
        self.chain = self._chain()
        self.paths, self.path_tags, self._afar = self._follow_paths()
        self.ends = self._find_ends()
        self.sums = self._add_up()
        self.likeness: Orders = self.columns[self.own] * MEMORY + self.columns[self.chain[1]]
        """Equal for blocks whose element and its parent are called the same."""

    def _chain(self) -> Orders:
        """Return each block's element, below it that one's parent, and so on."""
        chain = np.empty((LEVELS, len(self.own)), dtype=np.intp)
        chain[0] = self.own
        for level in range(1, LEVELS):
            self.parents.take(chain[level - 1], out=chain[level], mode="clip")
        return chain

    def _follow_paths(self) -> tuple[npt.NDArray[np.float64], Orders, Orders]:
        """Gather what is said on the way from the root down to each element, doubling the way with each jump.

        Return the lowest, the highest and the fading sum of the scores; the bits of all tags; and what the nearest
        element that says anything of all inside it says.
        """
        afar = self.said[6]
        highest = np.array((-self.said[0], self.said[1], np.arange(len(afar)) * (afar > 0)))
        total, bits = self.said[2], self.said[3].astype(np.intp)
        above, fade = self.parents, FADE
        for _ in range(JUMPS):
            np.maximum(highest, highest.take(above, axis=1), out=highest)
            total = total + fade * total.take(above)
            bits |= bits.take(above)
            above, fade = above.take(above), fade * fade
            if not above.any():
                break
        low, high, nearest = highest
        return np.array((-low, high, total)), bits, afar.take(nearest.astype(np.intp)).astype(np.intp)

    def _find_ends(self) -> Orders:
        """Return where each element's last descendant stands, plus one: from child to last child, doubling the way."""
        size = len(self.parents)
        last = np.arange(size)
        last[self.parents[1:]] = last[1:]
        for _ in range(JUMPS):
            last = last[last]
        return last + 1

    def _add_up(self) -> Matrix:
        """Return how much is in each element and those inside it: characters, the share in links, and blocks."""
        size = len(self.parents)
        before = np.zeros((3, size + 1))
        for row, values in zip(before, (self.own_chars, self.own_links, None), strict=True):
            row[1:] = np.bincount(self.own, values, size)
        np.cumsum(before, axis=1, out=before)
        sums = (before.take(self.ends, axis=1) - before[:, :-1]).astype(np.float32)
        sums[1] /= np.maximum(sums[0], 1)
        return sums

    def best(self, prose: Matrix, decay: float) -> int:
        """Return the element that holds the most prose.

        Prose counts less with each level up: a ``decay`` near 1 finds the wide container, a smaller one the tight one.
        """
        shares = np.multiply.outer(fading(decay), prose)
        weight = np.bincount(self.chain.reshape(-1), shares.reshape(-1), len(self.parents))
        weight[0] = 0
        return int(weight.argmax())

    def within(self, element: int) -> npt.NDArray[np.bool_]:
        """Say which blocks are in an element."""
        found: npt.NDArray[np.bool_] = (self.own >= max(1, element)) & (self.own < self.ends[element])
        return found

    def surroundings(self) -> list[Found | None]:
        """Return what is said of where each block stands: by the nearest of the elements right above it, or afar."""
        around = self._afar[self.chain[CLOSE]]
        for said in self.said[5].astype(np.intp)[self.chain[CLOSE - 1 :: -1]]:
            around = np.where(said, said, around)
        return [AROUND[place] for place in around.tolist()]
