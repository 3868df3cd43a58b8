"""What only a real Kafka shows: sizes, compression, rebalances in the middle of a batch, a broker that goes away."""

import asyncio
import random
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from structlog.testing import capture_logs
from winnow.adapters.kafka import KafkaEventLog
from winnow.adapters.kafka_consumer import LETTING_GO_SECONDS
from winnow.codec import decode, encode
from winnow.envelope import Envelope, Record, Trace
from winnow.errors import Rejected, Transient
from winnow.model import MAX_BODY_BYTES, RawArticle, Reason, Request
from winnow.records import dead_letter_record
from winnow.topics import ALL_TOPICS, CLEANED, FETCHED, MAX_RECORD_BYTES, Topic, dead_letters_of

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
async def log(kafka_bootstrap: str) -> AsyncIterator[KafkaEventLog]:
    async with KafkaEventLog(kafka_bootstrap) as made:
        await made.create(ALL_TOPICS)
        yield made


@pytest.fixture
async def topic(log: KafkaEventLog) -> Topic[Request]:
    made = Topic(name=f"test.{uuid.uuid4().hex[:12]}", type=Request, key="", compacted=False, doc="")
    await log.create([made])
    return made


def page(body: bytes) -> Envelope[RawArticle]:
    raw = RawArticle(
        article_id=uuid.uuid4().hex, url="u", host="h", fetched_at=NOON, content_type="text/html", body=body
    )
    return Envelope(key=raw.article_id, trace=Trace.start("u"), occurred_at=NOON, payload=raw)


