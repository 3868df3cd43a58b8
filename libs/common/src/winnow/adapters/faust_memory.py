"""Site memory as a Faust app of its own: a table keyed by host counts the lines of its articles.

A Faust table loses and repeats counts at rebalances (docs/adr/0003 says when). Here that does no harm, and nothing
else is in this app's group: what must not be lost is not on this path.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import faust

from winnow.adapters.faust import FaustPublisher, raw_topic, to_message
from winnow.adapters.kafka import COMPRESSION, OVERHEAD_BYTES
from winnow.adapters.kafka_consumer import REBALANCE_MS, SESSION_MS
from winnow.codec import encode, from_json, to_json
from winnow.envelope import Envelope, Message, Record
from winnow.model import Instant, SiteLines
from winnow.stages.memory import SiteProfile, learn
from winnow.topics import CLEANED, MAX_RECORD_BYTES, SITE_LINES

GROUP = "site-memory"
Taught = Callable[[Message], SiteLines | None]
News = Callable[[SiteProfile, SiteProfile, Instant], Record | None]


def build_memory_app(
    taught: Taught, news: News, *, bootstrap_servers: str, data_dir: Path, partitions: int
) -> faust.App:
    """Make the app: articles become lines under their host, lines become profiles, and what is new is told.

    ``partitions`` is that of the topic of lines: the table's changelog has to have as many.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    app = faust.App(
        GROUP,
        broker=[f"kafka://{server.strip()}" for server in bootstrap_servers.split(",")],
        datadir=data_dir / "faust-memory",
        store="memory://",
        web_enabled=False,
        topic_partitions=partitions,
        topic_disable_leader=True,
        broker_session_timeout=SESSION_MS / 1000,
        broker_heartbeat_interval=SESSION_MS / 4000,
        broker_rebalance_timeout=REBALANCE_MS / 1000,
        producer_compression_type=COMPRESSION,
        producer_max_request_size=MAX_RECORD_BYTES + OVERHEAD_BYTES,
        worker_redirect_stdouts=False,
    )
    to = FaustPublisher(app)
    profiles = app.Table("profiles", key_type=str, value_type=str)

    async def teach(stream: faust.StreamT[bytes]) -> None:
        async for event in stream.events():
            message = to_message(event)
            if (lines := taught(message)) is not None:
                envelope = Envelope(
                    key=lines.host, trace=message.trace.child("teach"), occurred_at=message.at, payload=lines
                )
                await to.publish([encode(SITE_LINES, envelope)])

    async def study(stream: faust.StreamT[bytes]) -> None:
        async for event in stream.events():
            record = study_one(profiles, to_message(event), news)
            if record is not None:
                await to.publish([record])

    app.agent(raw_topic(app, CLEANED.name), name="teach", concurrency=1)(teach)
    app.agent(raw_topic(app, SITE_LINES.name), name="study", concurrency=1)(study)
    return app


def study_one(profiles: Any, message: Message, news: News) -> Record | None:
    """Fold one article's lines into its host's profile; return what is to be told."""
    lines = from_json(SiteLines, message.value or b"")
    kept = profiles.get(lines.host)
    before = from_json(SiteProfile, kept) if kept else SiteProfile(host=lines.host)
    after = learn(before, lines)
    profiles[lines.host] = to_json(after).decode()
    return news(before, after, datetime.now(UTC))
