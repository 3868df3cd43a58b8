from winnow.stages.html.native.numbers cimport Numbers

cdef void write_branches(Numbers page) noexcept
