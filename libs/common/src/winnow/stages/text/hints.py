"""Pass over quickly the lines that hold none of the words that some rules need: most lines hold none."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from winnow.stages.prose import holds

STEM = 5


class Hints:
    """Sets of words, and lists of parts of words. A line is asked for all of them at once."""

    def __init__(
        self, words: Sequence[AbstractSet[str]], lists: Sequence[tuple[str, ...]], infixes: tuple[str, ...]
    ) -> None:
        self._words = words
        self._lists = lists
        self._infixes = infixes
        self._stems = frozenset(stems(lists))

    def found(self, said: str, surely: bool) -> int:
        """Return a number with a bit for each set, then each list, of which a line, given as its key, holds anything.

        Unless it ``surely`` does, it holds nothing of the lists when no word in it begins as a part of them does, and
        none of the ``infixes``, the parts that stand inside other words too, is in it.
        """
        parts = said.split()
        found = sum(1 << n for n, words in enumerate(self._words) if not words.isdisjoint(parts))
        if surely or not self._stems.isdisjoint([part[:STEM] for part in parts]) or holds(said, self._infixes):
            found |= sum(1 << n for n, listed in enumerate(self._lists, len(self._words)) if holds(said, listed))
        return found


def stems(lists: Sequence[tuple[str, ...]]) -> list[str]:
    """Return how the words begin that parts begin with; the shortest ones are whole words."""
    return [part.partition(" ")[0][:STEM] for parts in lists for part in parts]
