"""Clean text that somebody else extracted: lines in, and one verdict a line out.

A line is judged by itself first (``text.lines``), then by what stands around it (``text.runs``): sections of debris,
runs of fields, quotes with a name below, and what stands above the first paragraph or below the last one.
"""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from itertools import pairwise

from winnow.errors import Rejected
from winnow.model import Reason, RemovalReason
from winnow.stages.blocks import Block, BlockKind, Page
from winnow.stages.prose import is_prose, is_sentence
from winnow.stages.text import runs as text_runs
from winnow.stages.text import words
from winnow.stages.text.bylines import is_byline, is_imprint
from winnow.stages.text.endings import remove_endings, remove_strong_calls
from winnow.stages.text.lines import judge_line, section_reason
from winnow.stages.text.rules import removal
from winnow.stages.text.runs import Lines
from winnow.stages.text.sections import remove_contents, remove_sections
from winnow.stages.text.stamps import is_stamp
from winnow.stages.text.words import key
from winnow.stages.verdict import KEPT, Verdict

_BULLET = re.compile(r"[•◦▪‣⁃●○■□∙·*-]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
MAX_LINES = 100_000
_MAX_TITLE = 200
RULES: tuple[Callable[[Lines], None], ...] = (
    text_runs.remove_head,
    remove_sections,
    remove_contents,
    text_runs.remove_buttons,
    text_runs.remove_neighbours,
    text_runs.remove_fields,
    text_runs.remove_signatures,
    remove_endings,
    remove_strong_calls,
)
"""In this order: what an earlier rule removed, a later one no longer sees as part of the article."""


def parse_text(text: str) -> Page:
    """Make a block of each line that holds anything; the position is the line's number.

    Raises ``Rejected`` for more lines than any article has.
    """
    if text.count("\n") > MAX_LINES:
        raise Rejected(Reason.MARKUP_LIMIT, f"{text.count(chr(10))} lines; at most {MAX_LINES} are read")
    rows = [(n, line) for n, line in enumerate(text.splitlines()) if line and not line.isspace()]
    marks = _list_marks([line for _, line in rows])
    blocks = [
        Block(n, " ".join(line.split())[mark:], BlockKind.LIST_ITEM if mark else BlockKind.PARAGRAPH)
        for (n, line), mark in zip(rows, marks, strict=True)
    ]
    return Page(blocks=blocks, is_html=False)


def strip_text(
    page: Page, *, title: str = "", author: str = "", in_faq: AbstractSet[int] = frozenset()
) -> list[Verdict]:
    """Return one verdict a block. Blocks ``in_faq`` are kept here and only tell where the article's parts end.

    A title with nothing below it is the text.
    """
    heading = _title_block(page.blocks, title)
    lines = Lines(page.blocks, in_faq, author)
    if heading is not None:
        lines.remove(page.blocks.index(heading), removal(RemovalReason.TITLE, "first-line", 0.9))
    if heading is not None or title:
        text_runs.remove_title_echoes(lines, heading.text if heading is not None else title)
    about = heading.text if heading is not None else title
    for i in lines.open():
        verdict = judge_line(page.blocks[i].text)
        if verdict and not (
            _is_topic(verdict.reason, about) and is_sentence(page.blocks[i].text) and lines.goes_on_after(i)
        ):
            lines.remove(i, verdict)
    for rule in RULES:
        rule(lines)
    verdicts = [verdict or KEPT for verdict in lines.verdicts]
    if heading is not None and not in_faq and not any(verdict.keep for verdict in verdicts):
        verdicts[page.blocks.index(heading)] = KEPT
    return verdicts


def _is_topic(reason: RemovalReason, title: str) -> bool:
    """Say whether an article's title says it is about a kind of debris: its sentences speak of it as well."""
    said = key(title[:_MAX_TITLE])
    return any(stem in said for stem in words.TOPICS.get(reason, ()))


def _title_block(blocks: list[Block], title: str) -> Block | None:
    """Return the title's block: the one that says it, else the first line that is no debris and no paragraph.

    In a page, where the title stands elsewhere, who wrote it and when are not taken for it.
    """
    for block in blocks[:12]:
        if title and len(title) <= _MAX_TITLE and block.text == title:
            return None if is_prose(title) else block
        if judge_line(block.text) or text_runs.is_breadcrumb(block.text) or section_reason(block.text):
            continue
        if block.element is not None and (is_byline(block.text) or is_imprint(block.text) or is_stamp(block.text)):
            continue
        looks_like_title = (
            len(block.text) <= _MAX_TITLE and block.kind is BlockKind.PARAGRAPH and not is_prose(block.text)
        )
        return block if looks_like_title and block.text[-1] not in ".,;:" else None
    return None


def _list_marks(lines: list[str]) -> list[int]:
    """Return how many characters of each line (white space collapsed) are its list mark.

    A bullet always is one. A number is one when the line is indented or the numbers count up from line to line;
    otherwise it numbers a heading, and stays.
    """
    marks = [0] * len(lines)
    numbers: list[tuple[int, int, int]] = []
    for i, line in enumerate(lines):
        stripped = line[:200].lstrip()
        if match := _BULLET.match(stripped):
            marks[i] = len(" ".join(match.group().split())) + 1
        elif match := _NUMBER.match(stripped):
            size = len(match.group().rstrip()) + 1
            numbers.append((i, int(match.group(1)), size))
            if line[0].isspace():
                marks[i] = size
    for (i, n, size), (j, m, next_size) in pairwise(numbers):
        if j == i + 1 and m == n + 1:
            marks[i], marks[j] = size, next_size
    return marks
