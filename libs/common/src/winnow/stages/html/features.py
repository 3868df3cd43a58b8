"""Describe every block of a page by numbers: its text, its place in the tree, its neighbours, and the page.

The same code serves training and cleaning, so that a weight always meets the feature it was learned on. A feature is a
row and a block a column: rows are what the model picks from.
"""

from collections import Counter

import numpy as np
import numpy.typing as npt

from winnow.stages.blocks import BlockKind, Page
from winnow.stages.html.branches import BRANCH_ROWS, write_branches
from winnow.stages.html.spots import PATH_TAGS, Matrix, Orders, Spots, integers, numbered
from winnow.stages.html.told import Told

_KIND_NUMBER = {id(kind): number for number, kind in enumerate(BlockKind)}
"""By identity: an enumeration's members are hashed in Python, and this is asked once a block."""
ENDS = frozenset('.!?…。！？”"’»:;')
_ABOVE = 4
_NEAR = 2
TIGHT, WIDE = 0.5, 0.85
PROSE_CHARS = 60

_TEXT = (
    *("chars", "words", "link_share", "strong_share", "word_length", "commas", "stops", "questions", "bars", "lines"),
    *("ends_sentence", "starts_upper", "repeats", "in_body", "in_summary", "kind", "level", "tag", "depth", "hidden"),
)
_TREE = (
    *("like_count", "like_chars", "like_links", "in_best", "in_wide", "path_low", "path_high", "path_sum"),
    *(f"{what}_{up}_up" for up in range(_ABOVE + 1) for what in ("chars", "links", "blocks")),
    *(f"{what}_{up}_up" for up in range(_NEAR + 1) for what in ("token_low", "token_high")),
)
_WINDOW = ("chars", "link_share", "ends_sentence", "commas", "kind", "in_best", "tag", "like_chars", "path_sum")
_REACH = (-3, -2, -1, 1, 2, 3)
_PLACE = (
    *("position", "position_share", "chars_before", "blocks", "page_chars", "page_links", "since_h1", "to_h1"),
    *("has_h1", "since_prose", "to_prose", "prose_blocks", "best_share", "density_before", "density_after"),
    *("since_heading", "prose_before", "prose_after"),
)
NEITHER = -1.0

ROWS = [
    *_TEXT,
    *_TREE,
    *(f"in:{tag}" for tag in PATH_TAGS),
    *(f"{name}[{offset:+d}]" for offset in _REACH for name in _WINDOW),
    *_PLACE,
    *BRANCH_ROWS,
]
"""The features' names, in their order."""

_ROW = {name: number for number, name in enumerate(ROWS)}
_TREE_AT = len(_TEXT)
_TAGS_AT = _TREE_AT + len(_TREE)
_WINDOWS_AT = _TAGS_AT + len(PATH_TAGS)
_PLACES_AT = _WINDOWS_AT + len(_REACH) * len(_WINDOW)
_BRANCHES_AT = _PLACES_AT + len(_PLACE)
_WINDOW_ROWS = [_ROW[name] for name in _WINDOW]


def describe(page: Page, spots: Spots) -> Matrix:
    """Return one row a feature, one column a block."""
    out = np.empty((len(ROWS), len(page.blocks)), dtype=np.float32)
    _write_text(out, page, spots)
    prose = _prose(out)
    best = spots.best(prose, TIGHT)
    _write_tree(out[_TREE_AT:_TAGS_AT], out, spots)
    out[_ROW["in_best"]], out[_ROW["in_wide"]] = spots.within(best), spots.within(spots.best(prose, WIDE))
    bits = spots.path_tags[spots.own].astype("<u4").view(np.uint8).reshape(-1, 4)
    out[_TAGS_AT:_WINDOWS_AT] = np.unpackbits(bits, axis=1, count=len(PATH_TAGS), bitorder="little").T
    _write_windows(out[_WINDOWS_AT:_PLACES_AT], out)
    _write_places(out[_PLACES_AT:_BRANCHES_AT], out)
    write_branches(out[_BRANCHES_AT:], out, prose, best, spots)
    out[_ROW["h1_number"]] = np.cumsum(out[_ROW["level"]] == 1)
    return out


def _prose(text: Matrix) -> Matrix:
    """Return the characters of each block that reads like prose, without those in links."""
    chars, link_share, hidden = (text[_ROW[name]] for name in ("chars", "link_share", "hidden"))
    prose: Matrix = chars - 2 * (link_share * chars)
    prose[(prose < PROSE_CHARS) | (hidden > 0)] = 0
    return prose


