"""Find the FAQs among lines of plain text."""

from collections.abc import Sequence
from dataclasses import dataclass

from winnow.model import FaqSource
from winnow.stages.blocks import Block, BlockKind
from winnow.stages.faq.marks import Marks, read_marks
from winnow.stages.faq.pairs import FaqResult, Found, settle
from winnow.stages.faq.words import (
    is_faq_heading,
    is_promising_heading,
    is_question_heading,
    may_head_talk,
    speaks_as_i,
)
from winnow.stages.prose import INNER_SENTENCE, SENTENCE_END, is_prose, is_sentence
from winnow.stages.text.appeals import is_appeal, is_lure
from winnow.stages.text.bylines import writer
from winnow.stages.text.calls import is_call
from winnow.stages.text.lines import asks_about_page, is_interruption, is_pager, judge_line, section_reason
from winnow.stages.text.runs import is_quoted
from winnow.stages.text.stamps import is_date_line
from winnow.stages.text.words import key

_HEAD = 12
"""Lines among which the byline stands."""
_MAX_TOPIC = 60
_MAX_LAST_WORD = 300
_MAX_PLAIN = 120
"""A longer line of several sentences is an answer that ends in a question."""
_MAX_ITEM = 60
_DASHES = frozenset("–−")
_SOON = 6
_MAX_REGION = 4000
"""Lines of one FAQ."""


@dataclass(frozen=True, slots=True)
class _Line:
    block: Block
    marks: Marks
    about_writer: bool = False
    """It begins with the name in the byline, as the last lines of many an article do."""
    may_be_open: bool = False
    """Its mark may be that of a question that is open, ``-`` beside ``+``: no item stands beside it."""

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def is_short(self) -> bool:
        """Whether the line could head something: neither a paragraph nor an item, or a title that asks with "FAQs"."""
        if self.block.kind is BlockKind.LIST_ITEM or len(self.text) > 150:
            return False
        return not is_sentence(self.text) or self.names_faq

    @property
    def names_faq(self) -> bool:
        """Whether the line is a heading that names what follows a FAQ, whatever it asks before."""
        return is_faq_heading(self.text) and SENTENCE_END.search(self.text) is None


@dataclass(frozen=True, slots=True)
class _Region:
    """Where a FAQ begins, and how its questions are marked (``untold``: short lines without a question mark)."""

    heading: int
    """Index of the heading, or -1."""
    first: int
    style: str


def find_in_text(blocks: Sequence[Block]) -> FaqResult:
    """Return the FAQs of a plain text: below a heading that names one, or marked as lists of questions are."""
    if not _worth_a_look(blocks):
        return FaqResult()
    author = next((name for block in blocks[:_HEAD] if (name := writer(block.text))), "\n")
    lone = _lone_items(blocks)
    lines = [
        _Line(b, read_marks(b.text), key(b.text).startswith(author + " "), b.position in lone or b.text[0] in _DASHES)
        for b in blocks
    ]
    found: list[Found] = []
    headings: list[Block] = []
    i = 0
    while i < len(lines):
        region = _region_at(lines, i)
        if region is None:
            i += 1
            continue
        pairs, topics, end = _read_region(lines, region)
        if _is_talk(lines, region, pairs):
            i = end
            continue
        found += pairs
        headings += topics
        i = max(end, i + 1)
    return settle(found, headings)


def _lone_items(blocks: Sequence[Block]) -> set[int]:
    """Return the positions of the items of lists that have no other."""
    kinds = [BlockKind.PARAGRAPH, *(block.kind for block in blocks), BlockKind.PARAGRAPH]
    item = BlockKind.LIST_ITEM
    return {
        block.position
        for block, above, this, below in zip(blocks, kinds, kinds[1:], kinds[2:], strict=False)
        if this is item and above is not item and below is not item
    }


def _is_talk(lines: Sequence[_Line], region: _Region, pairs: Sequence[Found]) -> bool:
    """Say whether below a "Q&A" somebody answers for himself: an interview."""
    heading = lines[region.heading].text if region.heading >= 0 else ""
    if is_faq_heading(heading) and not may_head_talk(heading):
        return False
    return region.style != "toggle" and 2 * sum(speaks_as_i("\n".join(pair.lines)) for pair in pairs) > len(pairs)


def _worth_a_look(blocks: Sequence[Block]) -> bool:
    """Say quickly whether any line asks or heads a FAQ."""
    return any("?" in b.text[-12:] or "？" in b.text[-4:] or is_faq_heading(b.text) for b in blocks)


def _region_at(lines: Sequence[_Line], i: int) -> _Region | None:
    """Return the FAQ that begins at line ``i``, with its heading or with its first question."""
    line = lines[i]
    if line.is_short and not line.marks.asks and i + 1 < len(lines):
        if is_faq_heading(line.text):
            return _below_heading(lines, i)
        return _below_weak_heading(lines, i) if i else None
    if line.marks.asks and line.marks.toggle and _count(lines, i, "toggle") >= 2:
        return _Region(-1, i, "toggle")
    return None


