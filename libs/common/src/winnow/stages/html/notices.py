"""Find what stands in an article, looks like a part of it and is none: disclaimers, dummy text and buttons.

A judge of form takes a disclaimer for a last paragraph, and the link that each entry of a list ends with for its line.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from winnow.model import RemovalReason
from winnow.stages.blocks import Block, BlockKind, Element
from winnow.stages.prose import is_sentence
from winnow.stages.text.bylines import is_imprint
from winnow.stages.text.disclaimers import is_safeguard
from winnow.stages.text.lines import section_reason
from winnow.stages.text.patterns import Hinted
from winnow.stages.text.stamps import is_stamp
from winnow.stages.text.words import words_of
from winnow.stages.verdict import Verdict

try:
    from winnow.stages.html.native.hints import Hints
except ImportError:
    from winnow.stages.html.hints import Hints

_MAX_CHARS = 1000
_ADVICE = r"(?:advice|advisor|adviser|diagnosis|treatment|doctor|physician|professional)"
DISCLAIMERS = tuple(
    Hinted(re.compile(pattern, re.VERBOSE), tuple(hints.split("|")))
    for hints, pattern in (
        (
            "disclaim|disclosure|haftungsausschluss",
            r"\A\W*(?:disclaimers?|disclosures?|haftungsausschluss)(?:\s(?:&|and)\s\w+)?\s?(?::|\Z)",
        ),
        (
            "only",
            r"\bfor\s(?:\w+\s(?:and\s\w+\s)?)?(?:information|informational|educational)(?:\spurposes)?\sonly\b",
        ),
        (
            "substitute|replace",
            rf"""
            \b(?:not|never)\b[^.]{{0,60}}\b(?:substitute\sfor|replace)\b[^.]{{0,40}}\b{_ADVICE}\b
            |\b(?:nothing|no\s\w+)\b[^.]{{0,80}}\b(?:meant|intended|used|seen|taken)\b[^.]{{0,20}}
                \bsubstitute\sfor\b[^.]{{0,40}}\b{_ADVICE}\b
            """,
        ),
        ("constitute", r"\b(?:not|nor)\sconstitute\b[^.]{0,60}\badvice\b"),
        (
            "commission|compensation",
            r"\bwe\smay\s(?:earn|receive)\s[^.]{0,30}\b(?:commission|compensation)\b",
        ),
        ("trading|regulated", r"\ba\strading\sname\sof\b|\bauthori[sz]ed\sand\sregulated\sby\b"),
        ("offered|fdic", r"\boffered\sthrough\s[^.]{3,60}\b(?:inc|llc|member)\b|\bmember\sfdic\b"),
        ("ersetz", r"\bersetz\w+\s(?:keine|nicht)\s[^.]{0,40}(?:beratung|behandlung|arzt)"),
        ("constitue|remplace", r"\bne\s(?:constitue|remplace)\w*\spas\s[^.]{0,40}(?:conseil|avis)"),
        (
            "constituye|sustituye|reemplaza",
            r"\bno\s(?:constituye|sustituye|reemplaza)\w*\s[^.]{0,40}(?:consejo|asesoramiento)",
        ),
        ("costituisc|sostituisc", r"\bnon\s(?:costituisc|sostituisc)\w+\s[^.]{0,40}(?:consulenza|parere)"),
        ("vervang", r"\bvervang\w+\sgeen\s[^.]{0,40}advies"),
    )
)
_HINTS = (
    *("disclaim", "disclosure", "haftungsaus", "es only", "tion only", "educational only", "substitute for"),
    *("replace", "constitut", "compensation", "commission", "offered through", "member fdic", "ersetz"),
    *("constituye", "remplace", "trading name", "regulated by", " links", "sustituye", "reemplaza", "costituisc"),
    *("sostituisc", "vervang"),
)
"""Parts of which one is in each disclaimer: most pages have none."""
_HINTED = Hints(_HINTS)
_DUMMY = ("Lorem ipsum", "Lorem Ipsum", "LOREM IPSUM")
_AT_THE_START, _AT_THE_END = 3, 10
_OFTEN = 4
_SAYING = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_MAX_LEFT = 200
_MOST_LEFT = 2
_SEVERAL = 2
_SMALL = 0.33
_NAME_WORDS = 2
_WITH_NAME = 2
"""Blocks of a quotation: what was said, and who said it."""
_MAX_LABEL = 40
_BESIDE = 4
_ENTRIES = (BlockKind.HEADING, BlockKind.TABLE_CELL)
"""What an article repeats: the names of its parts, and values."""

_LEGAL = Verdict(False, 0.9, RemovalReason.LEGAL, "disclaimer")
_IS_DUMMY = Verdict(False, 0.95, RemovalReason.BOILERPLATE, "dummy-text")
_DATE = Verdict(False, 0.9, RemovalReason.DATE, "stamp-at-the-start")
_CONTENTS = Verdict(False, 0.9, RemovalReason.TOC, "contents-without-entries")
_IN_BOX = Verdict(False, 0.8, RemovalReason.CALL_TO_ACTION, "left-beside-a-button")
_PRAISE = Verdict(False, 0.8, RemovalReason.TESTIMONIAL, "quote-without-its-name")
_BUTTON = Verdict(False, 0.9, RemovalReason.CALL_TO_ACTION, "repeated-link")


def find_notices(blocks: Sequence[Block], kept: Sequence[int], title: str) -> dict[int, Verdict]:
    """Return the verdicts on the blocks, of those that would be kept, that are not the article's own.

    An article about a disclaimer is left alone, and so is a page that would lose all its text.
    """
    found = dict.fromkeys(_repeated_links(blocks, kept), _BUTTON)
    found |= dict.fromkeys(_stamps(blocks, kept), _DATE)
    found |= dict.fromkeys(_bare_contents(blocks, kept), _CONTENTS)
    found |= dict.fromkeys(_dummies(blocks, kept), _IS_DUMMY)
    if (disclaimers := _disclaimers(blocks, kept)) and not _reads_as_disclaimer(title.lower()):
        found |= dict.fromkeys(disclaimers, _LEGAL)
    left = [n for n in kept if n not in found] if found else kept
    if praise := _last_praise(blocks, left):
        found |= dict.fromkeys(praise, _PRAISE)
        left = left[: left.index(praise[0])]
    found |= dict.fromkeys(_left_in_box(blocks, left) or _left_in_box(blocks, left[:-1]), _IN_BOX)
    return found if any(n not in found and blocks[n].kind is not BlockKind.HEADING for n in kept) else {}


def _stamps(blocks: Sequence[Block], kept: Sequence[int]) -> list[int]:
    """Find the line at the article's beginning that says when it was published, if there is but one."""
    first = [n for n in kept[:_AT_THE_START] if blocks[n].kind is BlockKind.PARAGRAPH and _tells_when(blocks[n].text)]
    return first if len(first) == 1 and len(kept) > _AT_THE_START else []


