# cython: language_level=3, cdivision=True, initializedcheck=False
"""The judge in C: the same numbers as ``html.spots``, ``html.features``, ``html.branches`` and ``html.forest`` give.

Those files say what is computed and why; the functions here have their names and their order, and compute in the same
precision and order of additions, so that both give the same to the last bit. A test compares them, and ``Row`` is
compared with ``features.ROWS`` on import. The trees are in ``trees.pyx``.

A feature is a row of floats, one for each block, and ``Row`` numbers them as ``features.ROWS`` does, but for the rows
of the windows (``chars[+2]``), which are not stored: each row has ``PAD`` entries of "no block" at either end, and the
window's row is the row itself, read ``offset`` entries on. An element is known by its order plus one, 0 being
"nothing", as in ``html.spots``.
"""

from cpython.dict cimport PyDict_GetItemWithError
from cpython.object cimport PyObject
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ
from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free
from libc.string cimport memset

cimport cython

from winnow.stages.html.native.fields cimport (
    B_ELEMENT, B_HIDDEN, B_KIND, B_LEVEL, B_LINK_CHARS, B_STRONG_CHARS, B_TEXT,
    E_DEPTH, E_NAMES, E_ORDER, E_PARENT, E_TAG, field,
)

import numpy as np

from winnow.stages.blocks import Block, BlockKind, Element
from winnow.stages.html import branches, features, judge, spots
from winnow.stages.html.native.trees import Trees, padded
from winnow.stages.html.reasons import AROUND
from winnow.stages.html.told import Told


cpdef enum Row:
    CHARS, WORDS, LINK_SHARE, STRONG_SHARE, WORD_LENGTH, COMMAS, STOPS, QUESTIONS, BARS, LINES,
    ENDS_SENTENCE, STARTS_UPPER, REPEATS, IN_BODY, IN_SUMMARY, KIND, LEVEL, TAG, DEPTH, HIDDEN,
    LIKE_COUNT, LIKE_CHARS, LIKE_LINKS, IN_BEST, IN_WIDE, PATH_LOW, PATH_HIGH, PATH_SUM,
    CHARS_0_UP, LINKS_0_UP, BLOCKS_0_UP, CHARS_1_UP, LINKS_1_UP, BLOCKS_1_UP, CHARS_2_UP, LINKS_2_UP, BLOCKS_2_UP,
    CHARS_3_UP, LINKS_3_UP, BLOCKS_3_UP, CHARS_4_UP, LINKS_4_UP, BLOCKS_4_UP,
    TOKEN_LOW_0_UP, TOKEN_HIGH_0_UP, TOKEN_LOW_1_UP, TOKEN_HIGH_1_UP, TOKEN_LOW_2_UP, TOKEN_HIGH_2_UP,
    IN_ARTICLE, IN_MAIN, IN_ASIDE, IN_NAV, IN_FOOTER, IN_HEADER, IN_FORM, IN_TABLE, IN_FIGURE, IN_SECTION,
    IN_BLOCKQUOTE, IN_UL, IN_OL, IN_DL, IN_DETAILS, IN_BUTTON, IN_LI, IN_TD, IN_P,
    POSITION, POSITION_SHARE, CHARS_BEFORE, BLOCKS, PAGE_CHARS, PAGE_LINKS, SINCE_H1, TO_H1,
    HAS_H1, SINCE_PROSE, TO_PROSE, PROSE_BLOCKS, BEST_SHARE, DENSITY_BEFORE, DENSITY_AFTER,
    SINCE_HEADING, PROSE_BEFORE, PROSE_AFTER,
    BRANCH_LOW, BRANCH_HIGH, BRANCH_SUM, BRANCH_ROOT_LOW, BRANCH_ROOT_HIGH,
    BRANCH_PROSE, BRANCH_LINKS, BRANCH_BLOCKS, BRANCH_LIKE, BRANCH_LEVEL, BRANCH_SIDE,
    IS_MAIN, MAIN_SHARE, MAIN_AFTER, UNTIL_MAIN, H1_NUMBER,


