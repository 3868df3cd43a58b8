"""Judge lines of plain text by what stands around them: sections, runs, and both ends of the article."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from winnow.model import RemovalReason
from winnow.stages import text_words as words
from winnow.stages.blocks import Block, BlockKind
from winnow.stages.text_lines import is_call, is_date_line, is_stamp, is_strong_call, removal, section_reason
from winnow.stages.text_words import key
from winnow.stages.verdict import Verdict

_PROSE_CHARS = 80
_LONG_CHARS = 160
_SENTENCE_END = re.compile(r"[.!?…。:;][\"”“»’')\]]*\Z")
_INNER_SENTENCE = re.compile(r"[.!?…]\s")
_FIELD = re.compile(r"\W{0,3}([^\W\d][^:：]{0,38}?)\s?[:：]\s*(\S.*)?\Z", re.DOTALL)
_QUOTED = re.compile(r"[\"“”„«»‘’'‚]{1,3}\S.{10,1200}[\"“”«»’']{1,3}\.?\Z", re.DOTALL)
_NAMED = re.compile(r"[—–―‒-]{1,2}\s?([^\W\d_][^:;!?]{1,60})\Z")
_BREADCRUMB = re.compile(r"\s[>›»/→]\s")
_NAME_PARTICLES = words.word_set(
    "van von der den de da di del della dos das do la le du ten ter te zu zum al el bin y e and und et en & jr sr"
)
_BYLINE_OPENINGS = sorted(words.BYLINE_OPENINGS, key=len, reverse=True)
_BRACKET_AT_END = re.compile(r"\s?[(\[][^()\[\]]{1,40}[)\]]\s*\Z")
_ROLE = re.compile(
    r"report|edit|correspond|writer|journalist|columnist|contribut|critic|redakt|korrespond|autor|rédact|chroniq|redact|periodist"
    r"|redat|jornalist|redatt|giornalist|redacteur|verslaggev|auteur|photograph|fotograf",
    re.IGNORECASE,
)
_PIPE = re.compile(r"\s*[|•·/–—]\s+|,\s+")


class Lines:
    """The lines of one text and what was decided about each so far."""

    def __init__(self, blocks: Sequence[Block], in_faq: AbstractSet[int], author: str) -> None:
        self.blocks = blocks
        self.author = author
        self.in_faq = [b.position in in_faq for b in blocks]
        self.verdicts: list[Verdict | None] = [None] * len(blocks)

    def open(self) -> Iterator[int]:
        """Go over the lines that are neither removed nor part of a FAQ."""
        return (i for i, v in enumerate(self.verdicts) if v is None and not self.in_faq[i])

    def text(self, i: int) -> str:
        """Return a line's text."""
        return self.blocks[i].text

    def remove(self, i: int, verdict: Verdict) -> None:
        """Decide about a line, once: the first rule that speaks stands."""
        if self.verdicts[i] is None and not self.in_faq[i]:
            self.verdicts[i] = verdict

    def is_body(self, i: int) -> bool:
        """Say whether a line is a paragraph of the article, as far as is known."""
        return self.verdicts[i] is None and not self.in_faq[i] and is_prose(self.text(i))

    def first_prose(self) -> int:
        """Return the index of the article's first paragraph."""
        return next((i for i in range(len(self.blocks)) if self.is_body(i)), len(self.blocks))


def is_prose(text: str) -> bool:
    """Say whether a line reads like a paragraph rather than a heading, a label or an item."""
    return len(text) >= _LONG_CHARS or (len(text) >= _PROSE_CHARS and _SENTENCE_END.search(text) is not None)


def is_sentence(text: str) -> bool:
    """Say whether a line ends as a sentence does, or holds more than one."""
    return is_prose(text) or (
        len(text) > 25 and (_SENTENCE_END.search(text) is not None or _INNER_SENTENCE.search(text) is not None)
    )


def is_breadcrumb(text: str) -> bool:
    """Say whether a line is a path of short names."""
    items = _BREADCRUMB.split(text) if len(text) <= 160 else []
    if len(items) < 2 or any(not item.strip() or len(item) > 45 for item in items[:-1]):
        return False
    return (
        len(items) >= 3
        or key(items[0]) in words.WHOLE_LINES[RemovalReason.NAVIGATION]
        or key(items[0]).endswith(" home")
    )


def remove_title_echoes(lines: Lines, title: str) -> None:
    """Remove image captions made of the title and a number, and the title said again before the first paragraph."""
    full, title = title, _BRACKET_AT_END.sub("", title) or title
    numbered = re.compile(re.escape(title) + r"\s?[(\[]\d{1,3}[)\]]\W*\Z")
    start = lines.first_prose()
    for i in lines.open():
        text = lines.text(i)
        if text.startswith(title) and numbered.match(text):
            lines.remove(i, removal(RemovalReason.CAPTION, "title-and-number"))
        elif i < start and text == full:
            lines.remove(i, removal(RemovalReason.TITLE, "title-again"))


