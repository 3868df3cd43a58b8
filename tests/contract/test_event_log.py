"""What every event log promises, whatever it is made of."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Sequence

import pytest
from winnow.adapters.kafka import KafkaEventLog
from winnow.adapters.memory import MemoryEventLog
from winnow.adapters.sqlite_log import SqliteEventLog
from winnow.envelope import Message, Record
from winnow.model import Request
from winnow.ports import Consumer, EventLog
from winnow.topics import ALL_TOPICS, FETCHED, Topic

LOGS = ("memory", "sqlite", pytest.param("kafka", marks=pytest.mark.kafka))


@pytest.fixture(params=LOGS)
async def log(request: pytest.FixtureRequest, tmp_path) -> AsyncIterator[EventLog]:
    if request.param == "memory":
        yield MemoryEventLog()
    elif request.param == "sqlite":
        async with SqliteEventLog(tmp_path / "log.sqlite") as made:
            yield made
    else:
        async with KafkaEventLog(request.getfixturevalue("kafka_bootstrap")) as made:
            yield made


@pytest.fixture
async def topic(log: EventLog) -> str:
    await log.create(ALL_TOPICS)
    return FETCHED.name


@pytest.fixture
def group() -> str:
    return f"group-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def mark() -> bytes:
    """Tell this test's records from those of others: a real broker is shared."""
    return uuid.uuid4().hex.encode()


def records(topic: str, mark: bytes, count: int) -> list[Record]:
    return [
        Record(
            topic=topic,
            key=b"key-%d" % (n % 3),
            value=mark + b" %d" % n,
            headers=(("n", b"%d" % n), ("n", b"\xff\x00")),
        )
        for n in range(count)
    ]


async def take(consumer: Consumer, mark: bytes, count: int) -> list[Message]:
    """Take until that many of this test's messages have come, acknowledging none."""
    taken: list[Message] = []
    async with asyncio.timeout(30):
        while len(taken) < count:
            taken += mine(await consumer.batch(100, 0.5), mark)
    return taken


def mine(messages: Sequence[Message], mark: bytes) -> list[Message]:
    return [message for message in messages if (message.value or b"").startswith(mark)]


async def test_what_was_published_is_consumed_whole_and_in_order_by_key(log, topic, group, mark):
    sent = records(topic, mark, 10)
    await log.publish(sent)
    async with log.consume(group, [topic]) as consumer:
        taken = await take(consumer, mark, 10)
    for key in {record.key for record in sent}:
        assert [m.value for m in taken if m.key == key] == [r.value for r in sent if r.key == key]
    first = next(m for m in taken if m.value == mark + b" 0")
    assert tuple(first.headers) == (("n", b"0"), ("n", b"\xff\x00"))
    assert first.at.tzinfo is not None


async def test_what_was_acknowledged_does_not_come_again_and_the_rest_does(log, topic, group, mark):
    await log.publish([Record(topic=topic, key=b"one", value=mark + b" %d" % n) for n in range(6)])
    async with log.consume(group, [topic]) as consumer:
        taken = await take(consumer, mark, 6)
        await consumer.acknowledge(taken[:4])
    async with log.consume(group, [topic]) as consumer:
        again = await take(consumer, mark, 2)
    assert [m.value for m in again] == [mark + b" 4", mark + b" 5"]


async def test_groups_are_independent(log, topic, group, mark):
    await log.publish(records(topic, mark, 3))
    for name in (group, f"{group}-other"):
        async with log.consume(name, [topic]) as consumer:
            taken = await take(consumer, mark, 3)
            await consumer.acknowledge(taken)


async def test_a_waiting_consumer_is_given_what_is_published_meanwhile(log, topic, group, mark):
    async with log.consume(group, [topic]) as consumer:
        waiting = asyncio.create_task(take(consumer, mark, 1))
        await log.publish(records(topic, mark, 1))
        assert len(await waiting) == 1


async def test_an_empty_topic_gives_an_empty_batch(log, group, mark):
    empty = Topic(name=f"empty.{mark.decode()}", type=Request, key="", compacted=False, doc="")
    await log.create([empty])
    async with log.consume(group, [empty.name]) as consumer:
        assert list(await consumer.batch(10, 0.05)) == []


async def test_reading_goes_from_the_beginning_to_the_end_as_it_was(log, topic, mark):
    await log.publish(records(topic, mark, 120))
    seen = []
    async for message in log.read(topic):
        if not seen and mine([message], mark):
            await log.publish([Record(topic=topic, key=b"late", value=mark + b" late")])
        seen += mine([message], mark)
    assert len(seen) == 120


async def test_a_tombstone_is_a_message_without_a_value(log, topic, mark):
    await log.publish([Record(topic=topic, key=mark, value=None)])
    assert [m.value async for m in log.read(topic) if m.key == mark] == [None]


async def test_lag_counts_what_was_not_acknowledged(log, topic, group, mark):
    before = sum(lag.messages for lag in await log.lag(group, [topic]))
    await log.publish(records(topic, mark, 5))
    assert sum(lag.messages for lag in await log.lag(group, [topic])) == before + 5
    async with log.consume(group, [topic]) as consumer:
        taken: list[Message] = []
        async with asyncio.timeout(30):
            while sum(lag.messages for lag in await log.lag(group, [topic])):
                batch = await consumer.batch(100, 0.5)
                taken += batch
                await consumer.acknowledge(batch)
    assert len(mine(taken, mark)) == 5


async def test_a_large_record_passes(log, topic, group, mark):
    page = mark + b"<p>" * 2_500_000
    await log.publish([Record(topic=topic, key=b"large", value=page)])
    async with log.consume(group, [topic]) as consumer:
        (taken,) = await take(consumer, mark, 1)
    assert taken.value == page


async def test_it_answers_a_ping(log, topic):
    await log.ping()
