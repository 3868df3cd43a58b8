"""Judge lines of plain text by what stands around them: sections, runs, and both ends of the article."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from winnow.model import RemovalReason
from winnow.stages.blocks import Block
from winnow.stages.prose import is_prose, is_sentence
from winnow.stages.text import lexicon, patterns, words
from winnow.stages.text.appeal_words import SPEAKERS
from winnow.stages.text.appeals import appeal, may_appeal
from winnow.stages.text.bylines import (
    byline_opening,
    is_byline,
    is_category,
    is_craft_and_name,
    is_imprint,
    is_name,
    is_signature,
    is_titled_name,
)
from winnow.stages.text.furniture import density
from winnow.stages.text.lines import is_pager, section_reason
from winnow.stages.text.rules import removal
from winnow.stages.text.stamps import is_checked, is_date_line, is_day, is_stamp
from winnow.stages.text.words import key, parts_of
from winnow.stages.verdict import Verdict

FIELD = re.compile(r"\W{0,3}([^\W\d][^:：]{0,38}?)\s?[:：]\s*(\S.*)?\Z", re.DOTALL)
_QUOTED = re.compile(r"[\"“”„«»‘’'‚]{1,3}\S.{10,1200}[\"“”«»’']{1,3}\.?\Z", re.DOTALL)
NAMED = re.compile(r"[—–―‒-]{1,2}\s?([^\W\d_][^:;!?]{1,60})\Z")
NAME_AND_ROLE = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*\s?){2,4},\s[^.!?:]{2,60}\Z")
_BREADCRUMB = re.compile(r"\s[>›»/→]\s")
_NUMBER_AT_END = re.compile(r"\s[(\[]\d{1,3}[)\]]\W*\Z")
_BRACKET_AT_END = re.compile(r"\s?[(\[][^()\[\]]{1,40}[)\]]\s*\Z")
ROLE = re.compile(
    r"report|edit|correspond|writer|journalist|columnist|contribut|critic|redakt|korrespond|autor|rédact|chroniq|redact|periodist"
    r"|redat|jornalist|redatt|giornalist|redacteur|verslaggev|auteur|photograph|fotograf|\bhead of\b|direct|direkt"
    r"|leiter|profess|doctor|docteur|therap|coach|expert|specialis|spezialis|consult|berater|founder|gründer|fondat"
    r"|fundador|oprichter|planner|adviser|advisor|nutrition|diet|ärzt|médecin|médic|medic\b|deskundig|chef\b",
    re.IGNORECASE,
)
_MAX_NEIGHBOUR = 120
_HEAD = 12
_BELOW_TITLE = 3
_DENSE = 0.4
_MAX_KICKER = 45
_MAX_BUTTON = 30
_APPEALING = 2
_PAIR = re.compile(r"\s[>›»/→|•·]\s")
_ABOUT_ARTICLE = frozenset(
    (
        RemovalReason.BYLINE,
        RemovalReason.DATE,
        RemovalReason.READING_TIME,
        RemovalReason.SHARE,
        RemovalReason.ARTICLE_INFO,
    )
)
_DIARY = 3
"""Lines that are dates."""


class Lines:
    """The lines of one text and what was decided about each so far.

    What several rules ask of a line, or of all of them, is found out once: most texts have nothing to remove.
    """

    def __init__(self, blocks: Sequence[Block], in_faq: AbstractSet[int], author: str) -> None:
        self.blocks = blocks
        self.texts = [block.text for block in blocks]
        self.author = author
        self.in_faq = [block.position in in_faq for block in blocks]
        self.verdicts: list[Verdict | None] = [None] * len(blocks)
        self.removed = 0
        """How many lines were removed so far: what goes by the debris around a line has nothing to ask where none."""
        self._prose = [is_prose(text) for text in self.texts]
        self._first_prose: int | None = None
        self._after_prose: int | None = None
        self._last_prose: int | None = None
        self._times: Counter[str] | None = None

    def open(self) -> list[int]:
        """Return the lines that are neither removed nor part of a FAQ."""
        return [i for i, v in enumerate(self.verdicts) if v is None and not self.in_faq[i]]

    def remove(self, i: int, verdict: Verdict) -> None:
        """Decide about a line, once: the first rule that speaks stands."""
        if self.verdicts[i] is None and not self.in_faq[i]:
            self.verdicts[i] = verdict
            self.removed += 1
            self._first_prose = self._after_prose = None

    def is_body(self, i: int) -> bool:
        """Say whether a line is a paragraph of the article, as far as is known."""
        return self._prose[i] and self.verdicts[i] is None and not self.in_faq[i]

    def first_prose(self) -> int:
        """Return the index of the article's first paragraph, or of its first sentence when it has no paragraph."""
        if self._first_prose is None:
            found = next((i for i in range(len(self.blocks)) if self.is_body(i)), None)
            self._first_prose = self._first_sentence() if found is None else found
        return self._first_prose

    def _first_sentence(self) -> int:
        return next((i for i in self.open() if i and is_sentence(self.texts[i])), len(self.blocks))

    def after_last_prose(self) -> int:
        """Return where the lines begin that stand below the article's last paragraph."""
        if self._after_prose is None:
            body = (i for i in reversed(range(len(self.blocks))) if self.is_body(i) and not is_field(self.texts[i]))
            self._after_prose = next(body, -1) + 1
        return self._after_prose

    def speaks(self, *, but: int) -> bool:
        """Say whether whoever wrote the article speaks of himself or his own in any of its paragraphs but one."""
        paragraphs = (parts_of(self.texts[i]) for i in self.open() if i != but and self._prose[i])
        return any(not SPEAKERS.isdisjoint(parts) for parts in paragraphs)

    def goes_on_after(self, i: int) -> bool:
        """Say whether a paragraph of the article follows, as far as is known before sections go."""
        return not self.is_last_prose_before(i)

    def times(self, entry: str, read: Callable[[str], str]) -> int:
        """Say how many lines of the whole text read the same. Counted once."""
        if self._times is None:
            self._times = Counter(map(read, self.texts))
        return self._times[entry]

    def is_last_prose_before(self, i: int) -> bool:
        """Say whether no paragraph of the article stands at or after a place. Looked up once, before sections go."""
        if self._last_prose is None:
            found = (n for n in reversed(range(len(self.blocks))) if self.is_body(n))
            self._last_prose = next(found, -1)
        return self._last_prose < i


