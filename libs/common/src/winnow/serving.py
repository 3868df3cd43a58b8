"""The loop around a pure flow: take, decide, publish, and only then acknowledge.

A crash at any point repeats work and loses none: what was published is published again under the same key.
"""

import time
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from winnow import telemetry
from winnow.envelope import Message, Record
from winnow.flows import Flow, Outcome, apply
from winnow.model import Reason, StageOutcome
from winnow.ports import Consumer, EventLog, Publisher
from winnow.runtime import BATCH, BRAKE_AFTER, POLL_SECONDS, Pulse, publish, utc_now

log = structlog.get_logger(__name__)

Run = Callable[[Flow[Any, Any], Message], Awaitable[Outcome]]
"""Runs one pure flow over one message: in this process, or in a worker that can be killed."""

BRAKE_PAUSE_SECONDS = 10.0


async def inline(flow: Flow[Any, Any], message: Message) -> Outcome:
    """Run a flow in this process."""
    return apply(flow, message, utc_now())


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
