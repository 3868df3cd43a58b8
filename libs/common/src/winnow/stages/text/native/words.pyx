# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""As ``prose.joined_words``: the letters are copied one by one, and what stands between words is one space."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_FromKindAndData, PyUnicode_KIND, PyUnicode_READ, Py_UNICODE_ISALNUM

from winnow.stages import prose

cdef enum:
    MOST_CHARS = 1024
    LATIN = 256

cdef bint[LATIN] _is_letter
for _letter in range(LATIN):
    _is_letter[_letter] = chr(_letter).isalnum() or chr(_letter) == "_"


def joined_words(str text):
    """As ``prose.joined_words``."""
    cdef str folded = text.casefold()
    cdef Py_UCS4[MOST_CHARS] words
    cdef Py_UCS4 letter
    cdef Py_ssize_t at, end = 0, size = len(folded)
    cdef int kind = PyUnicode_KIND(folded)
    cdef const void *letters = PyUnicode_DATA(folded)
    if size > MOST_CHARS:
        return prose.joined_words(text)
    for at in range(size):
        letter = PyUnicode_READ(kind, letters, at)
        if _is_letter[letter] if letter < LATIN else Py_UNICODE_ISALNUM(letter):
            words[end] = letter
            end += 1
        elif end and words[end - 1] != c" ":
            words[end] = c" "
            end += 1
    return PyUnicode_FromKindAndData(4, words, end - (end > 0 and words[end - 1] == c" "))
