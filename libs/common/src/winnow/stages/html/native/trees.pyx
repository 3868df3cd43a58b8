# cython: language_level=3, cdivision=True, initializedcheck=False
"""The trees of ``html.forest`` in C. Each loop is over ``LANES`` blocks, which makes it a few instructions."""

from libc.stdint cimport INT32_MAX, int32_t, uint8_t, uint64_t
from libc.string cimport memcpy, memset

import numpy as np

cdef enum:
    LANES = 32


def padded(Py_ssize_t blocks) -> int:
    """Return how many blocks are answered for, so that a row must have entries for as many."""
    return (blocks + LANES - 1) // LANES * LANES


cdef class Trees:
    """A ``Forest`` over numbers kept otherwise: ``places`` has the row and the first column of each of its features."""

    cdef object names
    cdef Py_ssize_t depth, count, questions, height, width
    cdef int32_t[::1] rows, columns, asked, leaves
    cdef float[::1] borders

    def __cinit__(self, forest, places):
        asked = np.array(places, dtype=np.int32)[forest.rows]
        self.rows, self.columns = asked[:, 0].copy(), asked[:, 1].copy()
        self.height, self.width = asked.max(axis=0) + 1
        self.borders = forest.borders.ravel()
        self.asked = np.array(forest.levels, dtype=np.int32).T.ravel()
        self.leaves = forest.leaves
        self.names = forest.names
        self.depth, self.count, self.questions = len(forest.levels), len(forest.names), len(forest.rows)
        if not (0 < self.depth <= 8 and len(self.leaves) == self.count << self.depth and asked.min() >= 0):
            raise ValueError("such trees are never learned")
        if not (0 <= np.min(self.asked) and np.max(self.asked) < self.questions):
            raise ValueError("a tree asks what is no question")

    def explained(self, float[:, ::1] features, Py_ssize_t blocks):
        """Return the sum of each block's numbers, and the feature that the least of them asks for first."""
        cdef Py_ssize_t start = 0, at, padded_blocks = padded(blocks)
        cdef int32_t[::1] sums = np.empty(padded_blocks + 1, np.int32), least = np.empty(padded_blocks + 1, np.int32)
        cdef uint8_t[::1] answers = np.empty(self.questions * LANES, np.uint8)
        if features.shape[0] < self.height or features.shape[1] < self.width - 1 + padded_blocks:
            raise ValueError("features are missing")
        while start < blocks:
            self.answer(&features[0, start], features.shape[1], &answers[0])
            self.add_leaves(&sums[start], &least[start], &answers[0])
            start += LANES
        against = [self.names[(least[at] % self.count + self.count) % self.count] for at in range(blocks)]
        return np.asarray(sums)[:blocks], against

    cdef void answer(self, const float *features, Py_ssize_t width, uint8_t *answers) noexcept:
        cdef const int32_t *rows = &self.rows[0]
        cdef const int32_t *columns = &self.columns[0]
        cdef const float *borders = &self.borders[0]
        cdef const float *values
        cdef uint8_t[LANES] found
        cdef float border
        cdef Py_ssize_t question, lane
        for question in range(self.questions):
            values = features + rows[question] * width + columns[question]
            border = borders[question]
            for lane in range(LANES):
                found[lane] = values[lane] > border
            memcpy(answers, found, LANES)
            answers += LANES

    cdef void add_leaves(self, int32_t *sums, int32_t *least, const uint8_t *answers) noexcept:
        """Look up each tree's leaf. Its number has eight bits at most, so that an integer of 64 holds those of eight."""
        cdef int32_t[LANES] total
        cdef int32_t[LANES] lowest
        cdef uint8_t[LANES] place
        cdef uint64_t eight, answer
        cdef int32_t found
        cdef const int32_t *asked = &self.asked[0]
        cdef const int32_t *leaves = &self.leaves[0]
        cdef Py_ssize_t tree, lane, level, depth = self.depth
        memset(total, 0, sizeof(total))
        for lane in range(LANES):
            lowest[lane] = INT32_MAX
        for tree in range(self.count):
            for lane in range(0, LANES, 8):
                eight = 0
                for level in range(depth - 1, -1, -1):
                    memcpy(&answer, answers + asked[level] * LANES + lane, 8)
                    eight += eight + answer
                memcpy(place + lane, &eight, 8)
            for lane in range(LANES):
                found = leaves[place[lane]]
                total[lane] += found
                lowest[lane] = min(lowest[lane], found)
            asked += depth
            leaves += 1 << depth
        memcpy(sums, total, sizeof(total))
        memcpy(least, lowest, sizeof(lowest))
