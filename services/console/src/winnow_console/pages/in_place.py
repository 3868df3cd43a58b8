"""The page whole again: what was kept and what was removed, in the order of the source."""

from collections.abc import Sequence
from dataclasses import dataclass

from winnow.model import CleanArticle, Removed


@dataclass(frozen=True, slots=True)
class Piece:
    """A line that was kept, or a block that was removed."""

    position: int
    text: str
    level: int = 0
    """Of a heading; 0 for other lines."""
    removed: Removed | None = None


def in_place(article: CleanArticle) -> Sequence[Piece]:
    """Merge by position; empty for an article that was cleaned before positions were kept."""
    lines = [line for section in article.sections for line in _lines(section.heading, section.level, section.text)]
    if len(lines) != len(article.positions):
        return ()
    kept = [Piece(position, text, level) for position, (text, level) in zip(article.positions, lines, strict=True)]
    removed = [Piece(record.position, record.text, removed=record) for record in article.removed]
    return sorted([*kept, *removed], key=lambda piece: piece.position)


def _lines(heading: str, level: int, text: str) -> list[tuple[str, int]]:
    below = [(line, 0) for line in text.split("\n")] if text else []
    return [*((line, level) for line in heading.split("\n") if heading), *below]
