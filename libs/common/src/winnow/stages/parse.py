"""Parse HTML into a page of blocks: one native parse, then one walk over the tree.

The walk records every element once (``Element``), starts a new block at each block-level boundary, and sets aside on
the way what the metadata and FAQ stages need, so that nothing after this file touches the parser's tree.
"""

import re
from functools import lru_cache

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from winnow.stages.blocks import Block, BlockKind, Element, Flags, Marked, Page

_TEXT = 2
_LAST_NON_ELEMENT = 5
"""The parser's fixed numbers: text, document, comment and doctype nodes come before all elements."""

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
    "script style noscript template svg iframe object embed applet canvas audio video select datalist textarea map head"
    " noframes frameset rp progress meter"
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
_LEVELS = {f"h{n}": n for n in range(1, 7)}
_NAMING = ("class", "id", "role", "itemprop", "rel")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPEAKS_OF = re.compile(
    r"auth?or|auteur|autor|byline|by-line|writer|creator|contributor|date|time(?!line)|publish|posted|modified|updated|entry-meta|headline"
)

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


def _tag_flags(tag: str) -> int:
    return (
        (BLOCK if tag in _BLOCK_TAGS else 0)
        | (LINK if tag == "a" else 0)
        | (STRONG if tag in _STRONG_TAGS else 0)
        | (SKIP if tag in _SKIP_TAGS else 0)
        | (PRE if tag == "pre" else 0)
    )


_FLAGS_BY_TAG = {tag: _tag_flags(tag) for tag in _BLOCK_TAGS | _SKIP_TAGS | _STRONG_TAGS | {"a"}}


class _Walk:
    """The state of the one pass over the tree."""

    def __init__(self) -> None:
        self.page = Page()
        self._by_id: dict[int, tuple[Element, Element]] = {}
        """Each element by its node, with the block-level element that holds its text."""
        self._container: Element | None = None
        self._parts: list[str] = []
        self._link_chars = 0
        self._strong_chars = 0

    def run(self, root: LexborNode) -> None:
        for node in root.traverse(include_text=True):
            tag_id = node.tag_id
            if tag_id == _TEXT:
                parent = node.parent
                if parent is not None and (at := self._by_id.get(parent.mem_id)):
                    self._text(at[0], at[1], node)
            elif tag_id > _LAST_NON_ELEMENT:
                self._element(node)
        self._flush()
        if self.page.elements:
            attributes = self.page.elements[0].attributes
            self.page.language = attributes.get("lang") or attributes.get("xml:lang") or ""

    def _element(self, node: LexborNode) -> None:
        parent_node = node.parent
        at = self._by_id.get(parent_node.mem_id) if parent_node is not None else None
        element = self._record(node, at[0] if at else None)
        container = element if element.flags & BLOCK or at is None else at[1]
        self._by_id[node.mem_id] = (element, container)
        if element.flags & SKIP:
            self._set_aside(element)
            return
        if element.flags & BLOCK:
            self._flush()
        elif element.tag == "br":
            self._line_break()
        if element.tag == "time" or (element.names and _speaks(element.names)) or "itemprop" in element.attributes:
            self._mark(element, node)

    def _record(self, node: LexborNode, parent: Element | None) -> Element:
        tag = node.tag or ""
        attributes = node.attributes
        flags = _FLAGS_BY_TAG.get(tag, 0)
        kind = _KIND_BY_TAG.get(tag)
        if parent is None:
            element = Element(tag, "", None, 0, len(self.page.elements), attributes, flags)
        else:
            if kind is None:
                kind = BlockKind.PARAGRAPH if tag in _KIND_RESETS else parent.kind
            flags |= parent.flags & _INHERITED
            element = Element(tag, "", parent, parent.depth + 1, len(self.page.elements), attributes, flags, kind)
        if attributes:
            element.names = " ".join([v for k in _NAMING if (v := attributes.get(k))]).lower()
            if _is_hidden(attributes):
                element.flags |= HIDDEN
        self.page.elements.append(element)
        return element

    def _set_aside(self, element: Element) -> None:
        """Keep what the head and the invisible elements say."""
        if element.tag == "meta":
            self.page.metas.append(element.attributes)
        elif element.tag == "link":
            self.page.links.append(element.attributes)

    def _mark(self, element: Element, node: LexborNode) -> None:
        text = " ".join(node.text(separator=" ").split()) if element.tag not in {"main", "article"} else ""
        self.page.marked.append(Marked(element, text[:400], len(self.page.blocks)))

    def _text(self, element: Element, container: Element, node: LexborNode) -> None:
        text = node.text_content or ""
        if element.flags & SKIP:
            self._unseen_text(element, text)
            return
        if container is not self._container:
            self._flush()
            self._container = container
        if element.flags & (LINK | STRONG | PRE):
            length = len(" ".join(text.split()))
            if element.flags & LINK:
                self._link_chars += length
            if element.flags & STRONG:
                self._strong_chars += length
            if element.flags & PRE:
                text = text.replace("\n", BREAK)
        self._parts.append(text)

    def _unseen_text(self, element: Element, text: str) -> None:
        if element.tag == "title" and not self.page.title:
            self.page.title = " ".join(text.split())
        elif element.tag == "script" and "ld+json" in (element.attributes.get("type") or "").lower():
            self.page.json_ld.append(text)

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
        text = tidy("".join(self._parts)) if self._parts else ""
        container = self._container
        if text and container is not None:
            kind = container.kind
            self.page.blocks.append(
                Block(
                    len(self.page.blocks),
                    text,
                    kind,
                    _level(container) if kind is BlockKind.HEADING else 0,
                    container,
                    min(self._link_chars, len(text)),
                    min(self._strong_chars, len(text)),
                    bool(container.flags & HIDDEN),
                )
            )
        self._parts.clear()
        self._container = None
        self._link_chars = self._strong_chars = 0


def tidy(text: str) -> str:
    """Collapse white space, keep breaks as line feeds and leave out empty lines."""
    if BREAK not in text:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.split(BREAK))
    return "\n".join(line for line in lines if line)


def _level(container: Element) -> int:
    return next((_LEVELS[e.tag] for e in container.ancestors() if e.tag in _LEVELS), 2)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or ("style" in attributes and _HIDDEN_STYLE.search(attributes["style"] or "") is not None)
    )
