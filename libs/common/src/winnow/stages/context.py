"""Describe a block by what a first opinion said of the blocks around it.

Alone, a block of an article and a block beside one look alike. A second look sees that the rest of a table, a list, a
section or a container was taken for the article, and how much of it lies before and after.
"""

import numpy as np
import numpy.typing as npt

from winnow.stages.blocks import Element, Page
from winnow.stages.features import Matrix, fading, since, until

_REACH = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)
_UP = 5
_GROUPS = {
    "table": ("table",),
    "list": ("ul", "ol"),
    "section": ("section", "article"),
    "inset": ("blockquote", "aside"),
}
_SURE = 0.5
_LONG_WORDS = 20
_OUTSIDE = -1.0
_BEYOND = -0.1

CONTEXT_ROWS = [
    "opinion",
    *(f"opinion[{offset:+d}]" for offset in _REACH),
    *("like_opinion", "like_blocks"),
    *(f"{what}_{up}_up" for up in range(_UP) for what in ("opinion", "blocks", "words")),
    *(f"{group}_{what}" for group in _GROUPS for what in ("opinion", "blocks")),
    *("mass_before", "mass_after", "mass", "mass_share"),
    *("since_sure", "to_sure", "since_long", "to_long"),
    *("section_opinion", "section_blocks", "heading_opinion", "mass_fading_before", "mass_fading_after"),
]
"""The features' names, in their order."""

Orders = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.floating | np.integer]


def describe_context(page: Page, opinion: Matrix, heading: npt.NDArray[np.bool_]) -> Matrix:
    """Return one row a feature, one column a block. ``opinion`` is how likely each block belongs to the article."""
    n = len(opinion)
    words = np.array([block.text.count(" ") + 1 for block in page.blocks], dtype=np.float32)
    mass = opinion * words
    total = max(1.0, float(mass.sum()))
    before = np.cumsum(mass) - mass
    sure = opinion >= _SURE
    long = sure & (words >= _LONG_WORDS)
    section = np.cumsum(heading, dtype=np.intp)
    under = np.maximum.accumulate(np.where(heading, np.arange(n), -1))
    rows = [
        opinion,
        *_shifted(opinion),
        *_shared(_alike(page), opinion, words)[:2],
        *_containers(page, opinion, words),
        *(before / total, (total - mass - before) / total, total, total / max(1.0, float(words.sum()))),
        *(since(sure), until(sure), since(long), until(long)),
        *_shared(section, opinion, words)[:2],
        np.where(under >= 0, opinion[under], _OUTSIDE),
        *(fading(mass), fading(mass[::-1])[::-1]),
    ]
    out = np.empty((len(rows), n), dtype=np.float32)
    for number, row in enumerate(rows):
        out[number] = row
    return out


def _shifted(opinion: Matrix) -> list[Matrix]:
    reach = max(_REACH)
    padded = np.full(len(opinion) + 2 * reach, _BEYOND, dtype=np.float32)
    padded[reach:-reach] = opinion
    return [padded[reach + offset : reach + offset + len(opinion)] for offset in _REACH]


def _shared(group: Orders, opinion: Matrix, words: Matrix) -> tuple[Numbers, Numbers, Numbers]:
    """Return for each block its group's opinion (weighted by words), blocks and words. Groups count from 0."""
    word_sum = np.bincount(group, words)
    opinion_sum = np.bincount(group, words * opinion)
    mean = opinion_sum / np.maximum(word_sum, 1e-6)
    return mean[group], np.bincount(group)[group], word_sum[group]


def _containers(page: Page, opinion: Matrix, words: Matrix) -> list[Numbers]:
    """Return what the containers of each block hold: the element itself and those above, then the table, list … around.

    Group 0 is "none": above the root, or outside any table.
    """
    parents = np.array([0, *(e.parent.order + 1 if e.parent else 0 for e in page.elements)], dtype=np.intp)
    at = np.array([b.element.order + 1 if b.element else 0 for b in page.blocks], dtype=np.intp)
    rows: list[Numbers] = []
    level = at
    for _ in range(_UP):
        rows += _shared(level, opinion, words)
        level = parents[level]
    for tags in _GROUPS.values():
        group = np.array(_nearest(page.elements, tags), dtype=np.intp)[at]
        mean, blocks, _ = _shared(group, opinion, words)
        rows += [np.where(group > 0, mean, _OUTSIDE), np.where(group > 0, blocks, 0)]
    return rows


def _nearest(elements: list[Element], tags: tuple[str, ...]) -> list[int]:
    """Return for each element the nearest one around it (or itself) with such a tag, counted from 1; 0 for none."""
    found = [0]
    for element in elements:
        if element.tag in tags:
            found.append(element.order + 1)
        else:
            found.append(found[element.parent.order + 1] if element.parent is not None else 0)
    return found


def _alike(page: Page) -> Orders:
    """Give blocks whose tag and names, and their parents', are the same one number."""
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(_key(block.element), len(numbers)) for block in page.blocks], dtype=np.intp)


def _key(element: Element | None) -> object:
    if element is None or element.parent is None:
        return None
    return element.tag, element.names, element.parent.tag, element.parent.names
