"""Remove the sections of plain text that a known heading opens, each to where its own kind of line ends."""

import re
from collections.abc import Callable

from winnow.model import RemovalReason
from winnow.stages.blocks import BlockKind
from winnow.stages.prose import is_prose, is_sentence
from winnow.stages.text import words
from winnow.stages.text.calls import is_call
from winnow.stages.text.lines import is_pager, section_reason
from winnow.stages.text.rules import removal
from winnow.stages.text.runs import NAMED, Lines, is_field, is_quoted
from winnow.stages.text.stamps import is_date_line
from winnow.stages.text.words import key

_MAX_HEADING = 60
_ABOUT = tuple(o + " " for o in words.ABOUT)
_MAX_NAME = 4
_MAX_ENTRY = 90
_FEWEST_ENTRIES = 2
_TOP = 3
_ENTRY_NUMBER = re.compile(r"\A[\d\s]+|\s\d+\Z")


def remove_sections(lines: Lines) -> None:
    """Remove the sections that a known heading opens: videos, related links, fields, comments, an author's life."""
    i = 0
    while i < len(lines.blocks):
        reason = _section_at(lines, i)
        if reason is None:
            i += 1
            continue
        end = _SECTION_ENDS[reason](lines, i + 1)
        if end > i + 1 or _stands_alone(lines, i):
            for j in range(i, end):
                lines.remove(j, removal(reason, f"section:{reason}", 0.9))
        i = max(end, i + 1)


def _section_at(lines: Lines, i: int) -> RemovalReason | None:
    verdict = lines.verdicts[i]
    if verdict is not None and verdict.reason is RemovalReason.COMMENTS and verdict.rule in _COUNT_RULES:
        return RemovalReason.COMMENTS
    if verdict or lines.in_faq[i]:
        return None
    return section_reason(lines.texts[i]) or (RemovalReason.AUTHOR_BIO if _heads_a_life(lines, i) else None)


def _heads_a_life(lines: Lines, i: int) -> bool:
    """Say whether a heading announces the author's life: by the author's name, or one that the next line takes up."""
    text = lines.texts[i]
    opening = _about(text)
    if not opening:
        return False
    if lines.author and _is_about(text, lines.author):
        return True
    named = text.split()[opening.count(" ") + 1 :]
    if not 1 < len(named) <= _MAX_NAME or not all(part[:1].isupper() for part in named) or i + 1 >= len(lines.blocks):
        return False
    return lines.texts[i + 1].startswith(tuple(part + " " for part in named))


def _about(text: str) -> str:
    """Return the key of the words that a heading over a life begins with; nothing for another line."""
    said = key(text) if len(text) <= _MAX_HEADING else ""
    return words.opening_of(said, _ABOUT)


def _is_about(text: str, author: str) -> bool:
    """Say whether a heading announces the author's life by name: ``About A. Person``."""
    opening = _about(text)
    return bool(opening) and key(text)[len(opening) + 1 :] in {key(author), key(author).partition(" ")[0]}


def _stands_alone(lines: Lines, i: int) -> bool:
    """Say whether nothing follows the heading but debris, so that it heads nothing."""
    if i + 1 >= len(lines.blocks) or lines.verdicts[i + 1] is not None:
        return True
    return section_reason(lines.texts[i + 1]) is not None or is_call(lines.texts[i + 1])


def _stops(lines: Lines, i: int) -> bool:
    return i >= len(lines.blocks) or lines.in_faq[i] or _section_at(lines, i) is not None


def _end_of_titles(lines: Lines, i: int) -> int:
    """Related articles and videos: short lines until a paragraph begins, whose own heading is given back."""
    start = i
    while not _stops(lines, i) and _is_item(lines.texts[i]):
        i += 1
    meets_body = not _stops(lines, i) and lines.verdicts[i] is None and not is_call(lines.texts[i])
    if meets_body and i > start and _could_head(lines, i - 1, start):
        i -= 1
    return i


def _is_item(text: str) -> bool:
    """Say whether a line could be another article's title: no paragraph, and no sentence that ends in a full stop."""
    return not is_prose(text) and (text[-1:] != "." or text[-3:] == "...") and not is_call(text)


def _could_head(lines: Lines, i: int, start: int) -> bool:
    """Say whether the last short line before a paragraph heads it, rather than being the list's last item."""
    last = lines.blocks[i]
    return last.kind is not BlockKind.LIST_ITEM and not last.text.startswith("(") and i >= start


def _end_of_fields(lines: Lines, i: int) -> int:
    while not _stops(lines, i) and (is_field(lines.texts[i]) or lines.verdicts[i] is not None):
        i += 1
    return i


def _end_of_author(lines: Lines, i: int) -> int:
    """Fields, or at most a name and three paragraphs with nothing but debris after them."""
    end = _end_of_fields(lines, i)
    if end > i:
        return end
    while not _stops(lines, end) and end - i < 4 and lines.verdicts[end] is None and not is_pager(lines.texts[end]):
        end += 1
    return end if lines.is_last_prose_before(end) else i


def _end_of_comments(lines: Lines, i: int) -> int:
    """All that follows, when it is a discussion or a form; nothing, when it is more of the article."""
    end = i
    while not _stops(lines, end):
        end += 1
    body = sum(lines.is_body(j) for j in range(i, end))
    signs = sum(lines.verdicts[j] is not None or _speaks_for_comments(lines.texts[j]) for j in range(i, end))
    return end if body == 0 or signs >= body else i


