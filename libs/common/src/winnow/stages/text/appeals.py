"""Know a line that asks something of the reader, by evidence that adds up: no word of it alone would tell.

An article ends in advice as often as in an appeal, and both are imperatives. What only the appeal does is to name what
it offers, to speak for a business, to give a number to call, or to talk about the article itself.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from winnow.stages.prose import SENTENCE_END, holds
from winnow.stages.text import appeal_words as said_by
from winnow.stages.text import words
from winnow.stages.text.words import key, parts_of

ENOUGH = 3
_MAX_CHARS = 320
_REMEMBERED = 128
_LABEL_WORDS = 6
_SHORT = 160
_MAX_LEAD = 70
_OBJECTS = ("me", "nos", "teci", "temi")
_IT = ("lo", "la", "los", "las", "le", "li")
_PLAIN = str.maketrans("áéí", "aei")
_TO_US = re.compile(r"\w*[áéí]\w*(?:me|nos)\Z|\w+(?:teci|temi)\Z")
"""Imperatives with whoever speaks in them, as Spanish and Italian write them: ``cuéntanos``."""
_BUSINESS = 2
_ASKING = 2
_GIVEN = 2
"""A number to call, or a price."""
_QUOTES = frozenset('"“„«‘‚')
"""What somebody in the article says is said to somebody in it."""
_CURRENCIES = ("$", "£", "€", "euro")
"""Each price has one."""
_PRICE = re.compile(r"[$£€]\s?\d|\d\s?(?:[$£€]|euros?\b)")
_UNMISTAKABLE = 4
_BEYOND_MARKUP = 6
_NEEDED = said_by.OFFERS | said_by.SPEAKERS | said_by.PIECES
_MOST_OFFERS = 2
_OPENING_WORDS = 3
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\s+[–—→|]\s+")
_CHANNEL_SIGNS = ("0", "+", "@", "$", "£", "€")
"""Each channel has one."""
_CHANNEL = re.compile(
    r"\b0(?=[\d\s().-]{8,16}\b)\d[\d\s().-]+\d|\+\d[\d\s().-]{7,16}\d|\w@\w[\w-]*\.\w|(?<!\w)@\w{3}"
    r"|[$£€]\s?\d[\d.,]*\s(?:an?|per|pro|im|par|al|à la|por|all['’]|per)\s?[^\W\d]"
    r"|\d\s?[$£€]\s(?:pro|im|par|al|por|per)\s[^\W\d]"
)


def is_appeal(text: str) -> bool:
    """Say whether a line at the article's end asks for something, is a button, or offers what the site has."""
    return may_appeal(text) and appeal(text) >= ENOUGH


def is_plain_appeal(text: str, *, marked_up: bool) -> bool:
    """Say whether a short line is an appeal beyond doubt, so that it may stand between two paragraphs.

    Where a page's markup has not told against it, more is needed than where there is none.
    """
    if len(text) > _SHORT or (said_by.OFFERS.isdisjoint(parts_of(text)) and not _names_price(text)):
        return False
    needed = _BEYOND_MARKUP if marked_up else _UNMISTAKABLE
    return _most(text) >= needed and appeal(text) >= needed


def _most(text: str) -> int:
    """Return what the signs in a line add up to at most, whichever way its sentences urge and ask."""
    parts = parts_of(text)
    itself, label = not said_by.PIECES.isdisjoint(parts), len(parts) <= _LABEL_WORDS
    offers = min(_MOST_OFFERS, len(said_by.OFFERS.intersection(parts)))
    most = _BUSINESS + _ASKING + itself + label + offers + _speaks(parts)
    return most + _GIVEN * (holds(text, _CHANNEL_SIGNS) + holds(text, _CURRENCIES))


def may_appeal(text: str) -> bool:
    """Say quickly whether a line could be one: most lines of an article say nothing that an appeal needs."""
    if len(text) > _MAX_CHARS or text[-1:] in ":;" or text[:1] in _QUOTES:
        return False
    return key(text).count(" ") < _LABEL_WORDS or may_offer(text)


def may_offer(text: str) -> bool:
    """Say whether a line names what is offered, who speaks or what it stands on: advice does not."""
    parts = parts_of(text)
    return not _NEEDED.isdisjoint(parts) or any(map(_is_to_us, parts)) or names_channel(text)


def appeal(text: str) -> int:
    """Return what the signs of an appeal in a line add up to; 0 when it neither urges nor asks nor talks of itself."""
    parts = parts_of(text)
    sentences = [s for s in _SENTENCES.split(text) if s]
    signs = [_signs(s) for s in sentences]
    leads = int(len(sentences) > 1 and sentences[0][-1] == "?" and len(sentences[0]) <= _MAX_LEAD and signs[1][0] > 0)
    invites = sentences[0][-1] == "?" and _speaks(parts) and names_channel(text)
    urging, asking, itself = map(max, zip(*signs, strict=True))
    if not (urging or asking or itself or invites):
        return 0
    said = sum(len(s) for s, sign in zip(sentences, signs, strict=True) if any(sign) or _offers(s))
    if invites or _leads_on(signs, sentences[0]):
        said = len(text)
    if 2 * (leads * len(sentences[0]) + said) < len(text) - len(signs):
        return 0
    leads = leads and said_by.SUBJECTS.isdisjoint(parts_of(sentences[0])[1:3])
    offers = min(_MOST_OFFERS, len(said_by.OFFERS.intersection(parts[1:])))
    channel = _GIVEN * names_channel(text)
    label = bool(urging) and len(parts) <= _LABEL_WORDS and not SENTENCE_END.search(text)
    price = _GIVEN * (urging == _BUSINESS and _names_price(text))
    return sum((urging, asking or leads or invites, itself, channel, price, offers, _speaks(parts), label))


