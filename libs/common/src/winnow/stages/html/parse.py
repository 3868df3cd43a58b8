"""Parse HTML into a page of blocks: one native parse, then one walk over the tree.

The walk records every element once (``Element``), starts a new block at each block-level boundary, and sets aside on
the way what the metadata and FAQ stages need, so that nothing after this file touches the parser's tree.
"""

from collections.abc import Callable, Iterable

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from winnow.stages.blocks import HEADING, Block, Element, Flags, Marked, Page
from winnow.stages.html.elements import BREAK, MAX_DEPTH, NAMELESS, hidden_by, is_plain, level_of, names_of, tidy
from winnow.stages.html.tags import TAGS, describe_tag, number_tags

BLOCK, LINK, STRONG, SKIP, HIDDEN, PRE = (
    int(f) for f in (Flags.BLOCK, Flags.LINK, Flags.STRONG, Flags.SKIP, Flags.HIDDEN, Flags.PRE)
)
_INHERITED = LINK | STRONG | SKIP | HIDDEN | PRE
_COUNTED = LINK | STRONG | PRE
_TEXT = 2
"""The parser's number for a text node."""

_Place = tuple[Element, Element, int]
"""Where a node's text belongs: the element that stands for the node, the block-level element around its text, and the
flags that hold for the text."""


def parse_html(markup: str | bytes) -> Page:
    """Parse a page; bytes are UTF-8. Never raises on bad markup; the size limits are ``limits.check_markup``'s."""
    return parse(markup.encode(errors="ignore") if isinstance(markup, str) else markup)


def parse_in_python(markup: bytes, /) -> Page:
    """Return the page that UTF-8 holds."""
    root = LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS).root
    if root is None:
        return Page()
    walk = _Walk()
    walk.run(root)
    return walk.page


try:
    from winnow.stages.html.native.walk import parse
except ImportError:
    parse = parse_in_python