_COUNT_RULES = frozenset(("line:comment-count", "line:label"))
_REPLY = words.phrases(
    "reply|antworten|répondre|responder|rispondi|beantwoorden|log in to reply|permalink|name|email|website|comment"
    "|post comment|submit"
    "|kommentar|senden|absenden|nom|e-mail|site web|nombre|correo electrónico|nome|commento|invia|naam|verzenden"
    "|reactie"
)
_SAYS = re.compile(
    r"\A.{1,60}\b(?:says|said|wrote|writes|schrieb|schreibt|sagt|meint|a dit|a écrit|dit|dice|dijo|escribió|diz"
    r"|disse|escreveu|ha detto|ha scritto|scrive|zegt|schreef)\s?:?\Z",
    re.IGNORECASE,
)


def _speaks_for_comments(text: str) -> bool:
    return len(text) <= 100 and (key(text) in _REPLY or is_date_line(text) or _SAYS.match(text) is not None)


def _end_of_quotes(lines: Lines, i: int) -> int:
    while not _stops(lines, i) and (is_quoted(lines.texts[i]) or NAMED.match(lines.texts[i])):
        i += 1
    return i


def _end_of_contents(lines: Lines, i: int) -> int:
    """Return where a table of contents ends: each of its lines comes again further down, and the first one ends it."""
    seen: set[str] = set()
    while not _stops(lines, i):
        entry = _entry(lines.texts[i])
        if entry in seen or lines.times(entry, _entry) <= 1:
            break
        seen.add(entry)
        i += 1
    return i


def remove_contents(lines: Lines) -> None:
    """Remove runs of short lines that all come again further down, in this order, with what announces them.

    They stand near the top of an extracted text; what comes again further down is a table's or a shop's.
    """
    if any(block.element is not None for block in lines.blocks[:1]):
        return
    first, later = _comings(lines)
    if len(later) < _FEWEST_ENTRIES:
        return
    top = lines.first_prose()
    top += next((n for n, i in enumerate(range(top + 1, len(lines.blocks))) if lines.is_body(i)), 0) + _TOP
    i = 0
    while i < min(top, len(lines.blocks)):
        end = _end_of_run(lines, i, first, later)
        if end - i >= _FEWEST_ENTRIES:
            start = i - (i > 1 and lines.verdicts[i - 1] is None and _announces(lines.texts[i - 1]))
            for j in range(start, end):
                lines.remove(j, removal(RemovalReason.TOC, "come-again-below", 0.8))
        i = max(end, i + 1)


def _comings(lines: Lines) -> tuple[dict[str, int], dict[str, int]]:
    """Return where each short line comes for the first time, and where those that come twice do so again."""
    first: dict[str, int] = {}
    later: dict[str, int] = {}
    for i, block in enumerate(lines.blocks):
        if len(block.text) <= _MAX_ENTRY and first.setdefault(_bare(block.text), i) != i:
            later.setdefault(_bare(block.text), i)
    return first, later


def _bare(text: str) -> str:
    return text.casefold().strip("0123456789.): ")


def _end_of_run(lines: Lines, i: int, first: dict[str, int], later: dict[str, int]) -> int:
    """Return where a run of entries ends: what they announce stands further down, each with text below it."""
    last = -1
    start = i
    while i < len(lines.blocks) and lines.verdicts[i] is None:
        entry = _bare(lines.texts[i]) if len(lines.texts[i]) <= _MAX_ENTRY else ""
        again = later.get(entry, -1)
        if first.get(entry) != i or again <= last or (last >= 0 and again == last + 1):
            break
        last, i = again, i + 1
    return i if start < i and later[_bare(lines.texts[start])] >= i else start


def _announces(text: str) -> bool:
    return len(text) <= _MAX_HEADING and not is_sentence(text)


def _entry(text: str) -> str:
    return _ENTRY_NUMBER.sub("", key(text))


def _end_of_tags(lines: Lines, i: int) -> int:
    if not lines.is_last_prose_before(i):
        return i
    while (
        not _stops(lines, i)
        and len(lines.texts[i]) <= 40
        and not is_sentence(lines.texts[i])
        and not _heads_prose(lines, i)
    ):
        i += 1
    return i


def _heads_prose(lines: Lines, i: int) -> bool:
    return i + 1 < len(lines.blocks) and lines.is_body(i + 1)


def _end_at_heading(lines: Lines, i: int) -> int:
    return i


_SECTION_ENDS: dict[RemovalReason, Callable[[Lines, int], int]] = {
    RemovalReason.RELATED: _end_of_titles,
    RemovalReason.VIDEO: _end_of_titles,
    RemovalReason.ARTICLE_INFO: _end_of_fields,
    RemovalReason.AUTHOR_BIO: _end_of_author,
    RemovalReason.COMMENTS: _end_of_comments,
    RemovalReason.TESTIMONIAL: _end_of_quotes,
    RemovalReason.TOC: _end_of_contents,
    RemovalReason.TAGS: _end_of_tags,
    RemovalReason.NEWSLETTER: _end_at_heading,
    RemovalReason.SHARE: _end_at_heading,
}
