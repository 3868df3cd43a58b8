"""Parse HTML into a page of blocks: one native parse, then one walk over the tree.

The walk records every element once (``Element``), starts a new block at each block-level boundary, and sets aside on
the way what the metadata and FAQ stages need, so that nothing after this file touches the parser's tree.
"""

import re
from functools import lru_cache

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from winnow.stages.blocks import Block, BlockKind, Element, Flags, Marked, Page

BREAK = "\0"
"""Stands for a line break while a block is gathered; the parser lets no NUL through."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCK_TAGS = _words(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav ol optgroup p pre"
    " section summary table tbody td tfoot th thead tr ul"
)
_SKIP_TAGS = _words(
    "script style noscript template svg iframe object embed applet canvas audio video select datalist textarea map"
    " title noframes frameset rp progress meter"
)
_STRONG_TAGS = frozenset(("strong", "b"))
_KIND_BY_TAG = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    "li": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
    "pre": BlockKind.CODE,
    "td": BlockKind.TABLE_CELL,
    "th": BlockKind.TABLE_CELL,
    "dt": BlockKind.TERM,
    "dd": BlockKind.DEFINITION,
    "summary": BlockKind.SUMMARY,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "button": BlockKind.CONTROL,
    "label": BlockKind.CONTROL,
}
_KIND_RESETS = _words("article section main aside header footer nav body ul ol dl table form details figure")
_INHERITED = int(Flags.LINK | Flags.STRONG | Flags.SKIP | Flags.HIDDEN | Flags.PRE)
_COUNTED = int(Flags.LINK | Flags.STRONG | Flags.PRE)
_MAX_DEPTH = 250
"""Deeper elements are recorded as siblings, so that no ancestor chain grows with hostile nesting."""
_LEVELS = {f"h{n}": n for n in range(1, 7)}
_RARE_NAMES = ("role", "itemprop", "rel")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPEAKS_OF = re.compile(
    r"auth?or|auteur|autor|byline|by-line|writer|creator|contributor|date|time(?!line)|publish|posted|modified|updated|entry-meta|headline"
)


def _tag_ids(tags: str) -> frozenset[int]:
    parser = LexborHTMLParser("")
    return frozenset(parser.create_node(tag).tag_id for tag in tags.split())


_TEXT = 2
"""The parser's number for a text node."""
_SPECIAL = _tag_ids("br meta link script title html time hr")

BLOCK, LINK, STRONG, SKIP, HIDDEN, PRE = (
    int(f) for f in (Flags.BLOCK, Flags.LINK, Flags.STRONG, Flags.SKIP, Flags.HIDDEN, Flags.PRE)
)


def parse_html(text: str) -> Page:
    """Parse a page. Never raises on bad markup; the size limits are ``limits.check_markup``'s."""
    tree = LexborHTMLParser(text, options=LexborDocumentOptions.WO_EVENTS)
    walk = _Walk()
    root = tree.root
    if root is not None:
        walk.run(root)
    return walk.page


@lru_cache(maxsize=4096)
def _speaks(names: str) -> bool:
    return _SPEAKS_OF.search(names) is not None


def _of_tag(tag: str) -> tuple[int, BlockKind | None]:
    flags = (
        (BLOCK if tag in _BLOCK_TAGS else 0)
        | (LINK if tag == "a" else 0)
        | (STRONG if tag in _STRONG_TAGS else 0)
        | (SKIP if tag in _SKIP_TAGS else 0)
        | (PRE if tag == "pre" else 0)
    )
    return flags, _KIND_BY_TAG.get(tag) or (BlockKind.PARAGRAPH if tag in _KIND_RESETS else None)


_BY_TAG = {tag: _of_tag(tag) for tag in _BLOCK_TAGS | _SKIP_TAGS | _STRONG_TAGS | _KIND_RESETS | {"a"}}
"""Each tag's flags, and the kind of its blocks if it does not take its parent's."""
_INLINE: tuple[int, BlockKind | None] = (0, None)
_NOTHING = Element("", "", None, -1, -1)
"""Stands above the root element."""


