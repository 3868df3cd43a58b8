from winnow.stages.html.native.numbers cimport Numbers

cdef void describe(Numbers page) noexcept
cdef int read_blocks(Numbers page, list blocks, told) except -1
