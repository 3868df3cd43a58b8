# cython: language_level=3, cdivision=True, initializedcheck=False
"""The judge in C: the same numbers as ``html.judge``, and what that is made of, give.

Those files say what is computed and why. The modules here have their names (``spots``, ``features``, ``branches``; the
trees of ``html.forest`` are in ``trees``), the functions in them the names and the order of theirs, and they compute in
the same precision and order of additions, so that both give the same to the last bit. A test compares them, and ``Row``
is compared with ``features.ROWS`` on import. What they share is in ``numbers``.
"""

from winnow.stages.html.native.features cimport describe, read_blocks
from winnow.stages.html.native.numbers cimport CLOSE, FAR, JUMPS, LEVELS, PAD, PATH_TAGS, STORED, WORDS, Numbers
from winnow.stages.html.native.spots cimport read_elements, surroundings

import numpy as np

from winnow.stages.html import branches, features, judge, spots
from winnow.stages.html.native.numbers import Row
from winnow.stages.html.native.trees import Trees
from winnow.stages.html.reasons import AROUND
from winnow.stages.html.told import Told


def _check_layout() -> None:
    stored = [name.upper().replace(":", "_") for name in features.ROWS if "[" not in name]
    same = (spots.LEVELS, spots.CLOSE, spots.JUMPS, len(spots.PATH_TAGS), branches.FAR, len(stored))
    if stored != list(Row.__members__) or same != (LEVELS, CLOSE, JUMPS, PATH_TAGS, FAR, STORED):
        raise RuntimeError("html/native does not follow html/features.py: change it too, and build it again")


_check_layout()


cdef Numbers _numbers_of(page, scores):
    cdef Numbers numbers = Numbers(page)
    read_elements(numbers, page.elements, scores)
    read_blocks(numbers, page.blocks, Told(page))
    describe(numbers)
    return numbers


def _places() -> list[tuple[int, int]]:
    """Return where each of ``ROWS`` is stored: the number of the row, and its first column."""
    stored = {name: number for number, name in enumerate(name for name in features.ROWS if "[" not in name)}
    parts = [name.rstrip("]").partition("[") for name in features.ROWS]
    return [(stored[name], PAD + int(offset or 0)) for name, _, offset in parts]


class Judge(judge.Judge):
    """As ``html.judge.Judge``."""

    def __init__(self, weights: bytes, *, wide: bool = True) -> None:
        super().__init__(weights)
        self._trees = Trees(self.forest, _places(), wide=wide)

    def __call__(self, page):
        cdef Numbers numbers = _numbers_of(page, self.scores)
        cdef Py_ssize_t at
        likely, against = self._trees.explained(numbers.table, numbers.n)
        around = [AROUND[surroundings(numbers, at)] for at in range(numbers.n)]
        words = np.asarray(numbers.table)[WORDS, PAD : PAD + numbers.n]
        return judge.Opinion(likely, against, around, words)

    def describe(self, page):
        """Return what ``html.features.describe`` does."""
        cdef Numbers numbers = _numbers_of(page, self.scores)
        return np.array([numbers.table[row, start : start + numbers.n] for row, start in _places()])
