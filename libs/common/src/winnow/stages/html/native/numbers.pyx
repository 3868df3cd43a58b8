# cython: language_level=3, cdivision=True, initializedcheck=False
"""The memory for a page's numbers, and what counts and adds in it."""

from libc.stdint cimport int32_t, int64_t, uint64_t
from libc.stdlib cimport calloc, free
from libc.string cimport memset

cimport cython

import numpy as np

from winnow.stages.html.native.trees import padded

cdef uint64_t SEED = hash("groups") & 0xFFFFFFFFFFFFFFFF
"""Differs from run to run, so that no page can be made whose keys all meet."""


@cython.final
cdef class Numbers:
    """What is known of one page: all that Python is asked for is read first, and the rest is loops over numbers."""

    def __cinit__(self, page):
        cdef Py_ssize_t blocks = len(page.blocks), elements = len(page.elements)
        if blocks > 1 << 24 or elements > 1 << 28:
            raise ValueError("no page of that size is judged")
        self.n, self.size, self.width = blocks, elements + 1, padded(blocks) + 2 * PAD
        self.last_slot = 1
        while self.last_slot < <uint64_t>(2 * blocks):
            self.last_slot *= 2
        self.spots = <Spot *>calloc(self.size + 1, sizeof(Spot))
        self.places = <Place *>calloc(blocks + 1, sizeof(Place))
        cdef float[:, ::1] rows = np.zeros((ALL_ROWS, self.width), np.float32)
        self.table, self.rows = rows, &rows[0, 0]
        self.sums = <Sum *>calloc(blocks + 1, sizeof(Sum))
        self.keys = <int64_t *>calloc(blocks + 1, sizeof(int64_t))
        self.slots = <int32_t *>calloc(self.last_slot, sizeof(int32_t))
        self.last_slot -= 1
        if not (self.spots and self.places and self.sums and self.keys and self.slots):
            raise MemoryError

    def __dealloc__(self):
        free(self.spots)
        free(self.places)
        free(self.sums)
        free(self.keys)
        free(self.slots)


cdef void number_keys(Numbers page) noexcept:
    """Give each key a number from 0 on, the same for equal ones, and begin a sum for each."""
    cdef int32_t found = 0
    cdef Py_ssize_t at
    cdef uint64_t slot
    memset(page.slots, 0, (page.last_slot + 1) * sizeof(int32_t))
    for at in range(page.n):
        slot = _mixed(page.keys[at]) & page.last_slot
        while page.slots[slot] and page.keys[page.slots[slot] - 1] != page.keys[at]:
            slot = (slot + 1) & page.last_slot
        if page.slots[slot]:
            page.places[at].group = page.places[page.slots[slot] - 1].group
        else:
            page.slots[slot] = <int32_t>at + 1
            page.places[at].group = found
            page.sums[found] = Sum(0, 0, 0, 0)
            found += 1


cdef void add_groups(Numbers page) noexcept:
    """Add up the blocks of each group."""
    cdef Py_ssize_t at
    cdef Sum *sum
    for at in range(page.n):
        sum = &page.sums[page.places[at].group]
        sum.count += 1
        sum.chars += row(page, CHARS)[at]
        sum.links += row(page, LINKED)[at]
        sum.prose += row(page, PROSE)[at]


cdef inline uint64_t _mixed(int64_t key) noexcept:
    """Scatter keys, by the last steps of SplitMix64."""
    cdef uint64_t mixed = <uint64_t>key ^ SEED
    mixed = (mixed ^ (mixed >> 30)) * <uint64_t>0xBF58476D1CE4E5B9
    mixed = (mixed ^ (mixed >> 27)) * <uint64_t>0x94D049BB133111EB
    return mixed ^ (mixed >> 31)


cdef void fill(float *out, Py_ssize_t n, double value) noexcept:
    cdef Py_ssize_t at
    for at in range(n):
        out[at] = <float>value


cdef float sum_of(const float *values, Py_ssize_t n) noexcept:
    """Add up as numpy does, which halves long rows and keeps eight sums over short ones."""
    cdef float[8] sums
    cdef float total = 0
    cdef Py_ssize_t at, half, lane
    if n > 128:
        half = n // 2 - n // 2 % 8
        return sum_of(values, half) + sum_of(values + half, n - half)
    half = n - n % 8
    if half:
        for lane in range(8):
            sums[lane] = values[lane]
        for at in range(8, half, 8):
            for lane in range(8):
                sums[lane] += values[at + lane]
        total = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
    for at in range(half, n):
        total += values[at]
    return total
