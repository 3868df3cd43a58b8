"""Tell a paragraph from a heading, a label or an item, by length and by how it ends; split a line into its words."""

import re

PROSE_CHARS = 80
_LONG_CHARS = 160
SENTENCE_END = re.compile(r"[.!?…。:;][\"”“»’')\]]*\Z")
INNER_SENTENCE = re.compile(r"[.!?…]\s")
_WORDS = re.compile(r"\w+")
_LATIN_WORDS = bytes(byte if chr(byte).isalnum() or chr(byte) == "_" else 0x20 for byte in range(256))
_MARKS = "’“”—–‘…"
"""What of a Latin line is mostly beyond Latin-1: no letters."""


def is_prose(text: str) -> bool:
    """Say whether a line reads like a paragraph rather than a heading, a label or an item."""
    return len(text) >= _LONG_CHARS or (len(text) >= PROSE_CHARS and SENTENCE_END.search(text) is not None)


def is_sentence(text: str) -> bool:
    """Say whether a line ends as a sentence does, or holds more than one."""
    if is_prose(text):
        return True
    return len(text) > 25 and (SENTENCE_END.search(text) is not None or INNER_SENTENCE.search(text) is not None)


def holds(text: str, parts: tuple[str, ...]) -> bool:
    """Say whether any of the parts is in a text."""
    return any(map(text.__contains__, parts))


def joined_words(text: str) -> str:
    """Return the words of a line, lower-cased and joined by spaces."""
    return " ".join(words_in(text.casefold()))


def words_in(text: str) -> list[str]:
    """Return the words of a line as written. Where all letters of it are of Latin-1, no pattern is needed."""
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    try:
        return text.encode("latin-1").translate(_LATIN_WORDS).decode("latin-1").split()
    except UnicodeEncodeError:
        return _WORDS.findall(text)
