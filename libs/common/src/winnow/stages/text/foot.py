"""Find where an article ends and the page's foot begins, by evidence that adds up from line to line.

Each line below the last sure paragraph speaks for the article or for the foot; the foot begins where the sum from there
to the end is largest. A line that tells nothing goes with its neighbours.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import accumulate

from winnow.model import RemovalReason
from winnow.stages.blocks import BlockKind
from winnow.stages.prose import is_prose, is_sentence
from winnow.stages.text import appeal_words as said_by
from winnow.stages.text import lexicon, words
from winnow.stages.text.appeals import (
    appeal,
    is_about_itself,
    is_appeal,
    is_plain_appeal,
    may_offer,
    names_channel,
)
from winnow.stages.text.bylines import is_byline
from winnow.stages.text.furniture import density
from winnow.stages.text.lines import section_reason
from winnow.stages.text.rules import is_site_label, removal
from winnow.stages.text.runs import NAME_AND_ROLE, ROLE, Lines, is_quoted
from winnow.stages.text.words import key, parts_of

_INSIDE = frozenset(
    (
        RemovalReason.ADVERT,
        RemovalReason.CAPTION,
        RemovalReason.CREDIT,
        RemovalReason.VIDEO,
        RemovalReason.TITLE,
        RemovalReason.REPEAT,
    )
)
"""Debris that stands inside an article as often as below it."""
_BETWEEN = frozenset((RemovalReason.RELATED, RemovalReason.NEWSLETTER, RemovalReason.CALL_TO_ACTION))
"""Debris that stands between an article's paragraphs too."""
_SIGN = re.compile(r"[☎✆📞✉📧★☆⭐♥❤👍→›»←«↑|©®™✓✔➜▶►]|\s[•·]\s|\A#\w|#\w+\Z")
_SIGNED = re.compile(r"[—–―‒-]{1,2}\s?[^\W\d_a-zß-ÿ][^:;!?]{1,60}\Z")
_BUTTON_AT_END = re.compile(r"[.!?…]\s*[→»›▶►➜]\s*\S[^.!?]{1,40}\Z|[\w!.]\s?[→»›▶►➜]\Z")
_COMPANY = re.compile(
    r"\b(?:Ltd|Limited|PLC|plc|LLC|Inc|GmbH|AG|SARL|SAS|S\.?L\.?U?|S\.?p\.?A|S\.?r\.?l|B\.?V|N\.?V|Lda)\b"
)
_MOST_LINES = 80
_ENOUGH = 1.0
_BY_ITSELF = 1.8
"""How much a line says about others that would go without them."""
_HEADING = 60
_BELOW_FAQ = 1.5
_USUAL_DENSITY = 0.08
_DENSITY = 9.0
_MOST_DENSITY = 2.5
_NEW_VOICE = 1.5
"""Somebody speaks who has not spoken in the article."""
_ABOVE_BUTTON = 1.0
"""A button stands directly below what it is for."""
_PARALLEL = 3.0
_SURE = 4.0
_NEVER = 1000.0


def remove_foot(lines: Lines) -> int:
    """Remove the lines of the page's foot, and return where it begins.

    In a page of HTML the markup has told more than the place does.
    """
    size = len(lines.blocks)
    if any(block.element is not None for block in lines.blocks[-1:]):
        return size
    first = max(0, size - _MOST_LINES)
    start = next((i + 1 for i in reversed(range(first, size)) if lines.in_faq[i]), first)
    after_faq = start > 0 and lines.in_faq[start - 1]
    if not after_faq:
        start = max(start, lines.first_prose() + 1)
    sums = list(accumulate(_upwards(lines, start, after_faq=after_faq)))
    if not sums or max(sums) < _ENOUGH:
        return size
    foot = size - 1 - sums.index(max(sums))
    if foot == size - 1 and " " not in lines.texts[foot]:
        return size
    for i in [i for i in range(foot, size) if lines.verdicts[i] is None]:
        lines.remove(i, removal(_reason(lines, i), "foot", 0.7))
    return foot


def _reason(lines: Lines, i: int) -> RemovalReason:
    """Return what a line of the foot is: an appeal, or more of what stands above it."""
    above = lines.verdicts[i - 1] if i else None
    if is_appeal(lines.texts[i]) or _offers_itself(lines.texts[i]) or lines.texts[i][-1:] == "?":
        return RemovalReason.CALL_TO_ACTION
    return above.reason if above and above.reason else RemovalReason.RELATED


def _upwards(lines: Lines, start: int, *, after_faq: bool) -> Iterator[float]:
    """Say of each line, from the end up to the last sure paragraph, how much it speaks for the foot."""
    entries = _entries(lines, start)
    for i in reversed(range(start, len(lines.blocks))):
        if (speaks := _speaks_for_foot(lines, i, entries, after_faq=after_faq)) == -_NEVER:
            break
        yield speaks