def remove_head(lines: Lines) -> None:
    """Remove bylines, dates and breadcrumbs above the first paragraph."""
    for i in range(lines.first_prose()):
        text = lines.text(i)
        if is_breadcrumb(text):
            lines.remove(i, removal(RemovalReason.BREADCRUMB, "head:path", 0.9))
        elif is_byline(text, lines.author):
            lines.remove(i, removal(RemovalReason.BYLINE, "head:byline", 0.9))
        elif is_stamp(text):
            lines.remove(i, removal(RemovalReason.DATE, "head:date", 0.9))
        elif i and _is_role(lines, i):
            lines.remove(i, removal(RemovalReason.BYLINE, "head:role", 0.8))


def is_byline(text: str, author: str = "") -> bool:
    """Say whether a short line names who wrote: an opening such as "By", a name, then perhaps a date or a role."""
    if len(text) > 120 or _SENTENCE_END.search(text.replace("Dr.", "")) or "?" in text:
        return False
    if author and key(text) == key(author):
        return True
    opening = _byline_opening(key(text))
    if not opening:
        return False
    rest = re.sub(
        r"\W*" + r"\W+".join(map(re.escape, opening.split())) + r"\W+", "", text, count=1, flags=re.IGNORECASE
    )
    return _is_name(_PIPE.split(rest)[0])


def _is_role(lines: Lines, i: int) -> bool:
    """Say whether a line below a byline is what the author does for a living."""
    above = lines.verdicts[i - 1]
    is_below = above is not None and above.reason is RemovalReason.BYLINE
    return is_below and len(lines.text(i)) <= 60 and _ROLE.search(lines.text(i)) is not None


def _byline_opening(said: str) -> str:
    return next((o for o in _BYLINE_OPENINGS if said.startswith(o + " ")), "")


def _is_name(text: str) -> bool:
    parts = text.split()
    named = [p for p in parts if p.casefold().strip(".") not in _NAME_PARTICLES]
    return bool(named) and len(parts) <= 7 and all(p[:1].isupper() and not p.isdigit() for p in named)


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
    if verdict is not None and verdict.rule in _COUNT_RULES:
        return RemovalReason.COMMENTS
    return None if verdict or lines.in_faq[i] else section_reason(lines.text(i))


def _stands_alone(lines: Lines, i: int) -> bool:
    """Say whether nothing follows the heading but debris, so that it heads nothing."""
    return (
        i + 1 >= len(lines.blocks) or lines.verdicts[i + 1] is not None or section_reason(lines.text(i + 1)) is not None
    )


def _stops(lines: Lines, i: int) -> bool:
    return i >= len(lines.blocks) or lines.in_faq[i] or section_reason(lines.text(i)) is not None


def _end_of_titles(lines: Lines, i: int) -> int:
    """Related articles and videos: short lines until a paragraph begins, whose own heading is given back."""
    start = i
    while not _stops(lines, i) and not is_prose(lines.text(i)):
        i += 1
    if i < len(lines.blocks) and not _stops(lines, i) and i > start and _could_head(lines, i - 1, start):
        i -= 1
    return i


def _could_head(lines: Lines, i: int, start: int) -> bool:
    """Say whether the last short line before a paragraph heads it, rather than being the list's last item."""
    last = lines.blocks[i]
    return last.kind is not BlockKind.LIST_ITEM and not last.text.startswith("(") and i >= start


def _end_of_fields(lines: Lines, i: int) -> int:
    while not _stops(lines, i) and (_FIELD.match(lines.text(i)) or lines.verdicts[i] is not None):
        i += 1
    return i


def _end_of_author(lines: Lines, i: int) -> int:
    """Fields, or at most a name and three paragraphs with nothing but debris after them."""
    end = _end_of_fields(lines, i)
    if end > i:
        return end
    while not _stops(lines, end) and end - i < 4 and lines.verdicts[end] is None:
        end += 1
    rest = sum(lines.is_body(j) for j in range(end, len(lines.blocks)))
    return end if rest == 0 else i


def _end_of_comments(lines: Lines, i: int) -> int:
    """All that follows, when it is a discussion or a form; nothing, when it is more of the article."""
    end = i
    while not _stops(lines, end):
        end += 1
    body = sum(lines.is_body(j) for j in range(i, end))
    signs = sum(lines.verdicts[j] is not None or _speaks_for_comments(lines.text(j)) for j in range(i, end))
    return end if body == 0 or signs >= body else i


_COUNT_RULES = frozenset(("line:comment-count",))
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
    while not _stops(lines, i) and (is_quoted(lines.text(i)) or _NAMED.match(lines.text(i))):
        i += 1
    return i


def _end_of_contents(lines: Lines, i: int) -> int:
    """Return where a table of contents ends: its lines come again further down."""
    later = Counter(_entry(b.text) for b in lines.blocks[i:])
    while not _stops(lines, i) and later[_entry(lines.text(i))] > 1:
        i += 1
    return i


def _entry(text: str) -> str:
    return re.sub(r"\A[\d.\s]+|\s*\.{2,}\s*\d+\Z", "", key(text))