def _write_text(out: Matrix, page: Page, spots: Spots) -> None:
    blocks = page.blocks
    texts = [block.text for block in blocks]
    out[0], out[2] = spots.own_chars, spots.own_links
    _write_counts(out, texts, spots.own_chars)
    out[3] = integers([block.strong_chars for block in blocks])
    out[2:4] /= out[0]
    out[4] = out[0] / out[1]
    out[10] = _small([text[-1] in ENDS for text in texts])
    out[11] = _small([text[0].isupper() for text in texts])
    out[12] = integers([*map(Counter(texts).__getitem__, texts)])
    told = Told(page)
    out[13] = told.in_body(texts)
    out[14] = told.in_summary(texts)
    out[15] = _small([_KIND_NUMBER[id(block.kind)] for block in blocks])
    out[16] = _small([block.level for block in blocks])
    out[17] = spots.tags[spots.own]
    out[18] = np.maximum(spots.depths[spots.own], 0)
    out[19] = _small([block.hidden for block in blocks])


def _write_counts(out: Matrix, texts: list[str], chars: Orders) -> None:
    """Count the words of each text, and the marks in it, in one string of them all."""
    codes = np.frombuffer("\0".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    starts = np.zeros(len(texts) + 1, dtype=np.intp)
    np.cumsum(chars + 1, out=starts[1:])
    space, stop = codes == ord(" "), codes == ord(".")
    out[1] = _in_each(space, starts) + 1
    out[5] = _in_each(codes == ord(","), starts)
    out[6] = _in_each(stop[:-1] & space[1:], starts)
    for row, mark in enumerate("?|\n", start=7):
        out[row] = _in_each(codes == ord(mark), starts)


def _in_each(hits: npt.NDArray[np.bool_], starts: Orders) -> Orders:
    """Return how many hits there are from each start to the next."""
    before = np.flatnonzero(hits).searchsorted(starts)
    return before[1:] - before[:-1]


def _small(numbers: list[int]) -> npt.NDArray[np.uint8]:
    """Return numbers below 256 as an array: in a third of the time that any numbers take."""
    return np.frombuffer(bytes(numbers), np.uint8)


def _write_tree(out: Matrix, text: Matrix, spots: Spots) -> None:
    chars, links, n = text[0], text[2] * text[0], text.shape[1]
    alike = numbered(spots.likeness.tolist())
    like_chars = np.bincount(alike, chars)
    out[0] = np.bincount(alike)[alike]
    out[1] = like_chars[alike]
    out[2] = (np.bincount(alike, links) / np.maximum(like_chars, 1))[alike]
    out[5:8] = spots.paths.take(spots.own, axis=1)
    chain = spots.chain[: _ABOVE + 1]
    own, tokens = np.split(out[8:], [3 * len(chain)])
    own.reshape(-1, 3, n)[:] = spots.sums.take(chain, axis=1).swapaxes(0, 1)
    tokens.reshape(-1, 2, n)[:] = spots.said[:2].take(chain[: _NEAR + 1], axis=1).swapaxes(0, 1)


def _write_windows(out: Matrix, raw: Matrix) -> None:
    n, reach = raw.shape[1], max(_REACH)
    padded = np.full((len(_WINDOW), n + 2 * reach), NEITHER, dtype=np.float32)
    padded[:, reach : reach + n] = raw[_WINDOW_ROWS]
    for rows, offset in zip(out.reshape(len(_REACH), len(_WINDOW), n), _REACH, strict=True):
        rows[:] = padded[:, reach + offset : reach + offset + n]


def _write_places(out: Matrix, raw: Matrix) -> None:
    n = raw.shape[1]
    chars, links, level = raw[_ROW["chars"]], raw[_ROW["link_share"]], raw[_ROW["level"]]
    prose = (chars >= 80) & (links < 0.34) & (raw[_ROW["hidden"]] == 0)
    prose_chars = np.where(prose, chars, 0)
    prose_total = max(1.0, float(prose_chars.sum()))
    prose_before = (np.cumsum(prose_chars) - prose_chars) / prose_total
    total = max(1.0, float(chars.sum()))
    density = np.where(links < 0.5, np.minimum(chars, 600), -50).astype(np.float32)
    position = np.arange(n, dtype=np.float32)
    title = level == 1
    since = _since(np.array((title, prose, level > 0, title[::-1], prose[::-1])))
    before, after = _fading(np.array((density, density[::-1])))
    rows = (
        *(position, position / n, (np.cumsum(chars) - chars) / total, n, total, float((chars * links).sum()) / total),
        *(since[0], since[3, ::-1], title.any(), since[1], since[4, ::-1], prose.sum()),
        float((prose_chars * raw[_ROW["in_best"]]).sum()) / prose_total,
        *(before, after[::-1], since[2]),
        *(prose_before, 1 - prose_before - prose_chars / prose_total),
    )
    for number, row in enumerate(rows):
        out[number] = row


def _since(marks: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """Return for each row how many blocks ago the last mark was, at most 99."""
    at = np.arange(marks.shape[1])
    return np.minimum(at - np.maximum.accumulate(np.where(marks, at, -100), axis=1), 99)


def _fading(values: Matrix) -> Matrix:
    """Return for each row what the neighbours before add up to, each step away counting half as much."""
    out = np.zeros_like(values)
    for step in range(1, min(7, values.shape[1])):
        out[:, step:] += values[:, :-step] * np.float32(0.5**step)
    return out
