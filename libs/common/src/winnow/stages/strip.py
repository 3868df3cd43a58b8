"""Decide for every block of an HTML page whether it belongs to the article, and why not."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from winnow.model import RemovalReason
from winnow.stages.blocks import Block, BlockKind, Page
from winnow.stages.features import ROWS, describe
from winnow.stages.forest import Forest
from winnow.stages.reasons import Scene, Surroundings, reason_for
from winnow.stages.spots import Matrix, Spots, TokenScores
from winnow.stages.text_lines import judge_line
from winnow.stages.verdict import Verdict

_KEEP_FROM = 0.45
_SURE = 0.97
_LINE_CHARS = 160
"""Debris that a line alone gives away is short."""


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
    return Judge(files("winnow.stages").joinpath("strip_weights.json").read_bytes())


def strip_html(page: Page, *, title: str = "") -> list[Verdict]:
    """Return one verdict a block, in the order of the blocks. The block that shows the title is never kept."""
    if not page.blocks:
        return []
    opinion, against = judge()(page)
    threshold = _threshold(page.blocks, opinion)
    surroundings = Surroundings()
    said: set[str] = set()
    verdicts: list[Verdict] = []
    any_kept = False
    for block, likely, feature in zip(page.blocks, opinion.tolist(), against, strict=True):
        text = block.text
        if likely >= threshold:
            verdict = _clear_case(block, likely, title) or Verdict(True, likely)
            any_kept = any_kept or verdict.keep
        else:
            scene = Scene(block, surroundings.of(block.element), text in said, any_kept)
            reason, rule = reason_for(scene)
            verdict = Verdict(False, 1 - likely, reason, f"{rule}; {feature}")
        said.add(text)
        verdicts.append(verdict)
    return verdicts


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


def _clear_case(block: Block, likely: float, title: str) -> Verdict | None:
    """Remove what the judge would keep but a reader would not: the title, and lines that say what they are."""
    if title and block.text == title:
        return Verdict(False, 1.0, RemovalReason.TITLE, "is-title")
    if likely >= _SURE or block.kind is BlockKind.HEADING or len(block.text) > _LINE_CHARS:
        return None
    return judge_line(block.text)
