# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""As ``text.hints``: a line is gone through once, and at each letter the few parts that begin with it and the next."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.string cimport memcmp

from winnow.stages.text.hints import STEM, stems

cdef enum:
    MOST_PARTS = 1024
    PAIRS = 4096
    BYTES = 4096  # with a bit for any three letters
    OPENS = 1  # the bit of how a part begins; those of the sets and the lists follow

cdef struct Part:
    const char *letters
    Py_ssize_t size
    unsigned int bits


cdef inline unsigned int _pair(const char *text) noexcept:
    return (text[0] & 63) << 6 | (text[1] & 63)


cdef inline unsigned int _triple(const char *text) noexcept:
    return (text[0] & 31) << 10 | (text[1] & 31) << 5 | (text[2] & 31)


cdef class Hints:
    """As ``text.hints.Hints``. A key has a space at either end here, as each word of it has."""

    cdef unsigned int of_words
    cdef list kept  # holds the letters
    cdef Part[MOST_PARTS] parts
    cdef unsigned short[PAIRS + 1] first  # where the parts with each pair of first letters begin
    cdef unsigned char[BYTES] begin  # which three letters parts begin with

    def __init__(self, words, lists, infixes):
        rows = [(f" {word} ", 2 << n) for n, known in enumerate(words) for word in known]
        rows += [(part, 2 << n) for n, listed in enumerate(lists, len(words)) for part in listed]
        rows += [(part, OPENS) for part in infixes]
        rows += [(f" {stem}" if len(stem) == STEM else f" {stem} ", OPENS) for stem in set(stems(lists))]
        encoded = sorted(((part.encode("latin-1"), bits) for part, bits in rows), key=lambda row: _pair(row[0]))
        if len(encoded) > MOST_PARTS or min(len(part) for part, _ in encoded) < 3:
            raise ImportError("the hints do not fit the table")
        self.of_words = (1 << len(words)) - 1
        self.kept = [part for part, _ in encoded]
        for n, (part, bits) in enumerate(encoded):
            self.parts[n] = Part(<const char *> self.kept[n], len(part), bits)
            self.begin[_triple(part) >> 3] |= 1 << (_triple(part) & 7)
        cdef int at = 0
        for pair in range(PAIRS + 1):
            while at < len(self.kept) and _pair(self.kept[at]) < pair:
                at += 1
            self.first[pair] = at

    def found(self, str said, bint surely):
        cdef bytes padded = f" {said} ".encode("latin-1", "replace")
        cdef const char *text = PyBytes_AS_STRING(padded)
        cdef Py_ssize_t at, size = PyBytes_GET_SIZE(padded)
        cdef unsigned int pair, triple, bits = surely
        cdef int n
        cdef const Part *part
        for at in range(size - 2):
            triple = _triple(text + at)
            if not self.begin[triple >> 3] >> (triple & 7) & 1:
                continue
            pair = _pair(text + at)
            for n in range(self.first[pair], self.first[pair + 1]):
                part = &self.parts[n]
                if part.size <= size - at and memcmp(text + at, part.letters, part.size) == 0:
                    bits |= part.bits
        return bits >> 1 if bits & OPENS else (bits >> 1) & self.of_words
