"""Find what stands in an article, looks like a part of it and is none: disclaimers, dummy text and buttons.

A judge of form takes a disclaimer for a last paragraph, and the link that each entry of a list ends with for its line.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from winnow.model import RemovalReason
from winnow.stages.blocks import Block, BlockKind
from winnow.stages.verdict import Verdict

_MAX_CHARS = 1000
_ADVICE = r"(?:advice|advisor|adviser|diagnosis|treatment|doctor|physician|professional)"
_DISCLAIMER = re.compile(
    rf"""
    \A\W*(?:disclaimers?|disclosures?|haftungsausschluss)(?:\s(?:&|and)\s\w+)?\s?(?::|\Z)
    |\bfor\s(?:\w+\s(?:and\s\w+\s)?)?(?:information|informational|educational)(?:\spurposes)?\sonly\b
    |\b(?:not|never)\b[^.]{{0,60}}\b(?:substitute\sfor|replace)\b[^.]{{0,40}}\b{_ADVICE}\b
    |\b(?:nothing|no\s\w+)\b[^.]{{0,80}}\b(?:meant|intended|used|seen|taken)\b[^.]{{0,20}}\bsubstitute\sfor\b
        [^.]{{0,40}}\b{_ADVICE}\b
    |\b(?:not|nor)\sconstitute\b[^.]{{0,60}}\badvice\b
    |\bwe\smay\s(?:earn|receive)\s[^.]{{0,30}}\b(?:commission|compensation)\b
    |\boffered\sthrough\s[^.]{{3,60}}\b(?:inc|llc|member)\b|\bmember\sfdic\b
    |\bersetz\w+\s(?:keine|nicht)\s[^.]{{0,40}}(?:beratung|behandlung|arzt)
    |\bne\s(?:constitue|remplace)\w*\spas\s[^.]{{0,40}}(?:conseil|avis)
    |\bno\s(?:constituye|sustituye|reemplaza)\w*\s[^.]{{0,40}}(?:consejo|asesoramiento)
    |\bnon\s(?:costituisc|sostituisc)\w+\s[^.]{{0,40}}(?:consulenza|parere)
    |\bvervang\w+\sgeen\s[^.]{{0,40}}advies
    """,
    re.VERBOSE,
)
_HINTS = (
    *("disclaim", "disclosure", "haftungsaus", "es only", "tion only", "educational only", "substitute for", "replace"),
    *("constitut", "compensation", "commission", "offered through", "member fdic", "ersetz", "constituye", "remplace"),
    *("sustituye", "reemplaza", "costituisc", "sostituisc", "vervang"),
)
"""Parts of which one is in each disclaimer: most pages have none, and are passed over with one search each."""
_DUMMY = ("Lorem ipsum", "Lorem Ipsum", "LOREM IPSUM")
_AT_THE_START, _AT_THE_END = 3, 10
_OFTEN = 4
_MOSTLY = 0.8
_HALF = 0.5
_ENTRIES = (BlockKind.HEADING, BlockKind.TABLE_CELL)
"""What an article repeats: the names of its parts, and values."""

_LEGAL = Verdict(False, 0.9, RemovalReason.LEGAL, "disclaimer")
_IS_DUMMY = Verdict(False, 0.95, RemovalReason.BOILERPLATE, "dummy-text")
_BUTTON = Verdict(False, 0.9, RemovalReason.CALL_TO_ACTION, "repeated-link")


def find_notices(blocks: Sequence[Block], kept: Sequence[int], title: str) -> dict[int, Verdict]:
    """Return the verdicts on the blocks, of those that would be kept, that are not the article's own.

    An article about a disclaimer is left alone, and so is a page that would lose all its text.
    """
    found = dict.fromkeys(_repeated_links(blocks, kept), _BUTTON)
    found |= dict.fromkeys(_dummies(blocks, kept), _IS_DUMMY)
    if (disclaimers := _disclaimers(blocks, kept)) and not _DISCLAIMER.search(title.lower()):
        found |= dict.fromkeys(_with_boxes(blocks, kept, disclaimers), _LEGAL)
    return found if any(n not in found and blocks[n].kind is not BlockKind.HEADING for n in kept) else {}


def _dummies(blocks: Sequence[Block], kept: Iterable[int]) -> list[int]:
    """Find dummy text in boxes all over the page: what a template was delivered with. In one box it is an example."""
    found = [n for n in kept if blocks[n].text.startswith(_DUMMY)]
    boxes = {e.parent.order for n in found if (e := blocks[n].element) is not None and e.parent is not None}
    return found if len(boxes) >= _OFTEN else []


def _repeated_links(blocks: Sequence[Block], kept: Iterable[int]) -> list[int]:
    """Find lines that are a link and nothing else, the same again and again: they ask for a click."""
    links = [
        n
        for n in kept
        if (block := blocks[n]).link_chars
        and block.link_chars >= _MOSTLY * len(block.text)
        and block.kind not in _ENTRIES
        and " " in block.text
    ]
    if len(links) < _OFTEN:
        return []
    times = Counter(blocks[n].text for n in links)
    return [n for n in links if times[blocks[n].text] >= _OFTEN]


def _disclaimers(blocks: Sequence[Block], kept: Sequence[int]) -> set[int]:
    """Find disclaimers: they stand at an article's end, or right at its beginning."""
    ends = kept if len(kept) <= _AT_THE_START + _AT_THE_END else [*kept[:_AT_THE_START], *kept[-_AT_THE_END:]]
    lowered = [(n, blocks[n].text.lower()) for n in ends if len(blocks[n].text) <= _MAX_CHARS]
    whole = "\n".join([text for _, text in lowered])
    hints = [hint for hint in _HINTS if hint in whole]
    return {n for n, text in lowered if any(hint in text for hint in hints) and _DISCLAIMER.search(text)}


def _with_boxes(blocks: Sequence[Block], kept: Sequence[int], found: set[int]) -> set[int]:
    """Add all that is in a box with disclaimers for the most part, if it is no large part of the page."""
    boxes: dict[int, list[int]] = defaultdict(list)
    for n in kept:
        element = blocks[n].element
        if element is not None and element.parent is not None:
            boxes[element.parent.order].append(n)
    small = [box for box in boxes.values() if _chars(blocks, box) < _HALF * _chars(blocks, kept)]
    return found.union(*[b for b in small if _chars(blocks, found.intersection(b)) > _HALF * _chars(blocks, b)])


def _chars(blocks: Sequence[Block], numbers: Iterable[int]) -> int:
    return sum(len(blocks[n].text) for n in numbers)