def is_breadcrumb(text: str) -> bool:
    """Say whether a line is a path of short names."""
    items = _BREADCRUMB.split(text) if len(text) <= 160 else []
    if len(items) < 2 or any(not item.strip() or len(item) > 45 for item in items[:-1]):
        return False
    return (
        len(items) >= 3
        or key(items[0]) in lexicon.WHOLE_LINES[RemovalReason.NAVIGATION]
        or key(items[0]).endswith(" home")
    )


def remove_title_echoes(lines: Lines, title: str) -> None:
    """Remove image captions made of the title and a number, and the title said again before the first paragraph."""
    full, title = title, _BRACKET_AT_END.sub("", title) or title
    start = lines.first_prose()
    said = key(full) if start else ""
    for i in lines.open():
        text = lines.texts[i]
        if text.startswith((full, title)) and (_is_numbered(text, full) or _is_numbered(text, title)):
            lines.remove(i, removal(RemovalReason.CAPTION, "title-and-number"))
        elif i < start and key(text) == said:
            lines.remove(i, removal(RemovalReason.TITLE, "title-again"))


def _is_numbered(text: str, title: str) -> bool:
    return text.startswith(title) and _NUMBER_AT_END.match(text, len(title)) is not None


def remove_head(lines: Lines) -> None:
    """Remove bylines, dates and breadcrumbs above the first paragraph."""
    opened, in_front = lines.open(), True
    for i in range(lines.first_prose()):
        if lines.verdicts[i] is not None:
            continue
        text = lines.texts[i]
        above = i > 0 and lines.verdicts[i - 1] is not None
        in_front = in_front and not (i and is_sentence(text) and not is_stamp(text))
        titled = 0 < i <= _BELOW_TITLE and lines.blocks[i].element is None and is_titled_name(text)
        if is_breadcrumb(text):
            lines.remove(i, removal(RemovalReason.BREADCRUMB, "head:path", 0.9))
        elif titled or is_byline(text, lines.author) or is_imprint(text):
            lines.remove(i, removal(RemovalReason.BYLINE, "head:byline", 0.9))
        elif (in_front or above) and is_stamp(text) and not _is_diary(lines, opened):
            lines.remove(i, removal(RemovalReason.DATE, "head:date", 0.9))
        elif above and is_category(text):
            lines.remove(i, removal(RemovalReason.TAGS, "head:category", 0.8))
        elif above and patterns.READING_TIME.match(text):
            lines.remove(i, removal(RemovalReason.READING_TIME, "head:minutes", 0.85))
        elif i and _is_role(lines, i):
            lines.remove(i, removal(RemovalReason.BYLINE, "head:role", 0.8))
        elif i and _is_path(lines, i):
            lines.remove(i, removal(RemovalReason.BREADCRUMB, "head:pair", 0.8))
    _remove_kickers(lines)


