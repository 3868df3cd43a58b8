# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""The parser's document, made without reading what is inside scripts and styles: on many a page that is the half.

The parser is given the markup in pieces. One ends where a script's start tag does, and if the parser has made that
element at just this point, as it would not within a comment, say, then the next piece begins shortly before the end
tag. What was passed over is taken from the markup when an element is asked for its text with the script in it.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport uintptr_t
from libc.string cimport memchr, memset

from winnow.stages.html.tags import number_tags

cdef extern from *:
    """
    #include <stddef.h>
    #include <stdint.h>
    void *lxb_html_document_create(void);
    void *lxb_html_document_destroy(void *document);
    void lxb_html_document_dom_opt_set_noi(void *document, unsigned int options);
    unsigned int lxb_html_document_parse_chunk_begin(void *document);
    unsigned int lxb_html_document_parse_chunk(void *document, const char *html, size_t size);
    unsigned int lxb_html_document_parse_chunk_end(void *document);
    void *lxb_dom_document_root(void *document);
    uintptr_t lxb_dom_node_tag_id_noi(void *node);
    void *lxb_dom_node_last_child_noi(void *node);
    void *lxb_dom_node_parent_noi(void *node);
    const char *lxb_dom_element_get_attribute(void *element, const char *name, size_t size, size_t *length);
    """
    void *create_document "lxb_html_document_create"() nogil
    void *destroy_document "lxb_html_document_destroy"(void *document) nogil
    void set_options "lxb_html_document_dom_opt_set_noi"(void *document, unsigned int options) nogil
    unsigned int begin_parsing "lxb_html_document_parse_chunk_begin"(void *document) nogil
    unsigned int parse_piece "lxb_html_document_parse_chunk"(void *document, const char *html, size_t size) nogil
    unsigned int end_parsing "lxb_html_document_parse_chunk_end"(void *document) nogil
    void *document_root "lxb_dom_document_root"(void *document) nogil
    uintptr_t tag_number "lxb_dom_node_tag_id_noi"(void *node) nogil
    void *last_child "lxb_dom_node_last_child_noi"(void *node) nogil
    void *parent_node "lxb_dom_node_parent_noi"(void *node) nogil
    const char *attribute_of "lxb_dom_element_get_attribute"(
        void *element, const char *name, size_t size, size_t *length
    ) nogil

cdef enum:
    WITHOUT_EVENTS = 1
    LEAST_PASSED = 256
    MOST_DEPTH = 500  # a script that is deeper is read: to see how deep it is takes as many steps
    LANES = 32
    MOST_STEPS = 255

cdef uintptr_t SCRIPT, STYLE, SVG, MATH
SCRIPT, STYLE, SVG, MATH = number_tags(["script", "style", "svg", "math"])


cdef struct Raw:
    # A script or a style in the markup.
    uintptr_t tag
    const char *start
    const char *content
    const char *last  # of the content; no white space
    const char *end


