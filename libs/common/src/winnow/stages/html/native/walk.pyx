# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""The walk of ``html.parse`` over the parser's own nodes, without an object for each of them.

It answers as ``html.parse._Walk`` does, whose methods have the same names; what is said there is not said again here.
The nodes are reached through those functions of the parser's library that its makers keep for callers in other
languages, never through the layout of its structures. Importing ``selectolax`` has loaded that library;
``html.parse`` makes its functions visible.
"""

from cpython.mem cimport PyMem_Free, PyMem_Realloc
from cpython.object cimport PyObject
from cpython.unicode cimport (
    PyUnicode_AsUTF8AndSize,
    PyUnicode_DATA,
    PyUnicode_DecodeUTF8,
    PyUnicode_KIND,
    PyUnicode_READ,
)
from libc.stdint cimport uint32_t, uintptr_t
from libc.string cimport memcmp, memset

from winnow.stages.blocks import HEADING, Block, Element, Flags, Marked, Page
from winnow.stages.html.elements import (
    BREAK,
    LEVELS,
    MAX_DEPTH,
    PLAIN_MARKS,
    SPEAKING,
    UNSPEAKING,
    hidden_by,
    level_of,
    tidy,
)
from winnow.stages.html.native.document import Document
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
    ENOUGH = 2_000  # characters of a text of which nobody asks for more than the first thousand
    LETTERS = 26
    LONG_NAMES = 512
    SLOTS = 256
    ASCII = 128
    LATIN = 256

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

cdef struct TagFacts:
    int flags
    bint is_recorded
    bint is_marked  # whatever its names are

cdef unsigned char _TAKERS[KNOWN_TAGS]
cdef bint[KNOWN_TAGS] _RAW  # elements of one text that nobody reads, which may be long
cdef list _TAGS = [None] * KNOWN_TAGS
cdef TagFacts[KNOWN_TAGS] _FACTS
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
    _FACTS[_number] = TagFacts(_tag[1], _tag[3], _tag[0] == "time")

cdef str _BREAK = BREAK
cdef int _MAX_DEPTH = MAX_DEPTH
cdef object _HEADING = HEADING
cdef object _Block = Block
cdef object _Element = Element
cdef object _Marked = Marked
cdef object _hidden_by = hidden_by
cdef object _level_of = level_of
cdef object _tidy = tidy
cdef dict _LEVELS = LEVELS

cdef struct Text:
    const char *letters
    Py_ssize_t size

cdef list _SPEAKING = sorted(word.encode() for word in SPEAKING)
cdef bytes _UNSPEAKING = UNSPEAKING.encode()
cdef Text[MOST_WORDS] _words
cdef int[LETTERS + 1] _first  # where the words with each first letter begin
cdef uint32_t[2 * ASCII] _second  # by the first letter: those that come second, as bits
for _number, _word in enumerate(_SPEAKING):
    _words[_number] = Text(_word, len(_word))
    _second[<int> _word[0]] |= 1 << (<int> _word[1] & 31)
for _number in range(LETTERS + 1):
    _first[_number] = sum(word[0] < c"a" + _number for word in _SPEAKING)

cdef struct AttributeName:
    Text written
    PyObject *name

cdef list _NAMES = (
    "class id style href type name content property role itemprop itemtype itemscope rel lang dir title hidden for"
    " aria-hidden aria-label aria-labelledby aria-expanded aria-controls tabindex width height align value action"
    " method data-id data-type data-module data-testid data-component charset http-equiv media sizes color as"
    " crossorigin colspan rowspan border cellpadding cellspacing bgcolor valign datetime target src alt onclick"
).split()
cdef list _WRITTEN = [name.encode() for name in _NAMES]
cdef AttributeName[SLOTS] _known  # the common names of attributes: making each one anew takes longer
for _name, _word in zip(_NAMES, _WRITTEN):
    _number = _slot(_word, len(_word))
    while _known[_number].name != NULL:
        _number = (_number + 1) % SLOTS
    _known[_number] = AttributeName(Text(_word, len(_word)), <PyObject *> _name)

cdef enum Sort:  # of a character, and of what a text holds
    SPACE = 1  # once; in a text: twice in a row
    OTHER_SPACE = 2  # or a line break
    AMPERSAND = 4
    PLAIN_MARK = 8
    UNUSUAL = 16

cdef unsigned char[LATIN] _sorts
for _number in range(LATIN):
    _letter = chr(_number)
    if _letter == " ":
        _sorts[_number] = SPACE
    elif _letter.isspace() or _letter == BREAK:
        _sorts[_number] = OTHER_SPACE
    elif _number >= ASCII or not _letter.isprintable():
        _sorts[_number] = UNUSUAL
    else:
        _sorts[_number] = AMPERSAND if _letter == "&" else 0
cdef str _PLAIN_MARKS = PLAIN_MARKS


cdef struct Place:
    void *node
    Py_ssize_t element  # which of the page's elements stands for the node
    Py_ssize_t container  # which is the block-level one around its text
    int depth  # the element's
    int flags


cdef struct Called:
    Text names, own_name  # its class and its id
    Text[3] others  # its role, itemprop and rel
    bint is_rare  # has any of these
    bint may_hide  # has an attribute that may say so
    int attributes


cdef class NodeText:
    """A node's text, for those few elements that are asked for it after the walk."""

    cdef void *node
    cdef object document

    def text(self, *, str separator):
        cdef list parts = []
        cdef str part
        cdef Py_ssize_t size = 0
        cdef void *node = self.node
        cdef void *below
        while True:
            number = tag_number(node)
            below = first_child(node)
            if number == TEXT:
                part = _text(node)
                parts.append(part)
                size += len(part)
                if size > ENOUGH:
                    return separator.join(parts)
            elif below != NULL and number < KNOWN_TAGS and _RAW[number] and _is_one_text(below):
                passed = self.document.text_passed(<uintptr_t> node)
                if passed is not None:
                    parts.append(passed)
                    below = NULL
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