def _is_diary(lines: Lines, opened: Sequence[int]) -> bool:
    """Say whether so many lines are dates that they are an article's own headings."""
    return sum(is_date_line(lines.texts[i]) for i in opened) >= _DIARY


def _remove_kickers(lines: Lines) -> None:
    """Remove labels between the title and debris about the article: where it stands, not what its next part is."""
    for i in (i for i in range(1, min(lines.first_prose(), _HEAD)) if lines.blocks[i].element is None):
        if lines.verdicts[i] is None and may_appeal(lines.texts[i]) and appeal(lines.texts[i]) >= _APPEALING:
            lines.remove(i, removal(RemovalReason.CALL_TO_ACTION, "head:appeal", 0.75))
    for i in (i for i in range(1, min(lines.first_prose(), _HEAD)) if lines.blocks[i].element is None):
        if lines.verdicts[i] is None and (reason := _head_reason(lines, i)):
            lines.remove(i, removal(reason, f"head:{reason}", 0.75))
    about = [i for i in range(min(lines.first_prose(), _HEAD)) if _is_about_article(lines.verdicts[i])]
    for i in range(1, max(about, default=0)):
        text = lines.texts[i]
        if lines.verdicts[i] is None and len(text) <= _MAX_KICKER and not is_sentence(text) and text[-1:] not in ":?":
            lines.remove(i, removal(RemovalReason.NAVIGATION, "head:kicker", 0.75))


def _head_reason(lines: Lines, i: int) -> RemovalReason | None:
    """Return what a short line above an extracted text's first paragraph is, if it is none of the text."""
    text = lines.texts[i]
    if is_craft_and_name(text) or all(map(is_craft_and_name, text.rstrip(".").split(". "))):
        return RemovalReason.BYLINE
    if is_sentence(text):
        return None
    if text[:1] == "@" or (is_name(text) and _is_beside_imprint(lines, i)):
        return RemovalReason.BYLINE
    if i <= _BELOW_TITLE and (NAME_AND_ROLE.match(text) or (":" in text[:20] and byline_opening(key(text)))):
        return RemovalReason.BYLINE
    if is_day(text) or is_checked(text):
        return RemovalReason.DATE
    if section_reason(text) is RemovalReason.TOC:
        return RemovalReason.TOC
    return RemovalReason.NAVIGATION if len(text) <= _MAX_KICKER and density(text) >= _DENSE else None


def _is_beside_imprint(lines: Lines, i: int) -> bool:
    """Say whether the line above or below is about the article, as beside the name of whoever wrote it."""
    below = lines.texts[i + 1] if i + 1 < len(lines.blocks) else ""
    beside = below[:1] == "@" or is_stamp(below) or is_day(below) or is_checked(below)
    credited = (
        i + 1 < len(lines.blocks) and (v := lines.verdicts[i + 1]) is not None and v.reason is RemovalReason.CREDIT
    )
    return beside or credited or _is_about_article(lines.verdicts[i - 1])