cdef enum:
    STORED = 102
    PAD = 3
    LEVELS = 8
    ABOVE = 4
    NEAR = 2
    CLOSE = 3
    JUMPS = 8
    PATH_TAGS = 19
    FAR = 99
    # Rows that are no features: prose without its links, the characters in links, and the prose a row is about.
    PROSE = STORED
    LINKED
    HELD
    ALL_ROWS

cdef float PROSE_CHARS = features.PROSE_CHARS
cdef float NEITHER = features.NEITHER
cdef float MOSTLY_LINKS = branches.MOSTLY_LINKS
cdef double FADE = spots.FADE
cdef int64_t MEMORY = spots.MEMORY
cdef double[LEVELS] FADES = spots.fading(spots.FADE)
cdef double[LEVELS] TIGHT = spots.fading(features.TIGHT)
cdef double[LEVELS] WIDE = spots.fading(features.WIDE)
cdef uint64_t SEED = hash("groups") & 0xFFFFFFFFFFFFFFFF
"""Differs from run to run, so that no page can be made whose keys all meet."""
cdef tuple KINDS = tuple(BlockKind)
cdef frozenset ENDS = frozenset(map(ord, features.ENDS))


def _check_layout() -> None:
    stored = [name.upper().replace(":", "_") for name in features.ROWS if "[" not in name]
    same = (spots.LEVELS, spots.CLOSE, spots.JUMPS, len(spots.PATH_TAGS), branches.FAR, len(stored))
    if stored != list(Row.__members__) or same != (LEVELS, CLOSE, JUMPS, PATH_TAGS, FAR, STORED):
        raise RuntimeError("html/native/judge.pyx does not follow html/features.py: change it too, and build it again")


_check_layout()


cdef struct Spot:
    # An element: what its name says, what is said on the way down to it, and how much stands before it.
    double said_low, said_high, said_sum
    double low, high, total
    double weight
    int64_t chars, links, blocks
    int32_t parent, depth, column, bits, tag, close, afar, end, above


cdef struct Place:
    # A block: its element and those above it, its characters and those in links, the first of the same text and how
    # many there are, where it branches off, and the group it is counted in.
    int32_t[LEVELS] chain
    int32_t chars, links, same, repeats, root, shared, group


cdef struct Sum:
    double chars, links, prose
    int32_t count


