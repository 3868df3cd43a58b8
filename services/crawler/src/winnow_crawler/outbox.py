"""What visits have to say, published together: one call to the log for what came up during the one before."""

import asyncio
from collections import deque
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from winnow.envelope import Record
from winnow.ports import EventLog
from winnow.runtime import publish

_GROUP = 200
"""Records from which on a group is full. Were all that wait one group, all hosts would be asked again at one time."""


class Outbox:
    """Publishes in groups. Use as an async context manager, around everything that sends.

    Records of the topics in ``leave_out`` are not published.
    """

    def __init__(self, to: EventLog, leave_out: frozenset[str] = frozenset()) -> None:
        self._to = to
        self._leave_out = leave_out
        self._groups: deque[tuple[list[Record], asyncio.Future[None]]] = deque()
        """What waits, first come first: records, and who is to be told that the log has them."""
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def send(self, records: Sequence[Record]) -> None:
        """Publish records; on return the log has them for good."""
        if not self._groups or len(self._groups[-1][0]) >= _GROUP:
            self._groups.append(([], asyncio.get_running_loop().create_future()))
        group, done = self._groups[-1]
        group.extend(record for record in records if record.topic not in self._leave_out)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._publish_groups(), name="outbox")
        await asyncio.shield(done)

    async def _publish_groups(self) -> None:
        while self._groups:
            records, done = self._groups.popleft()
            try:
                await publish(self._to, records)
            except BaseException as error:
                if not isinstance(error, Exception):
                    done.cancel()
                    raise
                done.set_exception(error)  # for those who sent these; the next group is others'
            else:
                done.set_result(None)