def _end_of_tags(lines: Lines, i: int) -> int:
    while (
        not _stops(lines, i)
        and len(lines.text(i)) <= 40
        and not is_sentence(lines.text(i))
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


def is_quoted(text: str) -> bool:
    """Say whether the whole line is one quotation."""
    return _QUOTED.match(text) is not None


def remove_fields(lines: Lines) -> None:
    """Remove runs of fields about the article or its author that stand below the last paragraph."""
    start = _after_last_prose(lines)
    run: list[int] = []
    for i in [*range(start, len(lines.blocks)), len(lines.blocks)]:
        field = _FIELD.match(lines.text(i)) if i < len(lines.blocks) and lines.verdicts[i] is None else None
        if field and not lines.in_faq[i] and key(field.group(1)) in words.INFO_KEYS:
            run.append(i)
            continue
        if len(run) >= 3 and any(key(lines.text(j).split(":")[0]) in words.STRONG_INFO_KEYS for j in run):
            for j in run:
                lines.remove(j, removal(RemovalReason.ARTICLE_INFO, "fields-at-the-end", 0.85))
        run = []


def _after_last_prose(lines: Lines) -> int:
    return next(
        (i + 1 for i in reversed(range(len(lines.blocks))) if lines.is_body(i) and not _FIELD.match(lines.text(i))), 0
    )


def remove_testimonials(lines: Lines) -> None:
    """Remove quotations with a name below them at the end of the article or on either side of its FAQ."""
    i = len(lines.blocks) - 1
    while i > 0:
        if lines.verdicts[i] is not None or lines.in_faq[i]:
            i -= 1
        elif _NAMED.match(lines.text(i)) and is_quoted(lines.text(i - 1)) and lines.verdicts[i - 1] is None:
            lines.remove(i, removal(RemovalReason.TESTIMONIAL, "quote-and-name", 0.8))
            lines.remove(i - 1, removal(RemovalReason.TESTIMONIAL, "quote-and-name", 0.8))
            i -= 2
        else:
            break


def remove_calls(lines: Lines) -> None:
    """Remove calls to action at each place where the article pauses, with the question that leads to them."""
    for i in reversed(range(len(lines.blocks))):
        if lines.verdicts[i] is None and not lines.in_faq[i] and is_call(lines.text(i)) and _pauses_after(lines, i):
            lines.remove(i, removal(RemovalReason.CALL_TO_ACTION, "call-at-the-end", 0.8))
            _remove_teaser(lines, i - 1)


def remove_strong_calls(lines: Lines) -> None:
    """Remove the buttons that stand in the middle of the article."""
    for i in list(lines.open()):
        if is_strong_call(lines.text(i)):
            lines.remove(i, removal(RemovalReason.CALL_TO_ACTION, "button", 0.75))


def _pauses_after(lines: Lines, i: int) -> bool:
    """Say whether nothing but debris stands between this line and the end or a FAQ."""
    for j in range(i + 1, len(lines.blocks)):
        if lines.in_faq[j]:
            return True
        if lines.verdicts[j] is None:
            return False
    return True


def _remove_teaser(lines: Lines, i: int) -> None:
    """Remove a heading that asked or shouted and has lost all that stood below it."""
    if i >= 0 and lines.verdicts[i] is None and not lines.in_faq[i]:
        text = lines.text(i)
        if len(text) <= 90 and text[-1:] in "?!" and not _INNER_SENTENCE.search(text[:-1]):
            lines.remove(i, removal(RemovalReason.CALL_TO_ACTION, "heading-of-a-call", 0.7))


def remove_author_bio(lines: Lines) -> None:
    """Remove a last paragraph that speaks about the author by name."""
    author = key(lines.author or _author_of(lines))
    if not author or " " not in author:
        return
    for i in reversed(range(len(lines.blocks))):
        if lines.verdicts[i] is not None or lines.in_faq[i]:
            continue
        if key(lines.text(i)).startswith(author + " ") and len(lines.text(i)) <= 600:
            lines.remove(i, removal(RemovalReason.AUTHOR_BIO, "last-paragraph-names-author", 0.85))
            continue
        return


def _author_of(lines: Lines) -> str:
    """Return the name in the byline or in the author's field."""
    for verdict, block in zip(lines.verdicts, lines.blocks, strict=True):
        if verdict and verdict.reason is RemovalReason.BYLINE:
            said = key(_PIPE.split(block.text)[0])
            return said[len(_byline_opening(said)) :].strip()
    return ""


def remove_repeats(lines: Lines) -> None:
    """Remove a paragraph that stands directly below itself, and an excerpt directly above its paragraph."""
    previous = -1
    for i in list(lines.open()):
        if previous >= 0 and _repeats(lines.text(previous), lines.text(i)):
            lines.remove(i, removal(RemovalReason.REPEAT, "paragraph-again", 0.95))
        else:
            previous = i


def _repeats(first: str, second: str) -> bool:
    return len(second) >= _PROSE_CHARS and first == second


RULES: tuple[Callable[[Lines], None], ...] = (
    remove_head,
    remove_sections,
    remove_fields,
    remove_repeats,
    remove_author_bio,
    remove_testimonials,
    remove_calls,
    remove_strong_calls,
)
"""In this order: what an earlier rule removed, a later one no longer sees as part of the article."""
