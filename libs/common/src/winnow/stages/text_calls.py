"""Know a call to action: an imperative that asks for business, in seven languages."""

import re

from winnow.stages import text_words as words
from winnow.stages.text_lines import MAX_CHARS
from winnow.stages.text_words import key


def is_call(text: str) -> bool:
    """Say whether a line urges the reader to do business: an imperative with a cue, or a button's label."""
    if len(text) > MAX_CHARS or text[-1:] in ":;":
        return False
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", text) if s]
    for sentence in sentences:
        said = key(sentence)
        if not said.startswith(words.CALL_VERBS) or not _starts_with_word(said, words.CALL_VERBS):
            continue
        parts = said.split()
        if len(parts) <= 6 and len(sentences) == 1 and text[-1:].isalnum():
            return True
        if any(part in words.CALL_CUES for part in parts[1:]):
            return True
    return False


def is_strong_call(text: str) -> bool:
    """Say whether a line is a button's label that could stand nowhere in an article: short, with two cues."""
    if len(text) > 60 or not (text[-1:].isalnum() or text[-1:] in "!>›»→") or not is_call(text):
        return False
    return sum(part in words.CALL_CUES for part in key(text).split()) >= 2


def _starts_with_word(said: str, openings: tuple[str, ...]) -> bool:
    return any(said == o or said.startswith(o + " ") for o in openings)
