from cpython.object cimport PyObject

cdef Py_ssize_t E_TAG, E_NAMES, E_PARENT, E_ORDER, E_DEPTH
cdef Py_ssize_t B_TEXT, B_KIND, B_LEVEL, B_ELEMENT, B_LINK_CHARS, B_STRONG_CHARS, B_HIDDEN


cdef inline object field(object struct, Py_ssize_t offset):
    cdef PyObject *found = (<PyObject **>(<char *><PyObject *>struct + offset))[0]
    if not found:
        raise AttributeError("a field is missing")
    return <object>found
