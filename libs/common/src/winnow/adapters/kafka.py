"""The event log in Kafka, over aiokafka."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import stamina
import structlog
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    GroupCoordinatorNotAvailableError,
    IllegalArgumentError,
    KafkaError,
    MessageSizeTooLargeError,
    RecordTooLargeError,
    TopicAlreadyExistsError,
    TopicAuthorizationFailedError,
    UnknownTopicOrPartitionError,
    UnsupportedVersionError,
    for_code,
)

from winnow.adapters.kafka_consumer import KafkaConsumer, group_member, to_message
from winnow.envelope import Message, Record
from winnow.errors import ConfigError, Rejected, Transient
from winnow.model import Reason
from winnow.ports import Lag
from winnow.runtime import patiently
from winnow.topics import MAX_RECORD_BYTES, Topic

log = structlog.get_logger(__name__)

OVERHEAD_BYTES = 1024 * 1024
"""Room for keys, headers and framing around the largest record."""
COMPRESSION = "zstd"
_DAY_MS = 24 * 60 * 60 * 1000
_PING_SECONDS = 5.0
_STOP_SECONDS = 5.0
_COORDINATOR_SECONDS = 10.0
"""A new cluster makes the topic of the groups when the first of them is asked for."""
_READ_AHEAD = 16
_OPERATORS_PART = (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    IllegalArgumentError,
    TopicAuthorizationFailedError,
    UnsupportedVersionError,
)


class KafkaEventLog:
    """The log of the distributed mode. Use it as an async context manager; it connects when it is first used.

    ``partitions`` and ``replication`` are for topics that it creates; -1 leaves the replication to the broker.
    """

    def __init__(self, bootstrap_servers: str, *, partitions: int = 4, replication: int = -1) -> None:
        self._servers = bootstrap_servers
        self._partitions = partitions
        self._replication = replication
        self._producer: AIOKafkaProducer | None = None
        self._observer: AIOKafkaConsumer | None = None
        self._connecting = asyncio.Lock()

    async def __aenter__(self) -> "KafkaEventLog":
        return self

    async def __aexit__(self, *exc: object) -> None:
        for client in (self._producer, self._observer):
            if client is not None:
                await _stop(client)
        self._producer = self._observer = None

    async def create(self, topics: Sequence[Topic[object]]) -> None:
        """Create topics that are not there, waiting for the broker as long as it takes."""
        async for attempt in patiently("create topics"):
            with attempt, _translated():
                await self._create([self._new(topic) for topic in topics])

    def _new(self, topic: Topic[object]) -> NewTopic:
        configuration = {"max.message.bytes": str(MAX_RECORD_BYTES + OVERHEAD_BYTES)}
        if topic.compacted:
            configuration |= {"cleanup.policy": "compact", "min.cleanable.dirty.ratio": "0.3"}
        else:
            configuration |= {"cleanup.policy": "delete", "retention.ms": str(30 * _DAY_MS)}
        new = NewTopic(topic.name, self._partitions, 1, topic_configs=configuration)
        new.replication_factor = self._replication  # the broker takes -1 beside a number of partitions, the class not
        return new

    async def _create(self, topics: list[NewTopic]) -> None:
        async with self._admin() as admin:
            answer = await admin.create_topics(topics)
        for name, code, detail in (entry[:3] for entry in answer.topic_errors):
            error = for_code(code)
            if code and error is not TopicAlreadyExistsError:
                raise Transient(f"Kafka does not create {name}: {error.__name__} {detail or ''}")

    async def publish(self, records: Sequence[Record]) -> None:
        """Send all, then wait for the broker's answer to each: it has written them to every replica in sync."""
        with _translated():
            producer = await self._started()
            try:
                await asyncio.gather(*[await _send(producer, record) for record in records])
            except (MessageSizeTooLargeError, RecordTooLargeError):
                raise
            except KafkaError:
                await self._renew(producer)
                raise

    async def _started(self) -> AIOKafkaProducer:
        async with self._connecting:
            if self._producer is None:
                producer = AIOKafkaProducer(
                    bootstrap_servers=self._servers,
                    client_id="winnow",
                    acks="all",
                    enable_idempotence=True,
                    compression_type=COMPRESSION,
                    max_request_size=MAX_RECORD_BYTES + OVERHEAD_BYTES,
                    request_timeout_ms=30_000,
                    metadata_max_age_ms=30_000,
                )
                await _starting(producer, producer.start())
                self._producer = producer
            return self._producer

    async def _renew(self, failed: AIOKafkaProducer) -> None:
        """Drop a producer whose state is in doubt: the next call makes another."""
        if self._producer is failed:
            self._producer = None
            await _stop(failed)

    @asynccontextmanager
    async def consume(self, group: str, topics: Sequence[str]) -> AsyncIterator[KafkaConsumer]:
        """Join a group, waiting for the broker as long as it takes."""
        consumer = await self._join(group, topics)
        try:
            yield consumer
        finally:
            await consumer.stop()

    async def _join(self, group: str, topics: Sequence[str]) -> KafkaConsumer:
        async for attempt in patiently("join"):
            with attempt, _translated():
                client = group_member(self._servers, group)
                consumer = KafkaConsumer(client)
                await _starting(client, consumer.start(topics))
                return consumer
        raise AssertionError("patience has no end")

    async def read(self, topic: str, partition: int | None = None, start: int = 0) -> AsyncIterator[Message]:
        """Read to the end as it is now, outside any group: every partition, or one from an offset on."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._servers, enable_auto_commit=False, isolation_level="read_committed"
        )
        with _translated():
            await _starting(consumer, consumer.start())
        try:
            left = await _unread(consumer, topic, partition, start)
            while left:
                with _translated():
                    found = await consumer.getmany(*left, timeout_ms=1000, max_records=_READ_AHEAD)
                for tp, records in found.items():
                    for record in records:
                        if record.offset < left[tp]:
                            yield to_message(record)
                left = {tp: end for tp, end in left.items() if await consumer.position(tp) < end}
        finally:
            await consumer.stop()

    async def lag(self, group: str, topics: Sequence[str]) -> Sequence[Lag]:
        """Compare the group's commits with the ends; where it has none it will start at the beginning."""
        with _translated():
            observer = await self._observing()
            partitions = [tp for topic in topics for tp in await _partitions(observer, topic)]
            starts = await observer.beginning_offsets(partitions)
            ends = await observer.end_offsets(partitions)
            commits = await self._commits(group)
        committed = {tp: max(commits[tp].offset if tp in commits else 0, starts[tp]) for tp in partitions}
        return [
            Lag(group=group, topic=tp.topic, partition=tp.partition, committed=committed[tp], end=ends[tp])
            for tp in partitions
        ]

    @stamina.retry(on=GroupCoordinatorNotAvailableError, timeout=_COORDINATOR_SECONDS, attempts=None)
    async def _commits(self, group: str) -> Mapping[TopicPartition, Any]:
        async with self._admin() as admin:
            commits: Mapping[TopicPartition, Any] = await admin.list_consumer_group_offsets(group)
            return commits

    async def ping(self) -> None:
        """Ask any broker for the cluster's metadata."""
        with _translated():
            async with asyncio.timeout(_PING_SECONDS):
                producer = await self._started()
                await producer.client.fetch_all_metadata()

    async def _observing(self) -> AIOKafkaConsumer:
        async with self._connecting:
            if self._observer is None:
                observer = AIOKafkaConsumer(bootstrap_servers=self._servers, enable_auto_commit=False)
                await _starting(observer, observer.start())
                self._observer = observer
            return self._observer

    @asynccontextmanager
    async def _admin(self) -> AsyncIterator[AIOKafkaAdminClient]:
        admin = AIOKafkaAdminClient(bootstrap_servers=self._servers)
        try:
            await admin.start()
            yield admin
        finally:
            await admin.close()


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what the client raises into what the caller should do about it."""
    try:
        yield
    except (MessageSizeTooLargeError, RecordTooLargeError) as error:
        raise Rejected(Reason.TOO_LARGE, f"Kafka does not take this record: {error}") from error
    except _OPERATORS_PART as error:
        raise ConfigError(f"Kafka refuses: {type(error).__name__} {error}") from error
    except (KafkaError, OSError, TimeoutError) as error:
        raise Transient(f"Kafka does not do it now: {type(error).__name__} {error}") from error


async def _send(producer: AIOKafkaProducer, record: Record) -> Awaitable[Any]:
    """Queue one record; the broker's answer is awaited by the caller."""
    answer: Awaitable[Any] = await producer.send(
        record.topic, record.value, key=record.key, headers=list(record.headers), partition=record.partition
    )
    return answer


