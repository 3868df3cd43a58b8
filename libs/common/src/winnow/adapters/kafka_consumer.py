"""One member of a consumer group over aiokafka, with a loop of its own instead of the client's automatic commits."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError

from winnow.envelope import Message

log = structlog.get_logger(__name__)

SESSION_MS = 10_000
"""After this long without a sign of a member its partitions go to others."""
HEARTBEAT_MS = SESSION_MS // 4
STANDSTILL_SECONDS = SESSION_MS / 2000
"""A process that did not run for longer may have been taken for dead."""
DOUBT_SECONDS = 2 * HEARTBEAT_MS / 1000
"""Until the answer to a heartbeat has told it."""
_TICK_SECONDS = 1.0
REBALANCE_MS = 60_000
"""How long the broker waits for every member to let go of its partitions."""
LETTING_GO_SECONDS = 45.0
BATCH_BYTES = 32 * 1024 * 1024
"""A batch ends once it holds this much, however many messages were asked for."""
_STEP = 4
_OVERTIME = 0.1
"""The client keeps its time-outs itself but while partitions are being handed over."""
FETCH_BYTES = 16 * 1024 * 1024
PARTITION_FETCH_BYTES = 2 * 1024 * 1024


class KafkaConsumer(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka has no types
    """A group's member. While a batch is in hand its partitions are not let go, up to ``LETTING_GO_SECONDS``."""

    def __init__(self, client: AIOKafkaConsumer, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._ran = clock()
        self._doubtful_until = self._ran
        self._ticking: asyncio.Task[None] | None = None
        self._idle = asyncio.Event()
        self._idle.set()
        self._assigned = False

    async def start(self, topics: Sequence[str]) -> None:
        """Join the group."""
        self._client.subscribe(list(topics), listener=self)
        await self._client.start()
        self._ticking = asyncio.create_task(self._tick(), name="tick")

    async def _tick(self) -> None:
        while True:
            self._runs()
            await asyncio.sleep(_TICK_SECONDS)

    def _runs(self) -> None:
        """Take note of a moment at which this process runs, and of what it means when the last one is long ago."""
        now = self._clock()
        if now - self._ran > STANDSTILL_SECONDS:
            log.warning("did not run: others may hold the partitions", seconds=round(now - self._ran, 1))
            self._doubtful_until = now + DOUBT_SECONDS
        self._ran = now

    async def stop(self) -> None:
        """Leave the group, so that others need not wait for a time-out; what is in hand comes again elsewhere."""
        self._idle.set()
        if self._ticking is not None:
            self._ticking.cancel()
        await self._client.stop()

    async def batch(self, limit: int, wait: float) -> Sequence[Message]:
        """Take messages; none while partitions are being handed over."""
        messages = await self._take(limit, wait)
        if messages:
            self._idle.clear()
        return messages

    async def _take(self, limit: int, wait: float) -> Sequence[Message]:
        """Take a few at a time: a page may be 5 MB, and the client counts only messages."""
        messages: list[Message] = []
        size = 0
        while len(messages) < limit and size < BATCH_BYTES:
            step = min(_STEP, limit - len(messages))
            records = await self._some(step, 0.0 if messages else wait)
            if not records:
                break
            messages += map(to_message, records)
            size += sum(len(record.value or b"") for record in records)
        return messages

    async def _some(self, limit: int, wait: float) -> Sequence[ConsumerRecord]:
        """Ask the client, also while partitions are being handed over: only then does it say what went wrong there.

        It would wait for the hand-over to end, and that waits for a batch in hand: so there is none until it returned,
        which it does, as it is broken off, without having given away a message.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait + _OVERTIME):
                found = await self._client.getmany(timeout_ms=int(wait * 1000), max_records=limit)
                return [record for some in found.values() for record in some]
        return []

    def partitions(self) -> frozenset[int]:
        """Return what is held; nothing while partitions are being handed over, or may have been."""
        self._runs()
        if not self._assigned or self._ran < self._doubtful_until:
            return frozenset()
        return frozenset(tp.partition for tp in self._client.assignment())

    async def acknowledge(self, messages: Sequence[Message]) -> None:
        """Commit. Positions in partitions that went to others meanwhile are theirs: they take the messages again."""
        held = self._client.assignment()
        positions = {tp: position for tp, position in _positions(messages).items() if tp in held}
        try:
            if positions:
                await self._client.commit(positions)
        except (CommitFailedError, IllegalStateError) as error:
            log.warning("not committed: the partitions went to others", problem=str(error))
        finally:
            self._idle.set()

    def waiting(self) -> set[tuple[str, int]]:
        """Name the partitions whose next messages it waits for; none while a batch is in hand."""
        return {(tp.topic, tp.partition) for tp in self._client.assignment()} if self._idle.is_set() else set()

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Wait for the batch in hand before the partitions go to others."""
        self._assigned = False
        try:
            await asyncio.wait_for(self._idle.wait(), LETTING_GO_SECONDS)
        except TimeoutError:
            log.warning("a batch takes too long: its messages will come again elsewhere", partitions=len(list(revoked)))

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Go on."""
        log.info("partitions assigned", partitions=sorted(f"{tp.topic}:{tp.partition}" for tp in assigned))
        self._assigned = True


def group_member(bootstrap_servers: str, group: str) -> AIOKafkaConsumer:
    """Make a client that commits only when it is told to, and starts a new group at the beginning."""
    return AIOKafkaConsumer(
        bootstrap_servers=bootstrap_servers,
        client_id=f"winnow-{group}",
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
        session_timeout_ms=SESSION_MS,
        heartbeat_interval_ms=HEARTBEAT_MS,
        rebalance_timeout_ms=REBALANCE_MS,
        fetch_max_bytes=FETCH_BYTES,
        max_partition_fetch_bytes=PARTITION_FETCH_BYTES,
        metadata_max_age_ms=30_000,
    )


def to_message(record: ConsumerRecord) -> Message:
    """Read one of the client's records."""
    return Message(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        key=record.key,
        value=record.value,
        headers=tuple((name, value or b"") for name, value in record.headers),
        at=datetime.fromtimestamp(record.timestamp / 1000, UTC),
    )


def _positions(messages: Sequence[Message]) -> dict[TopicPartition, int]:
    positions: dict[TopicPartition, int] = {}
    for message in messages:
        tp = TopicPartition(message.topic, message.partition)
        positions[tp] = max(positions.get(tp, 0), message.offset + 1)
    return positions