cdef bint _is_one_text(void *node) noexcept nogil:
    """Say whether a first child is all that an element holds, as it is in a script that is not part of a drawing."""
    return tag_number(node) == TEXT and next_node(node) == NULL


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
        found[_known_name(name, name_length)] = (
            PyUnicode_DecodeUTF8(value, value_length, "replace") if value != NULL else None
        )
        attribute = next_attribute(attribute)
    return found


cdef str _known_name(const char *name, Py_ssize_t size):
    cdef unsigned int slot = _slot(name, size) if size else 0
    while _known[slot].name != NULL:
        if _known[slot].written.size == size and memcmp(_known[slot].written.letters, name, size) == 0:
            return <str> _known[slot].name
        slot = (slot + 1) % SLOTS
    return PyUnicode_DecodeUTF8(name, size, "replace")


cdef unsigned int _slot(const char *name, Py_ssize_t size) noexcept:
    return (<unsigned char> name[0] * 7 + <unsigned char> name[size - 1] * 31 + <unsigned int> size * 13) % SLOTS


cdef Called _called(void *node) noexcept:
    """Return what is asked of the attributes of every element."""
    cdef Called called
    cdef size_t length = 0
    cdef const char *name
    cdef void *attribute = first_attribute(node)
    memset(&called, 0, sizeof(Called))
    while attribute != NULL:
        called.attributes += 1
        name = attribute_name(attribute, &length)
        if _is(name, length, b"class"):
            called.names = _value(attribute)
        elif _is(name, length, b"id"):
            called.own_name = _value(attribute)
        elif _is(name, length, b"role"):
            called.is_rare, called.others[0] = True, _value(attribute)
        elif _is(name, length, b"itemprop"):
            called.is_rare, called.others[1] = True, _value(attribute)
        elif _is(name, length, b"rel"):
            called.is_rare, called.others[2] = True, _value(attribute)
        elif _is(name, length, b"style") or _is(name, length, b"hidden") or _is(name, length, b"aria-hidden"):
            called.may_hide = True
        attribute = next_attribute(attribute)
    return called