async def _starting(client: Any, start: Awaitable[None]) -> None:
    """Start a client; leave nothing of it behind when that fails."""
    try:
        await start
    except BaseException:
        await _stop(client)
        raise


async def _stop(client: Any) -> None:
    """Stop a client, but do not wait for a broker that is away."""
    with contextlib.suppress(KafkaError, OSError, TimeoutError):
        async with asyncio.timeout(_STOP_SECONDS):
            await client.stop()


async def _partitions(client: AIOKafkaConsumer, topic: str) -> Sequence[TopicPartition]:
    await client._client.add_topic(topic)  # noqa: SLF001 - a consumer asks only for topics that it subscribed to
    if not client.partitions_for_topic(topic):
        # a request that was under way when the topic was added did not ask for it
        await client._client.force_metadata_update()  # noqa: SLF001
    numbers = client.partitions_for_topic(topic)
    if not numbers:
        raise UnknownTopicOrPartitionError(topic)
    return [TopicPartition(topic, number) for number in sorted(numbers)]


async def _unread(
    consumer: AIOKafkaConsumer, topic: str, partition: int | None, start: int
) -> dict[TopicPartition, int]:
    """Put the consumer at the beginning of what is to be read, if there is anything; return the ends."""
    with _translated():
        partitions = [tp for tp in await _partitions(consumer, topic) if partition in {None, tp.partition}]
        starts = await consumer.beginning_offsets(partitions)
        ends = await consumer.end_offsets(partitions)
        begins = {tp: max(starts[tp], start) for tp in partitions}
        left = {tp: ends[tp] for tp in partitions if begins[tp] < ends[tp]}
        if left:
            consumer.assign(list(left))
            for tp in left:
                consumer.seek(tp, begins[tp])
        return left
