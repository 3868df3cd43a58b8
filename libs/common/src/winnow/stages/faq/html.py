"""Find the FAQs of an HTML page by their visible structure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from winnow.model import FaqSource, RemovalReason
from winnow.stages.blocks import HEADING, Block, BlockKind, Element, Page
from winnow.stages.faq.asks import OPENERS, Ask, Form, gather, is_built_to_ask, is_panel, near, opens_or_is_named
from winnow.stages.faq.extents import answers, common_element, leads_away
from winnow.stages.faq.groups import Group, Outline, Scopes, group, is_faq, prune, says_faq
from winnow.stages.faq.marks import MAX_QUESTION, may_ask, read_marks
from winnow.stages.faq.pairs import Found
from winnow.stages.faq.stated import agree
from winnow.stages.faq.words import hinting_at_faq, is_faq_heading, is_question_heading, may_head_talk, speaks_as_i
from winnow.stages.text.lines import asks_about_page, is_interruption, judge_line, section_reason
from winnow.stages.text.words import words_of

_ANSWERED = 0.5
_MAX_LABEL = 110
_HEADS_ANSWERS = (Form.TRIGGER, Form.HEADING)
_MAX_MARK = 4
_COUNTED = re.compile(r"0*(\d{1,3})\s+(?=\S)")
_BUTTON = 30
_TAIL = 12
"""A question mark further from the end asks nothing that is answered below."""


def find_in_html(page: Page, stated: Sequence[Found]) -> tuple[list[Found], list[Block], list[Block]]:
    """Return the questions with their answers, the headings that belong to them, and the loose marks among them.

    What the page states in structured data confirms a question that is visible with the same answer.
    """
    if not stated and not _worth_a_look(page):
        return [], [], []
    return _Reading(page, stated).run()


class _Reading:
    """One page's groups of questions, the surest first: what one has taken is not read again."""

    def __init__(self, page: Page, stated: Sequence[Found]) -> None:
        self._blocks = page.blocks
        asks, self._links = _parted(gather(page.blocks), page.blocks)
        self._asks = _without_doubled(asks)
        self._scopes = Scopes(page.blocks, self._asks)
        self._stated = {words_of(pair.question): pair.lines for pair in stated}
        self._taken: set[int] = set()
        self._found: list[Found] = []
        self._headings: dict[int, Block] = {}
        self._marks: list[Block] = []
        self._served: dict[int, Element] = {}
        """What holds the questions that a FAQ's heading has been read for."""

    def run(self) -> tuple[list[Found], list[Block], list[Block]]:
        outline = Outline(self._blocks, self._asks)
        self._serve_with_links(outline)
        for candidate in sorted(group(self._asks, outline), key=_rank):
            if not candidate.is_plausible:
                continue
            prune(candidate, self._scopes)
            _uncount(candidate.asks)
            candidate.asks = [ask for ask in candidate.asks if ask.block.position not in self._taken]
            if candidate.asks and (pairs := self._pairs(candidate)):
                self._take(candidate, pairs)
        for block in [b for b in self._blocks if "?\n" in b.text]:
            if block.position not in self._taken and (pairs := _read_broken(block)):
                self._found += pairs
                self._taken.add(block.position)
        self._found.sort(key=lambda pair: pair.asked_in.position if pair.asked_in else 0)
        return self._found, list(self._headings.values()), self._marks

    def _serve_with_links(self, outline: Outline) -> None:
        """Note which headings stand above questions that lead elsewhere: they are there for those."""
        below: dict[int, list[Ask]] = defaultdict(list)
        for ask in self._links:
            if headings := outline.above(ask.index):
                below[headings[-1].position].append(ask)
        for position, asks in below.items():
            holder = common_element(asks) if len(asks) > 1 else None
            if holder is not None:
                self._served[position] = holder

    def _pairs(self, candidate: Group) -> list[Found]:
        told = is_faq(candidate, self._scopes, self._blocks) and not self._is_stray(candidate)
        if told and all(map(_is_debris, candidate.asks)):
            return []
        if not told and not any(words_of(ask.text) in self._stated for ask in candidate.asks):
            return []
        pairs = [p for p in _read(candidate, self._blocks) if self._taken.isdisjoint(b.position for b in p.blocks)]
        if told:
            return [] if _is_talk(candidate, pairs) or self._lures(candidate, pairs) else pairs
        return [p for p in pairs if agree(p.lines, self._stated.get(words_of(p.question), ()))]

    def _is_stray(self, candidate: Group) -> bool:
        """Say whether a lone question stands outside the list that its heading was read for."""
        if len(candidate.asks) > 1:
            return False
        served = [e for h in candidate.headings if (e := self._served.get(h.position)) is not None]
        return any(all(e is not above for above in candidate.asks[0].element.ancestors()) for e in served)

    def _lures(self, candidate: Group, pairs: Sequence[Found]) -> bool:
        """Say whether a lone question, built unlike those that its heading was read for, leads to a button."""
        if len(pairs) != 1 or not any(h.position in self._served for h in candidate.headings):
            return False
        return len(pairs[0].blocks) > 1 and leads_away(pairs[0].blocks[-1])

    def _take(self, candidate: Group, pairs: Sequence[Found]) -> None:
        self._found += pairs
        for pair in pairs:
            self._taken.update(b.position for b in (pair.asked_in, *pair.blocks) if b is not None)
        among = self._blocks[max(0, candidate.asks[0].index - 1) : candidate.asks[-1].index + 2]
        self._marks += [b for b in among if b.position not in self._taken and _is_mark(b)]
        self._taken.update(b.position for b in self._marks)
        holder = common_element(candidate.asks) if len(candidate.asks) > 1 else None
        for heading in candidate.headings:
            if is_faq_heading(heading.text) or is_question_heading(heading.text):
                self._headings[heading.position] = heading
                if holder is not None:
                    self._served.setdefault(heading.position, holder)