cdef Text _value(void *attribute) noexcept:
    cdef size_t length = 0
    cdef const char *value = attribute_value(attribute, &length)
    return Text(value, length if value != NULL else 0)


cdef bint _is(const char *name, size_t length, bytes wanted) noexcept:
    return length == <size_t> len(wanted) and memcmp(name, <const char *> wanted, length) == 0


cdef Py_ssize_t _lower_names(const Called *called, char *names) noexcept:
    """Write what most elements are called; return how long it is, or -1 for names out of the ordinary."""
    cdef Py_ssize_t size = _add_lower(&called.own_name, names, _add_lower(&called.names, names, 0))
    cdef int number
    if called.is_rare:
        for number in range(3):
            size = _add_lower(&called.others[number], names, size)
        if size > 0 and (names[0] <= c" " or names[size - 1] <= c" "):
            return -1
    return size


cdef Py_ssize_t _add_lower(const Text *text, char *names, Py_ssize_t size) noexcept:
    """Write a text in lower case behind those before it, unless any is too long or has more than ASCII."""
    cdef const unsigned char *letters = <const unsigned char *> text.letters
    cdef Py_ssize_t at, added = text.size
    cdef unsigned char all_letters = 0
    if not added or size < 0 or size + added >= LONG_NAMES:
        return size if not added else -1
    if size:
        names[size] = c" "
        size += 1
    names += size
    for at in range(added):
        all_letters |= letters[at]
        names[at] = letters[at] + 0x20 * (<unsigned char> (letters[at] - c"A") < LETTERS)
    return size + added if all_letters < ASCII else -1


cdef str _names(dict attributes):
    """Return what an element is called, as ``names_of`` does."""
    cdef str names = attributes.get("class") or "", called = attributes.get("id") or ""
    if called:
        names = f"{names} {called}" if names else called
    if "role" in attributes or "itemprop" in attributes or "rel" in attributes:
        rare = [attributes.get("role"), attributes.get("itemprop"), attributes.get("rel")]
        names = " ".join([names, *[more for more in rare if more]]).strip()
    return names.lower()


cdef bint _speaks(const char *names, Py_ssize_t size) noexcept:
    """Say whether an element's names speak of an author or a date."""
    cdef Py_ssize_t at
    cdef int letter, number
    for at in range(size - 1):
        if _second[<unsigned char> names[at]] >> (names[at + 1] & 31) & 1:
            letter = names[at] - c"a"
            for number in range(_first[letter], _first[letter + 1]):
                if _begins(names + at, size - at, &_words[number]):
                    if not _is_unspeaking(names + at, size - at, number):
                        return True
    return False


cdef bint _begins(const char *text, Py_ssize_t size, const Text *word) noexcept:
    return size >= word.size and text[2] == word.letters[2] and memcmp(text, word.letters, word.size) == 0


cdef bint _is_unspeaking(const char *text, Py_ssize_t size, int number) noexcept:
    cdef Text longer = Text(_UNSPEAKING, len(_UNSPEAKING))
    return _begins(longer.letters, longer.size, &_words[number]) and _begins(text, size, &longer)


cdef bint _text_speaks(str names) except -1:
    cdef Py_ssize_t size
    cdef const char *text = PyUnicode_AsUTF8AndSize(names, &size)
    return _speaks(text, size)


cdef tuple _describe(void *node):
    """Describe a tag that is not known yet."""
    cdef size_t length = 0
    cdef const char *name = element_name(node, &length)
    return describe_tag(PyUnicode_DecodeUTF8(name, length, "replace") if name != NULL else "")


