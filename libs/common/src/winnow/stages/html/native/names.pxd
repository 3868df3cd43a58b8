from libc.stdint cimport int32_t, uint32_t


cdef struct Scored:
    const char *letters
    Py_ssize_t size
    double score


cdef class NameReader:
    cdef list words
    cdef Scored *scored
    cdef int32_t *slots
    cdef uint32_t last_slot
    cdef uint32_t free_slot(self, bytes word) noexcept
    cdef Py_ssize_t next_scored(self, const char *text, Py_ssize_t at, Py_ssize_t size, double *score) noexcept
    cdef const Scored *scored_word(self, const char *text, Py_ssize_t size, uint32_t slot) noexcept


cdef int rank_of(const char *text, Py_ssize_t size) noexcept
