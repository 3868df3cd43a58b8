# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""As ``html.threshold``: in the same order, and with sums of the same precision."""

from libc.stdint cimport uint32_t
from libc.stdlib cimport free, malloc
from libc.string cimport memcpy, memset

cdef enum:
    BYTE = 256

cdef struct Entry:
    float likely, words


def best_cut(const float[::1] likely, const float[::1] words):
    cdef Py_ssize_t count = likely.shape[0], at
    if not 0 < count == words.shape[0]:
        raise ValueError("a page has as many words as opinions")
    cdef Entry *entries = <Entry *>malloc(2 * count * sizeof(Entry))
    if not entries:
        raise MemoryError
    for at in range(count):
        entries[at] = Entry(likely[at], words[at])
    try:
        _sort(entries, entries + count, count)
        return _best(entries, count)
    finally:
        free(entries)


cdef void _sort(Entry *entries, Entry *space, Py_ssize_t count) noexcept:
    """Sort by the bytes of the numbers, the most likely first: none is negative, so that their bits are in order."""
    cdef Py_ssize_t[BYTE + 1] starts
    cdef Py_ssize_t at
    cdef int shift, byte
    for shift in range(0, 32, 8):
        memset(starts, 0, sizeof(starts))
        for at in range(count):
            starts[_byte(entries[at].likely, shift) + 1] += 1
        for byte in range(BYTE):
            starts[byte + 1] += starts[byte]
        for at in range(count):
            byte = _byte(entries[at].likely, shift)
            space[starts[byte]] = entries[at]
            starts[byte] += 1
        entries, space = space, entries


cdef inline int _byte(float likely, int shift) noexcept:
    cdef uint32_t bits
    memcpy(&bits, &likely, sizeof(bits))
    return <int>(~bits >> shift & 255)


cdef float _best(const Entry *entries, Py_ssize_t count) noexcept:
    cdef float found = 0, total = 0, words = 0, most = -1, balance, best = 0
    cdef Py_ssize_t at
    for at in range(count):
        total += entries[at].likely * entries[at].words
    for at in range(count):
        found += entries[at].likely * entries[at].words
        words += entries[at].words
        balance = found / (words + total)
        if balance > most:
            most, best = balance, entries[at].likely
    return best