cdef int _look_over(str text, Py_ssize_t *begin, Py_ssize_t *end) noexcept:
    """Find where a text begins and ends without the white space around it; return the sorts of what it holds."""
    cdef int kind = PyUnicode_KIND(text), held = 0, sort = 0, last = 0
    cdef const void *data = PyUnicode_DATA(text)
    cdef Py_ssize_t at
    begin[0], end[0] = 0, len(text)
    while begin[0] < end[0] and PyUnicode_READ(kind, data, begin[0]).isspace():
        begin[0] += 1
    while end[0] > begin[0] and PyUnicode_READ(kind, data, end[0] - 1).isspace():
        end[0] -= 1
    if kind == 1:
        return _sorts_in(<const unsigned char *> data + begin[0], end[0] - begin[0])
    for at in range(begin[0], end[0]):
        sort = _sort(PyUnicode_READ(kind, data, at))
        held |= sort & (last | ~SPACE)
        last = sort
    return held


cdef int _sorts_in(const unsigned char *letters, Py_ssize_t size) noexcept:
    cdef unsigned char held = 0, sort, last = 0
    cdef Py_ssize_t at
    for at in range(size):
        sort = _sorts[letters[at]]
        held |= sort & (last | <unsigned char> ~SPACE)
        last = sort
    return held


cdef int _sort(Py_UCS4 letter) noexcept:
    if letter < LATIN:
        return _sorts[letter]
    if letter in _PLAIN_MARKS:
        return PLAIN_MARK
    return OTHER_SPACE if letter.isspace() else UNUSUAL