def _worth_a_look(page: Page) -> bool:
    """Say quickly whether the page could have a FAQ: a heading's word, a name, or two questions that open something."""
    blocks = page.blocks
    marked = [b for b in blocks if "?" in b.text]
    asking = [b for b in marked if "?" in b.text[-_TAIL:] and len(b.text) <= MAX_QUESTION and b.element is not None]
    labels = [text for b in blocks if b.link_chars * 2 < len(text := b.text) <= _MAX_LABEL]
    labels += [text[: text.find("\n")] for b in marked if "?\n" in (text := b.text)]
    hinting = hinting_at_faq(labels)
    is_hinted = (
        (hinting and (asking or any(map(is_faq_heading, hinting))))
        or sum(b.kind in OPENERS or (b.element is not None and is_built_to_ask(b.element)) for b in asking) >= 2
        or "faq" in "\n".join([e.names for e in page.elements])
    )
    return bool(is_hinted) and _may_be_told(page, hinting)


def _may_be_told(page: Page, labels: Sequence[str]) -> bool:
    """Say whether anything could tell that questions are a FAQ's: without, there is no need to gather them."""
    if any(map(is_faq_heading, labels)):
        return True
    headings = hinting_at_faq([b.text for b in page.blocks if b.kind is HEADING])
    if any(is_faq_heading(heading) or is_question_heading(heading) for heading in headings):
        return True
    opening = [b for b in page.blocks if may_ask(b.text) and b.element is not None and opens_or_is_named(b, b.element)]
    return len(opening) > 1 or any(map(says_faq, page.elements))


def _rank(found: Group) -> tuple[int, bool, int]:
    """Order the groups by form; of headings, those that ask go before those that may only sort them."""
    forms = (Form.TRIGGER, Form.NAMED, Form.LETTER, Form.HEADING, Form.STRONG, Form.PLAIN)
    form = found.asks[0].form
    return forms.index(form), form is Form.HEADING and found.asking == 0, found.asks[0].index


def _without_doubled(asks: Iterable[Ask]) -> list[Ask]:
    """Keep the second of two questions that say the same, one directly below the other."""
    kept: list[Ask] = []
    for ask in asks:
        if kept and kept[-1].text == ask.text and kept[-1].index == ask.index - 1:
            kept.pop()
        kept.append(ask)
    return kept


def _is_debris(ask: Ask) -> bool:
    """Say whether a line asks about the page (``Was this helpful?``), or is a label that every page has."""
    if ask.asks:
        return asks_about_page(ask.block.text)
    return judge_line(ask.block.text) is not None or section_reason(ask.block.text) is RemovalReason.RELATED


def _uncount(asks: Sequence[Ask]) -> None:
    """Take off the numbers before the questions of a list, where they count them from one to the next."""
    counted = [match for ask in asks if (match := _COUNTED.match(ask.text))]
    numbers = [int(match[1]) for match in counted]
    if len(numbers) < max(2, len(asks)) or any(b != a + 1 for a, b in pairwise(numbers)):
        return
    for ask, match in zip(asks, counted, strict=True):
        ask.text = ask.text[match.end() :]


def _parted(asks: Iterable[Ask], blocks: Sequence[Block]) -> tuple[list[Ask], list[Ask]]:
    """Part the questions that could be answered here from those that lead to their answers."""
    parted: tuple[list[Ask], list[Ask]] = [], []
    for ask in asks:
        parted[_is_link(ask, blocks)].append(ask)
    return parted