def _bare_contents(blocks: Sequence[Block], kept: Sequence[int]) -> list[int]:
    """Find the heading of a table of contents at the article's beginning: nothing that it heads is kept."""
    return [
        n
        for n, below in pairwise(kept[: _AT_THE_START + 1])
        if below > n + 1 and blocks[n].kind is BlockKind.HEADING and section_reason(blocks[n].text) is RemovalReason.TOC
    ]


def _tells_when(text: str) -> bool:
    return is_stamp(text) or is_imprint(text)


def _left_in_box(blocks: Sequence[Block], kept: Sequence[int]) -> list[int]:
    """Find the few words beside a button in a box of which nothing else is kept, where they are the last that is kept.

    They say what the button is for, unless there are more such boxes: then the page is made of them.
    """
    parents = [e.parent if (e := blocks[n].element) is not None else None for n in kept[-_MOST_LEFT - 1 :]]
    box = parents[-1] if parents else None
    size = next((n for n, parent in enumerate(reversed(parents)) if parent is not box), len(parents))
    left = kept[-size:] if size else []
    if box is None or size > _MOST_LEFT or _chars(blocks, left) > _MAX_LEFT or len(kept) <= _AT_THE_START:
        return []
    if any(blocks[n].kind not in _SAYING for n in left) or blocks[left[-1]].kind is not BlockKind.PARAGRAPH:
        return []
    around = range(max(0, left[0] - _BESIDE), left[-1] + 1 + _BESIDE)
    beside = [b for b in blocks[around.start : around.stop] if b.element and box in (b.element, b.element.parent)]
    if len(beside) <= _MOST_LEFT or not _is_button(beside[-1]):
        return []
    others = (e.parent for n in kept[:-size] if (e := blocks[n].element) is not None)
    return [] if any(_is_alike(other, box) for other in others) else list(left)


