"""Evaluate oblivious trees: the nodes of a level all ask the same question, so a tree is a table.

The trees are learned elsewhere (``benchmarks/train``) and read here as plain numbers. The sums are over scaled
integers, so that every machine gives the same answer.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from winnow.stages.spots import Matrix


class Forest:
    """Trees over named features. A question is "is this feature above this border?"."""

    def __init__(self, data: Mapping[str, Any], rows: Sequence[str]) -> None:
        number = {name: n for n, name in enumerate(rows)}
        self._rows = np.array([number[data["features"][f]] for f, _ in data["questions"]], dtype=np.intp)
        self._borders = np.array([border for _, border in data["questions"]], dtype=np.float32)[:, None]
        depth = data["depth"]
        self._levels = [np.array([tree[d] for tree in data["trees"]], dtype=np.intp) for d in range(depth)]
        self._leaves = np.array(data["leaves"], dtype=np.int32).reshape(-1)
        self._starts = (np.arange(len(data["trees"]), dtype=np.int32) << depth)[:, None]
        self._names = [data["features"][data["questions"][tree[0]][0]] for tree in data["trees"]]
        self._scale = float(data["scale"])
        self._bias = float(data["bias"])

    def explained(self, features: Matrix) -> tuple[Matrix, list[str]]:
        """Return the same, and for each column the feature that the tree most against it asks for first."""
        votes = self._leaves[self._places(features)]
        return self._likely(votes), [self._names[tree] for tree in votes.argmin(axis=0)]

    def __call__(self, features: Matrix) -> Matrix:
        """Return how likely each column is positive, 0 to 1."""
        return self._likely(self._leaves[self._places(features)])

    def _likely(self, votes: npt.NDArray[np.int32]) -> Matrix:
        total = votes.sum(axis=0, dtype=np.int64)
        likely: Matrix = (1 / (1 + np.exp(-(total * self._scale + self._bias)))).astype(np.float32)
        return likely

    def _places(self, features: Matrix) -> npt.NDArray[np.int32]:
        answers = (features[self._rows] > self._borders).astype(np.int32)
        places: npt.NDArray[np.int32] = np.repeat(self._starts, features.shape[1], axis=1)
        for depth, questions in enumerate(self._levels):
            places += answers[questions] << depth
        return places
