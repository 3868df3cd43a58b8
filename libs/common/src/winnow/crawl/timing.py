"""How long a fetch took, part by part: measured, and told to a reader."""

from collections import defaultdict
from collections.abc import Callable

from winnow.model import Timing

_NAMES = {
    "robots": "robots.txt",
    "dns": "name",
    "connect": "connection",
    "tls": "TLS",
    "first_byte": "first byte",
    "body": "body",
}
"""The parts of a ``Timing`` in their order, and what a reader calls them."""


class Stopwatch:
    """Times one fetch, which is in one part at a time: entering a part ends the one before."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._began = self._entered = clock()
        self._part = ""
        self._took: defaultdict[str, float] = defaultdict(float)

    def enter(self, part: str) -> None:
        """Begin a part, or go on with one."""
        now = self._clock()
        self._took[self._part] += now - self._entered
        self._part, self._entered = part, now

    def timing(self) -> Timing:
        """Return the parts up to now."""
        self.enter(self._part)
        took = {part: _milliseconds(seconds) for part, seconds in self._took.items() if part}
        return Timing(total=_milliseconds(self._entered - self._began), **took)


def parts_of(timing: Timing) -> dict[str, float]:
    """Return the parts that a fetch came to, in milliseconds."""
    found = {part: getattr(timing, part) for part in _NAMES}
    return {part: took for part, took in found.items() if took is not None}


def named_parts(timing: Timing) -> list[tuple[str, str]]:
    """Return the parts that a fetch came to and how long they took, in a reader's words."""
    return [(_NAMES[part], duration(took)) for part, took in parts_of(timing).items()]


def in_words(timing: Timing) -> str:
    """Tell the whole and its parts: ``120 ms (name 4 ms, first byte 90 ms, body 26 ms)``."""
    told = [" ".join(part) for part in named_parts(timing)]
    return duration(timing.total) + (f" ({', '.join(told)})" if told else "")


def duration(milliseconds: float) -> str:
    """Tell a time as a reader takes it in."""
    if milliseconds >= 10_000:
        return f"{milliseconds / 1000:.1f} s"
    return f"{milliseconds:.0f} ms" if milliseconds >= 0.5 else "under 1 ms"


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 3)
