"""The block model: what HTML and plain text both become, and what every later stage works on."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(slots=True, eq=False)
class Element:
    """One element above a block, recorded in the single walk so that no later stage touches the parser's tree."""

    tag: str
    names: str
    """Its class, id, role and similar attributes, lower-cased and joined by spaces."""
    parent: "Element | None"
    depth: int
    order: int
    """Its place in document order."""


@dataclass(slots=True, eq=False)
class Block:
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