def _is_about_article(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.reason in _ABOUT_ARTICLE


def _is_path(lines: Lines, i: int) -> bool:
    """Say whether a line in text without markup is a path of two short names."""
    items = _PAIR.split(lines.texts[i]) if len(lines.texts[i]) <= _MAX_KICKER else []
    return (
        len(items) == 2
        and all(item and ":" not in item and not patterns.FIGURE.search(item) for item in items)
        and lines.blocks[i].element is None
        and not is_sentence(lines.texts[i])
    )


def _is_role(lines: Lines, i: int) -> bool:
    """Say whether a line below a byline is what the author does for a living."""
    above = lines.verdicts[i - 1]
    is_below = above is not None and above.reason is RemovalReason.BYLINE
    return is_below and len(lines.texts[i]) <= 60 and ROLE.search(lines.texts[i]) is not None


def is_quoted(text: str) -> bool:
    """Say whether the whole line is one quotation."""
    return _QUOTED.match(text) is not None


def remove_fields(lines: Lines) -> None:
    """Remove runs of fields about the article or its author that stand below the last paragraph."""
    start = lines.after_last_prose()
    run: list[int] = []
    for i in [*range(start, len(lines.blocks)), len(lines.blocks)]:
        field = FIELD.match(lines.texts[i]) if i < len(lines.blocks) and lines.verdicts[i] is None else None
        if field and not lines.in_faq[i] and key(field.group(1)) in words.INFO_KEYS:
            run.append(i)
            continue
        if len(run) >= 3 and any(key(lines.texts[j].split(":")[0]) in words.STRONG_INFO_KEYS for j in run):
            for j in run:
                lines.remove(j, removal(RemovalReason.ARTICLE_INFO, "fields-at-the-end", 0.85))
        run = []


def is_field(text: str) -> bool:
    """Say whether a line is a name, a colon, and at most a value."""
    return (":" in text or "：" in text) and FIELD.match(text) is not None


def remove_signatures(lines: Lines) -> None:
    """Remove who wrote or asked, and when, where it stands below the last paragraph."""
    for i in range(lines.after_last_prose(), len(lines.blocks)):
        if is_signature(lines.texts[i]) or is_imprint(lines.texts[i]):
            lines.remove(i, removal(RemovalReason.BYLINE, "foot:byline", 0.85))


def remove_buttons(lines: Lines) -> None:
    """Remove the labels of buttons and fields directly below debris of their kind: "Yes" below "Was this helpful?"."""
    above: RemovalReason | None = None
    for i, verdict in enumerate(lines.verdicts if lines.removed else ()):
        if verdict is not None and verdict.rule == "line:poll":
            _remove_what_is_asked(lines, i - 1)
        if verdict is None and above in words.BESIDE and _is_button(above, lines.texts[i]):
            lines.remove(i, removal(above, f"below:{above}", 0.85))
        elif verdict is not None or not lines.in_faq[i]:
            above = verdict.reason if verdict else None


def _remove_what_is_asked(lines: Lines, i: int) -> None:
    if i >= 0 and lines.texts[i][-1] == "?" and len(lines.texts[i]) <= _MAX_NEIGHBOUR:
        lines.remove(i, removal(RemovalReason.FEEDBACK, "above-a-poll", 0.85))


def _is_button(above: RemovalReason, text: str) -> bool:
    said = [word for word in parts_of(text) if not word.isdigit()] if len(text) <= _MAX_KICKER else []
    if " ".join(said) in words.BESIDE[above] and len(text) <= _MAX_BUTTON:
        return True
    return above is RemovalReason.FEEDBACK and said != [] and words.VERDICTS.issuperset(said)


def remove_neighbours(lines: Lines) -> None:
    """Remove the titles of the articles before and after this one, beside or below a "previous" and a "next"."""
    for i in range(lines.after_last_prose(), len(lines.blocks)):
        if is_pager(lines.texts[i]):
            lines.remove(i, removal(RemovalReason.RELATED, "beside-a-pager", 0.8))
    for i, verdict in enumerate(lines.verdicts[:-1] if lines.removed else ()):
        heads = verdict is not None and verdict.rule == "line:phrase" and key(lines.texts[i]) in words.PAGERS
        if heads and lines.is_last_prose_before(i) and len(lines.texts[i + 1]) <= _MAX_NEIGHBOUR:
            lines.remove(i + 1, removal(RemovalReason.RELATED, "below-a-pager", 0.8))
