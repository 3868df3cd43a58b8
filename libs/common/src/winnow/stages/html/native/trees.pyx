# cython: language_level=3, cdivision=True, initializedcheck=False
"""The trees of ``html.forest`` in C. Each loop is over ``LANES`` blocks, which makes it a few instructions.

Where the processor has AVX-512 and the trees have 64 leaves, the loops are written out for it, which takes a quarter of
the time: finding leaves is most of the judge's work, and no compiler sees that a look-up is a permutation there.
"""

from libc.stdint cimport INT32_MAX, int32_t, int64_t, uint8_t, uint16_t, uint64_t
from libc.string cimport memcpy, memset

import numpy as np

cdef enum:
    LANES = 32
    WIDE_DEPTH = 6

cdef extern from *:
    """
    #if defined(__x86_64__) && defined(__GNUC__)
    #include <immintrin.h>
    #define WIDE __attribute__((target("avx512f,avx512bw,avx512vl")))

    static int has_wide(void) {
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
            && __builtin_cpu_supports("avx512vl");
    }

    /* A question's answers for 32 blocks are bits, the first 16 blocks' before the others'. */
    WIDE static void answer_wide(
        const float *features, Py_ssize_t width, const int32_t *rows, const int32_t *columns, const float *borders,
        Py_ssize_t questions, uint16_t *answers
    ) {
        for (Py_ssize_t at = 0; at < questions; at++, answers += 2) {
            const float *values = features + rows[at] * width + columns[at];
            __m512 border = _mm512_set1_ps(borders[at]);
            answers[0] = _mm512_cmp_ps_mask(_mm512_loadu_ps(values), border, _CMP_GT_OQ);
            answers[1] = _mm512_cmp_ps_mask(_mm512_loadu_ps(values + 16), border, _CMP_GT_OQ);
        }
    }

    /* A tree's 64 leaves fill four registers: one instruction finds the leaves of 16 blocks in two of them. */
    WIDE static __m512i leaves_of(const int32_t *leaves, __m128i place, __mmask16 upper) {
        __m512i at = _mm512_cvtepu8_epi32(place);
        return _mm512_mask_blend_epi32(upper,
            _mm512_permutex2var_epi32(_mm512_loadu_si512(leaves), at, _mm512_loadu_si512(leaves + 16)),
            _mm512_permutex2var_epi32(_mm512_loadu_si512(leaves + 32), at, _mm512_loadu_si512(leaves + 48)));
    }

    WIDE static void add_leaves_wide(
        int32_t *sums, int32_t *least, const uint16_t *answers, const int32_t *asked, const int32_t *leaves,
        Py_ssize_t trees
    ) {
        __m512i total[2] = {_mm512_setzero_si512(), _mm512_setzero_si512()};
        __m512i lowest[2] = {_mm512_set1_epi32(INT32_MAX), _mm512_set1_epi32(INT32_MAX)};
        for (Py_ssize_t tree = 0; tree < trees; tree++, asked += 6, leaves += 64) {
            __m256i place = _mm256_setzero_si256();
            for (int level = 0; level < 6; level++) {
                const uint16_t *yes = answers + 2 * asked[level];
                __mmask32 blocks = yes[0] | (__mmask32)yes[1] << 16;
                place = _mm256_mask_add_epi8(place, blocks, place, _mm256_set1_epi8(1 << level));
            }
            for (int half = 0; half < 2; half++) {
                __m128i part = half ? _mm256_extracti128_si256(place, 1) : _mm256_castsi256_si128(place);
                __m512i found = leaves_of(leaves, part, answers[2 * asked[5] + half]);
                total[half] = _mm512_add_epi32(total[half], found);
                lowest[half] = _mm512_min_epi32(lowest[half], found);
            }
        }
        for (int half = 0; half < 2; half++) {
            _mm512_storeu_si512(sums + 16 * half, total[half]);
            _mm512_storeu_si512(least + 16 * half, lowest[half]);
        }
    }
    #else
    #define has_wide() 0
    #define answer_wide(...)
    #define add_leaves_wide(...)
    #endif
    """
    bint has_wide() noexcept
    void answer_wide(
        const float *, Py_ssize_t, const int32_t *, const int32_t *, const float *, Py_ssize_t, uint16_t *
    ) noexcept
    void add_leaves_wide(
        int32_t *, int32_t *, const uint16_t *, const int32_t *, const int32_t *, Py_ssize_t
    ) noexcept


