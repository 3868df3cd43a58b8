"""What visits publish together: a group that fails concerns those who sent it."""

import asyncio

import pytest
from winnow.adapters.memory import MemoryEventLog
from winnow.envelope import Record
from winnow.errors import Rejected
from winnow.model import Reason
from winnow_crawler.outbox import Outbox


class Picky(MemoryEventLog):
    """Takes anything but what it is told to refuse, and takes its time."""

    def __init__(self, refused: bytes) -> None:
        super().__init__()
        self.refused = refused
        self.sizes: list[int] = []
        self.asked, self.goes_on = asyncio.Event(), asyncio.Event()

    async def publish(self, records: list[Record]) -> None:  # type: ignore[override]
        self.asked.set()
        self.sizes.append(len(records))
        await self.goes_on.wait()
        if any(record.value == self.refused for record in records):
            raise Rejected(Reason.TOO_LARGE, "no")
        await super().publish(records)


def record(value: bytes) -> Record:
    return Record(topic="t", key=None, value=value)


async def test_what_came_up_meanwhile_is_published_though_the_group_before_was_refused() -> None:
    log = Picky(b"huge")
    async with asyncio.timeout(10), Outbox(log) as outbox:
        first = asyncio.create_task(outbox.send([record(b"huge")]))
        await log.asked.wait()
        second = asyncio.create_task(outbox.send([record(b"fine")]))
        await asyncio.sleep(0)
        log.goes_on.set()
        with pytest.raises(Rejected):
            await first
        await second
    assert [message.value async for message in log.read("t")] == [b"fine"]


async def test_what_waits_is_published_in_groups_in_the_order_in_which_it_came() -> None:
    log = Picky(b"none")
    async with asyncio.timeout(10), Outbox(log) as outbox:
        sends = [asyncio.create_task(outbox.send([record(b"%d" % n)])) for n in range(1000)]
        await log.asked.wait()
        log.goes_on.set()
        await asyncio.gather(*sends)
    assert [int(message.value or b"") async for message in log.read("t")] == list(range(1000))
    assert max(log.sizes) < 500