class _Walk:
    """The state of the one pass over the tree."""

    def __init__(self) -> None:
        self.page = Page()
        self._places: dict[int, _Place] = {}
        """By the parser's number for the node."""
        self._container: Element | None = None
        """The block-level element whose text is being gathered."""
        self._parts: list[str] = []
        self._link_chars = 0
        self._strong_chars = 0

    def run(self, root: LexborNode) -> None:
        """Take each text node. An element is recorded when its first text comes: most elements of a page have none."""
        places, find_place, parts = self._places, self._find_place, self._parts
        places[root.mem_id] = self._enter_root(root)
        for node in root.traverse(include_text=True, skip_empty=True):
            tag_id = node.tag_id
            if tag_id != _TEXT:
                if tag_id in _TAKERS:
                    _TAKERS[tag_id](self, node)
                continue
            parent: LexborNode = node.parent  # type: ignore[assignment]
            _, container, flags = places.get(parent.mem_id) or find_place(parent)
            if flags & SKIP:
                continue
            text: str = node.text_content  # type: ignore[assignment]
            if container is not self._container:
                if parts:
                    self._flush()
                self._container = container
            elif parts and not text[0].isspace() and not parts[-1][-1].isspace() and _apart(node):
                parts.append(" ")
            parts.append(self._counted(text, flags) if flags & _COUNTED else text)
        self._flush()

    def _counted(self, text: str, flags: int) -> str:
        """Count what is in links and what is strong; keep the lines of preformatted text."""
        length = len(text.strip())
        if flags & LINK:
            self._link_chars += length
        if flags & STRONG:
            self._strong_chars += length
        return text.replace("\n", BREAK) if flags & PRE else text

    def _find_place(self, node: LexborNode) -> _Place:
        """Find a node's place, and those of the nodes above it that have none yet, the uppermost first."""
        places = self._places
        new: list[tuple[int, LexborNode]] = []
        while (place := places.get(number := node.mem_id)) is None:
            new.append((number, node))
            node = node.parent  # type: ignore[assignment]
        return self._enter(reversed(new), place)

    def _enter_root(self, root: LexborNode) -> _Place:
        attributes = root.attributes
        self.page.language = attributes.get("lang") or ""
        names, speaks = names_of(attributes)
        element = Element("html", names, None, 0, 0, attributes, BLOCK | hidden_by(attributes))
        self.page.elements.append(element)
        if speaks:
            self._mark(element, root)
        return element, element, element.flags & _INHERITED

    def _enter(self, new: Iterable[tuple[int, LexborNode]], around: _Place) -> _Place:
        """Find the places of nodes that stand inside one another, the uppermost first, and return the last one's.

        An element is recorded if it stands for itself; any other only changes the flags, and its parent stands for it.
        """
        places, elements, known_tag = self._places, self.page.elements, TAGS.get
        for number, node in new:
            parent, container, inside = around
            tag, flags, kind, is_recorded = known_tag(node.tag_id) or describe_tag(node.tag or "")
            flags |= inside
            if flags & SKIP:
                places[number] = around = parent, container, flags
                continue
            attributes = node.attributes
            names, speaks = names_of(attributes) if attributes else NAMELESS
            if not is_recorded:
                if speaks or tag == "time":
                    self._mark(Element(tag, names, parent, parent.depth + 1, parent.order, attributes), node)
                places[number] = around = parent, container, flags
                continue
            if len(attributes) > 1 or (attributes and not names):
                flags |= hidden_by(attributes)
            depth = parent.depth + 1
            if depth > MAX_DEPTH:
                parent, depth = parent.parent or parent, MAX_DEPTH
            element = Element(tag, names, parent, depth, len(elements), attributes, flags, kind or parent.kind)
            elements.append(element)
            if speaks:
                self._mark(element, node)
            places[number] = around = element, element if flags & BLOCK else container, flags & _INHERITED
        return around

    def _mark(self, element: Element, node: LexborNode) -> None:
        self.page.marked.append(Marked(element, node, len(self.page.blocks)))

    def take_break(self, _: LexborNode) -> None:
        """End the line; a second break in a row ends the block."""
        if any(part != BREAK and not part.isspace() for part in self._parts[-1:]) or not self._parts:
            self._parts.append(BREAK)
        else:
            self._flush_if_broken()

    def _flush_if_broken(self) -> None:
        tail = self._parts[:]
        while tail and tail[-1].isspace():
            tail.pop()
        if tail and tail[-1] == BREAK:
            container = self._container
            self._flush()
            self._container = container
        else:
            self._parts.append(BREAK)

    def take_meta(self, node: LexborNode) -> None:
        self.page.metas.append(node.attributes)

    def take_link(self, node: LexborNode) -> None:
        self.page.links.append(node.attributes)

    def take_script(self, node: LexborNode) -> None:
        if "ld+json" in (node.attributes.get("type") or "").lower():
            self.page.json_ld.append(node.text())

    def take_title(self, node: LexborNode) -> None:
        if not self.page.title:
            self.page.title = " ".join(node.text().split())

    def take_time(self, node: LexborNode) -> None:
        self._find_place(node)

    def take_rule(self, _: LexborNode) -> None:
        self._flush()

    def _flush(self) -> None:
        """Close the block that is being gathered, if it holds any text."""
        parts, container = self._parts, self._container
        text = tidy("".join(parts))
        if text and container is not None:
            size, kind, blocks = len(text), container.kind, self.page.blocks
            level = level_of(container) if kind is HEADING else 0
            links, strong = self._link_chars, self._strong_chars
            if links or strong:
                links, strong = min(links, size), min(strong, size)
            block = Block(len(blocks), text, kind, level, container, links, strong, container.flags & HIDDEN != 0)
            blocks.append(block)
            if not is_plain(text):
                self.page.unusual.append(block)
        parts.clear()
        self._container = None
        self._link_chars = self._strong_chars = 0


_TAKERS_BY_TAG: dict[str, Callable[[_Walk, LexborNode], None]] = {
    "br": _Walk.take_break,
    "hr": _Walk.take_rule,
    "link": _Walk.take_link,
    "meta": _Walk.take_meta,
    "script": _Walk.take_script,
    "time": _Walk.take_time,
    "title": _Walk.take_title,
}
_TAKERS = dict(zip(number_tags(_TAKERS_BY_TAG), _TAKERS_BY_TAG.values(), strict=True))
"""What to do with the elements that count without any text in them, by the parser's number for their tag."""


def _apart(node: LexborNode) -> bool:
    """Say whether white space stands before a text node: the walk passes over text that is nothing else."""
    at: LexborNode | None = node
    while at is not None and at.prev is None:
        at = at.parent
    at = at.prev if at is not None else None
    while at is not None and at.last_child is not None:
        at = at.last_child
    return at is not None and at.is_text_node and at.is_empty_text_node