@pytest.mark.parametrize("compressible", [True, False])
async def test_the_largest_page_passes_and_so_does_its_dead_letter(log: KafkaEventLog, compressible: bool) -> None:
    body = b"<p>some words</p>" * (MAX_BODY_BYTES // 17) if compressible else random.Random(1).randbytes(MAX_BODY_BYTES)  # noqa: S311
    envelope = page(body)
    await log.publish([encode(FETCHED, envelope)])
    (message,) = [m async for m in log.read(FETCHED.name) if m.key == envelope.key.encode()]
    assert decode(FETCHED, message).payload.body == body
    why = Rejected(Reason.STAGE_ERROR, "x")
    await log.publish([dead_letter_record(message, why, stage="clean", now=NOON)])
    (letter,) = [m async for m in log.read(f"{FETCHED.name}.dlq") if m.key == message.place.encode()]
    assert decode(dead_letters_of(FETCHED), letter).payload.value == message.value


async def test_a_record_beyond_the_limit_is_rejected_with_a_reason_and_the_next_one_passes(
    log: KafkaEventLog, topic: Topic[Request]
) -> None:
    with pytest.raises(Rejected) as raised:
        await log.publish([Record(topic=topic.name, key=None, value=b"x" * (MAX_RECORD_BYTES + 2**21))])
    assert raised.value.reason is Reason.TOO_LARGE
    await log.publish([Record(topic=topic.name, key=None, value=b"next")])
    assert [m.value async for m in log.read(topic.name)] == [b"next"]


async def test_topics_keep_what_they_promise(log: KafkaEventLog, kafka_bootstrap: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka_bootstrap)
    await admin.start()
    try:
        resources = [ConfigResource(ConfigResourceType.TOPIC, topic.name) for topic in ALL_TOPICS]
        answers = await admin.describe_configs(resources)
    finally:
        await admin.close()
    found = {
        resource[3]: {entry[0]: entry[1] for entry in resource[4]}
        for answer in answers
        for resource in answer.resources
    }
    for topic in ALL_TOPICS:
        assert found[topic.name]["cleanup.policy"] == ("compact" if topic.compacted else "delete")
        assert int(found[topic.name]["max.message.bytes"]) > MAX_RECORD_BYTES


async def test_making_topics_again_changes_nothing(log: KafkaEventLog, topic: Topic[Request]) -> None:
    await log.publish([Record(topic=topic.name, key=None, value=b"kept")])
    await asyncio.gather(*(log.create([topic, CLEANED]) for _ in range(3)))
    assert [m.value async for m in log.read(topic.name)] == [b"kept"]


async def test_partitions_are_not_let_go_while_a_batch_is_in_hand(log: KafkaEventLog, topic: Topic[Request]) -> None:
    group = f"group-{uuid.uuid4().hex[:8]}"
    sent: list[bytes] = []
    seen: list[bytes] = []
    worked = {number: asyncio.Event() for number in range(3)}
    fed = asyncio.Event()

    async def feed() -> None:
        while not all(event.is_set() for event in worked.values()):
            some = [b"%d" % n for n in range(len(sent), len(sent) + 8)]
            await log.publish([Record(topic=topic.name, key=value, value=value) for value in some])
            sent.extend(some)
            await asyncio.sleep(0.05)
        fed.set()

    async def member(number: int) -> None:
        async with log.consume(group, [topic.name]) as consumer:
            while not (fed.is_set() and len(seen) >= len(sent)):
                batch = await consumer.batch(20, 0.2)
                await asyncio.sleep(0.1)  # the work, in which others join
                seen.extend(message.value or b"" for message in batch)
                await consumer.acknowledge(batch)
                if batch:
                    worked[number].set()

    async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
        tasks.create_task(feed())
        for number, event in worked.items():
            tasks.create_task(member(number))
            await event.wait()
    assert sorted(seen) == sorted(sent), "none lost, and none twice"
    assert sum(lag.messages for lag in await log.lag(group, [topic.name])) == 0


async def test_messages_that_come_during_a_hand_over_do_not_hold_it_up(
    log: KafkaEventLog, topic: Topic[Request]
) -> None:
    """Members that mostly wait for messages, of which a few come all the time: the next may come at any moment."""
    group, over, held = f"group-{uuid.uuid4().hex[:8]}", asyncio.Event(), dict[int, frozenset[int]]()

    async def feed() -> None:
        while not over.is_set():
            await log.publish([Record(topic=topic.name, key=uuid.uuid4().bytes, value=b"x")])
            await asyncio.sleep(0.02)

    async def member(number: int) -> None:
        async with log.consume(group, [topic.name]) as consumer:
            while not over.is_set():
                await consumer.acknowledge(await consumer.batch(20, 0.5))
                held[number] = consumer.partitions()

    with capture_logs() as said:
        async with asyncio.timeout(LETTING_GO_SECONDS * 4), asyncio.TaskGroup() as tasks:
            tasks.create_task(feed())
            for number in range(3):
                tasks.create_task(member(number))
                while len(held) <= number or not all(held.values()):
                    await asyncio.sleep(0.05)
            over.set()
    assert [each for each in said if "too long" in each["event"]] == []


async def test_a_broker_that_is_not_there_is_transient_and_nothing_hangs() -> None:
    async with KafkaEventLog("127.0.0.1:9") as nobody:
        for call in (nobody.ping(), nobody.lag("g", ["t"]), nobody.publish([Record(topic="t", key=None, value=b"")])):
            with pytest.raises(Transient):
                await asyncio.wait_for(call, 20)


async def test_what_a_killed_broker_took_is_there_and_publishing_goes_on(own_kafka: Any) -> None:
    servers = own_kafka.start()
    topic = Topic(name="survives", type=Request, key="", compacted=False, doc="")
    async with KafkaEventLog(servers) as log:
        await log.create([topic])
        await log.publish([Record(topic=topic.name, key=None, value=b"%d" % n) for n in range(300)])
        async with log.consume("g", [topic.name]) as consumer:
            first = list(await consumer.batch(100, 10))
            await consumer.acknowledge(first)
            own_kafka.kill()
            publishing = asyncio.create_task(log.publish([Record(topic=topic.name, key=None, value=b"meanwhile")]))
            await asyncio.to_thread(own_kafka.start)
            await publishing
            rest: list[bytes] = []
            async with asyncio.timeout(60):
                while len(first) + len(rest) < 301:
                    batch = await consumer.batch(100, 0.5)
                    rest += [message.value or b"" for message in batch]
                    await consumer.acknowledge(batch)
        assert b"meanwhile" in rest
        assert {TopicPartition(lag.topic, lag.partition): lag.messages for lag in await log.lag("g", [topic.name])} == {
            TopicPartition(topic.name, number): 0 for number in range(4)
        }