def count_tags(bytes markup, /):
    """As ``limits.count_tags_in_python``."""
    cdef const char *text = PyBytes_AS_STRING(markup)
    cdef Py_ssize_t left = PyBytes_GET_SIZE(markup), count = 0
    cdef unsigned char[LANES] lanes
    cdef int step, lane
    while left >= LANES:
        memset(lanes, 0, LANES)
        for step in range(min(left // LANES, MOST_STEPS)):
            for lane in range(LANES):
                lanes[lane] += text[lane] == c"<"
            text += LANES
            left -= LANES
        for lane in range(LANES):
            count += lanes[lane]
    for lane in range(left):
        count += text[lane] == c"<"
    return count


cdef class Document:
    cdef void *document
    cdef bytes markup
    cdef readonly dict passed  # by a node's address: where in the markup its text is

    def __cinit__(self, bytes markup):
        self.markup, self.passed = markup, {}
        self.document = create_document()
        if self.document == NULL:
            raise MemoryError
        set_options(self.document, WITHOUT_EVENTS)
        if begin_parsing(self.document) or self.read() or end_parsing(self.document):
            raise MemoryError

    def __dealloc__(self):
        if self.document != NULL:
            destroy_document(self.document)

    @property
    def root(self):
        """The address of the root, or 0."""
        return <uintptr_t> document_root(self.document)

    def text_passed(self, uintptr_t node):
        """Return a node's text as the parser would have read it, or ``None`` if it has."""
        place = self.passed.get(node)
        if place is None:
            return None
        text = self.markup[place[0]:place[1]].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return text.decode("utf-8", "replace").replace("\0", "\ufffd")

    cdef unsigned int read(self) except? 1:
        """Have all of the markup parsed that counts; return 0, or the parser's error."""
        cdef const char *text = PyBytes_AS_STRING(self.markup)
        cdef const char *stop = text + PyBytes_GET_SIZE(self.markup)
        cdef const char *at = text
        cdef const char *read = text
        cdef unsigned int status = 0
        cdef void *before
        cdef void *node
        cdef Raw raw
        while not status and _find_raw(at, stop, &raw):
            status = parse_piece(self.document, read, raw.start - read)
            before = self.last_node()
            status = status or parse_piece(self.document, raw.start, raw.content - raw.start)
            node = self.last_node()
            if node != NULL and node != before and tag_number(node) == raw.tag and _is_passable(node):
                self.passed[<uintptr_t> node] = raw.content - text, raw.end - text
                read = raw.last
            else:
                read = raw.content
            at = raw.end
        return status or parse_piece(self.document, read, stop - read)

    cdef void *last_node(self) noexcept:
        """Return the node that was made last, where it is the last there is; ``NULL`` if that is too deep to see."""
        cdef void *node = self.document
        cdef void *below
        cdef int depth
        for depth in range(MOST_DEPTH):
            below = last_child(node)
            if below == NULL:
                return node
            node = below
        return NULL


cdef bint _is_passable(void *node) noexcept:
    """Say whether nobody reads what is in a script or style, and whether it is one: in a drawing it is not."""
    cdef size_t length = 0
    cdef const char *media_type = attribute_of(node, b"type", 4, &length)
    if media_type != NULL and memchr(media_type, c"+", length) != NULL:
        return False  # such as application/ld+json
    while node != NULL:
        if tag_number(node) == SVG or tag_number(node) == MATH:
            return False
        node = parent_node(node)
    return True


cdef bint _find_raw(const char *at, const char *stop, Raw *raw) noexcept:
    """Find the next script or style with much in it. Every byte is looked at once."""
    while True:
        at = <const char *> memchr(at, c"<", stop - at)
        if at == NULL:
            return False
        raw.tag = SCRIPT if _is_named(at + 1, stop, b"script") else STYLE if _is_named(at + 1, stop, b"style") else 0
        if not raw.tag:
            at += 1
            continue
        raw.start = at
        at = <const char *> memchr(at, c">", stop - at)
        if at == NULL:
            return False
        raw.content = at + 1
        at = _find_end(stop, raw)
        if at == NULL:
            return False
        if raw.end != NULL:
            raw.last = raw.end - 1
            while raw.last > raw.content and raw.last[0] in b" \n\t\r\f":
                raw.last -= 1
            if raw.last - raw.content >= LEAST_PASSED:
                return True


cdef const char *_find_end(const char *stop, Raw *raw) noexcept:
    """Find where a script or style ends; return where the search did, which may be before that is certain."""
    cdef bytes name = b"script" if raw.tag == SCRIPT else b"style"
    cdef Py_ssize_t size = PyBytes_GET_SIZE(name)
    cdef const char *at = raw.content
    cdef bint is_commented = False
    raw.end = NULL
    while True:
        at = <const char *> memchr(at, c"<", stop - at)
        if at == NULL or stop - at < size + 3:
            return NULL
        if at[1] == c"/" and _is_named(at + 2, stop, name):
            if at[2 + size] == c">":
                raw.end = at
            return at
        if is_commented and _is_named(at + 1, stop, name):
            return at  # after this its end tag may not end a script
        is_commented |= at[1] == c"!"
        at += 1


cdef bint _is_named(const char *at, const char *stop, bytes name) noexcept:
    """Say whether a name stands here, in letters of either case."""
    cdef const char *letters = PyBytes_AS_STRING(name)
    cdef Py_ssize_t size = PyBytes_GET_SIZE(name), number
    if stop - at < size:
        return False
    for number in range(size):
        if at[number] | 0x20 != letters[number]:
            return False
    return True
