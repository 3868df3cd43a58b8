# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""As ``html.names``: each name is gone through once, by its bytes."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from libc.string cimport strncmp

from winnow.stages.html.names import LONG, NO_RANK, RANKS, SHORT

cdef enum:
    MOST_WORDS = 256
    LETTERS = 26

cdef Py_ssize_t _SHORT = SHORT, _LONG = LONG
cdef int _NO_RANK = NO_RANK
cdef list _WORDS = [word.encode() for word in sorted(RANKS, key=lambda word: (word[0], -len(word)))]
cdef struct Word:
    const char *letters
    Py_ssize_t size
    int rank

cdef Word[MOST_WORDS + 1] _words
cdef int[LETTERS + 1] _first  # where the words with each first letter begin; the longer ones stand first
if len(_WORDS) > MOST_WORDS or not all(b"a" <= word[:1] <= b"z" for word in _WORDS):
    raise ImportError("the names' words do not fit the table")
for _number, _word in enumerate(_WORDS):
    _words[_number].letters, _words[_number].size = <const char *> _word, len(_word)
    _words[_number].rank = RANKS[_word.decode()]
for _number in range(LETTERS + 1):
    _first[_number] = sum(word[0] - 97 < _number for word in _WORDS)


cdef class NameReader:
    """As ``html.names.NameReader``."""

    cdef dict scores

    def __init__(self, scores):
        self.scores = {word.encode(): score for word, score in scores.items() if _SHORT < len(word) < _LONG}

    def read(self, str names):
        cdef bytes encoded = names.encode("ascii", "replace")
        cdef const char *text = PyBytes_AS_STRING(encoded)
        cdef Py_ssize_t size = PyBytes_GET_SIZE(encoded)
        return self.scores_of(text, size), _rank_of(text, size)

    cdef list scores_of(self, const char *text, Py_ssize_t size):
        cdef list found = []
        cdef Py_ssize_t at, start = 0
        for at in range(size + 1):
            if at < size and c"a" <= text[at] <= c"z":
                continue
            if _SHORT < at - start < _LONG:
                score = self.scores.get(PyBytes_FromStringAndSize(text + start, at - start))
                if score is not None:
                    found.append(score)
            start = at + 1
        return found


cdef int _rank_of(const char *text, Py_ssize_t size) noexcept:
    """Return the least rank of the words that are found from left to right, none within another."""
    cdef int best = _NO_RANK
    cdef Py_ssize_t at = 0
    cdef const Word *word
    while at < size:
        word = _word_at(text + at)
        if word == NULL:
            at += 1
        else:
            best = min(best, word.rank)
            at += word.size
    return best


cdef const Word *_word_at(const char *text) noexcept:
    cdef int letter = text[0] - c"a"
    cdef int number
    if 0 <= letter < LETTERS:
        for number in range(_first[letter], _first[letter + 1]):
            if text[1] == _words[number].letters[1] and strncmp(text, _words[number].letters, _words[number].size) == 0:
                return &_words[number]
    return NULL