class _Walk:
    """The state of the one pass over the tree."""

    def __init__(self) -> None:
        self.page = Page()
        self._by_id: dict[int, tuple[Element, int]] = {}
        """Each node's element, or the one that stands for it, and the flags that hold inside the node."""
        self._container: Element | None = None
        """The block-level element whose text is being gathered."""
        self._parts: list[str] = []
        self._link_chars = 0
        self._strong_chars = 0

    def run(self, root: LexborNode) -> None:
        """Take each text node. An element is recorded when its first text comes: most elements of a page have none."""
        on_special, record, by_id, parts = self._special, self._record, self._by_id, self._parts
        for node in root.traverse(include_text=True, skip_empty=True):
            tag_id = node.tag_id
            if tag_id != _TEXT:
                if tag_id in _SPECIAL:
                    on_special(node)
                continue
            parent: LexborNode = node.parent  # type: ignore[assignment]
            element, flags = by_id.get(parent.mem_id) or record(parent)
            if flags & SKIP:
                continue
            text: str = node.text_content  # type: ignore[assignment]
            if element.container is not self._container:
                if parts:
                    self._flush()
                self._container = element.container
            elif parts and not text[0].isspace() and not parts[-1][-1].isspace() and _apart(node):
                parts.append(" ")
            if flags & _COUNTED:
                text = self._count(text, flags)
            parts.append(text)
        self._flush()

    def _count(self, text: str, flags: int) -> str:
        """Count what is in links and what is strong; keep the lines of preformatted text."""
        length = len(text.strip())
        if flags & LINK:
            self._link_chars += length
        if flags & STRONG:
            self._strong_chars += length
        return text.replace("\n", BREAK) if flags & PRE else text

    def _special(self, node: LexborNode) -> None:
        """Take an element that counts without any text in it."""
        tag = node.tag
        if tag == "br":
            self._line_break()
        elif tag == "meta":
            self.page.metas.append(node.attributes)
        elif tag == "link":
            self.page.links.append(node.attributes)
        elif tag == "script":
            if "ld+json" in (node.attributes.get("type") or "").lower():
                self.page.json_ld.append(node.text())
        elif tag == "title":
            if not self.page.title:
                self.page.title = " ".join(node.text().split())
        elif tag == "html":
            self.page.language = node.attributes.get("lang") or ""
        elif tag == "time":
            self._record(node)
        else:
            self._flush()

    def _record(self, node: LexborNode) -> tuple[Element, int]:
        """Record an element and those above it up to the root element, the uppermost first."""
        chain = [node]
        above, top = node.parent, None
        while above is not None and (top := self._by_id.get(above.mem_id)) is None:
            if above.parent is None:
                break
            chain.append(above)
            above = above.parent
        found = top or (_NOTHING, 0)
        for each in reversed(chain):
            if not found[1] & SKIP:
                found = self._element(each, *found)
            self._by_id[each.mem_id] = found
        return found

    def _element(self, node: LexborNode, parent: Element, inside: int) -> tuple[Element, int]:
        """Record a block-level element; an inline one only changes the flags, and its parent stands for it."""
        tag = node.tag or ""
        attributes = node.attributes
        flags, kind = _BY_TAG.get(tag, _INLINE)
        flags |= inside & _INHERITED
        names = _names(attributes) if attributes else ""
        page = self.page
        if parent is not _NOTHING and not flags & BLOCK and "-" not in tag:
            if tag == "time" or (names and _speaks(names)):
                told = Element(tag, names, parent, parent.depth + 1, parent.order, attributes)
                page.marked.append(Marked(told, node, len(page.blocks)))
            return parent, flags
        if parent.depth >= _MAX_DEPTH and parent.parent is not None:
            parent = parent.parent
        above = None if parent is _NOTHING else parent
        flags |= HIDDEN if attributes and _is_hidden(attributes) else 0
        flags |= 0 if above else BLOCK
        element = Element(
            tag, names, above, parent.depth + 1, len(page.elements), attributes, flags, kind or parent.kind
        )
        element.container = element if flags & BLOCK else parent.container
        page.elements.append(element)
        if names and _speaks(names):
            page.marked.append(Marked(element, node, len(page.blocks)))
        return element, flags

    def _line_break(self) -> None:
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

    def _flush(self) -> None:
        """Close the block that is being gathered, if it holds any text."""
        text = tidy("".join(self._parts))
        container = self._container
        if text and container is not None:
            kind, size, blocks = container.kind, len(text), self.page.blocks
            level = _level(container) if kind is BlockKind.HEADING else 0
            links, strong = min(self._link_chars, size), min(self._strong_chars, size)
            hidden = container.flags & HIDDEN != 0
            blocks.append(Block(len(blocks), text, kind, level, container, links, strong, hidden))
        self._parts.clear()
        self._container = None
        self._link_chars = self._strong_chars = 0


def _apart(node: LexborNode) -> bool:
    """Say whether white space stands before a text node: the walk passes over text that is nothing else."""
    at: LexborNode | None = node
    while at is not None and at.prev is None:
        at = at.parent
    at = at.prev if at is not None else None
    while at is not None and at.last_child is not None:
        at = at.last_child
    return at is not None and at.is_text_node and at.is_empty_text_node


def tidy(text: str) -> str:
    """Collapse white space, keep breaks as line feeds and leave out empty lines."""
    if BREAK not in text:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.split(BREAK))
    return "\n".join(line for line in lines if line)


def _level(container: Element) -> int:
    return next((_LEVELS[e.tag] for e in container.ancestors() if e.tag in _LEVELS), 2)


def _names(attributes: dict[str, str | None]) -> str:
    """Return what an element is called. Most elements have a class and nothing else."""
    names = attributes.get("class") or ""
    if len(attributes) == 1 and names:
        return names.lower()
    if called := attributes.get("id"):
        names = f"{names} {called}" if names else called
    if "role" in attributes or "itemprop" in attributes or "rel" in attributes:
        names = " ".join([names, *[v for k in _RARE_NAMES if (v := attributes.get(k))]]).strip()
    return names.lower()


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "style" in attributes:
        style = attributes["style"] or ""
        if ("none" in style or "hidden" in style) and _HIDDEN_STYLE.search(style):
            return True
    return "hidden" in attributes or attributes.get("aria-hidden") == "true"
