# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""The walk of ``html.parse`` over the parser's own nodes, without an object for each of them.

It answers as ``html.parse.Walk`` does, whose methods have the same names; what is said there is not said again here.
The nodes are reached through those functions of the parser's library that its makers keep for callers in other
languages, never through the layout of its structures. Importing ``selectolax`` has loaded that library;
``html.parse`` makes its functions visible.
"""

from cpython.mem cimport PyMem_Free, PyMem_Realloc
from cpython.unicode cimport PyUnicode_AsUTF8, PyUnicode_DecodeUTF8
from libc.stdint cimport uintptr_t
from libc.string cimport memcmp, strstr

from winnow.stages.blocks import HEADING, Block, Element, Flags, Marked, Page
from winnow.stages.html.elements import BREAK, MAX_DEPTH, SPEAKING, UNSPEAKING, hidden_by, level_of, tidy
from winnow.stages.html.tags import TAGS, describe_tag, number_tags

cdef extern from *:
    """
    #include <stddef.h>
    #include <stdint.h>
    unsigned int lxb_dom_node_type_noi(void *node);
    uintptr_t lxb_dom_node_tag_id_noi(void *node);
    void *lxb_dom_node_first_child_noi(void *node);
    void *lxb_dom_node_next_noi(void *node);
    void *lxb_dom_node_parent_noi(void *node);
    const char *lxb_dom_node_text_content(void *node, size_t *length);
    _Bool lxb_dom_node_is_empty(const void *node);
    const char *lxb_dom_element_qualified_name(void *element, size_t *length);
    void *lxb_dom_element_first_attribute_noi(void *element);
    void *lxb_dom_element_next_attribute_noi(void *attribute);
    const char *lxb_dom_attr_qualified_name(void *attribute, size_t *length);
    const char *lxb_dom_attr_value_noi(void *attribute, size_t *length);
    """
    unsigned int node_type "lxb_dom_node_type_noi"(void *node) nogil
    uintptr_t tag_number "lxb_dom_node_tag_id_noi"(void *node) nogil
    void *first_child "lxb_dom_node_first_child_noi"(void *node) nogil
    void *next_node "lxb_dom_node_next_noi"(void *node) nogil
    void *parent_node "lxb_dom_node_parent_noi"(void *node) nogil
    const char *text_content "lxb_dom_node_text_content"(void *node, size_t *length) nogil
    bint has_no_text "lxb_dom_node_is_empty"(const void *node) nogil
    const char *element_name "lxb_dom_element_qualified_name"(void *element, size_t *length) nogil
    void *first_attribute "lxb_dom_element_first_attribute_noi"(void *element) nogil
    void *next_attribute "lxb_dom_element_next_attribute_noi"(void *attribute) nogil
    const char *attribute_name "lxb_dom_attr_qualified_name"(void *attribute, size_t *length) nogil
    const char *attribute_value "lxb_dom_attr_value_noi"(void *attribute, size_t *length) nogil

cdef int BLOCK = Flags.BLOCK, LINK = Flags.LINK, STRONG = Flags.STRONG
cdef int SKIP = Flags.SKIP, HIDDEN = Flags.HIDDEN, PRE = Flags.PRE
cdef int INHERITED = LINK | STRONG | SKIP | HIDDEN | PRE
cdef int COUNTED = LINK | STRONG | PRE

cdef enum:
    ELEMENT_NODE = 1
    TEXT = 2
    KNOWN_TAGS = 512
    MOST_WORDS = 32

if len(SPEAKING) > MOST_WORDS:
    raise ImportError("the walk was built for fewer words")

cdef enum Taker:
    NO_TAKER
    TAKE_BREAK
    TAKE_RULE
    TAKE_LINK
    TAKE_META
    TAKE_SCRIPT
    TAKE_TIME
    TAKE_TITLE

cdef unsigned char _TAKERS[KNOWN_TAGS]
cdef bint[KNOWN_TAGS] _RAW  # elements of nothing but text that nobody reads, which may be long
cdef list _TAGS = [None] * KNOWN_TAGS
for _number in range(KNOWN_TAGS):
    _TAKERS[_number], _RAW[_number] = NO_TAKER, False
for _number, _taker in zip(
    number_tags(["br", "hr", "link", "meta", "script", "time", "title"]),
    (TAKE_BREAK, TAKE_RULE, TAKE_LINK, TAKE_META, TAKE_SCRIPT, TAKE_TIME, TAKE_TITLE),
):
    _TAKERS[_number] = _taker
for _number in number_tags(["script", "style"]):
    _RAW[_number] = True
for _number, _tag in TAGS.items():
    _TAGS[_number] = _tag

cdef str _BREAK = BREAK
cdef int _MAX_DEPTH = MAX_DEPTH
cdef object _HEADING = HEADING
cdef object _Block = Block
cdef object _Element = Element
cdef object _Marked = Marked
cdef object _hidden_by = hidden_by
cdef object _level_of = level_of
cdef object _tidy = tidy
cdef list _SPEAKING = [word.encode() for word in SPEAKING]
cdef const char *_WORDS[MOST_WORDS]
cdef size_t _words = len(_SPEAKING)
for _number, _word in enumerate(_SPEAKING[:MOST_WORDS]):
    _WORDS[_number] = _word
cdef str _UNSPEAKING = UNSPEAKING


cdef struct Place:
    void *node
    Py_ssize_t element  # which of the page's elements stands for the node
    Py_ssize_t container  # which is the block-level one around its text
    int flags


cdef class NodeText:
    """A node's text, for those few elements that are asked for it after the walk."""

    cdef void *node
    cdef object parser

    def text(self, *, str separator):
        cdef list parts = []
        cdef void *node = self.node
        while True:
            if tag_number(node) == TEXT:
                parts.append(_text(node))
            below = first_child(node)
            if below != NULL:
                node = below
                continue
            while node != self.node and next_node(node) == NULL:
                node = parent_node(node)
            if node == self.node:
                return separator.join(parts)
            node = next_node(node)


