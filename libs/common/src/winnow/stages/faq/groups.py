"""Put alike questions of an HTML page into groups, and decide which groups are FAQs."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from winnow.stages.blocks import HEADING, Block, Element
from winnow.stages.faq.asks import Ask, Form, is_panel, near
from winnow.stages.faq.words import is_faq_heading, is_promising_heading, is_question_heading

_FAQ_NAMES = re.compile(
    r"faq|frequently|acceptedanswer|questions?-?(?:and|und)?-?answers?|q(?<![a-z]q)(?:uestions?)?(?:and"
    r"|[-_&](?:and[-_]|n[-_])?)a(?:s|nswers?)?(?![a-z])"
)
_TALK_NAMES = re.compile(
    r"comment|forum|thread|topic-reply|discussion|guestbook|interview|bbp-|cookie|consent|quiz"
    r"|d(?<!\Sd)ialog(?=\s|\Z)|m(?<!\Sm)odal(?=\s|\Z)|p(?<!\Sp)opup(?=\s|\Z)"
)
"""Each alternative by its first letter, as above: otherwise ``re`` tries them all everywhere."""
_OPENS_OR_NAMED = (Form.TRIGGER, Form.NAMED)
_PAGE_TAGS = frozenset(("html", "body", "main"))
_CHROME = frozenset(("nav", "footer", "dialog"))
_PSEUDO_LEVEL = 2
_MAX_LABEL = 90
_MAX_PLAIN = 160
_DIRECTLY = 2
"""Blocks between a FAQ's heading and its first question, at most, when the question does not ask."""


@dataclass(slots=True, eq=False)
class Group:
    """Questions that are built alike, below the same headings."""

    asks: list[Ask]
    headings: list[Block] = field(default_factory=list)
    """The headings above it, outermost first."""

    @property
    def asking(self) -> int:
        """How many end in a question mark."""
        return sum(ask.asks for ask in self.asks)

    @property
    def is_plausible(self) -> bool:
        """Whether it is worth a closer look: something asks, or a FAQ's heading or name is near."""
        return self.asking > 0 or any(is_faq_heading(h.text) for h in self.headings) or _is_named(self.asks[0], 5)


class Outline:
    """The headings above each place in the page."""

    def __init__(self, blocks: Sequence[Block], asks: Sequence[Ask]) -> None:
        self._stacks: list[tuple[int, tuple[Block, ...]]] = [(-1, ())]
        asking = {ask.index for ask in asks if ask.asks or ask.form in _OPENS_OR_NAMED}
        stack: list[tuple[int, Block]] = []
        for i, block in enumerate(blocks):
            level = 0 if i in asking else _level(block)
            if level:
                stack = [*(above for above in stack if above[0] < level), (level, block)]
                self._stacks.append((i, tuple(b for _, b in stack)))

    def above(self, index: int) -> tuple[Block, ...]:
        """Return the headings that stand over a block, outermost first."""
        low, high = 0, len(self._stacks)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._stacks[middle][0] < index else (low, middle)
        return self._stacks[low][1]


def _level(block: Block) -> int:
    """Return a heading's level; a label that names a FAQ counts as one."""
    if block.kind is HEADING:
        return block.level or _PSEUDO_LEVEL
    is_label = (
        len(block.text) <= _MAX_LABEL
        and block.text[-1] not in ".!"
        and block.link_chars * 2 < len(block.text)
        and "?" not in block.text
    )
    return _PSEUDO_LEVEL if is_label and is_faq_heading(block.text) else 0


class Scopes:
    """How far a heading's word reaches: the lowest element that holds it and a question after it."""

    def __init__(self, blocks: Sequence[Block], asks: Sequence[Ask]) -> None:
        self._at = {id(block): i for i, block in enumerate(blocks)}
        self._asks = asks
        self._indexes = [ask.index for ask in asks]
        self._scopes: dict[int, Element | None] = {}

    def holds(self, heading: Block, ask: Ask) -> bool:
        """Say whether a question stands in the scope of a heading above it."""
        if id(heading) not in self._scopes:
            self._scopes[id(heading)] = self._find(heading)
        scope = self._scopes[id(heading)]
        return scope is not None and any(e is scope for e in ask.element.ancestors())

    def follows(self, headings: Sequence[Block], ask: Ask) -> bool:
        """Say whether a FAQ's heading stands directly above a question."""
        return any(is_faq_heading(h.text) and ask.index - self._at[id(h)] <= _DIRECTLY for h in headings)

    def _find(self, heading: Block) -> Element | None:
        start = bisect_right(self._indexes, self._at[id(heading)])
        coming = [ask for ask in self._asks[start : start + 12] if ask.asks or ask.form is not Form.PLAIN]
        first = next((ask for ask in coming if ask.asks), coming[0] if coming else None)
        if coming and coming[0].index - self._at[id(heading)] <= _DIRECTLY:
            first = coming[0]
        if first is None or heading.element is None:
            return None
        above = {id(e) for e in heading.element.ancestors()}
        return next((e for e in first.element.ancestors() if id(e) in above), None)


