# cython: language_level=3, initializedcheck=False
"""What tags with their names say, as ``html.spots`` works it out: each page brings some eighty that are new."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE

from winnow.stages.html.native.names cimport NameReader, rank_of

from winnow.stages.html.names import NO_RANK
from winnow.stages.html.reasons import says
from winnow.stages.html.spots import OTHER_TAG, TAG_BIT, TAG_NUMBER

cdef dict BIT = TAG_BIT, NUMBER = TAG_NUMBER
cdef int NAMELESS = NO_RANK
cdef int OTHER = OTHER_TAG


def write_said(double[:, ::1] out, list keys, dict of_tag, NameReader reader not None):
    cdef Py_ssize_t row
    cdef double total
    cdef str tag, names
    for row, (tag, names) in enumerate(keys):
        total = of_tag.get(tag, 0.0)
        out[row, 0], out[row, 1], out[row, 2] = min(0.0, total), max(0.0, total), total
        rank = _add_scores(&out[row, 0], names, reader) if names else NAMELESS
        out[row, 3], out[row, 4] = BIT.get(tag, 0), NUMBER.get(tag, OTHER)
        out[row, 5], out[row, 6] = says(tag, rank)


cdef int _add_scores(double *out, str names, NameReader reader) except -1:
    """Take the scores of the names' words into their least, their highest and their sum; return the names' rank."""
    cdef bytes encoded = names.encode("ascii", "replace")
    cdef const char *text = PyBytes_AS_STRING(encoded)
    cdef Py_ssize_t size = PyBytes_GET_SIZE(encoded), at = 0
    cdef double score
    while True:
        at = reader.next_scored(text, at, size, &score)
        if at < 0:
            return rank_of(text, size)
        out[0], out[1] = min(out[0], score), max(out[1], score)
        out[2] += score
