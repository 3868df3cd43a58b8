"""The one loop: take, decide, publish, and only then acknowledge. The only code that knows the order.

A crash at any point repeats work and loses none: what was published is published again under the same key,
and a sink keeps the newest version of each key.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

import stamina
import structlog

from winnow import telemetry
from winnow.envelope import Message, Record
from winnow.errors import Rejected, Transient
from winnow.flows import Flow, Outcome, apply, dead_letter_record
from winnow.model import Instant, Reason, StageOutcome
from winnow.ports import Consumer, EventLog, Publisher

log = structlog.get_logger(__name__)

Clock = Callable[[], Instant]
Run = Callable[[Flow[Any, Any], Message], Awaitable[Outcome]]
"""Runs one pure flow over one message: in this process, or in a worker that can be killed."""

POLL_SECONDS = 0.5
BATCH = 32
BRAKE_PAUSE_SECONDS = 10.0
BRAKE_AFTER = 50
"""Failures by our own bug, one after another, before a flow holds."""


def utc_now() -> Instant:
    """Read the clock of the machine."""
    return datetime.now(UTC)


async def inline(flow: Flow[Any, Any], message: Message) -> Outcome:
    """Run a flow in this process."""
    return apply(flow, message, utc_now())


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


async def handle(
    flow: Flow[Any, Any], message: Message, to: Publisher, run: Run, brake: "Brake", pulse: Pulse
) -> Outcome | None:
    """Process one message to the end: on return it may be acknowledged.

    ``None`` means that it may not: the service was asked to stop while the flow held.
    """
    outcome = await _held(flow, message, run, brake, pulse)
    if outcome is not None:
        await publish(to, outcome.records)
    return outcome


async def _timed(flow: Flow[Any, Any], message: Message, run: Run) -> Outcome:
    started = time.perf_counter()
    outcome = await run(flow, message)
    _report(flow, message, outcome, time.perf_counter() - started)
    return outcome


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


async def serve(flow: Flow[Any, Any], consumer: Consumer, to: EventLog, pulse: Pulse, run: Run = inline) -> None:
    """Run a flow over everything its group is given, until the service is asked to stop."""
    brake = Brake(flow.name)
    while not pulse.stopping.is_set():
        pulse.beat(flow.name)
        done: list[Message] = []
        records: list[Record] = []
        for message in await consumer.batch(BATCH, POLL_SECONDS):
            outcome = await _held(flow, message, run, brake, pulse)
            if outcome is None:
                break
            done.append(message)
            records.extend(outcome.records)
            pulse.beat(flow.name)
        await publish(to, records)
        await consumer.acknowledge(done)


async def _held(flow: Flow[Any, Any], message: Message, run: Run, brake: "Brake", pulse: Pulse) -> Outcome | None:
    """Run a message, again and again while the brake holds; ``None`` when the service stops meanwhile."""
    while True:
        outcome = await _timed(flow, message, run)
        if not brake.pulled_by(outcome):
            return outcome
        log.error("holding: every message fails", flow=flow.name, message=message.place, detail=outcome.detail)
        await pulse.pause(BRAKE_PAUSE_SECONDS)
        if pulse.stopping.is_set():
            return None
        pulse.beat(flow.name)


class Brake:
    """Holds a flow whose every input fails by our own bug: a bad deploy must not drain a topic into dead letters."""

    def __init__(self, flow: str, limit: int = BRAKE_AFTER) -> None:
        self._flow = flow
        self._limit = limit
        self._failures = 0

    @property
    def pulled(self) -> bool:
        """Whether the flow holds."""
        return self._failures > self._limit

    def pulled_by(self, outcome: Outcome) -> bool:
        """Take note of an outcome, and say whether the flow is to hold at it."""
        bug = outcome.result is StageOutcome.FAILED and outcome.reason is Reason.STAGE_ERROR
        self._failures = self._failures + 1 if bug else 0
        telemetry.level("winnow_brake", float(self.pulled), flow=self._flow)
        return self.pulled


def _report(flow: Flow[Any, Any], message: Message, outcome: Outcome, seconds: float) -> None:
    telemetry.count("winnow_messages_total", flow=flow.name, outcome=outcome.result)
    telemetry.observe("winnow_handle_seconds", seconds, flow=flow.name)
    if outcome.dead is not None and outcome.reason is not None:
        telemetry.count("winnow_dead_letters_total", topic=message.topic, reason=outcome.reason)
    write = log.info if outcome.dead is None else log.warning
    write(
        "handled",
        flow=flow.name,
        message=message.place,
        key=(message.key or b"").decode("utf8", "replace"),
        outcome=outcome.result,
        reason=outcome.reason,
        detail=outcome.detail,
        trace_id=message.trace.trace_id,
        ms=round(seconds * 1000, 1),
    )


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
