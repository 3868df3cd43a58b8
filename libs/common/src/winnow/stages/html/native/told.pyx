# cython: language_level=3, cdivision=True, initializedcheck=False
"""How much of each text the body holds that a page's head tells: ``html.told.shares_in_python`` in C.

Where each run of four characters stands in the body is noted first, so that a text is only compared there.
"""

from cpython.unicode cimport PyUnicode_AsUCS4, PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ
from libc.stdint cimport int32_t, uint32_t
from libc.stdlib cimport calloc, free
from libc.string cimport memcmp

from winnow.stages.html.told import PROBE, SLICE

cdef enum:
    MOST = 256
    RUN = 4
    # Places that are compared; a body that repeats itself more often is searched from end to end.
    TRIES = 64

cdef Py_ssize_t LENGTH = PROBE, AROUND = SLICE
if 2 * AROUND > MOST:
    raise RuntimeError("html/native/told.pyx has no room for such slices")


def shares_in(str body, list texts) -> list[float]:
    cdef _Body told = _Body(body)
    return [told.share(text) for text in texts]


cdef class _Body:
    """A body without white space, and where each of its runs stands: the last one, and from each the one before."""

    cdef str text
    cdef Py_ssize_t size
    cdef Py_UCS4 *codes
    cdef int32_t *last
    cdef int32_t *before
    cdef uint32_t last_slot
    cdef Py_UCS4[MOST] probe

    def __cinit__(self, str body):
        self.text, self.size, self.last_slot = body, len(body), 1
        while self.last_slot < <uint32_t>min(self.size, 1 << 20):
            self.last_slot *= 2
        self.codes = <Py_UCS4 *>calloc(self.size + RUN, sizeof(Py_UCS4))
        self.before = <int32_t *>calloc(self.size + RUN, sizeof(int32_t))
        self.last = <int32_t *>calloc(self.last_slot, sizeof(int32_t))
        self.last_slot -= 1
        if not (self.codes and self.before and self.last):
            raise MemoryError
        PyUnicode_AsUCS4(body, self.codes, self.size, 0)
        self.note_runs()

    def __dealloc__(self):
        free(self.codes)
        free(self.before)
        free(self.last)

    cdef void note_runs(self) noexcept:
        cdef int32_t at
        cdef uint32_t slot
        for at in range(self.size - RUN + 1):
            slot = _mixed(self.codes + at) & self.last_slot
            self.before[at], self.last[slot] = self.last[slot], at + 1

    cdef double share(self, str text) except -1:
        cdef Py_ssize_t size = len(text), middle = size // 2
        cdef int found
        if size <= 2 * AROUND:
            return self.holds(0, self.squeeze(text, 0, size))
        found = self.holds(0, min(LENGTH, self.squeeze(text, 0, AROUND)))
        found += self.holds(0, min(LENGTH, self.squeeze(text, middle, AROUND)))
        size = self.squeeze(text, size - AROUND, AROUND)
        found += self.holds(max(0, size - LENGTH), min(LENGTH, size))
        return found / 3.0

    cdef Py_ssize_t squeeze(self, str text, Py_ssize_t start, Py_ssize_t size) noexcept:
        """Take a part of the text without its white space as the probe; return how long that is."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void *data = PyUnicode_DATA(text)
        cdef Py_ssize_t at, taken = 0
        cdef Py_UCS4 code
        for at in range(start, start + size):
            code = PyUnicode_READ(kind, data, at)
            self.probe[taken] = code
            taken += not code.isspace()
        return taken

    cdef bint holds(self, Py_ssize_t start, Py_ssize_t size) except -1:
        """Say whether a part of the probe stands in the body."""
        cdef const Py_UCS4 *probe = self.probe + start
        cdef Py_ssize_t at, tries
        if size < RUN:
            return self.searched(start, size)
        at = self.last[_mixed(probe) & self.last_slot]
        for tries in range(TRIES):
            if not at:
                return False
            at -= 1
            if at + size <= self.size and not memcmp(self.codes + at, probe, size * sizeof(Py_UCS4)):
                return True
            at = self.before[at]
        return self.searched(start, size)

    cdef bint searched(self, Py_ssize_t start, Py_ssize_t size) except -1:
        return "".join([chr(self.probe[start + at]) for at in range(size)]) in self.text


cdef inline uint32_t _mixed(const Py_UCS4 *run) noexcept:
    cdef uint32_t mixed = <uint32_t>run[0]
    cdef int at
    for at in range(1, RUN):
        mixed = mixed * <uint32_t>0x9E3779B1 + <uint32_t>run[at]
    return (mixed * <uint32_t>0x9E3779B1) >> 12
