# cython: language_level=3, cdivision=True, initializedcheck=False
"""The judge in C: the same numbers as ``html.spots``, ``html.features``, ``html.branches`` and ``html.forest`` give.

Those files say what is computed and why; the functions here have their names and their order, and compute in the same
precision and order of additions, so that both give the same to the last bit. A test compares them.

A feature is a row of floats, one for each block, and ``Row`` numbers them as ``features.ROWS`` does, but for the rows
of the windows (``chars[+2]``), which are not stored: each row has ``PAD`` entries of "no block" at either end, and the
window's row is the row itself, read ``offset`` entries on. An element is known by its order plus one, 0 being
"nothing", as in ``html.spots``.
"""

from cpython.dict cimport PyDict_GetItemWithError
from cpython.object cimport PyObject
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ
from libc.stdint cimport INT32_MAX, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free
from libc.string cimport memcpy, memset

cimport cython
import numpy as np

from winnow.stages.blocks import BlockKind
from winnow.stages.html import branches, features, judge, spots
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
    # Blocks that the trees answer for at once.
    LANES = 32

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
    # A block: its element and those above it, its characters and those in links, and where it branches off.
    int32_t[LEVELS] chain
    int32_t chars, links, root, shared, group


cdef struct Sum:
    double chars, links, prose
    int32_t count


