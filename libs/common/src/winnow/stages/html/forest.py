"""Evaluate oblivious trees: the nodes of a level all ask the same question, so a tree is a table.

The trees are learned elsewhere (``benchmarks/train``) and read here as plain numbers. The sums are over scaled
integers, so that every machine gives the same answer. Each step is one call over small numbers.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from winnow.stages.html.spots import Matrix

_AT_ONCE = 2048
"""Columns answered together: few enough for the caches, and for any number of them."""
_QUESTIONS_AT_ONCE = 256
_Votes = npt.NDArray[np.int32]


class Forest:
    """Trees over named features. A question is "is this feature above this border?".

    A leaf is stored as ``value * trees + tree``: the least of a column's numbers then names the tree most against it,
    the first of several, and their sum, less a constant, is ``trees`` times the sum of the values.
    """

    def __init__(self, data: Mapping[str, Any], rows: Sequence[str]) -> None:
        number = {name: n for n, name in enumerate(rows)}
        names, questions, trees = data["features"], data["questions"], data["trees"]
        self.rows = np.array([number[names[f]] for f, _ in questions], dtype=np.intp)
        self.borders = np.array([border for _, border in questions], dtype=np.float32)[:, None]
        self.levels = [np.array([tree[d] for tree in trees], dtype=np.intp) for d in range(data["depth"])]
        order = np.arange(len(trees))[:, None]
        values = np.array(data["leaves"], dtype=np.int64)
        leaves = values * len(trees) + order
        if np.abs(leaves).max(axis=1).sum() > np.iinfo(np.int32).max:
            raise ValueError("the values of the leaves are too large to be summed in 32 bits; learn with larger steps")
        self.leaves = leaves.astype(np.int32).reshape(-1)
        self._starts = (order << data["depth"]).astype(np.uint32)
        self.names = [names[questions[tree[0]][0]] for tree in trees]
        self.lowest = int(values.min(axis=1).sum())
        totals = np.arange(self.lowest, values.max(axis=1).sum() + 1)
        self.odds: Matrix = (1 / (1 + np.exp(-(totals * data["scale"] + data["bias"])))).astype(np.float32)
        """How likely a column is positive, by the sum of its values less ``lowest``: all that there may be."""

    def explained(self, features: Matrix) -> tuple[Matrix, list[str]]:
        """Return how likely each column is positive, and the feature that the tree most against it asks for first."""
        likely: list[Matrix] = []
        against: list[str] = []
        names = self.names
        for start in range(0, features.shape[1], _AT_ONCE):
            votes = self.leaves.take(self._places(features[:, start : start + _AT_ONCE]), mode="wrap")
            likely.append(self.likely(_folded(np.add, votes)))
            against += [names[tree] for tree in (_folded(np.minimum, votes) % len(names)).tolist()]
        return np.concatenate(likely), against

    def likely(self, sums: _Votes) -> Matrix:
        """Return how likely each column is positive, by the sum of its numbers."""
        trees = len(self.names)
        total = (sums.astype(np.int64) - trees * (trees - 1) // 2) // trees
        return self.odds.take(total - self.lowest)

    def _places(self, features: Matrix) -> npt.NDArray[np.uint32]:
        """Return where each tree's leaf for each column stands. A tree has at most 256 leaves."""
        answers = self._answers(features)
        leaf = answers.take(self.levels[-1], axis=0)
        for questions in self.levels[-2::-1]:
            leaf += leaf
            leaf |= answers.take(questions, axis=0)
        places: npt.NDArray[np.uint32] = leaf + self._starts
        return places

    def _answers(self, features: Matrix) -> npt.NDArray[np.uint8]:
        answers = np.empty((len(self.rows), features.shape[1]), dtype=np.bool_)
        for start in range(0, len(answers), _QUESTIONS_AT_ONCE):
            part = slice(start, start + _QUESTIONS_AT_ONCE)
            np.greater(features.take(self.rows[part], axis=0), self.borders[part], out=answers[part])
        return answers.view(np.uint8)


def _folded(join: np.ufunc, votes: _Votes) -> _Votes:
    """Join all rows into one: halves at a time, as few long calls are quicker than many short ones."""
    while len(votes) % 2 == 0:
        half = len(votes) // 2
        votes = join(votes[:half], votes[half:])
    folded: _Votes = join.reduce(votes, axis=0)
    return folded