def _signs(sentence: str) -> tuple[int, int, bool]:
    """Return how much a sentence urges and asks, and whether it talks of the article."""
    said = key(sentence)
    return _urging(sentence, said), _asks(sentence, said), is_about_itself(sentence)


def _names_price(text: str) -> bool:
    return holds(text, _CURRENCIES) and _PRICE.search(text) is not None


def _speaks(parts: Sequence[str]) -> bool:
    return not said_by.SPEAKERS.isdisjoint(parts) or any(map(_is_to_us, parts))


def _leads_on(signs: Sequence[tuple[int, ...]], first: str) -> bool:
    """Say whether a question about the reader's mind speaks for all that follows it.

    It does where an imperative ends the line, and where it asks about the article: ``Like what you read? The letter
    goes to nine thousand others. Join them.``
    """
    _, asking, itself = signs[0]
    of_this = itself > 0 or key(first).rpartition(" ")[2] in said_by.THIS
    return asking > 0 and (of_this or any(urging for urging, *_ in signs[2:]))


@lru_cache(maxsize=_REMEMBERED)
def names_channel(text: str) -> bool:
    """Say whether a line gives a telephone number, an address for mail, a name on a network, or a price for a time."""
    return holds(text, _CHANNEL_SIGNS) and _CHANNEL.search(text) is not None


def asks_disposed(text: str) -> bool:
    """Say whether a short line asks how the reader is disposed: ``Ready to begin?``."""
    return text[-1:] == "?" and len(text) <= _MAX_LEAD and _asks(text, key(text)) > 0


def is_label(text: str) -> bool:
    """Say whether a line could be a button's label: an imperative and few words more, in capitals or of an offer."""
    parts = parts_of(text)
    if len(parts) > _LABEL_WORDS or not text[-1:].isalnum() or not _urging(text, key(text)):
        return False
    return text.isupper() or not said_by.OFFERS.isdisjoint(parts[1:])


def is_lure(question: str, answer: str) -> bool:
    """Say whether a question only leads to an appeal below it: ``Need a hand?`` and ``Call us on …``."""
    return _asks(question, key(question)) > 0 and (names_channel(answer) or is_appeal(f"{question} {answer}"))


def _urging(sentence: str, said: str) -> int:
    """Return ``_BUSINESS`` for a sentence that begins with the imperative of a business, 1 for a milder one.

    It may begin with what the imperative is for: ``To read on, subscribe …``.
    """
    lead, comma, rest = sentence.partition(", ")
    if comma and said.partition(" ")[0] in said_by.PURPOSES and len(lead) <= _MAX_LEAD:
        return max(_imperative(said), _imperative(key(rest)))
    return _imperative(said)


def _is_to_us(part: str) -> bool:
    return part.endswith(_OBJECTS) and _TO_US.match(part) is not None


def _takes_it(part: str) -> bool:
    """Say whether a word is an imperative with what it is about in it, as in ``compártelo`` and ``condividilo``."""
    stems = (part[: -len(it)] for it in _IT if part.endswith(it)) if part.endswith(_IT) else ()
    return any(stem in said_by.IMPERATIVES or stem.translate(_PLAIN) in said_by.IMPERATIVES for stem in stems)


def _imperative(said: str) -> int:
    first, _, rest = said.partition(" ")
    if first in said_by.SOFTENERS:
        first = rest.partition(" ")[0]
        said = rest
    if words.begins_with_call(said):
        return _BUSINESS
    if first in said_by.IMPERATIVES or first.endswith("ez") or _is_to_us(first) or _takes_it(first):
        return 1
    second = said.split()[1:2]
    return int(
        second == ["sie"] or (second != [] and second[0] in said_by.TO_SPEAKERS and first not in said_by.SUBJECTS)
    )


def _asks(sentence: str, said: str) -> int:
    """Return ``_ASKING`` for a sentence that asks how the reader is disposed, or supposes it: ``If you liked …``."""
    if said.startswith(said_by.SUPPOSING):
        return _ASKING
    opening = said.split(maxsplit=_OPENING_WORDS)[:_OPENING_WORDS] if "?" in sentence else ()
    return _ASKING * (not said_by.DISPOSED.isdisjoint(opening))


def _offers(sentence: str) -> bool:
    """Say whether a sentence says what a business, or a writer, has to offer, or where: ``Our free calendar``."""
    if names_channel(sentence):
        return True
    parts = parts_of(sentence)
    return len(parts) > 0 and parts[0] in said_by.SPEAKERS and not said_by.OFFERS.isdisjoint(parts)


def is_about_itself(sentence: str) -> bool:
    """Say whether a sentence speaks of the article that it stands in: ``this post``, ``our newsletter``."""
    parts = parts_of(sentence)
    return not said_by.PIECES.isdisjoint(parts) and any(
        a in said_by.THIS and b in said_by.PIECES for a, b in pairwise(parts)
    )
