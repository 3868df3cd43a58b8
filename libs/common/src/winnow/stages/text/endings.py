"""Judge what stands where an article pauses or ends: praise, appeals, the author's life, what is left of a page's foot.

Each place is looked at from the end. What stands last hides what stands before it, in whatever order they come: hence
the rules take turns until none of them finds anything.
"""

import re
from collections.abc import Sequence

from winnow.model import RemovalReason
from winnow.stages.blocks import BlockKind
from winnow.stages.prose import INNER_SENTENCE, is_sentence
from winnow.stages.text import words
from winnow.stages.text.appeals import asks_disposed, is_appeal, is_label, is_plain_appeal
from winnow.stages.text.bylines import is_byline, named_in, writer
from winnow.stages.text.calls import is_call, is_strong_call
from winnow.stages.text.foot import remove_foot
from winnow.stages.text.rules import removal
from winnow.stages.text.runs import NAMED, Lines, is_quoted
from winnow.stages.text.words import key, parts_of

_QUOTED_BY = re.compile(r"[\"“„«]\S.{8,300}[\"”“»]\s?[—–―-]{1,2}\s?[^\W\d_a-z][^:;!?]{1,40}\Z", re.DOTALL)
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*\s?){2,4}\Z")
_NAMED_FIRST = re.compile(r"[\W_]{0,3}((?:[^\W\d_a-z][\w.'’-]*\s){2,4})(\w+)\s")
_DATED = re.compile(r"[\d@]")
"""In the line below a quotation: it is somebody's post, which the article is about."""
_GREETS = re.compile(
    r"(?:hi|hello|hey|welcome|willkommen|bienvenue|bienvenid[oa]s?|bem-vind[oa]s?|benvenut[oi]|welkom"
    r"|hallo|hoi|salut|bonjour|coucou|hola|olá|oi|ciao)\b.{0,14}\b(?:i['’]m|i am|my name is|ich bin"
    r"|ich heiße|je suis|je m['’]appelle|moi,? c['’]est|soy|me llamo|sou|chamo-me|sono|mi chiamo|ik ben)"
    r"\s(?-i:[A-ZÀ-Ý])",
    re.IGNORECASE,
)
_TAIL = 8
_SHORT_PRAISE = 160
_MAX_SPEAKER = 50
_MAX_LIFE = 600
_MOST_TURNS = 4


def remove_endings(lines: Lines) -> None:
    """Remove what follows the article's last word and what stands on either side of its FAQ."""
    _take_turns(lines)
    foot = remove_foot(lines)
    if foot < len(lines.blocks):
        _remove_teaser(lines, foot - 1)
        _take_turns(lines)


def _take_turns(lines: Lines) -> None:
    for _ in range(_MOST_TURNS):
        before = lines.removed
        for rule in (_remove_author_bio, _remove_testimonials, _remove_calls):
            rule(lines)
        if lines.removed == before:
            break


def remove_strong_calls(lines: Lines) -> None:
    """Remove the buttons and the appeals that stand in the middle of the article."""
    for i in lines.open():
        text = lines.texts[i]
        if is_strong_call(text) or is_plain_appeal(text, marked_up=lines.blocks[i].element is not None):
            lines.remove(i, removal(RemovalReason.CALL_TO_ACTION, "button", 0.75))

    for i in lines.open():
        if lines.blocks[i].element is None and asks_disposed(lines.texts[i]) and (button := _button_below(lines, i)):
            for j in range(i, button + 1):
                lines.remove(j, removal(RemovalReason.CALL_TO_ACTION, "leads-to-a-button", 0.75))


def _button_below(lines: Lines, question: int) -> int:
    """Return where a button stands below a question that asks how the reader is disposed; 0 where none does.

    One line may stand between the two.
    """
    for i in range(question + 1, min(question + 3, len(lines.blocks))):
        verdict = lines.verdicts[i]
        if (verdict is None and is_label(lines.texts[i])) or (
            verdict and verdict.reason is RemovalReason.CALL_TO_ACTION
        ):
            return i
        if verdict is not None or lines.in_faq[i] or len(lines.texts[i]) > _SHORT_PRAISE:
            return 0
    return 0


def _remove_testimonials(lines: Lines) -> None:
    """Remove quotations with a name beside them at the end of the article or on either side of its FAQ.

    A quotation needs its quotation marks, unless several names in a row give it away.
    """
    tail = lines.open()
    if not _praise(lines, tail, several=True):
        return
    several = sum(_is_named(lines, i) or _is_below_quote(lines, i) for i in tail[-_TAIL:]) >= 2
    while size := _praise(lines, tail, several=several):
        for _ in range(size):
            lines.remove(tail.pop(), removal(RemovalReason.TESTIMONIAL, "quote-and-name", 0.8))


