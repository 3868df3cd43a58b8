from libc.stdint cimport int32_t

from winnow.stages.html.native.numbers cimport LEVELS, Numbers

cdef double[LEVELS] FADES

cdef int read_elements(Numbers page, list elements, scores) except -1
cdef void follow_paths(Numbers page) noexcept
cdef void find_ends(Numbers page) noexcept
cdef void add_up(Numbers page) noexcept
cdef int32_t find_best(Numbers page, const double *fades) noexcept
cdef void write_within(Numbers page, float *out, int32_t element) noexcept
cdef int32_t surroundings(Numbers page, Py_ssize_t at) noexcept
