"""The block model: what HTML and plain text both become, and what every later stage works on.

A page has hundreds of elements and blocks: they are structs, which are made in a third of a dataclass's time, and none
refers to itself by any way round, so that the garbage collector need not know of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntFlag, StrEnum
from typing import Protocol

from msgspec import Struct

_MARKED_CHARS = 1000
_MOSTLY = 0.8


class BlockKind(StrEnum):
    """What a block is in its source."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    CODE = "code"
    TABLE_CELL = "table-cell"
    TERM = "term"
    DEFINITION = "definition"
    SUMMARY = "summary"
    CAPTION = "caption"
    CONTROL = "control"


HEADING = BlockKind.HEADING
"""For loops over blocks: Python 3.11 finds a member of an enumeration by a call."""


class Flags(IntFlag):
    """What holds for an element and for everything inside it, unless said otherwise."""

    NONE = 0
    BLOCK = 1
    """Starts and ends a block; not inherited."""
    LINK = 2
    STRONG = 4
    SKIP = 8
    """Never shown as text: scripts, styles, drawings, fallbacks."""
    HIDDEN = 16
    """Marked as not shown (``hidden``, ``aria-hidden``, ``display:none``); the text is still a block."""
    PRE = 32
    """White space counts."""


class Element(Struct, eq=False, gc=False):
    """One element of the page, recorded in the single walk so that no later stage touches the parser's tree.

    ``Page.elements`` has the block-level elements with text in them.
    """

    tag: str
    names: str
    """Its class, id, role, itemprop and rel, lower-cased and joined by spaces."""
    parent: "Element | None"
    depth: int
    order: int
    """Its place in document order; an index into ``Page.elements``."""
    attributes: dict[str, str | None] = {}
    flags: int = 0
    """``Flags`` as a plain number: the walk is hot."""
    kind: BlockKind = BlockKind.PARAGRAPH
    """The kind of a block directly inside it."""

    def ancestors(self) -> Iterator["Element"]:
        """Go from the element itself up to the root."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


class Block(Struct, eq=False, gc=False):
    """A run of text between two block-level boundaries (HTML), or a line (plain text)."""

    position: int
    """Counted from 0: block number in HTML, line number in text."""
    text: str
    """White space collapsed; a ``<br>`` is a line feed."""
    kind: BlockKind
    level: int = 0
    """Heading level 1 to 6, else 0."""
    element: Element | None = None
    """The nearest block-level element around it; ``None`` in plain text."""
    link_chars: int = 0
    """Characters of ``text`` inside links."""
    strong_chars: int = 0
    """Characters of ``text`` inside ``strong``, ``b`` or an equivalent."""
    hidden: bool = False
    """Inside something marked as not shown, such as a closed accordion panel."""

    @property
    def is_link(self) -> bool:
        """Whether it is a link and next to nothing else."""
        return self.link_chars >= _MOSTLY * len(self.text) > 0


class HasText(Protocol):
    """The parser's node, as far as it is used after the walk."""

    def text(self, *, separator: str) -> str:
        """Return the text of the node and everything inside it; of a long one, its beginning may do."""
        ...


class Marked(Struct, eq=False, gc=False):
    """An element whose names or attributes speak of an author, a date or a property."""

    element: Element
    node: HasText
    block: int
    """How many blocks stand before it."""

    @property
    def text(self) -> str:
        """Its text in one line, cut to what a name or a date may need."""
        return " ".join(self.node.text(separator=" ")[:_MARKED_CHARS].split())


@dataclass(slots=True, eq=False)
class Page:
    """A document as blocks, with what its head and its markup say about it. Plain text fills ``blocks`` only."""

    blocks: list[Block] = field(default_factory=list)
    unusual: list[Block] = field(default_factory=list)
    """The blocks that hold more than plain characters: those of a parsed page that may need repair."""
    elements: list[Element] = field(default_factory=list)
    title: str = ""
    """The text of ``<title>``."""
    language: str = ""
    """The ``lang`` of the root element."""
    metas: list[dict[str, str | None]] = field(default_factory=list)
    links: list[dict[str, str | None]] = field(default_factory=list)
    """The ``<link>`` elements' attributes."""
    json_ld: list[str] = field(default_factory=list)
    """Each ``application/ld+json`` script's text, as written."""
    marked: list[Marked] = field(default_factory=list)
    """The elements whose names speak of an author or a date, in document order."""
    is_html: bool = True
