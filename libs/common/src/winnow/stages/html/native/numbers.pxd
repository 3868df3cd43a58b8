"""What the modules share that work out the judge's numbers.

A feature is a row of floats, one for each block, and ``Row`` numbers them as ``features.ROWS`` does, but for the rows
of the windows (``chars[+2]``), which are not stored: each row has ``PAD`` entries of "no block" at either end, and the
window's row is the row itself, read ``offset`` entries on. An element is known by its order plus one, 0 being
"nothing", as in ``html.spots``.
"""

from libc.stdint cimport int32_t, int64_t, uint64_t


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


cdef class Numbers:
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


cdef inline float *row(Numbers page, int number) noexcept:
    return page.rows + number * page.width + PAD


cdef void number_keys(Numbers page) noexcept
cdef void add_groups(Numbers page) noexcept
cdef void fill(float *out, Py_ssize_t n, double value) noexcept
cdef float sum_of(const float *values, Py_ssize_t n) noexcept