def _speaks_for_foot(lines: Lines, i: int, entries: AbstractSet[int], *, after_faq: bool) -> float:
    """Return how much a line speaks for the foot rather than for the article."""
    verdict = lines.verdicts[i]
    if verdict is not None:
        return 0.0 if verdict.reason in _INSIDE else 1.0 if verdict.reason in _BETWEEN else 2.0
    text = lines.texts[i]
    cues = _cues(text) - _PARALLEL * (i in entries) + _NEW_VOICE * (_offers_itself(text) and not lines.speaks(but=i))
    cues += _ABOVE_BUTTON * _is_above_button(lines, i)
    if is_prose(text) and cues < _SURE:
        return -_NEVER
    speaks = _form(lines, i) + cues + _BELOW_FAQ * after_faq
    return min(speaks, _BY_ITSELF) if is_plain_appeal(text, marked_up=False) else speaks


def _points_elsewhere(text: str) -> bool:
    """Say whether a line is a title behind a word for others and a colon: ``More repair tips: Stairs That Creak``."""
    head, colon, title = text.partition(": ")
    first = key(head).partition(" ")[0] if colon and len(head) <= _HEADING else ""
    return first in lexicon.OTHERS and title[:1].isupper() and "," not in title and not is_sentence(title)


def _urgency(text: str) -> float:
    """Return how much an imperative is worth: little where nothing else in the line is said below articles."""
    return 1.5 if may_offer(text) else 1.0 if density(text) else 0.5


def _offers_itself(text: str) -> bool:
    """Say whether a line begins with whoever speaks, or his own: ``We deliver``, ``Our kits``, ``Unsere Kurse``."""
    first, _, rest = key(text[:60]).partition(" ")
    return first in said_by.SPEAKERS or (first in said_by.ARTICLES and rest.partition(" ")[0] in said_by.OWNERS)


def _entries(lines: Lines, start: int) -> set[int]:
    """Return the lines that begin as others above them do: an article of entries goes on."""
    seen: set[str] = set()
    found: set[int] = set()
    for i in (i for i in lines.open() if i >= start):
        opening = " ".join(key(lines.texts[i].partition(":")[0]).split()[:2])
        if opening in seen:
            found.add(i)
        seen.add(opening)
    return found


def _form(lines: Lines, i: int) -> float:
    """Return what a line's length and its end say: articles end in paragraphs, or in lists."""
    text = lines.texts[i]
    if is_sentence(text) and not (len(text) <= _HEADING and text[-1:] == "?"):
        return -1.5 if len(text) <= _HEADING and _is_below_debris(lines, i) else -3.5
    return -1.5 if lines.blocks[i].kind is not BlockKind.PARAGRAPH else -0.5


def _is_below_debris(lines: Lines, i: int) -> bool:
    """Say whether a line stands directly below what stands nowhere but around articles."""
    above = lines.verdicts[i - 1] if i else None
    return above is not None and above.reason not in _INSIDE and above.reason not in _BETWEEN


def _is_above_button(lines: Lines, i: int) -> bool:
    below = lines.verdicts[i + 1] if i + 1 < len(lines.verdicts) else None
    return below is not None and below.reason is RemovalReason.CALL_TO_ACTION


def _cues(text: str) -> float:
    """Add up what a line says that is said below articles rather than in them."""
    parts = parts_of(text)
    return sum(
        (
            max(0, appeal(text) - 1) * _urgency(text),
            1.5 * names_channel(text),
            min(_MOST_DENSITY, _DENSITY * max(0.0, density(text) - _USUAL_DENSITY)),
            2.0 * is_byline(text),
            4.0 * (_COMPANY.search(text) is not None),
            1.5 * is_about_itself(text),
            2.0 * _points_elsewhere(text),
            1.5 * is_site_label(text),
            2.0 * (section_reason(text) is not None),
            1.0 * (_SIGN.search(text) is not None),
            2.0 * (_BUTTON_AT_END.search(text) is not None),
            2.0 * (NAME_AND_ROLE.match(text) is not None and ROLE.search(text) is not None),
            1.0 * (is_quoted(text) or _SIGNED.match(text) is not None),
            1.0 * (not said_by.SPEAKERS.isdisjoint(parts)),
            1.5 * (len(parts) > 0 and parts[0] in said_by.SPEAKERS),
            0.5 * min(2, len(said_by.OFFERS.intersection(parts))),
            0.5 * min(2, len(words.WORK.intersection(parts))),
        )
    )