@cython.final
cdef class _Numbers:
    """What is known of one page: all that Python is asked for is read first, and the rest is loops over numbers."""

    cdef Py_ssize_t n, size, width
    cdef object table
    cdef Spot *spots
    cdef Place *places
    cdef float *rows
    cdef Sum *sums
    cdef int64_t *keys
    cdef int32_t *slots
    cdef uint64_t last_slot
    cdef int32_t best

    def __cinit__(self, page, scores):
        cdef Py_ssize_t blocks = len(page.blocks), elements = len(page.elements)
        if blocks > 1 << 24 or elements > 1 << 28:
            raise ValueError("no page of that size is judged")
        self.n, self.size, self.width = blocks, elements + 1, padded(blocks) + 2 * PAD
        self.last_slot = 1
        while self.last_slot < <uint64_t>(2 * blocks):
            self.last_slot *= 2
        self.spots = <Spot *>calloc(self.size + 1, sizeof(Spot))
        self.places = <Place *>calloc(blocks + 1, sizeof(Place))
        cdef float[:, ::1] rows = np.zeros((ALL_ROWS, self.width), np.float32)
        self.table, self.rows = rows, &rows[0, 0]
        self.sums = <Sum *>calloc(blocks + 1, sizeof(Sum))
        self.keys = <int64_t *>calloc(blocks + 1, sizeof(int64_t))
        self.slots = <int32_t *>calloc(self.last_slot, sizeof(int32_t))
        self.last_slot -= 1
        if not (self.spots and self.places and self.sums and self.keys and self.slots):
            raise MemoryError
        self.read_elements(page.elements, scores)
        self.read_blocks(page.blocks, Told(page))
        self.describe()

    def __dealloc__(self):
        free(self.spots)
        free(self.places)
        free(self.sums)
        free(self.keys)
        free(self.slots)

    cdef inline float *row(self, int number) noexcept:
        return self.rows + number * self.width + PAD

    # As in html.spots.

    cdef int read_elements(self, list elements, scores) except -1:
        """Read each element, and what its tag and names say, as ``TokenScores`` has worked out."""
        cdef dict known = scores.numbers
        cdef double[:, ::1] said = scores.table
        cdef Py_ssize_t at = 0
        cdef PyObject *found
        cdef list new = []
        scores.make_room(self.size)
        for element in elements:
            at += 1
            if at == self.size or type(element) is not Element:
                raise TypeError("the elements of a page are elements")
            self.read_element(at, element)
            key = (field(element, E_TAG), field(element, E_NAMES))
            found = PyDict_GetItemWithError(known, key)
            if found:
                self.read_said(at, <object>found, said)
            else:
                new.append((at, key))
        if new:
            scores.learn(list(dict.fromkeys([key for _, key in new])))
            for at, key in new:
                self.read_said(at, known.get(key, 0), said)
        self.spots[0].depth = -1
        self.read_said(0, 0, said)
        return 0

    cdef int read_element(self, Py_ssize_t at, element) except -1:
        cdef Spot *spot = &self.spots[at]
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

    cdef int read_said(self, Py_ssize_t at, Py_ssize_t column, double[:, ::1] said) except -1:
        cdef Spot *spot = &self.spots[at]
        if not (at < self.size and 0 <= column < said.shape[0]):
            raise IndexError("nothing is known of that element")
        spot.column = <int32_t>column
        spot.said_low, spot.said_high, spot.said_sum = said[column, 0], said[column, 1], said[column, 2]
        spot.bits, spot.tag = <int32_t>said[column, 3], <int32_t>said[column, 4]
        spot.close, spot.afar = <int32_t>said[column, 5], <int32_t>said[column, 6]
        return 0

    cdef void follow_paths(self) noexcept:
        cdef Py_ssize_t at
        cdef Spot *spot
        cdef Spot *above
        for at in range(self.size):
            spot = &self.spots[at]
            above = &self.spots[spot.parent]
            spot.low, spot.high = min(spot.said_low, above.low), max(spot.said_high, above.high)
            spot.bits |= above.bits
            if not spot.afar:
                spot.afar = above.afar
        self.add_fading()

    cdef void add_fading(self) noexcept:
        """Add up the scores on the way down, doubling the way with each jump: the order of the additions counts."""
        cdef Py_ssize_t at
        cdef int jump
        cdef double fade = FADE
        cdef int32_t above
        for at in range(self.size):
            self.spots[at].total, self.spots[at].above = self.spots[at].said_sum, self.spots[at].parent
        for jump in range(JUMPS):
            for at in range(self.size - 1, -1, -1):
                above = self.spots[at].above
                self.spots[at].total += fade * self.spots[above].total
                self.spots[at].above = self.spots[above].above
            fade *= fade

    cdef void find_ends(self) noexcept:
        cdef Py_ssize_t at
        cdef Spot *spot
        for at in range(self.size - 1, -1, -1):
            spot = &self.spots[at]
            if not spot.end:
                spot.end = <int32_t>at + 1
            if at and not self.spots[spot.parent].end:
                self.spots[spot.parent].end = spot.end

    cdef void add_up(self) noexcept:
        """Count what stands before each element; what is in it and in those inside it is the difference."""
        cdef Py_ssize_t at
        cdef Spot *spot
        for at in range(self.n):
            spot = &self.spots[self.places[at].chain[0] + 1]
            spot.chars += self.places[at].chars
            spot.links += self.places[at].links
            spot.blocks += 1
        for at in range(self.size):
            spot = &self.spots[at]
            spot[1].chars += spot.chars
            spot[1].links += spot.links
            spot[1].blocks += spot.blocks

    cdef int32_t find_best(self, const double *fades) noexcept:
        cdef const float *prose = self.row(PROSE)
        cdef Py_ssize_t at
        cdef int level
        cdef int32_t best = 0
        for at in range(self.size):
            self.spots[at].weight = 0
        for level in range(LEVELS):
            for at in range(self.n):
                self.spots[self.places[at].chain[level]].weight += fades[level] * prose[at]
        self.spots[0].weight = 0
        for at in range(1, self.size):
            if self.spots[at].weight > self.spots[best].weight:
                best = <int32_t>at
        return best

    cdef void write_within(self, float *out, int32_t element) noexcept:
        cdef int32_t first = max(1, element), end = self.spots[element].end
        cdef Py_ssize_t at
        for at in range(self.n):
            out[at] = first <= self.places[at].chain[0] < end

    cdef int32_t surroundings(self, Py_ssize_t at) noexcept:
        cdef int level
        for level in range(CLOSE):
            if self.spots[self.places[at].chain[level]].close:
                return self.spots[self.places[at].chain[level]].close
        return self.spots[self.places[at].chain[CLOSE]].afar

    cdef void number_keys(self) noexcept:
        """Give each key a number from 0 on, the same for equal ones, and begin a sum for each."""
        cdef int32_t found = 0
        cdef Py_ssize_t at
        cdef uint64_t slot
        memset(self.slots, 0, (self.last_slot + 1) * sizeof(int32_t))
        for at in range(self.n):
            slot = _mixed(self.keys[at]) & self.last_slot
            while self.slots[slot] and self.keys[self.slots[slot] - 1] != self.keys[at]:
                slot = (slot + 1) & self.last_slot
            if self.slots[slot]:
                self.places[at].group = self.places[self.slots[slot] - 1].group
            else:
                self.slots[slot] = <int32_t>at + 1
                self.places[at].group = found
                self.sums[found] = Sum(0, 0, 0, 0)
                found += 1

    # As in html.features.

    cdef void describe(self) noexcept:
        self.follow_paths()
        self.find_ends()
        self.add_up()
        self.write_prose()
        self.best = self.find_best(TIGHT)
        self.write_within(self.row(IN_BEST), self.best)
        self.write_within(self.row(IN_WIDE), self.find_best(WIDE))
        self.write_tree()
        self.write_path_tags()
        self.write_places()
        self.write_branches()
        self.pad()

    cdef int read_blocks(self, list blocks, told) except -1:
        cdef list texts = []
        cdef dict first = {}
        cdef Py_ssize_t at = 0, same
        cdef str text
        for block in blocks:
            if at == self.n or type(block) is not Block:
                raise TypeError("the blocks of a page are blocks")
            text = field(block, B_TEXT)
            self.follow_chain(at, field(block, B_ELEMENT))
            self.read_text(at, text)
            self.read_block(at, block)
            texts.append(text)
            same = first.setdefault(text, at)
            self.places[at].same = <int32_t>same
            self.places[same].repeats += 1
            at += 1
        for at in range(self.n):
            self.row(REPEATS)[at] = self.places[self.places[at].same].repeats
        self.write_told(texts, told)
        return 0

    cdef int write_told(self, list texts, told) except -1:
        cdef Py_ssize_t at
        cdef str firsts = told.firsts, text
        shares = told.in_body(texts)
        for at in range(self.n):
            text = texts[at]
            self.row(IN_BODY)[at] = shares[at] if isinstance(shares, list) else shares
            self.row(IN_SUMMARY)[at] = text[0] in firsts and told.begins(text)
        return 0

    cdef int follow_chain(self, Py_ssize_t at, element) except -1:
        cdef int level
        cdef int32_t own = 0
        if element is not None:
            if type(element) is not Element:
                raise TypeError("a block stands in an element")
            own = <int32_t>field(element, E_ORDER) + 1
        if not 0 <= own < self.size:
            raise ValueError("a block stands in no element of the page")
        for level in range(LEVELS):
            self.places[at].chain[level] = own
            own = self.spots[own].parent
        return 0

    cdef int read_block(self, Py_ssize_t at, block) except -1:
        cdef Spot *spot = &self.spots[self.places[at].chain[0]]
        cdef float chars = self.row(CHARS)[at]
        cdef int number = 0
        kind = field(block, B_KIND)
        while KINDS[number] is not kind:
            number += 1
        self.places[at].links = field(block, B_LINK_CHARS)
        self.row(LINK_SHARE)[at] = <float>self.places[at].links / chars
        self.row(STRONG_SHARE)[at] = <float><int32_t>field(block, B_STRONG_CHARS) / chars
        self.row(WORD_LENGTH)[at] = chars / self.row(WORDS)[at]
        self.row(KIND)[at] = number
        self.row(LEVEL)[at] = <int32_t>field(block, B_LEVEL)
        self.row(TAG)[at] = spot.tag
        self.row(DEPTH)[at] = max(spot.depth, 0)
        self.row(HIDDEN)[at] = bool(field(block, B_HIDDEN))
        return 0

    cdef int read_text(self, Py_ssize_t at, str text) except -1:
        cdef Py_ssize_t size = len(text)
        cdef void *data = PyUnicode_DATA(text)
        cdef int kind = PyUnicode_KIND(text)
        cdef int[6] found
        if not size:
            raise ValueError("a block without text")
        cdef Py_UCS4 last = PyUnicode_READ(kind, data, size - 1)
        memset(found, 0, sizeof(found))
        if kind == 1:
            _count_marks(<const uint8_t *>data, size, found)
        elif kind == 2:
            _count_marks(<const uint16_t *>data, size, found)
        else:
            _count_marks(<const uint32_t *>data, size, found)
        self.places[at].chars = size
        self.row(CHARS)[at] = <float>size
        self.row(WORDS)[at] = found[0] + 1
        self.row(COMMAS)[at] = found[1]
        self.row(STOPS)[at] = found[2]
        self.row(QUESTIONS)[at] = found[3]
        self.row(BARS)[at] = found[4]
        self.row(LINES)[at] = found[5]
        self.row(ENDS_SENTENCE)[at] = <long>last in ENDS
        self.row(STARTS_UPPER)[at] = (<Py_UCS4>PyUnicode_READ(kind, data, 0)).isupper()
        return 0

    cdef void write_prose(self) noexcept:
        cdef const float *chars = self.row(CHARS)
        cdef const float *links = self.row(LINK_SHARE)
        cdef float *prose = self.row(PROSE)
        cdef float *linked = self.row(LINKED)
        cdef Py_ssize_t at
        for at in range(self.n):
            linked[at] = links[at] * chars[at]
            prose[at] = chars[at] - 2 * linked[at]
            if prose[at] < PROSE_CHARS or self.row(HIDDEN)[at] > 0:
                prose[at] = 0

    cdef void write_tree(self) noexcept:
        cdef Py_ssize_t at
        cdef Sum *sum
        cdef Spot *spot
        for at in range(self.n):
            self.keys[at] = self.spots[self.places[at].chain[0]].column * MEMORY
            self.keys[at] += self.spots[self.places[at].chain[1]].column
        self.number_keys()
        self.add_groups()
        for at in range(self.n):
            sum = &self.sums[self.places[at].group]
            self.row(LIKE_COUNT)[at] = sum.count
            self.row(LIKE_CHARS)[at] = <float>sum.chars
            self.row(LIKE_LINKS)[at] = <float>(sum.links / max(sum.chars, 1.0))
            spot = &self.spots[self.places[at].chain[0]]
            self.row(PATH_LOW)[at] = <float>spot.low
            self.row(PATH_HIGH)[at] = <float>spot.high
            self.row(PATH_SUM)[at] = <float>spot.total
            self.write_chain(at)

    cdef void add_groups(self) noexcept:
        """Add up the blocks of each group."""
        cdef Py_ssize_t at
        cdef Sum *sum
        for at in range(self.n):
            sum = &self.sums[self.places[at].group]
            sum.count += 1
            sum.chars += self.row(CHARS)[at]
            sum.links += self.row(LINKED)[at]
            sum.prose += self.row(PROSE)[at]

    cdef void write_chain(self, Py_ssize_t at) noexcept:
        cdef Spot *spot
        cdef Spot *end
        cdef float chars
        cdef int up
        for up in range(ABOVE + 1):
            spot = &self.spots[self.places[at].chain[up]]
            end = &self.spots[spot.end]
            chars = <float>(end.chars - spot.chars)
            self.row(CHARS_0_UP + 3 * up)[at] = chars
            self.row(LINKS_0_UP + 3 * up)[at] = <float>(end.links - spot.links) / max(chars, <float>1)
            self.row(BLOCKS_0_UP + 3 * up)[at] = <float>(end.blocks - spot.blocks)
            if up <= NEAR:
                self.row(TOKEN_LOW_0_UP + 2 * up)[at] = <float>spot.said_low
                self.row(TOKEN_HIGH_0_UP + 2 * up)[at] = <float>spot.said_high

    cdef void write_path_tags(self) noexcept:
        cdef Py_ssize_t at
        cdef int tag
        for tag in range(PATH_TAGS):
            for at in range(self.n):
                self.row(IN_ARTICLE + tag)[at] = self.spots[self.places[at].chain[0]].bits >> tag & 1

    cdef void pad(self) noexcept:
        """Write what the windows see beyond the page."""
        cdef int row, at
        for row in range(STORED):
            for at in range(1, PAD + 1):
                self.row(row)[-at] = self.row(row)[self.n + at - 1] = NEITHER

    cdef void write_places(self) noexcept:
        cdef const float *chars = self.row(CHARS)
        cdef const float *links = self.row(LINK_SHARE)
        cdef float *prose = self.row(HELD)
        cdef Py_ssize_t at, n = self.n
        cdef float total = max(<float>1, _sum_of(chars, n)), before = 0, prose_before = 0, prose_total, in_best = 0
        cdef int many = 0
        for at in range(n):
            prose[at] = chars[at] if chars[at] >= 80 and links[at] < <float>0.34 and not self.row(HIDDEN)[at] else 0
            many += prose[at] > 0
        prose_total = max(<float>1, _sum_of(prose, n))
        for at in range(n):
            before += chars[at]
            prose_before += prose[at]
            self.row(POSITION)[at] = <float>at
            self.row(POSITION_SHARE)[at] = <float>at / <float>n
            self.row(CHARS_BEFORE)[at] = (before - chars[at]) / total
            self.row(PROSE_BEFORE)[at] = (prose_before - prose[at]) / prose_total
            self.row(PROSE_AFTER)[at] = <float>1 - self.row(PROSE_BEFORE)[at] - prose[at] / prose_total
        self.write_since(prose)
        self.write_density(chars, links)
        for at in range(n):
            prose[at] *= self.row(IN_BEST)[at]
        in_best = _sum_of(prose, n)
        _fill(self.row(BLOCKS), n, n)
        _fill(self.row(PAGE_CHARS), n, total)
        _fill(self.row(PAGE_LINKS), n, <double>_sum_of(self.row(LINKED), n) / <double>total)
        _fill(self.row(PROSE_BLOCKS), n, many)
        _fill(self.row(BEST_SHARE), n, <double>in_best / <double>prose_total)

    cdef void write_since(self, const float *prose) noexcept:
        """Write how many blocks ago, and in how many, there is a title, prose or a heading."""
        cdef const float *level = self.row(LEVEL)
        cdef Py_ssize_t at, title = -100, text = -100, heading = -100
        cdef float titles = 0
        for at in range(self.n):
            title = at if level[at] == 1 else title
            text = at if prose[at] > 0 else text
            heading = at if level[at] > 0 else heading
            titles += level[at] == 1
            self.row(SINCE_H1)[at] = <float>min(at - title, FAR)
            self.row(SINCE_PROSE)[at] = <float>min(at - text, FAR)
            self.row(SINCE_HEADING)[at] = <float>min(at - heading, FAR)
            self.row(H1_NUMBER)[at] = titles
        _fill(self.row(HAS_H1), self.n, titles > 0)
        title = text = self.n + FAR
        for at in range(self.n - 1, -1, -1):
            title = at if level[at] == 1 else title
            text = at if prose[at] > 0 else text
            self.row(TO_H1)[at] = <float>min(title - at, FAR)
            self.row(TO_PROSE)[at] = <float>min(text - at, FAR)

    cdef void write_density(self, const float *chars, const float *links) noexcept:
        cdef float *before = self.row(DENSITY_BEFORE)
        cdef float *after = self.row(DENSITY_AFTER)
        cdef float fade = 1
        cdef Py_ssize_t at, step
        for step in range(1, min(7, self.n)):
            fade *= <float>0.5
            for at in range(self.n - step):
                before[at + step] += _density(chars[at], links[at]) * fade
                after[at] += _density(chars[at + step], links[at + step]) * fade

    # As in html.branches.

    cdef void write_branches(self) noexcept:
        cdef Py_ssize_t at
        cdef Spot *root
        cdef Place *place
        for at in range(self.n):
            self.follow_branch(at)
            place = &self.places[at]
            root = &self.spots[place.root]
            self.row(BRANCH_ROOT_LOW)[at] = <float>root.said_low
            self.row(BRANCH_ROOT_HIGH)[at] = <float>root.said_high
            self.row(BRANCH_LEVEL)[at] = self.spots[self.best].depth - self.spots[place.shared].depth
            self.keys[at] = <int64_t>root.column * self.size + place.shared
        self.number_keys()
        self.add_groups()
        for at in range(self.n):
            self.row(BRANCH_LIKE)[at] = self.sums[self.places[at].group].count
        self.write_sizes()
        self.write_sides()
        self.write_main()

    cdef void follow_branch(self, Py_ssize_t at) noexcept:
        """Write what the names say on the way down from the last element shared with the article."""
        cdef double low = 0, high = 0, total = 0
        cdef Place *place = &self.places[at]
        cdef Spot *spot
        cdef int level, up = 0
        for level in range(LEVELS):
            spot = &self.spots[place.chain[level]]
            if place.chain[level] > self.best or spot.end <= self.best:
                up += 1
                low, high = min(low, spot.said_low), max(high, spot.said_high)
                total += FADES[level] * spot.said_sum
        place.root = place.chain[max(up - 1, 0)]
        place.shared = self.spots[place.root].parent if up else place.chain[0]
        self.row(BRANCH_LOW)[at] = <float>low
        self.row(BRANCH_HIGH)[at] = <float>high
        self.row(BRANCH_SUM)[at] = <float>total

    cdef void write_sizes(self) noexcept:
        cdef double prose = max(1.0, <double>_sum_of(self.row(PROSE), self.n))
        cdef Py_ssize_t at
        cdef Sum *sum
        for at in range(self.n):
            self.keys[at] = self.places[at].root
        self.number_keys()
        self.add_groups()
        for at in range(self.n):
            sum = &self.sums[self.places[at].group]
            self.row(BRANCH_PROSE)[at] = <float>(sum.prose / prose)
            self.row(BRANCH_LINKS)[at] = <float>(sum.links / max(sum.chars, 1.0))
            self.row(BRANCH_BLOCKS)[at] = sum.count

    cdef void write_sides(self) noexcept:
        cdef Py_ssize_t at, first = self.n, last = -1
        for at in range(self.n):
            if self.places[at].shared == self.best:
                first, last = min(first, at), at
        for at in range(self.n):
            self.row(BRANCH_SIDE)[at] = (last >= 0 and at > last) - (last >= 0 and at < first)

    cdef void write_main(self) noexcept:
        cdef float *held = self.row(HELD)
        cdef float total, before = 0
        cdef Py_ssize_t at, next = self.n + FAR
        cdef int32_t main = self.heaviest()
        for at in range(self.n):
            held[at] = self.row(PROSE)[at] if self.places[at].group == main else 0
        total = max(<float>1, _sum_of(held, self.n))
        _fill(self.row(MAIN_SHARE), self.n, <double>total / max(1.0, <double>_sum_of(self.row(PROSE), self.n)))
        for at in range(self.n):
            before += held[at]
            self.row(MAIN_AFTER)[at] = <float>1 - before / total
            self.row(IS_MAIN)[at] = self.places[at].group == main and self.row(LINK_SHARE)[at] <= MOSTLY_LINKS
        for at in range(self.n - 1, -1, -1):
            next = at if held[at] > 0 else next
            self.row(UNTIL_MAIN)[at] = <float>min(next - at, FAR)

    cdef int32_t heaviest(self) noexcept:
        """Return the group with most prose: blocks whose element has the same name and stands in the same one."""
        cdef Py_ssize_t at, best = 0
        cdef double most = 0
        for at in range(self.n):
            self.keys[at] = self.spots[self.places[at].chain[0]].column * self.size + self.places[at].chain[1]
        self.number_keys()
        self.add_groups()
        for at in range(self.n):
            if self.row(PROSE)[at] > 0 and self.sums[self.places[at].group].prose > most:
                best, most = at, self.sums[self.places[at].group].prose
        return self.places[best].group