def group(asks: Sequence[Ask], outline: Outline) -> list[Group]:
    """Return the groups of alike questions that stand below the same headings, in order of their first question."""
    by_form: dict[tuple[object, ...], Group] = defaultdict(lambda: Group([]))
    for ask in asks:
        headings = [h for h in outline.above(ask.index) if h is not ask.block]
        if ask.form is Form.HEADING:
            headings = [h for h in headings if not h.level or h.level < ask.block.level or is_faq_heading(h.text)]
            if not ask.asks and any(h.level >= ask.block.level for h in headings):
                continue
        found = by_form[(ask.signature, *(id(h) for h in headings))]
        found.asks.append(ask)
        found.headings = headings
    return sorted((g for g in by_form.values() if g.asks), key=lambda g: g.asks[0].index)


def prune(found: Group, scopes: Scopes) -> None:
    """Take out what the frame of the page and other people's talk ask, and labels out of the heading's reach."""
    found.asks = [ask for ask in found.asks if not any(_is_talk_or_chrome(e) for e in ask.element.ancestors())]
    heading = _heading(found, scopes)
    if heading is not None:
        found.asks = [ask for ask in found.asks if ask.asks or scopes.holds(heading, ask)]


def is_faq(found: Group, scopes: Scopes, blocks: Sequence[Block]) -> bool:
    """Decide whether a group is a FAQ, by its headings, its names and its structure."""
    first = found.asks[0]
    share = found.asking / len(found.asks)
    heading = _heading(found, scopes)
    if first.form is Form.PLAIN:
        return (heading is not None or _is_named(first, 3)) and found.asking >= 2 and len(first.text) <= _MAX_PLAIN
    if heading is not None or _is_named(first, 5):
        return _fits_evidence(found, share, scopes)
    above = [h for h in found.headings[-1:] if scopes.holds(h, first)]
    weak = any(is_question_heading(h.text) for h in above)
    if first.form is Form.LETTER:
        return weak
    if first.form is Form.NAMED and not weak and not _has_answers(found, blocks):
        return False
    if first.form in {Form.TRIGGER, Form.NAMED}:
        return (found.asking >= 2 and share >= 0.5) or (weak and len(found.asks) >= 2)
    return any(is_promising_heading(h.text) for h in above) and found.asking >= 2 and share >= 0.6


def _has_answers(found: Group, blocks: Sequence[Block]) -> bool:
    """Say whether what stands below a question is called an answer: a questionnaire's options are not."""
    below = blocks[found.asks[0].index + 1 : found.asks[0].index + 2]
    return any(b.element is not None and is_panel(b.element) for b in below)


def _heading(found: Group, scopes: Scopes) -> Block | None:
    """Return the heading that names a group a FAQ, if it reaches as far as the first question."""
    named = (h for h in found.headings if is_faq_heading(h.text))
    return next((h for h in named if found.asks and scopes.holds(h, found.asks[0])), None)


def _is_talk_or_chrome(e: Element) -> bool:
    if e.tag in _CHROME or "navigation" in e.tag or "QAPage" in (e.attributes.get("itemtype") or ""):
        return True
    return bool(e.names) and e.tag not in _PAGE_TAGS and _is_talk(e.names)


@lru_cache(maxsize=4096)
def _is_talk(names: str) -> bool:
    return _TALK_NAMES.search(names) is not None


@lru_cache(maxsize=4096)
def _names_faq(names: str) -> bool:
    return _FAQ_NAMES.search(names) is not None


def _is_named(ask: Ask, levels: int) -> bool:
    """Say whether what holds the question is called a FAQ, nearby."""
    return any(says_faq(e) for e in near(ask.element, levels))


def says_faq(e: Element) -> bool:
    """Say whether an element is called a FAQ."""
    if "FAQPage" in (e.attributes.get("itemtype") or ""):
        return True
    names = e.names
    return ("q" in names or "acceptedanswer" in names) and e.tag not in _PAGE_TAGS and _names_faq(names)


def _fits_evidence(found: Group, share: float, scopes: Scopes) -> bool:
    """Say whether questions below a FAQ's heading or name are its questions, rather than something else there."""
    form = found.asks[0].form
    if form in {Form.TRIGGER, Form.NAMED, Form.LETTER}:
        is_list = len(found.asks) >= 2 and (
            _is_named(found.asks[0], 5) or scopes.follows(found.headings, found.asks[0])
        )
        return found.asking > 0 or is_list
    if form is Form.HEADING:
        return share >= 0.5 or (
            found.asking == 0 and len(found.asks) >= 2 and scopes.follows(found.headings, found.asks[0])
        )
    is_list = found.asking == 0 and len(found.asks) >= 2 and scopes.follows(found.headings, found.asks[0])
    return is_list or (found.asking >= 1 and share >= 0.5)