def _praise(lines: Lines, tail: Sequence[int], *, several: bool) -> int:
    """Say how many lines the testimonial at the end takes: none, a quote with its name, or a line for each."""
    if len(tail) < 2:
        return 0
    above, last = tail[-2:]
    if _QUOTED_BY.match(lines.texts[last]):
        return 1
    if above != last - 1:
        return 0
    if not _is_named(lines, last) and not (several and _is_below_quote(lines, last)):
        return 2 * (
            is_quoted(lines.texts[last]) and len(lines.texts[above]) <= 40 and bool(_NAME.match(lines.texts[above]))
        )
    said = lines.texts[above]
    quoted = is_quoted(said) or (lines.blocks[above].kind is BlockKind.QUOTE and not _DATED.search(lines.texts[last]))
    return 2 if quoted or (several and len(said) <= _SHORT_PRAISE) else 0


def _is_named(lines: Lines, i: int) -> bool:
    """Say whether a line is a name behind a dash, also behind one that was read as a list's mark."""
    below_quote = i > 0 and lines.blocks[i].kind is BlockKind.LIST_ITEM and is_quoted(lines.texts[i - 1])
    return NAMED.match(("- " if below_quote else "") + lines.texts[i]) is not None


def _is_below_quote(lines: Lines, i: int) -> bool:
    """Say whether a line directly below a quotation is short enough to say who was quoted."""
    if i == 0 or lines.blocks[i].element is not None or lines.verdicts[i - 1] is not None:
        return False
    text = lines.texts[i]
    is_short = len(text) <= _MAX_SPEAKER and not is_sentence(text) and text[:1].isupper() and not is_quoted(text)
    return is_short and is_quoted(lines.texts[i - 1])


def _remove_calls(lines: Lines) -> None:
    """Remove calls to action at each place where the article pauses, with the question that leads to them.

    It pauses where nothing but debris stands between a line and the end or a FAQ.
    """
    pausing = True
    for i in reversed(range(len(lines.blocks))):
        if lines.in_faq[i]:
            pausing = True
        elif lines.verdicts[i] is None:
            pausing = pausing and (is_call(lines.texts[i]) or is_appeal(lines.texts[i]))
            if pausing:
                lines.remove(i, removal(RemovalReason.CALL_TO_ACTION, "call-at-the-end", 0.8))
                _remove_teaser(lines, i - 1)


def _remove_teaser(lines: Lines, i: int) -> None:
    """Remove a heading that asked or shouted and has lost all that stood below it."""
    if i >= 0 and lines.verdicts[i] is None and not lines.in_faq[i]:
        text = lines.texts[i]
        if len(text) <= 90 and text[-1:] in "?!" and not INNER_SENTENCE.search(text[:-1]):
            lines.remove(i, removal(RemovalReason.CALL_TO_ACTION, "heading-of-a-call", 0.7))


def _remove_author_bio(lines: Lines) -> None:
    """Remove a last paragraph that speaks about the author by name, or about somebody whom the article never named."""
    author = key(lines.author or _author_of(lines))
    for i in reversed(range(len(lines.blocks))):
        if lines.verdicts[i] is not None or lines.in_faq[i]:
            continue
        if len(lines.texts[i]) > _MAX_LIFE:
            return
        if " " in author and key(lines.texts[i]).startswith(author + " "):
            lines.remove(i, removal(RemovalReason.AUTHOR_BIO, "last-paragraph-names-author", 0.85))
        elif _tells_a_life(lines, i, author) or _introduces_itself(lines.texts[i]):
            lines.remove(i, removal(RemovalReason.AUTHOR_BIO, "last-paragraph-tells-a-life", 0.75))
        else:
            return


def _tells_a_life(lines: Lines, i: int, author: str) -> bool:
    """Say whether a line is about the work of somebody of whom no other line speaks."""
    said = parts_of(lines.texts[i])
    if len(said) < 5:
        return False
    lives = said[1] in words.LIVES or not (words.LIVES.isdisjoint(said) or words.WORK.isdisjoint(said))
    if author and lives and said[0] == author.partition(" ")[0]:
        return True
    named = _NAMED_FIRST.match(lines.texts[i])
    if named is None or named.group(2).casefold() not in words.LIVES:
        return False
    rest = key(lines.texts[i][named.end() :]).partition(" ")[0]
    if words.WORK.isdisjoint(said) and not (named.group(2).casefold() in words.BEING and rest in words.SOME):
        return False
    last = named.group(1).split()[-1].casefold()
    return all(last not in parts_of(lines.texts[j]) for j in lines.open() if j != i)


def _introduces_itself(text: str) -> bool:
    """Say whether a line greets and says a name, or begins with who wrote: ``Text: A. Person. The author …``."""
    first = INNER_SENTENCE.split(text, maxsplit=1)[0]
    return _GREETS.match(text) is not None or (first != text and ":" in first and is_byline(first))


def _author_of(lines: Lines) -> str:
    """Return the name in the byline or in the author's field."""
    for verdict, block in zip(lines.verdicts, lines.blocks, strict=True):
        if verdict and verdict.reason is RemovalReason.BYLINE:
            return writer(block.text) or named_in(block.text)
    return ""