@cython.final
cdef class _Numbers:
    """What is known of one page: the arrays live as long as this does."""

    cdef Py_ssize_t n, size, stride
    cdef Spot *spots
    cdef Place *places
    cdef float *rows
    cdef Sum *sums
    cdef int64_t *keys
    cdef int32_t *slots
    cdef uint64_t last_slot
    cdef int32_t best

    def __cinit__(self, Py_ssize_t blocks, Py_ssize_t elements):
        if blocks > 1 << 24 or elements > 1 << 28:
            raise ValueError("no page of that size is judged")
        self.n, self.size, self.stride = blocks, elements + 1, blocks + 2 * PAD
        self.last_slot = 1
        while self.last_slot < <uint64_t>(2 * blocks):
            self.last_slot *= 2
        self.spots = <Spot *>calloc(self.size + 1, sizeof(Spot))
        self.places = <Place *>calloc(blocks + 1, sizeof(Place))
        self.rows = <float *>calloc(ALL_ROWS * self.stride + LANES, sizeof(float))
        self.sums = <Sum *>calloc(blocks + 1, sizeof(Sum))
        self.keys = <int64_t *>calloc(blocks + 1, sizeof(int64_t))
        self.slots = <int32_t *>calloc(self.last_slot, sizeof(int32_t))
        self.last_slot -= 1
        if not (self.spots and self.places and self.rows and self.sums and self.keys and self.slots):
            raise MemoryError

    def __dealloc__(self):
        free(self.spots)
        free(self.places)
        free(self.rows)
        free(self.sums)
        free(self.keys)
        free(self.slots)

    cdef inline float *row(self, int number) noexcept:
        return self.rows + number * self.stride + PAD

    # As in html.spots.

    cdef int read_elements(self, list elements, object scores) except -1:
        cdef Py_ssize_t at = 1
        cdef Spot *spot
        self.spots[0].depth = -1
        for element in elements:
            if at == self.size:
                raise ValueError("the page changes while it is judged")
            spot = &self.spots[at]
            parent = element.parent
            spot.parent = <int32_t>parent.order + 1 if parent is not None else 0
            if not 0 <= spot.parent < at:
                raise ValueError("an element stands before the one around it")
            spot.depth = element.depth
            at += 1
        if at != self.size:
            raise ValueError("the page changes while it is judged")
        self.read_said(elements, scores)
        return 0

    cdef int read_said(self, list elements, object scores) except -1:
        """Read what each element's tag and names say, as worked out by ``TokenScores``."""
        cdef dict known = scores.numbers
        cdef double[:, ::1] table = scores.table
        cdef list columns = [], keys = [(element.tag, element.names) for element in elements]
        cdef PyObject *found
        cdef Py_ssize_t at = 0, column
        cdef Spot *spot
        for key in keys:
            found = PyDict_GetItemWithError(known, key)
            if not found:
                columns = scores.learned(keys)
                break
            columns.append(<object>found)
        for number in [0, *columns]:
            column, spot = number, &self.spots[at]
            spot.column = <int32_t>column
            spot.said_low, spot.said_high, spot.said_sum = table[0, column], table[1, column], table[2, column]
            spot.bits, spot.tag = <int32_t>table[3, column], <int32_t>table[4, column]
            spot.close, spot.afar = <int32_t>table[5, column], <int32_t>table[6, column]
            at += 1
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

    cdef int describe_page(self, page) except -1:
        """Write all rows."""
        self.read_blocks(page)
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
        return 0

    cdef int read_blocks(self, page) except -1:
        cdef list blocks = page.blocks, texts = []
        cdef dict first = {}
        cdef Py_ssize_t at = 0
        cdef int32_t order
        for block in blocks:
            if at == self.n:
                raise ValueError("the page changes while it is judged")
            element = block.element
            order = <int32_t>element.order if element is not None else -1
            if not -1 <= order < self.size - 1:
                raise ValueError("a block stands in no element of the page")
            self.follow_chain(at, order + 1)
            self.read_text(at, block.text)
            self.read_block(at, block)
            texts.append(block.text)
            self.sums[<Py_ssize_t>first.setdefault(block.text, at)].count += 1
            at += 1
        if at != self.n:
            raise ValueError("the page changes while it is judged")
        for at, text in enumerate(texts):
            self.row(REPEATS)[at] = self.sums[<Py_ssize_t>first[text]].count
        told = Told(page)
        self.write_told(self.row(IN_BODY), told.in_body(texts))
        self.write_told(self.row(IN_SUMMARY), told.in_summary(texts))
        return 0

    cdef void follow_chain(self, Py_ssize_t at, int32_t own) noexcept:
        cdef int level
        for level in range(LEVELS):
            self.places[at].chain[level] = own
            own = self.spots[own].parent

    cdef int read_block(self, Py_ssize_t at, block) except -1:
        cdef Spot *spot = &self.spots[self.places[at].chain[0]]
        cdef float chars = self.row(CHARS)[at]
        kind = block.kind
        cdef int number = 0
        while number < len(KINDS) and KINDS[number] is not kind:
            number += 1
        if number == len(KINDS):
            raise ValueError("a block of no kind")
        self.places[at].links = block.link_chars
        self.row(LINK_SHARE)[at] = <float>self.places[at].links / chars
        self.row(STRONG_SHARE)[at] = <float><int>block.strong_chars / chars
        self.row(WORD_LENGTH)[at] = chars / self.row(WORDS)[at]
        self.row(KIND)[at] = number
        self.row(LEVEL)[at] = <int>block.level
        self.row(TAG)[at] = spot.tag
        self.row(DEPTH)[at] = max(spot.depth, 0)
        self.row(HIDDEN)[at] = bool(block.hidden)
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

    cdef int write_told(self, float *out, told) except -1:
        """Write one number for all blocks, or one each."""
        cdef Py_ssize_t at
        if isinstance(told, list):
            for at in range(self.n):
                out[at] = told[at]
        else:
            _fill(out, self.n, told)
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
        cdef float fade = 1, density
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


