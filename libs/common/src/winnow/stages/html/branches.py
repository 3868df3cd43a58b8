"""Describe where each block branches off from the element that holds most of the article's text.

The names high up in the tree are those of the whole page and say little. What tells comments, boxes and the next story
from the article are the names on the way down from the last element that a block shares with it.
"""

import numpy as np
import numpy.typing as npt

from winnow.stages.html.spots import FADE, Matrix, Orders, Spots, fading, numbered

BRANCH_ROWS = (
    *("branch_low", "branch_high", "branch_sum", "branch_root_low", "branch_root_high"),
    *("branch_prose", "branch_links", "branch_blocks", "branch_like", "branch_level", "branch_side"),
    *("is_main", "main_share", "main_after", "until_main", "h1_number"),
)
"""The features' names, in their order."""

FAR = 99
MOSTLY_LINKS = 0.5


def write_branches(out: Matrix, text: Matrix, prose: Matrix, best: int, spots: Spots) -> None:
    """Write the rows. ``text`` has the characters and the share in links first; ``best`` is the article's element."""
    chain, each = spots.chain, np.arange(len(spots.own))
    outside = (chain > best) | (spots.ends[chain] <= best)
    said = spots.said[:3].take(chain, axis=1) * outside
    up = outside.sum(axis=0)
    root = chain[np.maximum(up - 1, 0), each]
    shared = np.where(up > 0, spots.parents[root], spots.own)
    out[0], out[1] = said[0].min(axis=0), said[1].max(axis=0)
    out[2] = np.cumsum(fading(FADE)[:, None] * said[2], axis=0)[-1]
    out[3:5] = spots.said[:2].take(root, axis=1)
    _write_sizes(out[5:8], root, text, prose)
    alike = numbered((spots.columns[root] * len(spots.parents) + shared).tolist())
    out[8] = np.bincount(alike)[alike]
    out[9] = spots.depths[best] - spots.depths[shared]
    out[10] = _sides(shared == best)
    _write_main(out[11:15], prose, spots)
    out[11] *= text[2] <= MOSTLY_LINKS


def _write_sizes(out: Matrix, root: Orders, text: Matrix, prose: Matrix) -> None:
    """Write the share of the page's prose that is in each block's branch, the branch's share of links, its blocks."""
    chars, links = np.bincount(root, text[0]), np.bincount(root, text[2] * text[0])
    out[0] = np.bincount(root, prose)[root] / max(1.0, float(prose.sum()))
    out[1] = (links / np.maximum(chars, 1))[root]
    out[2] = np.bincount(root)[root]


def _sides(inside: npt.NDArray[np.bool_]) -> npt.NDArray[np.int8]:
    """Return -1 before the first block that is inside, 1 after the last one, 0 between."""
    each, (found,) = np.arange(len(inside)), np.nonzero(inside)
    first, last = (found[0], found[-1]) if len(found) else (0, len(inside))
    return (each > last).astype(np.int8) - (each < first)


def _write_main(out: Matrix, prose: Matrix, spots: Spots) -> None:
    """Write where each block stands to the largest group of paragraphs of one name in one element."""
    keys = spots.columns[spots.own] * len(spots.parents) + spots.chain[1]
    read = np.flatnonzero(prose)
    out[0] = main = keys == (_heaviest(keys[read], prose[read]) if len(read) else keys[0])
    held = np.where(main, prose, 0)
    total = max(1.0, float(held.sum()))
    out[1] = total / max(1.0, float(prose.sum()))
    out[2] = 1 - np.cumsum(held) / total
    each, (found,) = np.arange(len(main)), np.nonzero(held)
    coming = np.append(found, len(main) + FAR)[np.searchsorted(found, each)]
    out[3] = np.minimum(coming - each, FAR)


def _heaviest(keys: Orders, weights: Matrix) -> int:
    """Return the key whose entries weigh the most together."""
    group = numbered(keys.tolist())
    return int(keys[(group == np.bincount(group, weights).argmax()).argmax()])
