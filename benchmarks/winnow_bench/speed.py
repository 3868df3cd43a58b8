"""Documents a second on one core: text, metadata, and whatever else a contender does in the same call."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from winnow_bench.contenders import Contender, Row, run


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The median over rounds, the least and the most."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Sum up rounds."""
        return cls(median=median(values), least=min(values), most=max(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What one contender reached, start-up taken off."""

    name: str
    per_second: Spread
    cpu_milliseconds: Spread
    """Of processor time a page: unlike the clock, it does not see what else the machine was doing."""
    ratio: Spread
    """Processor time of the yardstick over its own, in the same round."""
    megabytes: float


def speed(contenders: Sequence[Contender], rows: Sequence[Row], *, rounds: int, core: int) -> Iterator[Speed]:
    """Time every contender once a round, one after the other, so that a slow minute of the machine meets all of them.

    The first contender is the yardstick.
    """
    taken: dict[str, list[tuple[float, float, float]]] = {each.name: [] for each in contenders}
    for _ in range(rounds):
        for contender in contenders:
            taken[contender.name].append(_once(contender, rows, core))
    yardstick = [cpu for _, cpu, _ in taken[contenders[0].name]]
    for name, rows_taken in taken.items():
        yield Speed(
            name=name,
            per_second=Spread.of([1 / seconds for seconds, _, _ in rows_taken]),
            cpu_milliseconds=Spread.of([1000 * cpu for _, cpu, _ in rows_taken]),
            ratio=Spread.of([theirs / cpu for theirs, (_, cpu, _) in zip(yardstick, rows_taken, strict=True)]),
            megabytes=max(megabytes for _, _, megabytes in rows_taken),
        )


def _once(contender: Contender, rows: Sequence[Row], core: int) -> tuple[float, float, float]:
    """Return seconds and processor seconds a page, and the peak memory."""
    start, whole = run(contender, rows[:1], core=core), run(contender, rows, core=core)
    pages = len(rows) - 1
    return (whole.seconds - start.seconds) / pages, (whole.cpu - start.cpu) / pages, whole.megabytes
