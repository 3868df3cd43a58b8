"""Describe every block of a page by numbers: its text, its place in the tree, its neighbours, and the page.

The same code serves training and cleaning, so that a weight always meets the feature it was learned on. A feature is a
row and a block a column: rows are what the model picks from.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from winnow.stages.blocks import Block, BlockKind, Element, Page
from winnow.stages.cues import CUES, NAMES, cue_bits
from winnow.stages.spots import PATH_TAGS, Spot, best_container
from winnow.stages.told import Told

Matrix = npt.NDArray[np.float32]

_KIND_NUMBER = {kind: number for number, kind in enumerate(BlockKind)}
_TAGS = ("p", "div", "li", "span", "td", "a", "section", "article", "blockquote", "pre", "body")
_TAG_NUMBER = {tag: number for number, tag in enumerate(_TAGS)}
_OTHER_TAG = len(_TAGS)
_ENDS = frozenset('.!?…。！？”"’»:;')
_SHORT = 100
_TITLE_CHARS = 200
_ABOVE = 4

_TEXT = (
    *("chars", "words", "link_share", "strong_share", "commas", "stops", "ends_sentence", "starts_upper", "digits"),
    *("lines", "kind", "level", "tag", "depth", "hidden", "repeats", "in_title", "questions", "bars", "word_length"),
    *("in_body", "in_summary"),
)
_TREE = (
    *("own_chars", "own_links", "own_blocks", "like_count", "like_chars", "like_links", "in_best", "in_wide"),
    *(f"{what}_{up}_up" for up in range(1, _ABOVE + 1) for what in ("chars", "links", "blocks")),
    *("token_low", "token_high", "token_low_1_up", "token_high_1_up", "token_low_2_up", "token_high_2_up"),
    *("path_low", "path_high", "path_sum"),
)
_WINDOW = ("chars", "link_share", "ends_sentence", "commas", "kind", "in_best", "tag", "like_chars")
_REACH = (-3, -2, -1, 1, 2, 3)
_PLACE = (
    *(
        "position",
        "position_share",
        "chars_before",
        "blocks",
        "page_chars",
        "page_links",
        "since_h1",
        "to_h1",
        "has_h1",
    ),
    *("since_prose", "to_prose", "prose_blocks", "best_share", "density_before", "density_after", "since_heading"),
    *("prose_before", "prose_after", "cues_before", "cues_after"),
)
_NEITHER = -1.0

ROWS = [
    *_TEXT,
    *_TREE,
    *(f"cue:{name}" for name in CUES),
    *(f"in:{tag}" for tag in PATH_TAGS),
    *(f"{reach}:{name}" for reach in ("own", "near", "path") for name in NAMES),
    *(f"{name}[{offset:+d}]" for offset in _REACH for name in _WINDOW),
    *_PLACE,
]
"""The features' names, in their order."""

_ROW = {name: number for number, name in enumerate(ROWS)}
_WINDOW_ROWS = [_ROW[name] for name in _WINDOW]


def describe(page: Page, spots: Sequence[Spot]) -> Matrix:
    """Return one row a feature, one column a block."""
    blocks = page.blocks
    raw = np.concatenate([_of_text(page), _of_tree(page, spots)])
    cues = np.array([cue_bits(block.text) for block in blocks], dtype=np.int64)
    return np.concatenate(
        [
            raw,
            _unpack(cues, len(CUES)),
            *_of_names(blocks, spots),
            _windows(raw),
            _places(raw),
            _neighbours_with(cues),
        ]
    )


def _of_text(page: Page) -> Matrix:
    seen: dict[str, int] = defaultdict(int)
    for block in page.blocks:
        seen[block.text] += 1
    title, told = page.title.lower(), Told(page)
    return np.array([_text_row(block, seen, title, told) for block in page.blocks], dtype=np.float32).T


def _text_row(block: Block, seen: Mapping[str, int], title: str, told: Told) -> Sequence[float]:
    text = block.text
    size, count = len(text), text.count
    words = count(" ") + 1
    tag = block.element.tag if block.element is not None else ""
    short = size <= _SHORT
    return (
        *(size, words, block.link_chars / size, block.strong_chars / size, count(",") + count("，")),
        *(count(". ") + count("? ") + count("! ") + count("。"), text[-1] in _ENDS, text[0].isupper()),
        *(sum(map(str.isdigit, text)) / size if short else 0.0, count("\n"), _KIND_NUMBER[block.kind], block.level),
        *(_TAG_NUMBER.get(tag, _OTHER_TAG), block.element.depth if block.element is not None else 0, block.hidden),
        *(seen[text], size < _TITLE_CHARS and text.lower() in title, count("?"), count("|"), size / words),
        *(told.in_body(text), told.in_summary(text)),
    )


