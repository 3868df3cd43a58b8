"""The learned part of the cleaner: how likely each block of a page belongs to its article, and what speaks against it.

``html.native.judge`` does the same in C, where it was built.
"""

from typing import NamedTuple

import msgspec

from winnow.stages.blocks import Page
from winnow.stages.html.features import ROWS, describe
from winnow.stages.html.forest import Forest
from winnow.stages.html.reasons import Found
from winnow.stages.html.spots import Matrix, Spots, TokenScores

_WORDS = ROWS.index("words")


class Opinion(NamedTuple):
    """What the judge thinks of each block of a page."""

    likely: Matrix
    """How likely it belongs to the article."""
    against: list[str]
    """The feature that spoke loudest against it."""
    around: list[Found | None]
    """What names and tags say of where it stands."""
    words: Matrix


class Judge:
    """Token scores and trees that were learned (``benchmarks/train``)."""

    def __init__(self, weights: bytes) -> None:
        data = msgspec.json.decode(weights)
        self.scores = TokenScores(data["tokens"])
        self.forest = Forest(data, ROWS)

    def __call__(self, page: Page) -> Opinion:
        """Return what there is to say of each block."""
        spots = Spots(page, self.scores)
        features = describe(page, spots)
        likely, against = self.forest.explained(features)
        return Opinion(likely, against, spots.surroundings(), features[_WORDS])
