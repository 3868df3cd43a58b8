"""Know a call to action: an imperative that asks for business, in seven languages."""

import re

from winnow.stages.text import words
from winnow.stages.text.rules import MAX_CHARS
from winnow.stages.text.words import key, parts_of

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def is_call(text: str) -> bool:
    """Say whether a line urges the reader to do business: an imperative with a cue, or a button's label.

    Most of it must be the call and the questions that lead to it: a paragraph that ends in one is an article's.
    """
    if len(text) > MAX_CHARS or text[-1:] in ":;" or text[:1] in '"“„«‘‚':
        return False
    if words.CALL_WORDS.isdisjoint(words.words_of(text)):
        return False
    sentences = [s for s in _SENTENCE.split(text) if s]
    urging = [s for s in sentences if _urges(s, is_label=len(sentences) == 1 and text[-1:].isalnum())]
    asking = [s for s in sentences if s[-1:] == "?"]
    return bool(urging) and 2 * sum(map(len, {*urging, *asking})) >= len(text) - len(sentences)


def _urges(sentence: str, *, is_label: bool) -> bool:
    said = key(sentence)
    if not words.begins_with_call(said):
        return False
    parts = said.split()
    return (is_label and len(parts) <= 6) or any(part in words.CALL_CUES for part in parts[1:])


def is_strong_call(text: str) -> bool:
    """Say whether a line is a button's label that could stand nowhere in an article: short, with two cues."""
    if len(text) > 60 or not (text[-1:].isalnum() or text[-1:] in "!>›»→"):
        return False
    return sum(part in words.CALL_CUES for part in parts_of(text)) >= 2 and is_call(text)
