"""Find authors where no markup names them: names that stand alone on a line, by what stands beside them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from winnow.stages.blocks import Block, BlockKind
from winnow.stages.metadata.byline_words import CONNECTING
from winnow.stages.metadata.dates import find_day
from winnow.stages.metadata.marks import is_elsewhere
from winnow.stages.metadata.names import SHORT_LINE, is_person, is_role, lines_of, read_byline, without_date

_ABOVE, _BELOW = 4, 8
_FEW_LETTERS, _LONGEST_CALL, _LONGEST_STAMP, _LONGEST_ROLE = 12, 20, 50, 60
_SURE, _LIKELY = 1.6, 1.0
_AGE = re.compile(
    r"\bago\b|\bvor \w+ (?:minute|stunde|tag|woche|monat|jahr)|\bil y a\b|\bhace \w+ \w+"
    r"|\bmin(?:\.|utes?)? read\b|min\. lesezeit"
    r"|\b(?:publi[scé]\w*|posted|updated|veröffentlicht|aktualisiert)\b",
    re.IGNORECASE,
)
"""Words that say how old an article is or how long it takes."""


def lone_names(blocks: Sequence[Block], headline: int | None) -> Iterator[tuple[tuple[str, ...], float]]:
    """Yield lines around the headline that hold nothing but full names, if something else marks them as authors.

    Without it, a lone ``Wedding Planning`` looks as much like a name as a lone ``Ada Lindqvist``.
    """
    if headline is None:
        return
    for block in blocks[max(0, headline - _ABOVE) : headline + _BELOW]:
        if len(block.text) > SHORT_LINE or block.position == headline or block.kind is BlockKind.HEADING:
            continue
        if block.element is not None and is_elsewhere(block.element):
            continue
        if names := read_byline(lines_of(block.text)):
            weight = _Around(blocks, block).weight(names, above=block.position < headline)
            yield names, weight * _fading(block.position - headline)


def _fading(distance: int) -> float:
    return 1 / (1 + 0.15 * abs(distance))


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands beside a lone name: it tells an author from a section of the site."""

    blocks: Sequence[Block]
    block: Block

    def weight(self, names: tuple[str, ...], *, above: bool) -> float:
        """Return what the names count for, or 0 if nothing marks them as authors."""
        if not above and self._is_called():
            return _SURE
        if not all(map(is_person, names)):
            return 0.0
        rest = _besides(self.block.text, names)
        if sum(map(str.isalpha, rest)) > _FEW_LETTERS and not _says_age(rest) and not is_role(rest):
            return 0.0
        if self._is_dated(0) or self._is_dated(1) or self._is_repeated() or self._is_told_of(names[0]):
            return _SURE
        if above:
            return 0.0
        if _tells_role(self._line(1)):
            return _SURE
        is_aged = _says_age(self._line(0)) or _says_age(self._line(1))
        return _LIKELY if is_aged or self._is_dated(-1) or self._is_dated(2) or is_role(rest) else 0.0

    def _line(self, offset: int) -> str:
        at = self.block.position + offset
        text = self.blocks[at].text if 0 <= at < len(self.blocks) else ""
        return text if len(text) <= SHORT_LINE else ""

    def _is_called(self) -> bool:
        """Say whether the line above is a byline's first word, or is short and ends with it."""
        before = self._line(-1)
        return len(before) <= _LONGEST_CALL and before.strip(" :").lower().rpartition(" ")[2] in CONNECTING

    def _is_dated(self, offset: int) -> bool:
        """Say whether a date stands in a line: one that does not touch the name's must hold little else."""
        line = self._line(offset)
        return (offset in {0, 1} or len(line) <= _LONGEST_STAMP) and bool(find_day(line))

    def _is_repeated(self) -> bool:
        """Say whether the next or the last line is the same, as where a portrait has the name for its caption."""
        return self.block.text in {self._line(-1), self._line(1)}

    def _is_told_of(self, name: str) -> bool:
        """Say whether a biography below begins with the name."""
        below = self.blocks[self.block.position + 1 :]
        return any(len(b.text) > SHORT_LINE and b.text.startswith(name + " ") for b in below)


def _tells_role(line: str) -> bool:
    return len(line) <= _LONGEST_ROLE and is_role(line)


def _says_age(line: str) -> bool:
    return _AGE.search(line) is not None


def _besides(text: str, names: Iterable[str]) -> str:
    """Return what a line says besides names and dates."""
    rest = without_date(text)
    for name in names:
        rest = rest.replace(name, " ")
    return rest
