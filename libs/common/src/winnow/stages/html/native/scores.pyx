# cython: language_level=3, initializedcheck=False
"""What tags with their names say, as ``html.spots`` works it out: each page brings some eighty that are new."""

from winnow.stages.html.reasons import says
from winnow.stages.html.spots import NAMELESS, OTHER_TAG, TAG_BIT, TAG_NUMBER

cdef dict BIT = TAG_BIT, NUMBER = TAG_NUMBER


def write_said(double[:, :] out, list keys, dict of_tag, read):
    cdef Py_ssize_t column
    cdef double score, low, high, total
    cdef list scores
    for column, (tag, names) in enumerate(keys):
        scores, rank = read(names) if names else NAMELESS
        total = of_tag.get(tag, 0.0)
        low, high = min(0.0, total), max(0.0, total)
        for score in scores:
            low, high = min(low, score), max(high, score)
            total += score
        out[0, column], out[1, column], out[2, column] = low, high, total
        out[3, column], out[4, column] = BIT.get(tag, 0), NUMBER.get(tag, OTHER_TAG)
        out[5, column], out[6, column] = says(tag, rank)