cdef str _text(void *node):
    """Return the text of a text node, or of all that is inside an element."""
    cdef size_t length = 0
    cdef const char *text = text_content(node, &length)
    return PyUnicode_DecodeUTF8(text, length, "replace") if text != NULL else ""


cdef bint _is_empty(const char *text, size_t length) noexcept nogil:
    cdef size_t at
    for at in range(length):
        if text[at] != c" " and text[at] != c"\n" and text[at] != c"\t" and text[at] != c"\r" and text[at] != c"\f":
            return False
    return True


cdef dict _attributes(void *node):
    cdef size_t name_length = 0, value_length = 0
    cdef const char *name
    cdef const char *value
    cdef dict found = {}
    cdef void *attribute = first_attribute(node) if node_type(node) == ELEMENT_NODE else NULL
    while attribute != NULL:
        name = attribute_name(attribute, &name_length)
        value = attribute_value(attribute, &value_length)
        found[PyUnicode_DecodeUTF8(name, name_length, "replace")] = (
            PyUnicode_DecodeUTF8(value, value_length, "replace") if value != NULL else None
        )
        attribute = next_attribute(attribute)
    return found


cdef str _names(void *node):
    """Return what an element is called, as ``names_of`` does."""
    cdef size_t length = 0
    cdef const char *name
    cdef void *attribute = first_attribute(node)
    cdef str names = "", called = "", role = "", itemprop = "", rel = ""
    cdef bint is_rare = False
    while attribute != NULL:
        name = attribute_name(attribute, &length)
        if _is(name, length, b"class"):
            names = _value(attribute)
        elif _is(name, length, b"id"):
            called = _value(attribute)
        elif _is(name, length, b"role"):
            role, is_rare = _value(attribute), True
        elif _is(name, length, b"itemprop"):
            itemprop, is_rare = _value(attribute), True
        elif _is(name, length, b"rel"):
            rel, is_rare = _value(attribute), True
        attribute = next_attribute(attribute)
    if called:
        names = f"{names} {called}" if names else called
    if is_rare:
        names = " ".join([names, *[more for more in (role, itemprop, rel) if more]]).strip()
    return names.lower()


cdef bint _is(const char *name, size_t length, bytes wanted) noexcept:
    return length == <size_t> len(wanted) and memcmp(name, <const char *> wanted, length) == 0


cdef str _value(void *attribute):
    cdef size_t length = 0
    cdef const char *value = attribute_value(attribute, &length)
    return PyUnicode_DecodeUTF8(value, length, "replace") if value != NULL else ""