def _below_heading(lines: Sequence[_Line], i: int) -> _Region | None:
    if _opens_pair(lines, i + 1):
        return _Region(i, i + 1, lines[i + 1].marks.style)
    if _is_untold(lines, i + 1) and _is_untold_list(lines, i + 1):
        return _Region(i, i + 1, "untold")
    first = next((j for j in range(i + 2, min(i + 4, len(lines))) if _opens_pair(lines, j)), None)
    return None if first is None else _Region(i, first, lines[first].marks.style)


def _below_weak_heading(lines: Sequence[_Line], i: int) -> _Region | None:
    """Return the FAQ below a heading that speaks of questions, or below any if the questions open or are ``Q1``."""
    first, heading = lines[i + 1].marks, lines[i].text
    if not _opens_pair(lines, i + 1):
        return None
    if first.style == "plain":
        is_list = is_promising_heading(heading) and _count(lines[: i + 13], i + 1, "plain") >= 2
        return _Region(i, i + 1, "plain") if is_list else None
    told = is_question_heading(heading) or (first.letter == "q" and first.number > 0)
    if first.style == "toggle" or (told and _count(lines, i + 1, first.style) >= 2):
        return _Region(i, i + 1, first.style)
    return None


def _opens_pair(lines: Sequence[_Line], i: int) -> bool:
    marks = lines[i].marks
    return (marks.asks or marks.letter == "q") and i + 1 < len(lines) and not section_reason(lines[i + 1].text)


def _is_untold(lines: Sequence[_Line], i: int) -> bool:
    """Say whether a short line stands above a paragraph, as a question without a question mark would."""
    if i + 1 >= len(lines) or not lines[i].is_short or lines[i + 1].is_short or lines[i + 1].marks.asks:
        return False
    return judge_line(lines[i].text) is None and not is_faq_heading(lines[i].text)


def _is_untold_list(lines: Sequence[_Line], i: int) -> bool:
    window = range(i, min(i + 12, len(lines)))
    return sum(_is_untold(lines, j) or _is_question(lines[j], "plain") for j in window) >= 2


def _count(lines: Sequence[_Line], i: int, style: str) -> int:
    return sum(_is_question(line, style) for line in lines[i : i + 60])


def _is_question(line: _Line, style: str) -> bool:
    if style == "letter-q":
        return line.marks.letter == "q"
    if line.may_be_open and style == "toggle":
        return line.marks.asks
    if line.block.kind is BlockKind.LIST_ITEM and style != "number":
        return False
    if style == "plain" and len(line.text) > _MAX_PLAIN and INNER_SENTENCE.search(line.text):
        return False
    return line.marks.asks and style in {"plain", line.marks.style}


def _read_region(lines: Sequence[_Line], region: _Region) -> tuple[list[Found], list[Block], int]:
    """Return the pairs, the headings among them, and where the article goes on."""
    starts = _question_starts(lines, region)
    pairs: list[Found] = []
    topics = [lines[region.heading].block] if region.heading > 0 else []
    if region.heading >= 0:
        topics += [line.block for line in lines[region.heading + 1 : region.first] if line.is_short]
    limit = 0
    end = region.first
    for n, start in enumerate(starts):
        if n + 1 < len(starts):
            end = starts[n + 1]
            topic = _topic_before(lines, start, end)
            answer = list(lines[start + 1 : end - len(topic)])
            topics += topic
            limit = max(limit, len(answer))
        else:
            end = _last_answer_end(lines, start + 1, limit)
            answer = list(lines[start + 1 : end])
        pairs.append(_found(lines[start], answer))
    return pairs, topics, end


def _question_starts(lines: Sequence[_Line], region: _Region) -> list[int]:
    """Return the lines that ask, up to where something else begins."""
    starts = [region.first]
    i = region.first + 1
    while i < min(len(lines), region.first + _MAX_REGION):
        if section_reason(lines[i].text) and not _asked_again(lines, i, region.style):
            break
        if i > starts[-1] + 1 and (
            _lures(lines, i, region.style) or _names_another(lines[i]) or _ends_region(lines, i, region.style)
        ):
            break
        if region.style == "untold":
            if judge_line(lines[i].text) and not is_interruption(lines[i].text):
                break
            if i > starts[-1] + 1 and (_is_untold(lines, i) or _is_question(lines[i], "plain")):
                starts.append(i)
        elif _is_question(lines[i], region.style) and i > starts[-1] + 1 and not is_interruption(lines[i].text):
            starts.append(i)
        elif _another_part(lines, i, starts[-1], region.style):
            if region.heading < 0 or not _asked_soon(lines, i, region.style):
                break
            starts.append(i)
        i += 1
    return starts


def _ends_region(lines: Sequence[_Line], i: int, style: str) -> bool:
    """Say whether debris stands here that is not put between questions, and none of them follows directly."""
    if judge_line(lines[i].text) is None or is_interruption(lines[i].text) or is_date_line(lines[i].text):
        return False
    return not any(_is_question(line, style) for line in lines[i + 1 : i + 3])


