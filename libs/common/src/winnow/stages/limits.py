"""Refuse markup that costs a parser more than any real page does, before the parser sees it.

These checks look at the text in a few fast steps and can be evaded; what cannot is the worker's time and memory limit
(``adapters.sandbox``). The parser's cost grows with the square of the attributes in one tag and of the nesting.
"""

import re

from winnow.errors import Rejected
from winnow.model import Reason
from winnow.stages.blocks import Page

MAX_TAGS = 300_000
MAX_ATTRIBUTES = 10_000
MAX_NESTING = 5_000
MAX_BLOCKS = 30_000
"""More than any page that is read: the largest in the benchmarks have some 3,000."""
_SELDOM_NESTED = 30_000
"""With fewer tags than this even a page that only opens tags is parsed in a second."""
_STRIDE = 10_000
"""A tag with more attributes than allowed is longer than twice this."""

_RAW = re.compile(rb"<(script|style)\b.*?</\1", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_ATTRIBUTE = re.compile(rb"""[\s/]*[^\s/>=]+(?:\s*=\s*(?:"[^"]*"?|'[^']*'?|[^\s>"'][^\s>]*)?)?""")
"""A name and its value, which may be long and hold anything up to its quotation mark."""
_FLAT = frozenset(
    b"p li td th tr dt dd option optgroup br hr img input meta link area base col embed source track param wbr tbody"
    b" thead tfoot colgroup".split()
)
"""Void elements, and those that the next of their kind closes."""


def count_tags_in_python(markup: bytes, /) -> int:
    """Count every ``<``."""
    return markup.count(b"<")


try:
    from winnow.stages.html.native.document import count_tags
except ImportError:
    count_tags = count_tags_in_python


def check_markup(markup: bytes) -> None:
    """Raise ``Rejected`` when a page has too many tags, too deep a nesting, or too many attributes in one tag."""
    tags = count_tags(markup)
    if tags > MAX_TAGS:
        raise Rejected(Reason.MARKUP_LIMIT, f"{tags} tags; at most {MAX_TAGS} are parsed")
    if tags > _SELDOM_NESTED:
        _check_nesting(markup)
    _check_attributes(markup)


def check_blocks(page: Page) -> None:
    """Raise ``Rejected`` when a page is in more pieces than any article."""
    if len(page.blocks) > MAX_BLOCKS:
        raise Rejected(Reason.MARKUP_LIMIT, f"{len(page.blocks)} blocks of text; at most {MAX_BLOCKS} are judged")


def _check_nesting(markup: bytes) -> None:
    depth = 0
    for closing, tag in _TAG.findall(_RAW.sub(b"", markup)):
        if tag.lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > MAX_NESTING:
            raise Rejected(Reason.MARKUP_LIMIT, f"tags nested deeper than {MAX_NESTING}")


def _check_attributes(markup: bytes) -> None:
    """Look at stretches that no tag ends in: a tag with too many attributes covers at least one of them."""
    at, last = 0, len(markup) - _STRIDE
    while at < last:
        end = markup.find(b">", at)
        if end < 0:
            end = len(markup)
        at = _check_gap(markup, at, end, last) if end - at >= _STRIDE else at + _STRIDE


def _check_gap(markup: bytes, at: int, end: int, last: int) -> int:
    """Look at the stretches between here and where the next tag ends; return where the next stretch begins."""
    begin = markup.rfind(b">", 0, at) + 1
    for stretch in range(at, min(end - _STRIDE + 1, last), _STRIDE):
        start = markup.rfind(b"<", begin, stretch + 1)
        if start >= 0 and _TAG.match(markup, start):
            _check_tag(markup, start, end)
            return end
        begin, at = stretch + 1, stretch + _STRIDE
    return at


def _check_tag(markup: bytes, start: int, end: int) -> None:
    if sum(markup.count(gap, start, end) for gap in b" \n\t\r/") <= MAX_ATTRIBUTES or _in_script(markup, start):
        return
    attributes = len(_ATTRIBUTE.findall(markup, start, end))
    if attributes > MAX_ATTRIBUTES:
        raise Rejected(Reason.MARKUP_LIMIT, f"{attributes} attributes in one tag; at most {MAX_ATTRIBUTES} are read")


def _in_script(markup: bytes, at: int) -> bool:
    return markup.rfind(b"<script", 0, at) > markup.rfind(b"</script", 0, at)
