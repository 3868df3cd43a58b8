"""Read what an element is called: what the words in it are worth, and which group of names it belongs to.

``html.native.names`` does the same in C, where it was built.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from winnow.stages.html.cues import NAMES

_LETTERS = bytes(byte if byte in b"abcdefghijklmnopqrstuvwxyz" else 0x20 for byte in range(256))
SHORT, LONG = 2, 18
"""A word that counts is longer than the one and shorter than the other: longer ones are generated."""


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of the words, the longest first. It asks for a first letter once, not for each word."""
    by_length = sorted(words, key=lambda word: (word[0], -len(word)))
    return re.compile(
        "|".join(
            f"{re.escape(letter)}(?:{'|'.join(re.escape(word[1:]) for word in alike)})"
            for letter, alike in groupby(by_length, key=itemgetter(0))
        )
    )


RANKS = {word: rank for rank, words in reversed(list(enumerate(NAMES.values()))) for word in words.split()}
"""The place in ``NAMES`` of the group that each part of a name belongs to."""
NO_RANK = len(NAMES)
_NAME = _any_of(RANKS)


class NameReader:
    """Reads names by the scores of words."""

    def __init__(self, scores: Mapping[str, float]) -> None:
        self._score = {word: score for word, score in scores.items() if _counts(word)}.get

    def read(self, names: str) -> tuple[list[float], int]:
        """Return the scores of the words that have one, and the place in ``NAMES`` of the first group named.

        What is no lower-case ASCII letter stands between words. Where no group is named the place is ``NO_RANK``.
        """
        scores = [score for word in _words_of(names) if (score := self._score(word)) is not None]
        return scores, min(map(RANKS.__getitem__, _NAME.findall(names)), default=NO_RANK)


def tokens_of(tag: str, names: str) -> list[str]:
    """Split an element's names into the words they are made of; the tag is one of them."""
    return [tag, *[word for word in _words_of(names) if _counts(word)]]


def _counts(word: str) -> bool:
    return SHORT < len(word) < LONG


def _words_of(names: str) -> list[str]:
    return names.encode("ascii", "replace").translate(_LETTERS).decode().split()
