"""What each HTML tag means for the walk: block-level or inline, shown or not, and the kind of its blocks."""

from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

from winnow.stages.blocks import BlockKind, Flags


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
_STRONG_TAGS = _words("strong b")
_OTHER_TAGS = _words(
    "a abbr acronym bdi bdo big cite code data del dfn em font head i ins kbd mark nobr option q ruby s samp small span"
    " strike sub sup time tt u var wbr"
)
"""Inline tags that are nothing of the above; one that is missing here only takes longer."""
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
    **dict.fromkeys(
        _words("article section main aside header footer nav body ul ol dl table form details figure"),
        BlockKind.PARAGRAPH,
    ),
}


Tag = tuple[str, int, BlockKind | None, bool]
"""What is known of the elements with a tag.

Its name; their ``Flags`` as a plain number; the kind of the blocks in them, if it is not the same as around them; and
whether they have an ``Element`` of their own, as block-level ones do and custom ones, whose tags have a dash.
"""


def describe_tag(name: str) -> Tag:
    """Return what is known of a tag."""
    flags = (
        (Flags.BLOCK if name in _BLOCK_TAGS else 0)
        | (Flags.LINK if name == "a" else 0)
        | (Flags.STRONG if name in _STRONG_TAGS else 0)
        | (Flags.SKIP if name in _SKIP_TAGS else 0)
        | (Flags.PRE if name == "pre" else 0)
    )
    return name, int(flags), _KIND_BY_TAG.get(name), name in _BLOCK_TAGS or "-" in name


def number_tags(names: Iterable[str]) -> list[int]:
    """Return the parser's own numbers for tags it knows; those for other tags differ from page to page."""
    parser = LexborHTMLParser("")
    return [parser.create_node(name).tag_id for name in names]


_KNOWN = sorted(_BLOCK_TAGS | _SKIP_TAGS | _STRONG_TAGS | _OTHER_TAGS)
TAGS = {number: describe_tag(name) for name, number in zip(_KNOWN, number_tags(_KNOWN), strict=True)}
"""The common tags by the parser's numbers for them."""