def padded(Py_ssize_t blocks) -> int:
    """Return how many blocks are answered for, so that a row must have entries for as many."""
    return (blocks + LANES - 1) // LANES * LANES


cdef class Trees:
    """A ``Forest`` over numbers kept otherwise: ``places`` has the row and the first column of each of its features."""

    cdef object names
    cdef Py_ssize_t depth, count, questions, height, width, lowest
    cdef int32_t[::1] rows, columns, asked, leaves
    cdef float[::1] borders, odds
    cdef readonly bint wide

    def __cinit__(self, forest, places, *, bint wide=True):
        asked = np.array(places, dtype=np.int32)[forest.rows]
        self.rows, self.columns = asked[:, 0].copy(), asked[:, 1].copy()
        self.height, self.width = asked.max(axis=0) + 1
        self.borders = forest.borders.ravel()
        self.asked = np.array(forest.levels, dtype=np.int32).T.ravel()
        self.leaves = forest.leaves
        self.names, self.odds, self.lowest = forest.names, forest.odds, forest.lowest
        self.depth, self.count, self.questions = len(forest.levels), len(forest.names), len(forest.rows)
        if not (0 < self.depth <= 8 and len(self.leaves) == self.count << self.depth and asked.min() >= 0):
            raise ValueError("such trees are never learned")
        if not (0 <= np.min(self.asked) and np.max(self.asked) < self.questions):
            raise ValueError("a tree asks what is no question")
        self.wide = wide and self.depth == WIDE_DEPTH and has_wide()

    def explained(self, float[:, ::1] features, Py_ssize_t blocks):
        """As ``Forest.explained``."""
        cdef Py_ssize_t start = 0, at, padded_blocks = padded(blocks)
        cdef int32_t[::1] sums = np.empty(padded_blocks + 1, np.int32), least = np.empty(padded_blocks + 1, np.int32)
        cdef uint8_t[::1] answers = np.empty(self.questions * LANES, np.uint8)
        if features.shape[0] < self.height or features.shape[1] < self.width - 1 + padded_blocks:
            raise ValueError("features are missing")
        while start < blocks:
            if self.wide:
                self.judge_wide(&features[0, start], features.shape[1], &answers[0], &sums[start], &least[start])
            else:
                self.answer(&features[0, start], features.shape[1], &answers[0])
                self.add_leaves(&sums[start], &least[start], &answers[0])
            start += LANES
        against = [self.names[(least[at] % self.count + self.count) % self.count] for at in range(blocks)]
        return self.odds_of(sums, blocks), against

    cdef object odds_of(self, int32_t[::1] sums, Py_ssize_t blocks):
        cdef int64_t trees = self.count
        cdef Py_ssize_t at
        found = np.empty(blocks, np.float32)
        cdef float[::1] out = found
        for at in range(blocks):
            out[at] = self.odds[(sums[at] - trees * (trees - 1) // 2) // trees - self.lowest]
        return found

    cdef void judge_wide(
        self, const float *features, Py_ssize_t width, uint8_t *space, int32_t *sums, int32_t *least
    ) noexcept:
        cdef uint16_t *answers = <uint16_t *>space
        answer_wide(features, width, &self.rows[0], &self.columns[0], &self.borders[0], self.questions, answers)
        add_leaves_wide(sums, least, answers, &self.asked[0], &self.leaves[0], self.count)

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
        """Look up each tree's leaf. Its number has eight bits at most: an integer of 64 holds those of eight blocks."""
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
