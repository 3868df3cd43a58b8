# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""As ``html.hints``: each text is gone through once, and compared only where the first two letters of a part stand."""

from cpython.bytes cimport PyBytes_AS_STRING
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND
from libc.stdint cimport uint8_t, uint16_t, uint32_t

cdef enum:
    MOST_PARTS = 255
    ASCII = 128
    # Letters are 1 to 26, a space is 27, and nothing else is asked about.
    SIZE = 32
    SPACE = 27
    KELVIN = 0x212A
    DOTTED_I = 0x130

cdef bytes LETTERS = bytes([n & 31 if chr(n).isalpha() and n < ASCII else SPACE if n == 32 else 0 for n in range(256)])
cdef const uint8_t *LETTER = <const uint8_t *>PyBytes_AS_STRING(LETTERS)

ctypedef fused Code:
    uint8_t
    uint16_t
    uint32_t


cdef class Hints:
    """As ``html.hints.Hints``."""

    cdef list parts
    cdef uint8_t[SIZE * SIZE] first  # the number, from 1 on, of the first part that begins with two letters

    def __cinit__(self, parts):
        self.parts = sorted({part.encode("ascii").translate(LETTERS) for part in parts})
        if len(self.parts) > MOST_PARTS or not all(len(part) > 1 and 0 not in part for part in self.parts):
            raise ValueError("such parts are not looked for")
        for number in range(len(self.parts), 0, -1):
            part = self.parts[number - 1]
            self.first[<int>part[0] * SIZE + <int>part[1]] = number

    def found_in(self, list texts):
        cdef Py_ssize_t at
        return [at for at in range(len(texts)) if self.is_in(texts[at])]

    cdef bint is_in(self, str text) except -1:
        cdef int kind = PyUnicode_KIND(text)
        if kind == 1:
            return self.stands_in(<const uint8_t *>PyUnicode_DATA(text), len(text))
        if "\u0130" in text:  # the one letter whose small form is two
            text = text.lower()
            kind = PyUnicode_KIND(text)
        if kind == 2:
            return self.stands_in(<const uint16_t *>PyUnicode_DATA(text), len(text))
        return self.stands_in(<const uint32_t *>PyUnicode_DATA(text), len(text))

    cdef bint stands_in(self, const Code *text, Py_ssize_t size) noexcept:
        cdef int before = 0, letter
        cdef Py_ssize_t at
        for at in range(size):
            letter = _letter(text[at])
            if self.first[before * SIZE + letter] and self.begins(text + at - 1, size - at + 1, before, letter):
                return True
            before = letter
        return False

    cdef bint begins(self, const Code *text, Py_ssize_t size, int first, int second) noexcept:
        """Say whether a text begins with one of the parts that begin with these letters."""
        cdef Py_ssize_t number = self.first[first * SIZE + second] - 1
        cdef bytes part
        while number < len(self.parts):
            part = <bytes>self.parts[number]
            if PyBytes_AS_STRING(part)[0] != first or PyBytes_AS_STRING(part)[1] != second:
                return False
            if len(part) <= size and _equals(text, <const uint8_t *>PyBytes_AS_STRING(part), len(part)):
                return True
            number += 1
        return False


cdef inline int _letter(Code code) noexcept:
    return LETTER[code] if code < ASCII else 11 if <uint32_t>code == KELVIN else 0


cdef bint _equals(const Code *text, const uint8_t *part, Py_ssize_t size) noexcept:
    cdef Py_ssize_t at
    for at in range(size):
        if _letter(text[at]) != part[at]:
            return False
    return True