cdef inline uint64_t _mixed(int64_t key) noexcept:
    """Scatter keys, by the last steps of SplitMix64."""
    cdef uint64_t mixed = <uint64_t>key ^ SEED
    mixed = (mixed ^ (mixed >> 30)) * <uint64_t>0xBF58476D1CE4E5B9
    mixed = (mixed ^ (mixed >> 27)) * <uint64_t>0x94D049BB133111EB
    return mixed ^ (mixed >> 31)


ctypedef fused Code:
    uint8_t
    uint16_t
    uint32_t


cdef void _count_marks(const Code *text, Py_ssize_t size, int *found) noexcept:
    """Count spaces, commas, stops before a space, question marks, bars and lines."""
    cdef Py_ssize_t at
    cdef int spaces = 0, commas = 0, stops = 0, questions = 0, bars = 0, lines = 0
    for at in range(size):
        spaces += text[at] == 32
        commas += text[at] == 44
        questions += text[at] == 63
        bars += text[at] == 124
        lines += text[at] == 10
    for at in range(size - 1):
        stops += (text[at] == 46) & (text[at + 1] == 32)
    found[0], found[1], found[2], found[3], found[4], found[5] = spaces, commas, stops, questions, bars, lines


cdef inline float _density(float chars, float links) noexcept:
    return min(chars, <float>600) if links < <float>0.5 else -50


