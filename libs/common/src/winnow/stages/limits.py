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

_RAW = re.compile(r"<(script|style)\b.*?</\1", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*[^\s/>=]+(?:\s*=\s*(?:"[^"]*"?|'[^']*'?|[^\s>"'][^\s>]*)?)?""")
"""A name and its value, which may be long and hold anything up to its quotation mark."""
_FLAT = frozenset(
    [
        *("p", "li", "td", "th", "tr", "dt", "dd", "option", "optgroup", "br", "hr", "img", "input", "meta", "link"),
        *("area", "base", "col", "embed", "source", "track", "param", "wbr", "tbody", "thead", "tfoot", "colgroup"),
    ]
)
"""Void elements, and those that the next of their kind closes."""


def check_markup(text: str) -> None:
    """Raise ``Rejected`` when a page has too many tags, too deep a nesting, or too many attributes in one tag."""
    tags = text.count("<")
    if tags > MAX_TAGS:
        raise Rejected(Reason.MARKUP_LIMIT, f"{tags} tags; at most {MAX_TAGS} are parsed")
    if tags > _SELDOM_NESTED:
        _check_nesting(text)
    _check_attributes(text)


def check_blocks(page: Page) -> None:
    """Raise ``Rejected`` when a page is in more pieces than any article."""
    if len(page.blocks) > MAX_BLOCKS:
        raise Rejected(Reason.MARKUP_LIMIT, f"{len(page.blocks)} blocks of text; at most {MAX_BLOCKS} are judged")


def _check_nesting(text: str) -> None:
    depth = 0
    for closing, tag in _TAG.findall(_RAW.sub("", text)):
        if tag.lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > MAX_NESTING:
            raise Rejected(Reason.MARKUP_LIMIT, f"tags nested deeper than {MAX_NESTING}")


def _check_attributes(text: str) -> None:
    """Look at stretches that no tag ends in: a tag with too many attributes covers at least one of them."""
    for at in range(0, len(text) - _STRIDE, _STRIDE):
        if text.find(">", at, at + _STRIDE) >= 0:
            continue
        start = text.rfind("<", 0, at + 1)
        if start < 0 or text.find(">", start, at) >= 0 or not _TAG.match(text, start):
            continue
        end = text.find(">", at)
        end = end if end >= 0 else len(text)
        if sum(text.count(gap, start, end) for gap in " \n\t\r/") <= MAX_ATTRIBUTES or _in_script(text, start):
            continue
        attributes = len(_ATTRIBUTE.findall(text, start, end))
        if attributes > MAX_ATTRIBUTES:
            raise Rejected(
                Reason.MARKUP_LIMIT, f"{attributes} attributes in one tag; at most {MAX_ATTRIBUTES} are read"
            )


def _in_script(text: str, at: int) -> bool:
    return text.rfind("<script", 0, at) > text.rfind("</script", 0, at)
