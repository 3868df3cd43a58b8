"""Pass over texts that cannot be meant: a dearer question is asked only where a part of a word hints at it.

``html.native.hints`` does the same in C, where it was built.
"""

from collections.abc import Sequence


class Hints:
    """Parts of words: lower-case ASCII letters and spaces, two or more."""

    def __init__(self, parts: Sequence[str]) -> None:
        self._parts = parts

    def found_in(self, texts: Sequence[str]) -> list[int]:
        """Return the places of the texts that hold one of the parts, in whatever case."""
        lowered = [text.lower() for text in texts]
        whole = "\n".join(lowered)
        parts = [part for part in self._parts if part in whole]
        return [at for at, text in enumerate(lowered) if any(part in text for part in parts)] if parts else []
