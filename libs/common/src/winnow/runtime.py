"""What every service's loop stands on: a pulse, patience with what is unwell, and the loop that feeds a sink.

A crash at any point repeats work and loses none: a sink keeps the newest version of each key.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

import stamina
import structlog

from winnow import telemetry
from winnow.envelope import Message, Record
from winnow.errors import Rejected, Transient
from winnow.model import Instant
from winnow.ports import Consumer, EventLog, Publisher
from winnow.records import dead_letter_record

log = structlog.get_logger(__name__)

Clock = Callable[[], Instant]
POLL_SECONDS = 0.5
BATCH = 32
BRAKE_AFTER = 50
"""Failures by our own bug, one after another, before a flow holds."""


def utc_now() -> Instant:
    """Read the clock of the machine."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Pulse:
    """What a service's health is told from: its loops turn, and it takes work."""

    stale_after: float = 60.0
    """Seconds without a turn of a loop after which it counts as stuck."""
    beats: dict[str, float] = field(default_factory=dict)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    def beat(self, loop: str) -> None:
        """Say that a loop turned."""
        self.beats[loop] = time.monotonic()

    def stuck(self) -> Sequence[str]:
        """Name the loops that have not turned for too long."""
        now = time.monotonic()
        return [name for name, at in self.beats.items() if now - at > self.stale_after]

    async def pause(self, seconds: float) -> None:
        """Wait, but not beyond the moment when the service is asked to stop."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), seconds)


async def publish(to: Publisher, records: Sequence[Record]) -> None:
    """Publish, however long the log takes to come back: back-pressure, not loss."""
    if not records:
        return
    async for attempt in patiently("publish"):
        with attempt:
            await to.publish(records)


async def patiently(call: str) -> AsyncIterator[stamina.Attempt]:
    """Try again on ``Transient``, for ever, with growing pauses up to 30 s."""
    retries = stamina.retry_context(on=Transient, attempts=None, timeout=None, wait_initial=0.1, wait_max=30.0)
    async for attempt in retries:
        if attempt.num > 1:
            telemetry.count("winnow_retries_total", call=call)
        yield attempt


class Sink(Protocol):
    """Takes a batch of messages to where it belongs, and says what has to be published before they are acknowledged."""

    name: str

    async def take(self, messages: Sequence[Message]) -> Sequence[Record]:
        """Write a batch; raises ``Transient`` when nothing is known of it and it should be offered again."""
        ...


async def drain(sink: Sink, consumer: Consumer, to: EventLog, pulse: Pulse, limit: int = BATCH) -> None:
    """Give a sink everything its group is given, batch by batch, until the service is asked to stop."""
    while not pulse.stopping.is_set():
        pulse.beat(sink.name)
        messages = await consumer.batch(limit, POLL_SECONDS)
        if not messages:
            continue
        records: Sequence[Record] = ()
        async for attempt in patiently(sink.name):
            pulse.beat(sink.name)
            with attempt:
                records = await _taken(sink, messages)
        await publish(to, records)
        await consumer.acknowledge(messages)


async def _taken(sink: Sink, messages: Sequence[Message]) -> Sequence[Record]:
    """Offer a batch; one that is rejected as a whole is offered again message by message, to set aside the culprit."""
    try:
        return await sink.take(messages)
    except Rejected as why:
        if len(messages) == 1:
            telemetry.count("winnow_dead_letters_total", topic=messages[0].topic, reason=why.reason)
            log.warning("set aside", sink=sink.name, message=messages[0].place, reason=why.reason, detail=why.detail)
            return [dead_letter_record(messages[0], why, stage=sink.name, now=utc_now())]
    return [record for message in messages for record in await _taken(sink, [message])]