cdef bint _speaks(str names) except -1:
    """Say whether an element's names speak of an author or a date."""
    cdef const char *name
    cdef size_t at
    if not names:
        return False
    name = PyUnicode_AsUTF8(names)
    for at in range(_words):
        if strstr(name, _WORDS[at]) != NULL:
            if _WORDS[at][:4] != b"time" or names.count("time") > names.count(_UNSPEAKING):
                return True
    return False


cdef class Walk:
    """The state of the one pass over the tree."""

    cdef object parser, page
    cdef list elements, blocks, parts
    cdef Place *places  # of the node at hand and of those above it
    cdef Py_ssize_t depth, room
    cdef Py_ssize_t placed  # how many places are filled in: an element is recorded when its first text comes
    cdef Py_ssize_t container  # the block-level element whose text is being gathered; -1 for none
    cdef Py_ssize_t link_chars, strong_chars

    def __cinit__(self, parser):
        self.parser = parser
        self.page = Page()
        self.elements, self.blocks, self.parts = self.page.elements, self.page.blocks, []
        self.container = -1

    def __dealloc__(self):
        PyMem_Free(self.places)

    cdef int run(self, void *root) except -1:
        cdef void *node = root
        cdef void *below
        cdef bint after_space = False
        self.push(root)
        self.enter_root()
        while True:
            number = tag_number(node)
            below = first_child(node)
            if number == TEXT:
                after_space = self.take_text(node, after_space)
            else:
                if node != root:
                    self.push(node)
                if number < KNOWN_TAGS and _TAKERS[number] != NO_TAKER:
                    self.take(node, _TAKERS[number])
                if below != NULL and number < KNOWN_TAGS and _RAW[number]:
                    after_space = has_no_text(node)
                    if not after_space:
                        self.find_place()
                    below = NULL
                    self.pop()
                elif below == NULL:
                    after_space = False
                    self.pop()
            if below != NULL:
                node = below
                continue
            while node != root and next_node(node) == NULL:
                node = parent_node(node)
                self.pop()
            if node == root:
                break
            node = next_node(node)
        self.flush()
        return 0

    cdef int push(self, void *node) except -1:
        if self.depth == self.room:
            self.room = 2 * self.room + 64
            grown = <Place *> PyMem_Realloc(self.places, self.room * sizeof(Place))
            if grown == NULL:
                raise MemoryError
            self.places = grown
        self.places[self.depth].node = node
        self.depth += 1
        return 0

    cdef void pop(self) noexcept:
        self.depth -= 1
        self.placed = min(self.placed, self.depth)

    cdef int take_text(self, void *node, bint after_space) except -1:
        """Gather a text node; return whether it is nothing but white space."""
        cdef size_t length = 0
        cdef const char *data = text_content(node, &length)
        cdef str text, last
        if data == NULL or _is_empty(data, length):
            return True
        self.find_place()
        place = self.places[self.depth - 1]
        if place.flags & SKIP:
            return False
        text = PyUnicode_DecodeUTF8(data, length, "replace")
        if place.container != self.container:
            if self.parts:
                self.flush()
            self.container = place.container
        elif after_space and self.parts and not text[0].isspace():
            last = self.parts[len(self.parts) - 1]
            if not last[len(last) - 1].isspace():
                self.parts.append(" ")
        self.parts.append(self.counted(text, place.flags) if place.flags & COUNTED else text)
        return False

    cdef str counted(self, str text, int flags):
        cdef Py_ssize_t length = len(text.strip())
        if flags & LINK:
            self.link_chars += length
        if flags & STRONG:
            self.strong_chars += length
        return text.replace("\n", _BREAK) if flags & PRE else text

    cdef int find_place(self) except -1:
        """Fill in the places of the nodes above the one at hand that have none yet, the uppermost first."""
        while self.placed < self.depth:
            self.enter(&self.places[self.placed - 1], &self.places[self.placed])
            self.placed += 1
        return 0

    cdef int enter_root(self) except -1:
        cdef dict attributes = _attributes(self.places[0].node)
        self.page.language = attributes.get("lang") or ""
        cdef str names = _names(self.places[0].node)
        cdef int flags = BLOCK | <int> _hidden_by(attributes)
        element = _Element("html", names, None, 0, 0, attributes, flags)
        self.elements.append(element)
        if _speaks(names):
            self.mark(element, self.places[0].node)
        self.places[0].element = self.places[0].container = 0
        self.places[0].flags = flags & INHERITED
        self.placed = 1
        return 0

    cdef int enter(self, Place *around, Place *place) except -1:
        cdef int flags
        cdef Py_ssize_t depth
        cdef dict attributes
        cdef str names
        cdef bint speaks
        tag, own_flags, kind, is_recorded = self.known_tag(place.node)
        flags = around.flags | <int> own_flags
        place.element, place.container, place.flags = around.element, around.container, flags
        if flags & SKIP:
            return 0
        names = _names(place.node)
        speaks = _speaks(names)
        if not (is_recorded or speaks or tag == "time"):
            return 0
        parent = self.elements[around.element]
        attributes = _attributes(place.node)
        if not is_recorded:
            self.mark(_Element(tag, names, parent, parent.depth + 1, parent.order, attributes), place.node)
            return 0
        if "style" in attributes or "hidden" in attributes or "aria-hidden" in attributes:
            flags |= <int> _hidden_by(attributes)
        depth = parent.depth + 1
        if depth > _MAX_DEPTH:
            parent, depth = parent.parent or parent, _MAX_DEPTH
        place.element = len(self.elements)
        element = _Element(tag, names, parent, depth, place.element, attributes, flags, kind or parent.kind)
        self.elements.append(element)
        if speaks:
            self.mark(element, place.node)
        if flags & BLOCK:
            place.container = place.element
        place.flags = flags & INHERITED
        return 0

    cdef tuple known_tag(self, void *node):
        cdef size_t length = 0
        cdef const char *name
        cdef uintptr_t number = tag_number(node)
        if number < KNOWN_TAGS and _TAGS[number] is not None:
            return _TAGS[number]
        name = element_name(node, &length)
        return describe_tag(PyUnicode_DecodeUTF8(name, length, "replace") if name != NULL else "")

    cdef int mark(self, element, void *node) except -1:
        cdef NodeText text = NodeText.__new__(NodeText)
        text.node, text.parser = node, self.parser
        self.page.marked.append(_Marked(element, text, len(self.blocks)))
        return 0

    cdef int take(self, void *node, int taker) except -1:
        """Take an element that counts without any text in it."""
        if taker == TAKE_BREAK:
            self.take_break()
        elif taker == TAKE_RULE:
            self.flush()
        elif taker == TAKE_LINK:
            self.page.links.append(_attributes(node))
        elif taker == TAKE_META:
            self.page.metas.append(_attributes(node))
        elif taker == TAKE_SCRIPT:
            if "ld+json" in (_attributes(node).get("type") or "").lower():
                self.page.json_ld.append(_text(node))
        elif taker == TAKE_TITLE:
            if not self.page.title:
                self.page.title = " ".join(_text(node).split())
        elif taker == TAKE_TIME:
            self.find_place()
        return 0

    cdef int take_break(self) except -1:
        cdef str last
        if self.parts:
            last = self.parts[len(self.parts) - 1]
            if last == _BREAK or last.isspace():
                self.flush_if_broken()
                return 0
        self.parts.append(_BREAK)
        return 0

    cdef int flush_if_broken(self) except -1:
        cdef list tail = self.parts[:]
        cdef Py_ssize_t container = self.container
        while tail and tail[len(tail) - 1].isspace():
            tail.pop()
        if tail and tail[len(tail) - 1] == _BREAK:
            self.flush()
            self.container = container
        else:
            self.parts.append(_BREAK)
        return 0

    cdef int flush(self) except -1:
        cdef str text = _tidy("".join(self.parts))
        cdef Py_ssize_t size, links, strong
        cdef int level
        if text and self.container >= 0:
            container = self.elements[self.container]
            size, kind = len(text), container.kind
            level = _level_of(container) if kind is _HEADING else 0
            links, strong = min(self.link_chars, size), min(self.strong_chars, size)
            hidden = (<int> container.flags & HIDDEN) != 0
            self.blocks.append(_Block(len(self.blocks), text, kind, level, container, links, strong, hidden))
        self.parts.clear()
        self.container = -1
        self.link_chars = self.strong_chars = 0
        return 0


def walk(parser, root, /):
    """Return the page of a parsed document, whose root is given too."""
    cdef Walk walk = Walk(parser)
    cdef uintptr_t number = root.mem_id
    walk.run(<void *> number)
    return walk.page