def _names_another(line: _Line) -> bool:
    """Say whether what asks is the title of another article: ``Next article: Do bees sleep?``."""
    return line.marks.asks and is_pager(line.text)


def _lures(lines: Sequence[_Line], i: int, style: str) -> bool:
    """Say whether a question is asked for the site's sake, and is the last one."""
    if not lines[i].marks.asks or i + 1 >= len(lines):
        return False
    if not is_lure(lines[i].text, lines[i + 1].text) and not asks_about_page(lines[i + 1].text):
        return False
    return not any(_is_question(line, style) for line in lines[i + 2 : i + 2 + _SOON])


def _asked_again(lines: Sequence[_Line], i: int, style: str) -> bool:
    return style in {"toggle", "letter-q"} and any(_is_question(line, style) for line in lines[i + 1 : i + 8])


def _asked_soon(lines: Sequence[_Line], i: int, style: str) -> bool:
    """Say whether the questions go on: one that does not ask may stand among those that do."""
    coming = lines[i + 2 : i + 2 + _SOON]
    return any(_is_question(line, style) and not is_pager(line.text) for line in coming)


def _another_part(lines: Sequence[_Line], i: int, last: int, style: str) -> bool:
    """Say whether a short line heads a part of the article that has no more of the questions."""
    if i <= last + 1 or not lines[i].is_short or style in {"toggle", "letter-q"}:
        return False
    following = lines[i + 1 : i + 2]
    return bool(following) and not following[0].marks.asks and is_prose(following[0].text)


def _topic_before(lines: Sequence[_Line], start: int, end: int) -> list[Block]:
    """Return the heading of a group of questions, when one stands between an answer and the next question."""
    last = lines[end - 1]
    if end - 1 > start + 1 and last.names_faq:
        return [last.block]
    if (
        end - 1 > start + 1
        and last.is_short
        and len(last.text) <= _MAX_TOPIC
        and last.text[-1] not in ".!"
        and not is_date_line(last.text)
        and _apart(lines, end - 1)
    ):
        return [last.block]
    return []


def _apart(lines: Sequence[_Line], i: int) -> bool:
    """Say whether a line stands alone between blank lines."""
    return (
        lines[i].block.position > lines[i - 1].block.position + 1
        and lines[i + 1].block.position > lines[i].block.position + 1
    )


def _last_answer_end(lines: Sequence[_Line], start: int, limit: int) -> int:
    """Return where the last answer ends: at debris, at a heading, or when it is longer than the others were."""
    i = start
    apart = lines[start - 1].block.position > lines[start - 2].block.position + 1
    while i < len(lines) and not _ends_answer(lines, i, start, apart):
        if limit and i - start >= limit and not _goes_on(lines, i, apart) and not _is_last_word(lines, i):
            break
        i += 1
    return i


def _is_last_word(lines: Sequence[_Line], i: int) -> bool:
    """Say whether one line more is all that stands between here and debris or the end."""
    following = lines[i + 1 : i + 2]
    return (
        len(lines[i].text) <= _MAX_LAST_WORD
        and is_sentence(lines[i].text)
        and (not following or bool(judge_line(following[0].text) or section_reason(following[0].text)))
    )


def _goes_on(lines: Sequence[_Line], i: int, apart: bool) -> bool:
    """Say whether a line belongs to the one above: an item of its list, or, in text with blank lines, below it."""
    this = lines[i].block
    if _is_bare_item(lines[i].text) and _is_bare_item(lines[i - 1].marks.text):
        return True
    return this.kind is BlockKind.LIST_ITEM or is_date_line(this.text) or _is_below(lines, i, apart)


def _is_below(lines: Sequence[_Line], i: int, apart: bool) -> bool:
    """Say whether a line stands directly below another in a text that keeps what is apart by blank lines."""
    return apart and lines[i].block.position == lines[i - 1].block.position + 1


def _is_bare_item(text: str) -> bool:
    """Say whether a line could be an item of a list that has lost its marks."""
    return len(text) <= _MAX_ITEM and text[-1:].isalnum() and INNER_SENTENCE.search(text) is None


def _ends_answer(lines: Sequence[_Line], i: int, start: int, apart: bool) -> bool:
    text = lines[i].text
    if judge_line(text) or section_reason(text):
        return True
    if is_quoted(text) and i > start:
        return True
    if i == start:
        return False
    if lines[i].marks.asks and i + 1 < len(lines) and asks_about_page(lines[i + 1].text):
        return True
    if lines[i].about_writer or (lines[i].block.kind is not BlockKind.LIST_ITEM and (is_call(text) or is_appeal(text))):
        return True
    if not lines[i].is_short or _is_below(lines, i, apart):
        return False
    return i + 1 < len(lines) and is_prose(lines[i + 1].text) and not is_appeal(lines[i + 1].text)


def _found(line: _Line, answer: list[_Line]) -> Found:
    answer = [a for a in answer if not is_interruption(a.text)] or answer
    texts = [a.marks.text if a.marks.letter == "a" else a.text for a in answer]
    return Found(line.marks.text, texts, FaqSource.TEXT, [a.block for a in answer], line.block)
