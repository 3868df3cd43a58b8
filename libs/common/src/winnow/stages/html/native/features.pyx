# cython: language_level=3, cdivision=True, initializedcheck=False
"""As ``html.features``."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ
from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t
from libc.string cimport memset

from winnow.stages.html.native.branches cimport write_branches
from winnow.stages.html.native.fields cimport (
    B_ELEMENT, B_HIDDEN, B_KIND, B_LEVEL, B_LINK_CHARS, B_STRONG_CHARS, B_TEXT, E_ORDER, field,
)
from winnow.stages.html.native.numbers cimport *
from winnow.stages.html.native.spots cimport add_up, find_best, find_ends, follow_paths, write_within

from winnow.stages.blocks import Block, BlockKind, Element
from winnow.stages.html import features, spots

cdef float PROSE_CHARS = features.PROSE_CHARS
cdef float NEITHER = features.NEITHER
cdef int64_t MEMORY = spots.MEMORY
cdef double[LEVELS] TIGHT = spots.fading(features.TIGHT)
cdef double[LEVELS] WIDE = spots.fading(features.WIDE)
cdef tuple KINDS = tuple(BlockKind)
cdef frozenset ENDS = frozenset(map(ord, features.ENDS))


cdef void describe(Numbers page) noexcept:
    follow_paths(page)
    find_ends(page)
    add_up(page)
    write_prose(page)
    page.best = find_best(page, TIGHT)
    write_within(page, row(page, IN_BEST), page.best)
    write_within(page, row(page, IN_WIDE), find_best(page, WIDE))
    write_tree(page)
    write_path_tags(page)
    write_places(page)
    write_branches(page)
    pad(page)


cdef int read_blocks(Numbers page, list blocks, told) except -1:
    cdef list texts = []
    cdef dict first = {}
    cdef Py_ssize_t at = 0, same
    cdef str text
    for block in blocks:
        if at == page.n or type(block) is not Block:
            raise TypeError("the blocks of a page are blocks")
        text = field(block, B_TEXT)
        follow_chain(page, at, field(block, B_ELEMENT))
        read_text(page, at, text)
        read_block(page, at, block)
        texts.append(text)
        same = first.setdefault(text, at)
        page.places[at].same = <int32_t>same
        page.places[same].repeats += 1
        at += 1
    for at in range(page.n):
        row(page, REPEATS)[at] = page.places[page.places[at].same].repeats
    write_told(page, texts, told)
    return 0


cdef int write_told(Numbers page, list texts, told) except -1:
    cdef Py_ssize_t at
    cdef str firsts = told.firsts, text
    shares = told.in_body(texts)
    for at in range(page.n):
        text = texts[at]
        row(page, IN_BODY)[at] = shares[at] if isinstance(shares, list) else shares
        row(page, IN_SUMMARY)[at] = text[0] in firsts and told.begins(text)
    return 0


cdef int follow_chain(Numbers page, Py_ssize_t at, element) except -1:
    cdef int level
    cdef int32_t own = 0
    if element is not None:
        if type(element) is not Element:
            raise TypeError("a block stands in an element")
        own = <int32_t>field(element, E_ORDER) + 1
    if not 0 <= own < page.size:
        raise ValueError("a block stands in no element of the page")
    for level in range(LEVELS):
        page.places[at].chain[level] = own
        own = page.spots[own].parent
    return 0


cdef int read_block(Numbers page, Py_ssize_t at, block) except -1:
    cdef Spot *spot = &page.spots[page.places[at].chain[0]]
    cdef float chars = row(page, CHARS)[at]
    cdef int number = 0
    kind = field(block, B_KIND)
    while KINDS[number] is not kind:
        number += 1
    page.places[at].links = field(block, B_LINK_CHARS)
    row(page, LINK_SHARE)[at] = <float>page.places[at].links / chars
    row(page, STRONG_SHARE)[at] = <float><int32_t>field(block, B_STRONG_CHARS) / chars
    row(page, WORD_LENGTH)[at] = chars / row(page, WORDS)[at]
    row(page, KIND)[at] = number
    row(page, LEVEL)[at] = <int32_t>field(block, B_LEVEL)
    row(page, TAG)[at] = spot.tag
    row(page, DEPTH)[at] = max(spot.depth, 0)
    row(page, HIDDEN)[at] = bool(field(block, B_HIDDEN))
    return 0


cdef int read_text(Numbers page, Py_ssize_t at, str text) except -1:
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
    page.places[at].chars = size
    row(page, CHARS)[at] = <float>size
    row(page, WORDS)[at] = found[0] + 1
    row(page, COMMAS)[at] = found[1]
    row(page, STOPS)[at] = found[2]
    row(page, QUESTIONS)[at] = found[3]
    row(page, BARS)[at] = found[4]
    row(page, LINES)[at] = found[5]
    row(page, ENDS_SENTENCE)[at] = <long>last in ENDS
    row(page, STARTS_UPPER)[at] = (<Py_UCS4>PyUnicode_READ(kind, data, 0)).isupper()
    return 0


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


cdef void write_prose(Numbers page) noexcept:
    cdef const float *chars = row(page, CHARS)
    cdef const float *links = row(page, LINK_SHARE)
    cdef float *prose = row(page, PROSE)
    cdef float *linked = row(page, LINKED)
    cdef Py_ssize_t at
    for at in range(page.n):
        linked[at] = links[at] * chars[at]
        prose[at] = chars[at] - 2 * linked[at]
        if prose[at] < PROSE_CHARS or row(page, HIDDEN)[at] > 0:
            prose[at] = 0


cdef void write_tree(Numbers page) noexcept:
    cdef Py_ssize_t at
    cdef Sum *sum
    cdef Spot *spot
    for at in range(page.n):
        page.keys[at] = page.spots[page.places[at].chain[0]].column * MEMORY
        page.keys[at] += page.spots[page.places[at].chain[1]].column
    number_keys(page)
    add_groups(page)
    for at in range(page.n):
        sum = &page.sums[page.places[at].group]
        row(page, LIKE_COUNT)[at] = sum.count
        row(page, LIKE_CHARS)[at] = <float>sum.chars
        row(page, LIKE_LINKS)[at] = <float>(sum.links / max(sum.chars, 1.0))
        spot = &page.spots[page.places[at].chain[0]]
        row(page, PATH_LOW)[at] = <float>spot.low
        row(page, PATH_HIGH)[at] = <float>spot.high
        row(page, PATH_SUM)[at] = <float>spot.total
        write_chain(page, at)


cdef void write_chain(Numbers page, Py_ssize_t at) noexcept:
    cdef Spot *spot
    cdef Spot *end
    cdef float chars
    cdef int up
    for up in range(ABOVE + 1):
        spot = &page.spots[page.places[at].chain[up]]
        end = &page.spots[spot.end]
        chars = <float>(end.chars - spot.chars)
        row(page, CHARS_0_UP + 3 * up)[at] = chars
        row(page, LINKS_0_UP + 3 * up)[at] = <float>(end.links - spot.links) / max(chars, <float>1)
        row(page, BLOCKS_0_UP + 3 * up)[at] = <float>(end.blocks - spot.blocks)
        if up <= NEAR:
            row(page, TOKEN_LOW_0_UP + 2 * up)[at] = <float>spot.said_low
            row(page, TOKEN_HIGH_0_UP + 2 * up)[at] = <float>spot.said_high


cdef void write_path_tags(Numbers page) noexcept:
    cdef Py_ssize_t at
    cdef int tag
    for tag in range(PATH_TAGS):
        for at in range(page.n):
            row(page, IN_ARTICLE + tag)[at] = page.spots[page.places[at].chain[0]].bits >> tag & 1


cdef void pad(Numbers page) noexcept:
    """Write what the windows see beyond the page."""
    cdef int number, at
    for number in range(STORED):
        for at in range(1, PAD + 1):
            row(page, number)[-at] = row(page, number)[page.n + at - 1] = NEITHER


cdef void write_places(Numbers page) noexcept:
    cdef const float *chars = row(page, CHARS)
    cdef const float *links = row(page, LINK_SHARE)
    cdef float *prose = row(page, HELD)
    cdef Py_ssize_t at, n = page.n
    cdef float total = max(<float>1, sum_of(chars, n)), before = 0, prose_before = 0, prose_total, in_best = 0
    cdef int many = 0
    for at in range(n):
        prose[at] = chars[at] if chars[at] >= 80 and links[at] < <float>0.34 and not row(page, HIDDEN)[at] else 0
        many += prose[at] > 0
    prose_total = max(<float>1, sum_of(prose, n))
    for at in range(n):
        before += chars[at]
        prose_before += prose[at]
        row(page, POSITION)[at] = <float>at
        row(page, POSITION_SHARE)[at] = <float>at / <float>n
        row(page, CHARS_BEFORE)[at] = (before - chars[at]) / total
        row(page, PROSE_BEFORE)[at] = (prose_before - prose[at]) / prose_total
        row(page, PROSE_AFTER)[at] = <float>1 - row(page, PROSE_BEFORE)[at] - prose[at] / prose_total
    write_since(page, prose)
    write_density(page, chars, links)
    for at in range(n):
        prose[at] *= row(page, IN_BEST)[at]
    in_best = sum_of(prose, n)
    fill(row(page, BLOCKS), n, n)
    fill(row(page, PAGE_CHARS), n, total)
    fill(row(page, PAGE_LINKS), n, <double>sum_of(row(page, LINKED), n) / <double>total)
    fill(row(page, PROSE_BLOCKS), n, many)
    fill(row(page, BEST_SHARE), n, <double>in_best / <double>prose_total)


cdef void write_since(Numbers page, const float *prose) noexcept:
    """Write how many blocks ago, and in how many, there is a title, prose or a heading."""
    cdef const float *level = row(page, LEVEL)
    cdef Py_ssize_t at, title = -100, text = -100, heading = -100
    cdef float titles = 0
    for at in range(page.n):
        title = at if level[at] == 1 else title
        text = at if prose[at] > 0 else text
        heading = at if level[at] > 0 else heading
        titles += level[at] == 1
        row(page, SINCE_H1)[at] = <float>min(at - title, FAR)
        row(page, SINCE_PROSE)[at] = <float>min(at - text, FAR)
        row(page, SINCE_HEADING)[at] = <float>min(at - heading, FAR)
        row(page, H1_NUMBER)[at] = titles
    fill(row(page, HAS_H1), page.n, titles > 0)
    title = text = page.n + FAR
    for at in range(page.n - 1, -1, -1):
        title = at if level[at] == 1 else title
        text = at if prose[at] > 0 else text
        row(page, TO_H1)[at] = <float>min(title - at, FAR)
        row(page, TO_PROSE)[at] = <float>min(text - at, FAR)


cdef void write_density(Numbers page, const float *chars, const float *links) noexcept:
    cdef float *before = row(page, DENSITY_BEFORE)
    cdef float *after = row(page, DENSITY_AFTER)
    cdef float fade = 1
    cdef Py_ssize_t at, step
    for step in range(1, min(7, page.n)):
        fade *= <float>0.5
        for at in range(page.n - step):
            before[at + step] += _density(chars[at], links[at]) * fade
            after[at] += _density(chars[at + step], links[at + step]) * fade


cdef inline float _density(float chars, float links) noexcept:
    return min(chars, <float>600) if links < <float>0.5 else -50