def _is_link(ask: Ask, blocks: Sequence[Block]) -> bool:
    """Say whether a question only leads to its answer elsewhere, rather than opening what stands below it."""
    if ask.form in _HEADS_ANSWERS or ask.block.link_chars <= 0.8 * len(ask.block.text):
        return False
    below = blocks[ask.index + 1 : ask.index + 2]
    return not any(b.element is not None and (is_panel(b.element) or _is_beside(b, ask)) for b in below)


def _is_beside(below: Block, ask: Ask) -> bool:
    """Say whether what is no link itself stands in the same item of a list as a question that is one."""
    if below.element is None or 2 * below.link_chars > len(below.text):
        return False
    item = next((e for e in near(ask.element, 1) if e.tag == "li"), None)
    return item is not None and any(e is item for e in below.element.ancestors())


def _read(found: Group, blocks: Sequence[Block]) -> list[Found]:
    asks = found.asks
    if not asks:
        return []
    found_answers = _without_doubles(asks, answers(asks, blocks))
    pairs = [_pair(ask, answer) for ask, answer in zip(asks, found_answers, strict=True)]
    pairs = [pair for pair in pairs if pair.lines and not _is_menu(pair.blocks)]
    return pairs if len(pairs) > _ANSWERED * len(asks) else []


def _read_broken(block: Block) -> list[Found]:
    """Read a FAQ whose heading, questions and answers are lines of one paragraph, with breaks between them."""
    heading, *lines = block.text.split("\n")
    if not is_faq_heading(heading):
        return []
    starts = [n for n, line in enumerate(lines) if read_marks(line).asks]
    if not starts or starts[0] or not all(b > a + 1 for a, b in pairwise([*starts, len(lines)])):
        return []
    return [
        Found(
            read_marks(lines[a]).text, [_without_letter(line) for line in lines[a + 1 : b]], FaqSource.HTML, [], block
        )
        for a, b in pairwise([*starts, len(lines)])
    ]


def _without_doubles(asks: Sequence[Ask], found: list[list[Block]]) -> list[list[Block]]:
    """Take from each answer what the next pair says again: some pages print every pair twice."""
    for n, (answer, following) in enumerate(pairwise(found)):
        again = {asks[n + 1].text, *(block.text for block in following)}
        while len(answer) > 1 and answer[-1].text in again:
            answer.pop()
    return found


def _is_talk(found: Group, pairs: Sequence[Found]) -> bool:
    """Say whether below a "Q&A" somebody answers for himself: an interview."""
    heading = next((h for h in reversed(found.headings) if is_faq_heading(h.text) or is_question_heading(h.text)), None)
    if heading is None or not (may_head_talk(heading.text) or not is_faq_heading(heading.text)):
        return False
    return 2 * sum(speaks_as_i("\n".join(pair.lines)) for pair in pairs) > len(pairs)


def _is_mark(block: Block) -> bool:
    """Say whether a block is a number or a sign beside a question, in an element of its own."""
    return len(block.text) <= _MAX_MARK and not any(c.isalpha() for c in block.text)


def _is_menu(blocks: Sequence[Block]) -> bool:
    """Say whether an answer is nothing but links."""
    return len(blocks) > 1 and sum(b.link_chars for b in blocks) > _ANSWERED * sum(len(b.text) for b in blocks)


def _pair(ask: Ask, answer: Sequence[Block]) -> Found:
    answer = _without_buttons(answer)
    answer = [b for b in answer if not is_interruption(b.text)] or answer
    given = [*ask.inline, *(line for block in answer for line in block.text.split("\n"))]
    lines = [_without_letter(line) for line in given if any(c.isalnum() for c in line)]
    return Found(ask.text, lines, FaqSource.HTML, list(answer), ask.block)


def _without_buttons(answer: Sequence[Block]) -> Sequence[Block]:
    """Take off what stands below an answer to be clicked on: the question whether it helped, or ``Read more``."""
    end = next((n for n, block in enumerate(answer) if n and asks_about_page(block.text)), len(answer))
    if any(len(block.text) > _BUTTON for block in answer[end + 1 :]):
        end = len(answer)
    while end > 1 and answer[end - 1].kind is BlockKind.CONTROL and len(answer[end - 1].text) <= _BUTTON:
        end -= 1
    return answer[:end]


def _without_letter(line: str) -> str:
    marks = read_marks(line[:MAX_QUESTION])
    return line[line.index(marks.text) :] if marks.letter == "a" and marks.text else line