cdef void _fill(float *out, Py_ssize_t n, double value) noexcept:
    cdef Py_ssize_t at
    for at in range(n):
        out[at] = <float>value


cdef float _sum_of(const float *values, Py_ssize_t n) noexcept:
    """Add up as numpy does, which halves long rows and keeps eight sums over short ones."""
    cdef float[8] sums
    cdef float total = 0
    cdef Py_ssize_t at, half, lane
    if n > 128:
        half = n // 2 - n // 2 % 8
        return _sum_of(values, half) + _sum_of(values + half, n - half)
    half = n - n % 8
    if half:
        for lane in range(8):
            sums[lane] = values[lane]
        for at in range(8, half, 8):
            for lane in range(8):
                sums[lane] += values[at + lane]
        total = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
    for at in range(half, n):
        total += values[at]
    return total


def _places() -> list[tuple[int, int]]:
    """Return where each of ``ROWS`` is stored: the number of the row, and its first column."""
    stored = {name: number for number, name in enumerate(name for name in features.ROWS if "[" not in name)}
    parts = [name.rstrip("]").partition("[") for name in features.ROWS]
    return [(stored[name], PAD + int(offset or 0)) for name, _, offset in parts]


class Judge(judge.Judge):
    """As ``html.judge.Judge``."""

    def __init__(self, weights: bytes, *, wide: bool = True) -> None:
        super().__init__(weights)
        self._trees = Trees(self.forest, _places(), wide=wide)

    def __call__(self, page):
        cdef _Numbers numbers = _Numbers(page, self.scores)
        cdef Py_ssize_t at
        likely, against = self._trees.explained(numbers.table, numbers.n)
        around = [AROUND[numbers.surroundings(at)] for at in range(numbers.n)]
        words = np.asarray(numbers.table)[WORDS, PAD : PAD + numbers.n]
        return judge.Opinion(likely, against, around, words)

    def describe(self, page):
        """Return what ``html.features.describe`` does."""
        cdef _Numbers numbers = _Numbers(page, self.scores)
        return np.array([numbers.table[row, start : start + numbers.n] for row, start in _places()])
