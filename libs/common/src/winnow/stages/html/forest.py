"""Evaluate oblivious trees: the nodes of a level all ask the same question, so a tree is a table.

The trees are learned elsewhere (``benchmarks/train``) and read here as plain numbers. The sums are over scaled
integers, so that every machine gives the same answer.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from winnow.stages.html.spots import Matrix

_AT_ONCE = 2048
"""Columns answered together: few enough for the caches, and for any number of them."""


class Forest:
    """Trees over named features. A question is "is this feature above this border?"."""

    def __init__(self, data: Mapping[str, Any], rows: Sequence[str]) -> None:
        number = {name: n for n, name in enumerate(rows)}
        names, questions, trees = data["features"], data["questions"], data["trees"]
        self._rows = np.array([number[names[f]] for f, _ in questions], dtype=np.intp)
        self._borders = np.array([border for _, border in questions], dtype=np.float32)[:, None]
        self._levels = [np.array([tree[d] for tree in trees], dtype=np.intp) for d in range(data["depth"])]
        self._leaves = np.array(data["leaves"], dtype=np.int16).reshape(-1)
        self._starts = (np.arange(len(trees), dtype=np.intp) << data["depth"])[:, None]
        self._names = [names[questions[tree[0]][0]] for tree in trees]
        self._scale, self._bias = float(data["scale"]), float(data["bias"])

    def explained(self, features: Matrix) -> tuple[Matrix, list[str]]:
        """Return how likely each column is positive, and the feature that the tree most against it asks for first."""
        likely: list[Matrix] = []
        against: list[str] = []
        names = self._names
        for start in range(0, features.shape[1], _AT_ONCE):
            votes = self._leaves.take(self._places(features[:, start : start + _AT_ONCE]))
            likely.append(self._likely(votes))
            against += [names[tree] for tree in votes.argmin(axis=0).tolist()]
        return np.concatenate(likely), against

    def _likely(self, votes: npt.NDArray[np.int16]) -> Matrix:
        total = votes.sum(axis=0, dtype=np.int64)
        likely: Matrix = (1 / (1 + np.exp(-(total * self._scale + self._bias)))).astype(np.float32)
        return likely

    def _places(self, features: Matrix) -> npt.NDArray[np.intp]:
        """Return where each tree's leaf for each column stands. A tree has at most 256 leaves."""
        answers = (features.take(self._rows, axis=0) > self._borders).view(np.uint8)
        leaf = answers.take(self._levels[0], axis=0)
        for depth, questions in enumerate(self._levels[1:], start=1):
            leaf |= answers.take(questions, axis=0) << np.uint8(depth)
        places: npt.NDArray[np.intp] = leaf + self._starts
        return places