@cython.final
cdef class _Trees:
    """``html.forest`` over the rows of ``_Numbers``."""

    cdef Py_ssize_t depth, count, questions
    cdef int32_t[::1] rows, offsets, asked, leaves
    cdef float[::1] borders
    cdef uint8_t[::1] answers

    def __cinit__(self, forest):
        places = np.array(_stored_places(), dtype=np.int32)[forest.rows]
        self.rows, self.offsets = places[:, 0].copy(), places[:, 1].copy()
        self.borders = forest.borders.ravel()
        self.asked = np.array(forest.levels, dtype=np.int32).T.ravel()
        self.leaves = forest.leaves
        self.depth, self.count, self.questions = len(forest.levels), len(forest.names), len(forest.rows)
        if not (0 < self.depth <= 8 and len(self.leaves) == self.count << self.depth):
            raise ValueError("no such trees are learned")
        if not (0 <= np.min(self.asked) and np.max(self.asked) < self.questions):
            raise ValueError("a tree asks what is no question")

    cdef void vote(self, _Numbers numbers, int32_t *sums, int32_t *least, uint8_t *answers) noexcept:
        """Write the sum of each block's numbers, and the least of them."""
        cdef Py_ssize_t start = 0
        while start < numbers.n:
            self.answer(numbers, start, answers)
            self.add_leaves(sums + start, least + start, answers)
            start += LANES

    cdef void answer(self, _Numbers numbers, Py_ssize_t start, uint8_t *answers) noexcept:
        cdef Py_ssize_t question, lane
        cdef const int32_t *rows = &self.rows[0]
        cdef const int32_t *offsets = &self.offsets[0]
        cdef const float *borders = &self.borders[0]
        cdef const float *values
        cdef uint8_t[LANES] found
        cdef float border
        for question in range(self.questions):
            values = numbers.row(rows[question]) + offsets[question] + start
            border = borders[question]
            for lane in range(LANES):
                found[lane] = values[lane] > border
            memcpy(answers, found, LANES)
            answers += LANES

    cdef void add_leaves(self, int32_t *sums, int32_t *least, const uint8_t *answers) noexcept:
        """Look up each tree's leaf for ``LANES`` blocks. A leaf's number has eight bits at most: eight are one integer."""
        cdef int32_t[LANES] total
        cdef int32_t[LANES] lowest
        cdef uint8_t[LANES] place
        cdef uint64_t eight, answer
        cdef int32_t found
        cdef const int32_t *asked = &self.asked[0]
        cdef const int32_t *leaves = &self.leaves[0]
        cdef Py_ssize_t tree, lane, level, depth = self.depth
        memset(total, 0, sizeof(total))
        for lane in range(LANES):
            lowest[lane] = INT32_MAX
        for tree in range(self.count):
            for lane in range(0, LANES, 8):
                eight = 0
                for level in range(depth - 1, -1, -1):
                    memcpy(&answer, answers + asked[level] * LANES + lane, 8)
                    eight += eight + answer
                memcpy(place + lane, &eight, 8)
            for lane in range(LANES):
                found = leaves[place[lane]]
                total[lane] += found
                lowest[lane] = min(lowest[lane], found)
            asked += depth
            leaves += 1 << depth
        memcpy(sums, total, sizeof(total))
        memcpy(least, lowest, sizeof(lowest))


def _stored_places() -> list[tuple[int, int]]:
    """Return where each of ``ROWS`` is stored: the number of the row, and how many entries on."""
    stored = {name: number for number, name in enumerate(name for name in features.ROWS if "[" not in name)}
    parts = [name.rstrip("]").partition("[") for name in features.ROWS]
    return [(stored[name], int(offset or 0)) for name, _, offset in parts]


def _read(page, scores) -> _Numbers:
    cdef _Numbers numbers = _Numbers(len(page.blocks), len(page.elements))
    numbers.read_elements(page.elements, scores)
    numbers.describe_page(page)
    return numbers


class Judge(judge.Judge):
    """As ``html.judge.Judge``."""

    def __init__(self, weights: bytes) -> None:
        super().__init__(weights)
        self._trees = _Trees(self.forest)

    def __call__(self, page):
        cdef _Numbers numbers = _read(page, self.scores)
        cdef _Trees trees = self._trees
        cdef Py_ssize_t at, room = numbers.n + LANES
        cdef int32_t[::1] sums = np.empty(room, np.int32), least = np.empty(room, np.int32)
        cdef uint8_t[::1] answers = np.empty(trees.questions * LANES, np.uint8)
        trees.vote(numbers, &sums[0], &least[0], &answers[0])
        names, count = self.forest.names, trees.count
        against = [names[(least[at] % count + count) % count] for at in range(numbers.n)]
        around = [AROUND[numbers.surroundings(at)] for at in range(numbers.n)]
        return judge.Opinion(self.forest.likely(np.asarray(sums)[: numbers.n]), against, around, _copied(numbers, WORDS, 0))

    def describe(self, page):
        """Return what ``html.features.describe`` does."""
        cdef _Numbers numbers = _read(page, self.scores)
        return np.array([_copied(numbers, row, offset) for row, offset in _stored_places()])


cdef object _copied(_Numbers numbers, int row, int offset):
    cdef float[::1] out = np.empty(numbers.n, np.float32)
    cdef Py_ssize_t at
    for at in range(numbers.n):
        out[at] = numbers.row(row)[at + offset]
    return np.asarray(out)