cdef class Walk:
    """The state of the one pass over the tree."""

    cdef object document, page
    cdef list elements, kinds, blocks, unusual, parts
    cdef char[LONG_NAMES] names
    cdef list alike  # elements with a class and no other attribute, as the next ones often have
    cdef Text[SLOTS] alike_names
    cdef Place *places  # of the node at hand and of those above it
    cdef Py_ssize_t depth, room
    cdef Py_ssize_t placed  # how many places are filled in: an element is recorded when its first text comes
    cdef Py_ssize_t container  # the block-level element whose text is being gathered; -1 for none
    cdef Py_ssize_t link_chars, strong_chars
    cdef Py_ssize_t begin, end  # of the text that was looked over last

    def __cinit__(self, document):
        self.document = document
        self.page = Page()
        self.elements, self.kinds, self.parts = self.page.elements, [], []
        self.blocks, self.unusual = self.page.blocks, self.page.unusual
        self.alike = [None] * SLOTS
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
                if below != NULL and number < KNOWN_TAGS and _RAW[number] and _is_one_text(below):
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
        cdef str names = _names(attributes)
        cdef int flags = BLOCK | <int> _hidden_by(attributes)
        element = _Element("html", names, None, 0, 0, attributes, flags)
        self.elements.append(element)
        self.kinds.append(element.kind)
        if _text_speaks(names):
            self.mark(element, self.places[0].node)
        self.places[0].element = self.places[0].container = self.places[0].depth = 0
        self.places[0].flags = flags & INHERITED
        self.placed = 1
        return 0

    cdef int enter(self, Place *around, Place *place) except -1:
        cdef uintptr_t number = tag_number(place.node)
        cdef tuple tag = <tuple> _TAGS[number] if number < KNOWN_TAGS else None
        cdef TagFacts facts
        cdef Called called
        if tag is not None:
            facts = _FACTS[number]
        else:
            tag = _describe(place.node)
            facts = TagFacts(tag[1], tag[3], False)
        place.element, place.container, place.depth = around.element, around.container, around.depth
        place.flags = around.flags | facts.flags
        if place.flags & SKIP:
            return 0
        called = _called(place.node)
        if not facts.is_recorded:
            self.enter_inline(place, tag, &called, facts.is_marked)
        elif called.attributes == 1 and called.names.size:
            self.enter_alike(place, tag, &called)
        else:
            self.enter_new(place, tag, &called)
        return 0

    cdef int enter_inline(self, Place *place, tuple tag, const Called *called, bint is_marked) except -1:
        """Mark an element that has none of its own, if it says something."""
        cdef Py_ssize_t size = _lower_names(called, self.names)
        if size >= 0 and not is_marked and not _speaks(self.names, size):
            return 0
        cdef dict attributes = _attributes(place.node)
        cdef str names = self.names_read(size, attributes)
        if is_marked or _text_speaks(names):
            parent = self.elements[place.element]
            self.mark(_Element(tag[0], names, parent, place.depth + 1, place.element, attributes), place.node)
        return 0

    cdef int enter_alike(self, Place *place, tuple tag, const Called *called) except -1:
        cdef unsigned int slot = _slot(called.names.letters, called.names.size)
        cdef const Text *names = &self.alike_names[slot]
        if names.size == called.names.size and memcmp(names.letters, called.names.letters, names.size) == 0:
            like = self.alike[slot]
            self.record(place, tag, like.names, like.attributes)
        else:
            self.alike[slot], self.alike_names[slot] = self.enter_new(place, tag, called), called.names
        return 0

    cdef object enter_new(self, Place *place, tuple tag, const Called *called):
        cdef dict attributes = _attributes(place.node)
        cdef str names = self.names_read(_lower_names(called, self.names), attributes)
        if called.may_hide:
            place.flags |= <int> _hidden_by(attributes)
        return self.record(place, tag, names, attributes)

    cdef str names_read(self, Py_ssize_t size, dict attributes):
        return PyUnicode_DecodeUTF8(self.names, size, NULL) if size >= 0 else _names(attributes)

    cdef object record(self, Place *place, tuple tag, str names, dict attributes):
        cdef int depth = place.depth + 1
        parent, kind = self.elements[place.element], tag[2]
        if depth > _MAX_DEPTH:
            parent, depth = parent.parent or parent, _MAX_DEPTH
        if kind is None:
            kind = self.kinds[place.element] if depth < _MAX_DEPTH else parent.kind
        place.element, place.depth = len(self.elements), depth
        element = _Element(tag[0], names, parent, depth, place.element, attributes, place.flags, kind)
        self.elements.append(element)
        self.kinds.append(kind)
        if _text_speaks(names):
            self.mark(element, place.node)
        if place.flags & BLOCK:
            place.container = place.element
        place.flags &= INHERITED
        return element

    cdef int mark(self, element, void *node) except -1:
        cdef NodeText text = NodeText.__new__(NodeText)
        text.node, text.document = node, self.document
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
        cdef str text
        cdef int held
        if self.parts and self.container >= 0:
            text = <str> self.parts[0] if len(self.parts) == 1 else "".join(self.parts)
            held = _look_over(text, &self.begin, &self.end)
            if held & (SPACE | OTHER_SPACE):
                text = _tidy(text) if _BREAK in text else " ".join(text.split())
                held |= UNUSUAL if "\n" in text else 0
            elif self.end - self.begin < len(text):
                text = text[self.begin:self.end]
            if text:
                self.add_block(text, held & UNUSUAL or (held & AMPERSAND and held & PLAIN_MARK))
        self.parts.clear()
        self.container = -1
        self.link_chars = self.strong_chars = 0
        return 0

    cdef int add_block(self, str text, bint is_unusual) except -1:
        cdef Py_ssize_t size = len(text)
        cdef Py_ssize_t links = min(self.link_chars, size), strong = min(self.strong_chars, size)
        container, kind = self.elements[self.container], self.kinds[self.container]
        level = (_LEVELS.get(container.tag) or _level_of(container)) if kind is _HEADING else 0
        hidden = (<int> container.flags & HIDDEN) != 0
        block = _Block(len(self.blocks), text, kind, level, container, links, strong, hidden)
        self.blocks.append(block)
        if is_unusual:
            self.unusual.append(block)
        return 0


def parse(bytes markup, /):
    document = Document(markup)
    cdef uintptr_t root = document.root
    if not root:
        return Page()
    cdef Walk walk = Walk(document)
    walk.run(<void *> root)
    return walk.page
