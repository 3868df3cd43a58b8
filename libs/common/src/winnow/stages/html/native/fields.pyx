# cython: language_level=3
"""Where blocks and elements have their fields: reading one there takes a tenth of asking for it by name."""

from types import MemberDescriptorType

from winnow.stages.blocks import Block, Element


cdef extern from *:
    """
    #include <structmember.h>
    """
    ctypedef struct PyMemberDef:
        int type
        Py_ssize_t offset
    ctypedef struct PyMemberDescrObject:
        PyMemberDef *d_member
    int T_OBJECT_EX


cdef Py_ssize_t _offset(struct, str name) except -1:
    """Return where in a struct the interpreter finds a field."""
    descriptor = struct.__dict__[name]
    if type(descriptor) is not MemberDescriptorType:
        raise RuntimeError("the fields of blocks and elements are no slots")
    cdef PyMemberDef *member = (<PyMemberDescrObject *>descriptor).d_member
    if member.type != T_OBJECT_EX:
        raise RuntimeError("the fields of blocks and elements are no objects")
    return member.offset


E_TAG, E_NAMES, E_PARENT = _offset(Element, "tag"), _offset(Element, "names"), _offset(Element, "parent")
E_ORDER, E_DEPTH = _offset(Element, "order"), _offset(Element, "depth")
B_TEXT, B_KIND, B_LEVEL = _offset(Block, "text"), _offset(Block, "kind"), _offset(Block, "level")
B_ELEMENT, B_HIDDEN = _offset(Block, "element"), _offset(Block, "hidden")
B_LINK_CHARS, B_STRONG_CHARS = _offset(Block, "link_chars"), _offset(Block, "strong_chars")
