"""Decide for every block of an HTML page whether it belongs to the article, and why not."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from winnow.model import RemovalReason
from winnow.stages.blocks import Block, BlockKind, Page
from winnow.stages.context import CONTEXT_ROWS, describe_context
from winnow.stages.cues import cue_bits
from winnow.stages.features import ROWS, Matrix, describe
from winnow.stages.forest import Forest
from winnow.stages.reasons import Scene, reason_for
from winnow.stages.spots import Spot, TokenScores, survey
from winnow.stages.text_lines import judge_line
from winnow.stages.verdict import Verdict

_KEEP_FROM = 0.45
_LEVEL = ROWS.index("level")
_LINE_CHARS = 160
"""Debris that a line alone gives away is short."""


class Judge:
    """The learned part: two forests, the second one seeing the first one's opinion of the whole page."""

    def __init__(self, weights: bytes) -> None:
        data = msgspec.json.decode(weights)
        self._scores = TokenScores(data["tokens"])
        self._first = Forest(data["first"], ROWS)
        self._second = Forest(data["second"], [*CONTEXT_ROWS, *ROWS])

    def survey(self, page: Page) -> list[Spot]:
        """Sum up a page's elements."""
        return survey(page, self._scores)

    def opinion(self, page: Page, spots: Sequence[Spot]) -> tuple[Matrix, list[str]]:
        """Return how likely each block belongs to the article, and which features spoke loudest against it."""
        features = describe(page, spots)
        first = self._first(features)
        both = np.concatenate([describe_context(page, first, features[_LEVEL] > 0), features])
        return self._second.explained(both)


@cache
def judge() -> Judge:
    """Load the weights, once."""
    return Judge(files("winnow.stages").joinpath("strip_weights.json").read_bytes())


def strip_html(page: Page, *, title: str = "") -> list[Verdict]:
    """Return one verdict a block, in the order of the blocks. The block that shows the title is never kept."""
    if not page.blocks:
        return []
    spots = judge().survey(page)
    opinion, against = judge().opinion(page, spots)
    threshold = _threshold(page, opinion)
    said: set[str] = set()
    verdicts: list[Verdict] = []
    any_kept = False
    for block, likely, feature in zip(page.blocks, opinion.tolist(), against, strict=True):
        verdict = _clear_case(block, likely, title) if likely >= threshold else None
        if verdict is None and likely >= threshold:
            verdict = Verdict(keep=True, score=likely)
            any_kept = True
        elif verdict is None:
            scene = Scene(block, _spot(block, spots), cue_bits(block.text), block.text in said, any_kept)
            reason, rule = reason_for(scene)
            verdict = Verdict(keep=False, score=1 - likely, reason=reason, rule=f"{rule}; {feature}")
        said.add(block.text)
        verdicts.append(verdict)
    return verdicts


def _threshold(page: Page, opinion: Matrix) -> float:
    """Return from where on blocks are kept: lower on a page where the judge is sure of nothing.

    It is the cut that leaves the best balance of what is kept and what is lost, if the opinions are right.
    """
    order = np.argsort(-opinion, kind="stable")
    words = np.array([block.text.count(" ") + 1 for block in page.blocks], dtype=np.float32)[order]
    sure = opinion[order]
    found = np.cumsum(sure * words)
    best = int(np.argmax(found / (np.cumsum(words) + found[-1])))
    return min(_KEEP_FROM, float(sure[best]))


def _clear_case(block: Block, likely: float, title: str) -> Verdict | None:
    """Remove what the judge would keep but a reader would not: the title, and lines that say what they are."""
    if title and block.text == title:
        return Verdict(keep=False, score=1.0, reason=RemovalReason.TITLE, rule="is-title")
    if block.kind is BlockKind.HEADING or len(block.text) > _LINE_CHARS:
        return None
    return judge_line(block.text)


def _spot(block: Block, spots: Sequence[Spot]) -> Spot:
    if block.element is None:
        raise TypeError("a block of HTML has an element")
    return spots[block.element.order]
