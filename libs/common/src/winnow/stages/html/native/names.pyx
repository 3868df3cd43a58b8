# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""As ``html.names``: each name is gone through once, by its bytes, and nothing is made of the words in it."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport int32_t, uint16_t, uint32_t
from libc.stdlib cimport calloc, free
from libc.string cimport memcmp

from winnow.stages.html.names import LONG, NO_RANK, RANKS, SHORT

cdef enum:
    MOST_WORDS = 256
    LETTERS = 26
    PAIRS = LETTERS * LETTERS

cdef Py_ssize_t _SHORT = SHORT, _LONG = LONG
cdef int _NO_RANK = NO_RANK
cdef list _WORDS = [word.encode() for word in sorted(RANKS, key=lambda word: (word[:2], -len(word)))]
cdef struct Word:
    const char *letters
    Py_ssize_t size
    int rank

cdef Word[MOST_WORDS] _words
cdef uint16_t[PAIRS + 1] _first  # where the words with each two first letters begin; the longer ones stand first
if len(_WORDS) > MOST_WORDS or not all(word[1:2] and word[:2].isalpha() and word.islower() for word in _WORDS):
    raise ImportError("the names' words do not fit the table")
for _number, _word in enumerate(_WORDS):
    _words[_number].letters, _words[_number].size = <const char *> _word, len(_word)
    _words[_number].rank = RANKS[_word.decode()]
for _number in range(PAIRS + 1):
    _first[_number] = sum((word[0] - 97) * LETTERS + word[1] - 97 < _number for word in _WORDS)


cdef class NameReader:
    """As ``html.names.NameReader``."""

    def __cinit__(self, scores):
        cdef Py_ssize_t number
        cdef bytes word
        self.words = [known.encode() for known in scores if _SHORT < len(known) < _LONG]
        self.last_slot = 1
        while self.last_slot < <uint32_t>(4 * len(self.words)):
            self.last_slot *= 2
        self.scored = <Scored *>calloc(len(self.words) + 1, sizeof(Scored))
        self.slots = <int32_t *>calloc(self.last_slot, sizeof(int32_t))
        self.last_slot -= 1
        if not (self.scored and self.slots):
            raise MemoryError
        for number, word in enumerate(self.words):
            self.scored[number] = Scored(PyBytes_AS_STRING(word), PyBytes_GET_SIZE(word), scores[word.decode()])
            self.slots[self.free_slot(word)] = <int32_t>number + 1

    def __dealloc__(self):
        free(self.scored)
        free(self.slots)

    cdef uint32_t free_slot(self, bytes word) noexcept:
        cdef uint32_t mixed = 0
        cdef char letter
        for letter in word:
            mixed = _mixed(mixed, letter)
        mixed >>= 15
        while self.slots[mixed & self.last_slot]:
            mixed += 1
        return mixed & self.last_slot

    def read(self, str names):
        cdef bytes encoded = names.encode("ascii", "replace")
        cdef const char *text = PyBytes_AS_STRING(encoded)
        cdef Py_ssize_t size = PyBytes_GET_SIZE(encoded), at = 0
        cdef list scores = []
        cdef double score
        while (at := self.next_scored(text, at, size, &score)) >= 0:
            scores.append(score)
        return scores, rank_of(text, size)

    cdef Py_ssize_t next_scored(self, const char *text, Py_ssize_t at, Py_ssize_t size, double *score) noexcept:
        """Find the next word from a place on that has a score. Return where to go on, or -1 where there is none."""
        cdef Py_ssize_t start = at
        cdef uint32_t mixed = 0
        cdef const Scored *found
        for at in range(at, size + 1):
            if at < size and c"a" <= text[at] <= c"z":
                mixed = _mixed(mixed, text[at])
                continue
            if _SHORT < at - start < _LONG:
                found = self.scored_word(text + start, at - start, mixed >> 15)
                if found:
                    score[0] = found.score
                    return at + 1
            start, mixed = at + 1, 0
        return -1

    cdef const Scored *scored_word(self, const char *text, Py_ssize_t size, uint32_t slot) noexcept:
        cdef const Scored *word
        while self.slots[slot & self.last_slot]:
            word = &self.scored[self.slots[slot & self.last_slot] - 1]
            if word.size == size and memcmp(word.letters, text, size) == 0:
                return word
            slot += 1
        return NULL


cdef inline uint32_t _mixed(uint32_t mixed, char letter) noexcept:
    return (mixed + <uint32_t>letter) * <uint32_t>0x9E3779B1


cdef int rank_of(const char *text, Py_ssize_t size) noexcept:
    """Return the least rank of the words that are found from left to right, none within another."""
    cdef int best = _NO_RANK
    cdef Py_ssize_t at = 0
    cdef const Word *word
    while at < size - 1:
        word = _word_at(text + at, size - at)
        if word == NULL:
            at += 1
        else:
            best = min(best, word.rank)
            at += word.size
    return best


cdef const Word *_word_at(const char *text, Py_ssize_t size) noexcept:
    cdef int first = text[0] - c"a", second = text[1] - c"a"
    cdef int number
    if 0 <= first < LETTERS and 0 <= second < LETTERS:
        first = first * LETTERS + second
        for number in range(_first[first], _first[first + 1]):
            if _words[number].size <= size and memcmp(text, _words[number].letters, _words[number].size) == 0:
                return &_words[number]
    return NULL
