"""Decide for every block of an HTML page whether it belongs to the article, and why not."""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from winnow.model import RemovalReason
from winnow.stages.blocks import Block, BlockKind, Page
from winnow.stages.html.features import ROWS, describe
from winnow.stages.html.forest import Forest
from winnow.stages.html.reasons import Scene, Surroundings, reason_for
from winnow.stages.html.spots import Matrix, Spots, TokenScores
from winnow.stages.text import strip_text
from winnow.stages.text.lines import MAX_CHARS
from winnow.stages.verdict import Verdict

_KEEP_FROM = 0.45
_SURE = 0.85
_VERY_SURE = 0.96
_UNMISTAKABLE = (
    *("section:author", "section:article", "section:video"),
    *("line:video", "line:article-info", "line:score-of"),
)
"""Rules for blocks of labels and marks that no article has."""
_DOUBTFUL_HEADING = 0.25
_SURE_TEXT = 0.7
_FEW_CELLS = 6
_CELL_WORDS = 12
_CELLS_ARE_UNDERRATED = 0.08


class Judge:
    """The learned part: how likely each block of a page belongs to its article."""

    def __init__(self, weights: bytes) -> None:
        data = msgspec.json.decode(weights)
        self._scores = TokenScores(data["tokens"])
        self._forest = Forest(data, ROWS)

    def __call__(self, page: Page) -> tuple[Matrix, list[str]]:
        """Return the opinions, and for each block the feature that spoke loudest against it."""
        return self._forest.explained(describe(page, Spots(page, self._scores)))


@cache
def judge() -> Judge:
    """Load the weights, once."""
    return Judge(files("winnow.stages.html").joinpath("weights.json").read_bytes())


def strip_html(page: Page, *, title: str = "") -> list[Verdict]:
    """Return one verdict a block, in the order of the blocks. The block that shows the title is never kept."""
    blocks = page.blocks
    if not blocks:
        return []
    opinion, against = judge()(page)
    _agree_on_tables(blocks, opinion)
    threshold = _threshold(blocks, opinion)
    likely = opinion.tolist()
    kept = {n for n, p in enumerate(likely) if p >= threshold}
    kept |= _headings_between(blocks, likely, kept)
    plain = _plain_debris(blocks, likely, sorted(kept), title)
    surroundings = Surroundings()
    said: set[str] = set()
    verdicts: list[Verdict] = []
    for n, block in enumerate(blocks):
        if title and block.text == title:
            verdict = _IS_TITLE
        elif n in plain:
            verdict = plain[n]
        elif n in kept:
            verdict = Verdict(True, likely[n])
        else:
            scene = Scene(block, surroundings.of(block.element), block.text in said, n > min(kept, default=n))
            reason, rule = reason_for(scene)
            verdict = Verdict(False, 1 - likely[n], reason, f"{rule}; {against[n]}")
        said.add(block.text)
        verdicts.append(verdict)
    return verdicts


def _headings_between(blocks: Sequence[Block], likely: Sequence[float], kept: AbstractSet[int]) -> set[int]:
    """Find doubtful headings that stand between kept text and text that is surely the article's: they are its too."""
    return {
        n
        for n in range(1, len(blocks) - 1)
        if blocks[n].kind is BlockKind.HEADING
        and likely[n] >= _DOUBTFUL_HEADING
        and n not in kept
        and n - 1 in kept
        and n + 1 in kept
        and blocks[n + 1].kind is not BlockKind.HEADING
        and likely[n + 1] >= _SURE_TEXT
    }


def _agree_on_tables(blocks: Sequence[Block], opinion: Matrix) -> None:
    """Let the cells of a table of short entries share one opinion: a table belongs as a whole or not at all."""
    tables: dict[int, list[int]] = defaultdict(list)
    for n, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE_CELL and block.element is not None:
            table = next((e for e in block.element.ancestors() if e.tag == "table"), None)
            if table is not None:
                tables[table.order].append(n)
    for cells in tables.values():
        words = np.array([blocks[n].text.count(" ") + 1 for n in cells], dtype=np.float32)
        if len(cells) >= _FEW_CELLS and words.mean() < _CELL_WORDS:
            opinion[cells] = (opinion[cells] * words).sum() / words.sum() + _CELLS_ARE_UNDERRATED


def _threshold(blocks: Sequence[Block], opinion: Matrix) -> float:
    """Return from where on blocks are kept: lower on a page where the judge is sure of nothing.

    It is the cut that leaves the best balance of what is kept and what is lost, if the opinions are right.
    """
    order = np.argsort(-opinion, kind="stable")
    words = np.array([block.text.count(" ") + 1 for block in blocks], dtype=np.float32)[order]
    likely = opinion[order]
    found = np.cumsum(likely * words)
    best = int(np.argmax(found / (np.cumsum(words) + found[-1])))
    return min(_KEEP_FROM, float(likely[best]))


def _plain_debris(
    blocks: Sequence[Block], likely: Sequence[float], kept: Sequence[int], title: str
) -> dict[int, Verdict]:
    """Find what the judge would keep but the rules for text know as debris.

    The rules look at what is kept as at an extracted text; where the judge is sure they are not heard.
    """
    if all(likely[n] >= _VERY_SURE or len(blocks[n].text) > MAX_CHARS for n in kept):
        return {}
    lines = strip_text(Page(blocks=[blocks[n] for n in kept], is_html=False), title=title)
    return {n: v for n, v in zip(kept, lines, strict=True) if not v.keep and likely[n] < _heard_below(v)}


def _heard_below(verdict: Verdict) -> float:
    """Return how sure the judge has to be for a rule not to be heard: surer where the form is unmistakable."""
    return _VERY_SURE if verdict.rule.startswith(_UNMISTAKABLE) else _SURE


_IS_TITLE = Verdict(False, 1.0, RemovalReason.TITLE, "is-title")
