"""The frontier's changes in a compacted topic, partitioned as the requests are, so that it moves with its partition."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import structlog
from msgspec.structs import replace
from winnow.codec import decode, encode
from winnow.crawl.frontier import Entry
from winnow.envelope import Envelope, Record, Trace
from winnow.errors import Rejected
from winnow.ports import EventLog
from winnow.runtime import publish
from winnow.topics import FRONTIER

log = structlog.get_logger(__name__)

_AT_ONCE = 1000


class Changelog:
    """Writes what the frontier changed, and reads what other owners of a partition wrote."""

    def __init__(self, to: EventLog) -> None:
        self._log = to

    async def write(self, changes: Sequence[tuple[int, Entry]]) -> None:
        """Publish entries as they are now, each in its partition."""
        if changes:
            await publish(self._log, [_record(part, entry) for part, entry in changes])

    async def since(self, part: int, start: int) -> AsyncIterator[tuple[Sequence[Entry], int]]:
        """Yield what was written to a partition from a place on, in portions with the place after each."""
        portion: list[Entry] = []
        up_to = start
        async for message in self._log.read(FRONTIER.name, part, start):
            up_to = message.offset + 1
            try:
                portion.append(decode(FRONTIER, message).payload)
            except Rejected as rejection:
                log.warning("not restored", message=message.place, detail=rejection.detail)
            if len(portion) >= _AT_ONCE:
                yield tuple(portion), up_to
                portion.clear()
        yield tuple(portion), up_to


def _record(part: int, entry: Entry) -> Record:
    trace = Trace.parse(entry.trace) or Trace.start(entry.article_id)
    envelope = Envelope(
        key=entry.article_id, trace=trace.child("frontier"), occurred_at=datetime.now(UTC), payload=entry
    )
    return replace(encode(FRONTIER, envelope), partition=part)
