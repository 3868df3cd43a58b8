"""A pure flow as a Faust app, in the one form that loses no message (docs/adr/0003 says what the other forms lose).

At least once; one message at a time; no table, no ``take``, no ``noack``, no ``exactly_once``; every send awaited up
to the broker's answer; and no exception leaves the loop, because Faust acknowledges the message that it leaves with.
"""

import asyncio
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import faust
import structlog
from aiokafka.errors import KafkaError, MessageSizeTooLargeError
from faust.exceptions import FaustError

from winnow.adapters.kafka import COMPRESSION, OVERHEAD_BYTES
from winnow.adapters.kafka_consumer import PARTITION_FETCH_BYTES, REBALANCE_MS, SESSION_MS
from winnow.envelope import Message, Record
from winnow.errors import Rejected, Transient
from winnow.flows import Flow, failed
from winnow.model import Reason
from winnow.runtime import Pulse, publish, utc_now
from winnow.serving import Brake, Run, handle
from winnow.topics import MAX_RECORD_BYTES

log = structlog.get_logger(__name__)

LEFT = 70
"""Exit code of a process that left with a message in hand, so that it comes again."""
COMMIT_SECONDS = 1.0
BUFFER = 16
"""Messages that wait in a stream; a page may be 5 MB, and Faust's own default is 4,096."""
POLL = 64
"""Messages that are taken from the client at once: each time costs a hop between threads."""
_SEND_SECONDS = 30.0


def build_app(
    flow: Flow[Any, Any], run: Run, pulse: Pulse, *, group: str, bootstrap_servers: str, data_dir: Path
) -> faust.App:
    """Make the app that runs a flow in a consumer group; nothing is connected before it starts."""
    data_dir.mkdir(parents=True, exist_ok=True)
    app = faust.App(
        group,
        broker=[f"kafka://{server.strip()}" for server in bootstrap_servers.split(",")],
        datadir=data_dir / "faust",
        store="memory://",
        processing_guarantee="at_least_once",
        web_enabled=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        broker_session_timeout=SESSION_MS / 1000,
        broker_heartbeat_interval=SESSION_MS / 4000,
        broker_rebalance_timeout=REBALANCE_MS / 1000,
        broker_commit_interval=COMMIT_SECONDS,
        broker_max_poll_records=POLL,
        consumer_max_fetch_size=PARTITION_FETCH_BYTES,
        consumer_metadata_max_age_ms=30_000,
        stream_buffer_maxsize=BUFFER,
        stream_wait_empty=True,
        producer_acks=-1,
        producer_compression_type=COMPRESSION,
        producer_max_request_size=MAX_RECORD_BYTES + OVERHEAD_BYTES,
        producer_request_timeout=_SEND_SECONDS,
        worker_redirect_stdouts=False,
    )
    source = raw_topic(app, flow.source.name)
    to = FaustPublisher(app)
    brake = Brake(flow.name)

    async def each(stream: faust.StreamT[bytes]) -> None:
        async for event in stream.events():
            try:
                await _process(flow, to_message(event), to, run, brake, pulse)
            except BaseException:  # noqa: BLE001 - leaving the loop by an exception would acknowledge
                leave("the message in hand could not even be set aside")

    app.agent(source, name=flow.name, concurrency=1)(each)
    return app


async def _process(
    flow: Flow[Any, Any], message: Message, to: "FaustPublisher", run: Run, brake: Brake, pulse: Pulse
) -> None:
    try:
        outcome = await handle(flow, message, to, run, brake, pulse)
    except Exception as bug:  # the runtime's boundary: what `handle` does not foresee becomes a dead letter
        log.exception("could not be handled", flow=flow.name, message=message.place)
        why = bug if isinstance(bug, Rejected) else Rejected(Reason.STAGE_ERROR, f"{type(bug).__name__}: {bug}")
        await publish(to, failed(flow, message, why, utc_now()).records)
        return
    if outcome is None:
        leave("asked to stop while every message fails")


def leave(why: str) -> None:
    """End the process at once: nothing more is committed, and the message in hand is delivered again."""
    log.critical("leaving without a commit", why=why, exc_info=True)
    os._exit(LEFT)


def to_message(event: Any) -> Message:
    """Read a record from a Faust event; the serialisers are raw, so its bytes are the log's."""
    raw = event.message
    headers = raw.headers.items() if isinstance(raw.headers, dict) else raw.headers or ()
    return Message(
        topic=raw.topic,
        partition=raw.partition,
        offset=raw.offset,
        key=raw.key,
        value=raw.value,
        headers=tuple((name, value or b"") for name, value in headers),
        at=datetime.fromtimestamp(raw.timestamp, UTC),
    )


def raw_topic(app: faust.App, name: str) -> Any:
    """Name a topic whose keys and values stay bytes: what cannot be decoded is the flow's to see."""
    return app.topic(name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")


class FaustPublisher:
    """Publishes through the app's own producer."""

    def __init__(self, app: faust.App) -> None:
        self._app = app
        self._topics: dict[str, Any] = {}

    async def publish(self, records: Sequence[Record]) -> None:
        """Send all, then wait for the broker's answer to each."""
        try:
            await asyncio.gather(*[await self._send(record) for record in records])
        except MessageSizeTooLargeError as error:
            raise Rejected(Reason.TOO_LARGE, f"Kafka does not take this record: {error}") from error
        except (FaustError, KafkaError, OSError, TimeoutError) as error:
            if isinstance(error.__cause__, MessageSizeTooLargeError):
                raise Rejected(Reason.TOO_LARGE, f"Kafka does not take this record: {error.__cause__}") from error
            raise Transient(f"Kafka does not do it now: {type(error).__name__} {error}") from error

    async def _send(self, record: Record) -> Any:
        topic = self._topics.get(record.topic)
        if topic is None:
            topic = self._topics[record.topic] = raw_topic(self._app, record.topic)
        headers = list(record.headers)
        return await topic.send(key=record.key, value=record.value, headers=headers, partition=record.partition)


async def run_app(app: faust.App, pulse: Pulse) -> None:
    """Run the app inside this process until the service is asked to stop.

    A crash of the app ends the process at once: on its own way out Faust would commit what was not processed.
    """
    running = asyncio.create_task(_until_stopped(app), name="faust")
    stopping = asyncio.create_task(pulse.stopping.wait())
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        stopping.cancel()
        error = None if running.cancelled() else running.exception()
        log.critical("the Faust app ended by itself", crash=repr(app.crash_reason), error=repr(error))
        os._exit(LEFT)
    await app.stop()
    await running


async def _until_stopped(app: faust.App) -> None:
    await app.start()
    await app.wait_until_stopped()


def partitions(app: faust.App) -> set[tuple[str, int]]:
    """Name the partitions that are this process's."""
    consumer = app._consumer  # noqa: SLF001 - the public property would make one
    return {(tp.topic, tp.partition) for tp in consumer.assignment()} if consumer is not None else set()
