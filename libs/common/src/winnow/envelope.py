"""What travels: a record's bytes as a log holds them, and the decoded payload with its trace."""

import hashlib
import re
from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec

from winnow.model import Instant

T = TypeVar("T")
U = TypeVar("U")

Headers = Sequence[tuple[str, bytes]]

_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")


class Trace(msgspec.Struct, frozen=True):
    """A place in a distributed trace, as in W3C Trace Context (https://www.w3.org/TR/trace-context/)."""

    trace_id: str
    """32 hexadecimal digits."""
    span_id: str
    """16 hexadecimal digits."""

    @classmethod
    def start(cls, seed: str) -> "Trace":
        """Begin a trace whose ids follow from the seed: the same input asked for again has the same trace."""
        digest = hashlib.sha256(seed.encode("utf8", "surrogatepass")).hexdigest()
        return cls(digest[:32], digest[32:48])

    @classmethod
    def parse(cls, traceparent: str) -> "Trace | None":
        """Read a ``traceparent``; ``None`` when it is absent or malformed, as the standard asks."""
        match = _TRACEPARENT.fullmatch(traceparent)
        if match is None or not match[1].strip("0") or not match[2].strip("0"):
            return None
        return cls(match[1], match[2])

    def child(self, step: str) -> "Trace":
        """Go one step deeper; deterministic, so that a redelivery repeats its ids."""
        return Trace(self.trace_id, hashlib.sha256(f"{self.span_id}/{step}".encode()).hexdigest()[:16])

    def __str__(self) -> str:
        return f"00-{self.trace_id}-{self.span_id}-01"


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What is given to a log: bytes under a key."""

    topic: str
    key: bytes | None
    value: bytes | None
    """``None`` is a tombstone: compaction forgets the key."""
    headers: Headers = ()
    partition: int | None = None
    """Where it goes when its key is not to decide; a log of one partition puts it there."""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What a log gives back: the record and its place."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    at: Instant
    """When the log took it."""

    @property
    def place(self) -> str:
        """Name this message in logs and dead letters."""
        return f"{self.topic}:{self.partition}:{self.offset}"

    def header(self, name: str) -> str:
        """Return the last header of that name as text, or an empty string."""
        for key, value in reversed(self.headers):
            if key == name:
                return value.decode("utf8", "replace")
        return ""

    @property
    def trace(self) -> Trace:
        """The trace in the headers, or one that starts at this message."""
        return Trace.parse(self.header("traceparent")) or Trace.start(self.place)


class Envelope(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A decoded payload with what has to travel along."""

    key: str
    trace: Trace
    occurred_at: Instant
    payload: T

    def carry(self, payload: U, *, step: str, key: str | None = None) -> "Envelope[U]":
        """Put a new payload into this envelope, one step further in the same trace."""
        return Envelope(
            key=self.key if key is None else key,
            trace=self.trace.child(step),
            occurred_at=self.occurred_at,
            payload=payload,
        )
