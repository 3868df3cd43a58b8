"""A member while partitions are handed over: what its client does then is written here, not waited for."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from winnow.adapters.kafka_consumer import DOUBT_SECONDS, STANDSTILL_SECONDS, KafkaConsumer

HERE = TopicPartition("topic", 0)
RECORD = ConsumerRecord("topic", 0, 7, 0, 0, b"key", b"value", None, 3, 5, ())


class Client:
    """As far as a member uses it; each call for messages ends as the test says."""

    def __init__(self, *ends: Callable[[], Any]) -> None:
        self._ends = list(ends)
        self.asked = asyncio.Event()
        self.committed: dict[TopicPartition, int] = {}

    async def getmany(self, **_: object) -> dict[TopicPartition, list[ConsumerRecord]]:
        self.asked.set()
        end = self._ends.pop(0)() if self._ends else {}
        return await end if asyncio.iscoroutine(end) else end

    def assignment(self) -> frozenset[TopicPartition]:
        return frozenset((HERE,))

    async def commit(self, positions: dict[TopicPartition, int]) -> None:
        self.committed |= positions

    async def stop(self) -> None:
        return None


def fails() -> Any:
    raise KafkaError("the coordinator gave up")


async def for_ever() -> None:
    await asyncio.Event().wait()


def gives() -> Any:
    return {HERE: [RECORD]}


async def test_who_waits_for_messages_holds_up_no_hand_over_and_comes_back_in_time() -> None:
    """The client waits for the hand-over, which must not wait for the client."""
    client = Client(for_ever)
    member = KafkaConsumer(client)
    async with asyncio.timeout(10):
        waiting = asyncio.create_task(member.batch(10, 0.01))
        await client.asked.wait()
        await member.on_partitions_revoked([HERE])
        assert member.partitions() == frozenset()
        assert await waiting == []


async def test_a_batch_in_hand_is_waited_for() -> None:
    client = Client(gives)
    member = KafkaConsumer(client)
    async with asyncio.timeout(10):
        batch = await member.batch(10, 0.01)
        revoked = asyncio.create_task(member.on_partitions_revoked([HERE]))
        await asyncio.sleep(0)
        assert member.waiting() == set()
        assert not revoked.done()
        await member.acknowledge(batch)
        await revoked
    assert client.committed == {HERE: 8}


async def test_what_goes_wrong_in_a_hand_over_is_not_kept_quiet() -> None:
    member = KafkaConsumer(Client(fails))
    await member.on_partitions_revoked([HERE])
    with pytest.raises(KafkaError, match="gave up"):
        await member.batch(10, 0.01)


async def test_who_did_not_run_for_a_while_holds_nothing_until_a_heartbeat_can_have_told() -> None:
    """A machine that stood still, or was stopped: the group may have given its partitions away."""
    now = 100.0
    member = KafkaConsumer(Client(), lambda: now)
    await member.on_partitions_assigned([HERE])
    assert member.partitions() == {0}
    now += STANDSTILL_SECONDS
    assert member.partitions() == {0}
    now += STANDSTILL_SECONDS + 0.1
    assert member.partitions() == frozenset()
    now += DOUBT_SECONDS - 0.1
    assert member.partitions() == frozenset()
    now += 0.1
    assert member.partitions() == {0}


async def test_who_leaves_with_a_batch_in_hand_holds_up_nobody() -> None:
    member = KafkaConsumer(Client(gives))
    async with asyncio.timeout(10):
        await member.batch(10, 0.01)
        revoked = asyncio.create_task(member.on_partitions_revoked([HERE]))
        await asyncio.sleep(0)
        await member.stop()
        await revoked
