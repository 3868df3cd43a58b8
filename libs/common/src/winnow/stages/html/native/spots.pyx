# cython: language_level=3, cdivision=True, initializedcheck=False
"""As ``html.spots``."""

from cpython.dict cimport PyDict_GetItemWithError
from cpython.object cimport PyObject
from libc.stdint cimport int32_t

from winnow.stages.html.native.fields cimport E_DEPTH, E_NAMES, E_ORDER, E_PARENT, E_TAG, field
from winnow.stages.html.native.numbers cimport *

from winnow.stages.blocks import Element
from winnow.stages.html import spots

cdef double FADE = spots.FADE
FADES = spots.fading(spots.FADE)


cdef int read_elements(Numbers page, list elements, scores) except -1:
    """Read each element, and what its tag and names say, as ``TokenScores`` has worked out."""
    cdef dict known = scores.numbers
    cdef double[:, ::1] said = scores.table
    cdef Py_ssize_t at = 0
    cdef PyObject *found
    cdef list new = []
    scores.make_room(page.size)
    for element in elements:
        at += 1
        if at == page.size or type(element) is not Element:
            raise TypeError("the elements of a page are elements")
        read_element(page, at, element)
        key = (field(element, E_TAG), field(element, E_NAMES))
        found = PyDict_GetItemWithError(known, key)
        if found:
            read_said(page, at, <object>found, said)
        else:
            new.append((at, key))
    if new:
        scores.learn(list(dict.fromkeys([key for _, key in new])))
        for at, key in new:
            read_said(page, at, known.get(key, 0), said)
    page.spots[0].depth = -1
    read_said(page, 0, 0, said)
    return 0


cdef int read_element(Numbers page, Py_ssize_t at, element) except -1:
    cdef Spot *spot = &page.spots[at]
    parent = field(element, E_PARENT)
    spot.parent = 0
    if parent is not None:
        if type(parent) is not Element:
            raise TypeError("an element stands in an element")
        spot.parent = <int32_t>field(parent, E_ORDER) + 1
    if not 0 <= spot.parent < at:
        raise ValueError("an element stands before the one around it")
    spot.depth = field(element, E_DEPTH)
    return 0


cdef int read_said(Numbers page, Py_ssize_t at, Py_ssize_t column, double[:, ::1] said) except -1:
    cdef Spot *spot = &page.spots[at]
    if not (at < page.size and 0 <= column < said.shape[0]):
        raise IndexError("nothing is known of that element")
    spot.column = <int32_t>column
    spot.said_low, spot.said_high, spot.said_sum = said[column, 0], said[column, 1], said[column, 2]
    spot.bits, spot.tag = <int32_t>said[column, 3], <int32_t>said[column, 4]
    spot.close, spot.afar = <int32_t>said[column, 5], <int32_t>said[column, 6]
    return 0


cdef void follow_paths(Numbers page) noexcept:
    cdef Py_ssize_t at
    cdef Spot *spot
    cdef Spot *above
    for at in range(page.size):
        spot = &page.spots[at]
        above = &page.spots[spot.parent]
        spot.low, spot.high = min(spot.said_low, above.low), max(spot.said_high, above.high)
        spot.bits |= above.bits
        if not spot.afar:
            spot.afar = above.afar
    add_fading(page)


cdef void add_fading(Numbers page) noexcept:
    """Add up the scores on the way down, doubling the way with each jump: the order of the additions counts."""
    cdef Py_ssize_t at
    cdef int jump
    cdef double fade = FADE
    cdef int32_t above
    for at in range(page.size):
        page.spots[at].total, page.spots[at].above = page.spots[at].said_sum, page.spots[at].parent
    for jump in range(JUMPS):
        for at in range(page.size - 1, -1, -1):
            above = page.spots[at].above
            page.spots[at].total += fade * page.spots[above].total
            page.spots[at].above = page.spots[above].above
        fade *= fade


cdef void find_ends(Numbers page) noexcept:
    cdef Py_ssize_t at
    cdef Spot *spot
    for at in range(page.size - 1, -1, -1):
        spot = &page.spots[at]
        if not spot.end:
            spot.end = <int32_t>at + 1
        if at and not page.spots[spot.parent].end:
            page.spots[spot.parent].end = spot.end


cdef void add_up(Numbers page) noexcept:
    """Count what stands before each element; what is in it and in those inside it is the difference."""
    cdef Py_ssize_t at
    cdef Spot *spot
    for at in range(page.n):
        spot = &page.spots[page.places[at].chain[0] + 1]
        spot.chars += page.places[at].chars
        spot.links += page.places[at].links
        spot.blocks += 1
    for at in range(page.size):
        spot = &page.spots[at]
        spot[1].chars += spot.chars
        spot[1].links += spot.links
        spot[1].blocks += spot.blocks


cdef int32_t find_best(Numbers page, const double *fades) noexcept:
    cdef const float *prose = row(page, PROSE)
    cdef Py_ssize_t at
    cdef int level
    cdef int32_t best = 0
    for at in range(page.size):
        page.spots[at].weight = 0
    for level in range(LEVELS):
        for at in range(page.n):
            page.spots[page.places[at].chain[level]].weight += fades[level] * prose[at]
    page.spots[0].weight = 0
    for at in range(1, page.size):
        if page.spots[at].weight > page.spots[best].weight:
            best = <int32_t>at
    return best


cdef void write_within(Numbers page, float *out, int32_t element) noexcept:
    cdef int32_t first = max(1, element), end = page.spots[element].end
    cdef Py_ssize_t at
    for at in range(page.n):
        out[at] = first <= page.places[at].chain[0] < end


cdef int32_t surroundings(Numbers page, Py_ssize_t at) noexcept:
    cdef int level
    for level in range(CLOSE):
        if page.spots[page.places[at].chain[level]].close:
            return page.spots[page.places[at].chain[level]].close
    return page.spots[page.places[at].chain[CLOSE]].afar