def _is_alike(other: Element | None, box: Element) -> bool:
    return other is not None and other.tag == box.tag and other.names == box.names


def _last_praise(blocks: Sequence[Block], kept: Sequence[int]) -> list[int]:
    """Find the quotations that end the article and are no part of it.

    They are several, each with a name, or one that has lost who said it and goes with the name.
    """
    if len(kept) <= _AT_THE_START or all(blocks[n].kind is not BlockKind.QUOTE for n in kept[-2:]):
        return []
    for end in (len(kept), len(kept) - 1):
        quotes = _quotes_at_the_end(blocks, kept[:end])
        named = Counter(id(quote) for quote in quotes)
        praise = kept[end - len(quotes) : end]
        is_small = _chars(blocks, praise) < _SMALL * _chars(blocks, kept)
        if len(named) >= _SEVERAL and set(named.values()) == {_WITH_NAME} and is_small:
            return list(praise)
    return list(kept[-1:]) if _has_lost_its_name(blocks, kept) else []


def _quotes_at_the_end(blocks: Sequence[Block], kept: Sequence[int]) -> list[Element]:
    """Return what holds each of the last blocks, as far as they are short and in quotations."""
    quotes: list[Element] = []
    for n in reversed(kept):
        quote = _quote_around(blocks[n])
        if quote is None or len(blocks[n].text) > _MAX_LEFT:
            break
        quotes.append(quote)
    return quotes


def _quote_around(block: Block) -> Element | None:
    if block.kind is not BlockKind.QUOTE or block.element is None:
        return None
    return next((e for e in block.element.ancestors() if e.tag == "blockquote"), None)


def _has_lost_its_name(blocks: Sequence[Block], kept: Sequence[int]) -> bool:
    """Say whether a quotation ends the page's text, and who said it is left out and nobody in the article."""
    last = kept[-1]
    below = blocks[last + 1 : last + 2]
    quote = _quote_around(blocks[last])
    if quote is None or not is_sentence(blocks[last].text):
        return False
    if not any(b.element and quote in b.element.ancestors() for b in below):
        return False
    named = words_of(below[0].text)[:_NAME_WORDS]
    return not any(named[-1] in words_of(blocks[n].text) for n in kept[:-1]) if named else False


def _is_button(block: Block) -> bool:
    return len(block.text) <= _MAX_LABEL and (block.kind is BlockKind.CONTROL or block.is_link)


def _dummies(blocks: Sequence[Block], kept: Iterable[int]) -> list[int]:
    """Find dummy text in boxes all over the page: what a template was delivered with. In one box it is an example."""
    found = [n for n in kept if blocks[n].text.startswith(_DUMMY)]
    boxes = {e.parent.order for n in found if (e := blocks[n].element) is not None and e.parent is not None}
    return found if len(boxes) >= _OFTEN else []


def _repeated_links(blocks: Sequence[Block], kept: Iterable[int]) -> list[int]:
    """Find lines that are a link and nothing else, the same again and again: they ask for a click."""
    links = [n for n in kept if (b := blocks[n]).link_chars and b.is_link and b.kind not in _ENTRIES and " " in b.text]
    if len(links) < _OFTEN:
        return []
    times = Counter(blocks[n].text for n in links)
    return [n for n in links if times[blocks[n].text] >= _OFTEN]


def _disclaimers(blocks: Sequence[Block], kept: Sequence[int]) -> set[int]:
    """Find disclaimers: they stand at an article's end, or right at its beginning."""
    ends = kept if len(kept) <= _AT_THE_START + _AT_THE_END else [*kept[:_AT_THE_START], *kept[-_AT_THE_END:]]
    short = [(n, text) for n in ends if len(text := blocks[n].text) <= _MAX_CHARS]
    hinted = [short[at] for at in _HINTED.found_in([text for _, text in short])]
    return {n for n, text in hinted if _disclaims(text.lower())}


def _disclaims(text: str) -> bool:
    return _reads_as_disclaimer(text) or is_safeguard(words_of(text))


def _reads_as_disclaimer(text: str) -> bool:
    return any(disclaimer.search(text, text) for disclaimer in DISCLAIMERS)


def _chars(blocks: Sequence[Block], numbers: Iterable[int]) -> int:
    return sum(len(blocks[n].text) for n in numbers)