def _of_tree(page: Page, spots: Sequence[Spot]) -> Matrix:
    best, wide = best_container(page, 0.5), best_container(page, 0.85)
    like: dict[object, list[int]] = defaultdict(lambda: [0, 0, 0])
    for block in page.blocks:
        alike = like[_likeness(block.element)]
        alike[0] += 1
        alike[1] += len(block.text)
        alike[2] += block.link_chars
    rows = {}
    for block in page.blocks:
        element = _element(block)
        if element.order not in rows:
            count, chars, links = like[_likeness(element)]
            spot = spots[element.order]
            rows[element.order] = (
                *(spot.chars, spot.link_share, spot.blocks, count, chars, links / max(1, chars)),
                *(element.order in best, element.order in wide),
                *_above(element, spots),
            )
    return np.array([rows[_element(block).order] for block in page.blocks], dtype=np.float32).T


def _above(element: Element, spots: Sequence[Spot]) -> list[float]:
    """Return what is summed in the elements above, and how the names speak there and on the whole way up."""
    sums: list[float] = []
    spot = spots[element.order]
    tokens: list[float] = [spot.token_low, spot.token_high]
    above = element.parent
    for up in range(_ABOVE):
        if above is None:
            sums += (0, 0, 0)
            tokens += (0, 0) if up < 2 else ()
            continue
        there = spots[above.order]
        sums += (there.chars, there.link_share, there.blocks)
        tokens += (there.token_low, there.token_high) if up < 2 else ()
        above = above.parent
    return [*sums, *tokens, spot.path_low, spot.path_high, spot.path_sum]


def _element(block: Block) -> Element:
    if block.element is None:
        raise TypeError("a block of HTML has an element")
    return block.element


def _likeness(element: Element | None) -> object:
    if element is None or element.parent is None:
        return None
    return element.tag, element.names, element.parent.tag, element.parent.names


def _of_names(blocks: Sequence[Block], spots: Sequence[Spot]) -> list[Matrix]:
    bits = np.array([spots[_element(block).order].bits for block in blocks], dtype=np.int64)
    return [_unpack(bits[:, 0], len(PATH_TAGS)), *(_unpack(bits[:, n], len(NAMES)) for n in (1, 2, 3))]


def _unpack(bits: npt.NDArray[np.int64], count: int) -> Matrix:
    return ((bits >> np.arange(count)[:, None]) & 1).astype(np.float32)


def _windows(raw: Matrix) -> Matrix:
    n, reach = raw.shape[1], max(_REACH)
    padded = np.full((len(_WINDOW_ROWS), n + 2 * reach), _NEITHER, dtype=np.float32)
    padded[:, reach : reach + n] = raw[_WINDOW_ROWS]
    return np.concatenate([padded[:, reach + offset : reach + offset + n] for offset in _REACH])


def _neighbours_with(cues: npt.NDArray[np.int64]) -> Matrix:
    """Count the blocks with any cue among the three before and the three after."""
    n = len(cues)
    total = np.zeros(n + 7, np.float32)
    total[4 : 4 + n] = np.cumsum(cues != 0)
    total[4 + n :] = total[3 + n]
    return np.stack([total[3 : 3 + n] - total[:n], total[7 : 7 + n] - total[4 : 4 + n]])


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
    out = np.empty((len(_PLACE) - 2, n), dtype=np.float32)
    rows = (
        *(position, position / n, (np.cumsum(chars) - chars) / total, n, total, float((chars * links).sum()) / total),
        *(since(level == 1), until(level == 1), bool((level == 1).any())),
        *(since(prose), until(prose), int(prose.sum())),
        float((prose_chars * raw[_ROW["in_best"]]).sum()) / prose_total,
        *(fading(density), fading(density[::-1])[::-1], since(level > 0)),
        *(prose_before, 1 - prose_before - prose_chars / prose_total),
    )
    for number, row in enumerate(rows):
        out[number] = row
    return out


def since(marks: npt.NDArray[np.bool_]) -> Matrix:
    """Return how many blocks ago the last mark was, at most 99."""
    at = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks, at, -100))
    return np.minimum(at - last, 99).astype(np.float32)


def until(marks: npt.NDArray[np.bool_]) -> Matrix:
    """Return in how many blocks the next mark comes, at most 99."""
    return since(marks[::-1])[::-1]


def fading(values: Matrix) -> Matrix:
    """Return what the neighbours before add up to, each step away counting half as much."""
    out = np.zeros(len(values), np.float32)
    for step in range(1, min(7, len(values))):
        out[step:] += values[:-step] * np.float32(0.5**step)
    return out
