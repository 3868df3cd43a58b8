"""Reading one partition of a log from a place on: what a frontier is restored by."""

import asyncio
import uuid
from collections.abc import AsyncIterator

import pytest
from winnow.adapters.kafka import KafkaEventLog
from winnow.adapters.memory import MemoryEventLog
from winnow.adapters.sqlite_log import SqliteEventLog
from winnow.envelope import Message, Record
from winnow.model import FrontierEntry
from winnow.ports import EventLog
from winnow.topics import Topic

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
    made = Topic(name=f"test.{uuid.uuid4().hex[:12]}", type=FrontierEntry, key="", compacted=False, doc="")
    await log.create([made])
    return made.name


async def read(log: EventLog, topic: str, partition: int, start: int = 0) -> list[Message]:
    return [message async for message in log.read(topic, partition, start)]


async def test_a_record_goes_where_it_is_put_whatever_its_key(log: EventLog, topic: str) -> None:
    await log.publish([Record(topic=topic, key=b"%d" % n, value=b"%d" % n, partition=0) for n in range(20)])
    found = await read(log, topic, 0)
    assert [message.value for message in found] == [b"%d" % n for n in range(20)]
    assert {message.partition for message in found} == {0}
    assert await read(log, topic, 1) == []


async def test_reading_goes_on_from_a_place_and_ends_at_the_end(log: EventLog, topic: str) -> None:
    await log.publish([Record(topic=topic, key=b"k", value=b"%d" % n, partition=0) for n in range(10)])
    assert [message.value for message in await read(log, topic, 0, 7)] == [b"7", b"8", b"9"]
    assert await read(log, topic, 0, 10) == []
    assert await read(log, topic, 0, 99) == []


async def test_a_member_says_which_partitions_it_holds(log: EventLog, topic: str) -> None:
    async with log.consume(f"group-{uuid.uuid4().hex[:8]}", [topic]) as consumer, asyncio.timeout(30):
        while not consumer.partitions():
            await consumer.batch(1, 0.2)
        assert 0 in consumer.partitions()
