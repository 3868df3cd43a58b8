"""Describe every block of a page by numbers: its text, its place in the tree, its neighbours, and the page.

The same code serves training and cleaning, so that a weight always meets the feature it was learned on. A feature is a
row and a block a column: rows are what the model picks from.
"""

import numpy as np
import numpy.typing as npt

from winnow.stages.blocks import BlockKind, Page
from winnow.stages.html.spots import PATH_TAGS, Matrix, Spots
from winnow.stages.html.told import Told

_KIND_NUMBER = {kind.value: number for number, kind in enumerate(BlockKind)}
_TAGS = ("p", "div", "li", "span", "td", "a", "section", "article", "blockquote", "pre", "body")
_TAG_NUMBER = {tag: number for number, tag in enumerate(_TAGS)}
_OTHER_TAG = len(_TAGS)
_ENDS = frozenset('.!?…。！？”"’»:;')
_ABOVE = 4
_NEAR = 2
_TIGHT, _WIDE = 0.5, 0.85

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
_NEITHER = -1.0

ROWS = [
    *_TEXT,
    *_TREE,
    *(f"in:{tag}" for tag in PATH_TAGS),
    *(f"{name}[{offset:+d}]" for offset in _REACH for name in _WINDOW),
    *_PLACE,
]
"""The features' names, in their order."""

_ROW = {name: number for number, name in enumerate(ROWS)}
_WINDOW_ROWS = [_ROW[name] for name in _WINDOW]


def describe(page: Page, spots: Spots) -> Matrix:
    """Return one row a feature, one column a block."""
    text = _of_text(page)
    raw = np.concatenate([text, _of_tree(text, spots)])
    bits = spots.path_tags[spots.own]
    tags = ((bits >> np.arange(len(PATH_TAGS))[:, None]) & 1).astype(np.float32)
    return np.concatenate([raw, tags, _windows(raw), _places(raw)])


def _of_text(page: Page) -> Matrix:
    blocks = page.blocks
    texts = [block.text for block in blocks]
    seen, told = _counted(texts), Told(page)
    out = np.empty((len(_TEXT), len(blocks)), dtype=np.float32)
    chars = out[0] = [len(text) for text in texts]
    out[1] = [text.count(" ") + 1 for text in texts]
    out[2] = [block.link_chars for block in blocks]
    out[3] = [block.strong_chars for block in blocks]
    out[2:4] /= chars
    out[4] = out[0] / out[1]
    page_text = "\0".join(texts)
    for row, mark in enumerate((",", ". ", "?", "|", "\n"), start=5):
        out[row] = [text.count(mark) for text in texts] if mark in page_text else 0
    out[10] = [text[-1] in _ENDS for text in texts]
    out[11] = [text[0].isupper() for text in texts]
    out[12] = [seen[text] for text in texts]
    out[13] = told.in_body(texts)
    out[14] = told.in_summary(texts)
    out[15] = [_KIND_NUMBER[block.kind.value] for block in blocks]
    out[16] = [block.level for block in blocks]
    elements = [block.element for block in blocks]
    out[17] = [_TAG_NUMBER.get(e.tag, _OTHER_TAG) if e is not None else _OTHER_TAG for e in elements]
    out[18] = [e.depth if e is not None else 0 for e in elements]
    out[19] = [block.hidden for block in blocks]
    return out


def _counted(texts: list[str]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for text in texts:
        seen[text] = seen.get(text, 0) + 1
    return seen


def _of_tree(text: Matrix, spots: Spots) -> Matrix:
    chars, links = text[0], text[2] * text[0]
    own, parents = spots.own, spots.parents
    prose = chars - 2 * links
    prose[(prose < 60) | (text[19] > 0)] = 0
    _, alike = np.unique(spots.likeness, return_inverse=True)
    like_chars = np.bincount(alike, chars)
    rows = [
        np.bincount(alike)[alike],
        like_chars[alike],
        (np.bincount(alike, links) / np.maximum(like_chars, 1))[alike],
        spots.within_best(prose, _TIGHT),
        spots.within_best(prose, _WIDE),
        *(spots.path_low[own], spots.path_high[own], spots.path_sum[own]),
    ]
    chain = [own]
    for _ in range(_ABOVE):
        chain.append(parents[chain[-1]])
    for at in chain:
        rows += [spots.chars[at], spots.link_share[at], spots.blocks[at]]
    for at in chain[: _NEAR + 1]:
        rows += [spots.low[at], spots.high[at]]
    out = np.empty((len(rows), len(chars)), dtype=np.float32)
    for number, row in enumerate(rows):
        out[number] = row
    return out


def _windows(raw: Matrix) -> Matrix:
    n, reach = raw.shape[1], max(_REACH)
    padded = np.full((len(_WINDOW_ROWS), n + 2 * reach), _NEITHER, dtype=np.float32)
    padded[:, reach : reach + n] = raw[_WINDOW_ROWS]
    return np.concatenate([padded[:, reach + offset : reach + offset + n] for offset in _REACH])


def _places(raw: Matrix) -> Matrix:
    n = raw.shape[1]
    chars, links, level = raw[_ROW["chars"]], raw[_ROW["link_share"]], raw[_ROW["level"]]
    prose = (chars >= 80) & (links < 0.34) & (raw[_ROW["hidden"]] == 0)
    prose_chars = np.where(prose, chars, 0)
    prose_total = max(1.0, float(prose_chars.sum()))
    prose_before = (np.cumsum(prose_chars) - prose_chars) / prose_total
    total = max(1.0, float(chars.sum()))
    density = np.where(links < 0.5, np.minimum(chars, 600), -50).astype(np.float32)
    position = np.arange(n, dtype=np.float32)
    title, heading = level == 1, level > 0
    rows = (
        *(position, position / n, (np.cumsum(chars) - chars) / total, n, total, float((chars * links).sum()) / total),
        *(_since(title), _until(title), title.any(), _since(prose), _until(prose), prose.sum()),
        float((prose_chars * raw[_ROW["in_best"]]).sum()) / prose_total,
        *(_fading(density), _fading(density[::-1])[::-1], _since(heading)),
        *(prose_before, 1 - prose_before - prose_chars / prose_total),
    )
    out = np.empty((len(rows), n), dtype=np.float32)
    for number, row in enumerate(rows):
        out[number] = row
    return out


def _since(marks: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """Return how many blocks ago the last mark was, at most 99."""
    at = np.arange(len(marks))
    return np.minimum(at - np.maximum.accumulate(np.where(marks, at, -100)), 99)


def _until(marks: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """Return in how many blocks the next mark comes, at most 99."""
    return _since(marks[::-1])[::-1]


def _fading(values: Matrix) -> Matrix:
    """Return what the neighbours before add up to, each step away counting half as much."""
    out = np.zeros(len(values), np.float32)
    for step in range(1, min(7, len(values))):
        out[step:] += values[:-step] * np.float32(0.5**step)
    return out
