# cython: language_level=3, cdivision=True, initializedcheck=False
"""As ``html.branches``."""

from libc.stdint cimport int32_t, int64_t

from winnow.stages.html.native.numbers cimport *
from winnow.stages.html.native.spots cimport FADES

from winnow.stages.html import branches

cdef float MOSTLY_LINKS = branches.MOSTLY_LINKS


cdef void write_branches(Numbers page) noexcept:
    cdef Py_ssize_t at
    cdef Spot *root
    cdef Place *place
    for at in range(page.n):
        follow_branch(page, at)
        place = &page.places[at]
        root = &page.spots[place.root]
        row(page, BRANCH_ROOT_LOW)[at] = <float>root.said_low
        row(page, BRANCH_ROOT_HIGH)[at] = <float>root.said_high
        row(page, BRANCH_LEVEL)[at] = page.spots[page.best].depth - page.spots[place.shared].depth
        page.keys[at] = <int64_t>root.column * page.size + place.shared
    number_keys(page)
    add_groups(page)
    for at in range(page.n):
        row(page, BRANCH_LIKE)[at] = page.sums[page.places[at].group].count
    write_sizes(page)
    write_sides(page)
    write_main(page)


cdef void follow_branch(Numbers page, Py_ssize_t at) noexcept:
    """Write what the names say on the way down from the last element shared with the article."""
    cdef double low = 0, high = 0, total = 0
    cdef Place *place = &page.places[at]
    cdef Spot *spot
    cdef int level, up = 0
    for level in range(LEVELS):
        spot = &page.spots[place.chain[level]]
        if place.chain[level] > page.best or spot.end <= page.best:
            up += 1
            low, high = min(low, spot.said_low), max(high, spot.said_high)
            total += FADES[level] * spot.said_sum
    place.root = place.chain[max(up - 1, 0)]
    place.shared = page.spots[place.root].parent if up else place.chain[0]
    row(page, BRANCH_LOW)[at] = <float>low
    row(page, BRANCH_HIGH)[at] = <float>high
    row(page, BRANCH_SUM)[at] = <float>total


cdef void write_sizes(Numbers page) noexcept:
    cdef double prose = max(1.0, <double>sum_of(row(page, PROSE), page.n))
    cdef Py_ssize_t at
    cdef Sum *sum
    for at in range(page.n):
        page.keys[at] = page.places[at].root
    number_keys(page)
    add_groups(page)
    for at in range(page.n):
        sum = &page.sums[page.places[at].group]
        row(page, BRANCH_PROSE)[at] = <float>(sum.prose / prose)
        row(page, BRANCH_LINKS)[at] = <float>(sum.links / max(sum.chars, 1.0))
        row(page, BRANCH_BLOCKS)[at] = sum.count


cdef void write_sides(Numbers page) noexcept:
    cdef Py_ssize_t at, first = page.n, last = -1
    for at in range(page.n):
        if page.places[at].shared == page.best:
            first, last = min(first, at), at
    for at in range(page.n):
        row(page, BRANCH_SIDE)[at] = (last >= 0 and at > last) - (last >= 0 and at < first)


cdef void write_main(Numbers page) noexcept:
    cdef float *held = row(page, HELD)
    cdef float total, before = 0
    cdef Py_ssize_t at, next = page.n + FAR
    cdef int32_t main = heaviest(page)
    for at in range(page.n):
        held[at] = row(page, PROSE)[at] if page.places[at].group == main else 0
    total = max(<float>1, sum_of(held, page.n))
    fill(row(page, MAIN_SHARE), page.n, <double>total / max(1.0, <double>sum_of(row(page, PROSE), page.n)))
    for at in range(page.n):
        before += held[at]
        row(page, MAIN_AFTER)[at] = <float>1 - before / total
        row(page, IS_MAIN)[at] = page.places[at].group == main and row(page, LINK_SHARE)[at] <= MOSTLY_LINKS
    for at in range(page.n - 1, -1, -1):
        next = at if held[at] > 0 else next
        row(page, UNTIL_MAIN)[at] = <float>min(next - at, FAR)


cdef int32_t heaviest(Numbers page) noexcept:
    """Return the group with most prose: blocks whose element has the same name and stands in the same one."""
    cdef Py_ssize_t at, best = 0
    cdef double most = 0
    for at in range(page.n):
        page.keys[at] = page.spots[page.places[at].chain[0]].column * page.size + page.places[at].chain[1]
    number_keys(page)
    add_groups(page)
    for at in range(page.n):
        if row(page, PROSE)[at] > 0 and page.sums[page.places[at].group].prose > most:
            best, most = at, page.sums[page.places[at].group].prose
    return page.places[best].group
