"""``python -m winnow_console`` on a real Kafka and a real Elasticsearch."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import pytest
from winnow.adapters.elasticsearch import connected
from winnow.adapters.elasticsearch_articles import ElasticArticleIndex
from winnow.adapters.elasticsearch_statuses import ElasticStatusIndex
from winnow.adapters.kafka import KafkaEventLog
from winnow.codec import decode
from winnow.envelope import Message
from winnow.errors import Rejected
from winnow.flows import CLEAN, apply
from winnow.model import Reason
from winnow.records import dead_letter_record
from winnow.runtime import utc_now
from winnow.topics import CLEANED, FETCHED, REQUESTED


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@pytest.fixture
async def console(kafka_bootstrap: str, elasticsearch_url: str, tmp_path: Path) -> AsyncIterator[aiohttp.ClientSession]:
    """Run the console as a process, and lend a client of it once it is ready."""
    port = free_port()
    environ = os.environ | {
        "WINNOW_KAFKA_BOOTSTRAP_SERVERS": kafka_bootstrap,
        "WINNOW_ELASTICSEARCH_URL": elasticsearch_url,
        "WINNOW_HTTP_PORT": str(port),
        "WINNOW_ADMIN_PORT": "0",
    }
    async with connected(elasticsearch_url) as client:
        await ElasticArticleIndex(client).prepare()
        await ElasticStatusIndex(client).prepare()
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "winnow_console", env=environ, cwd=tmp_path)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
        await _ready(http)
        yield http
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0


async def _ready(http: aiohttp.ClientSession) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                async with http.get("/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.1)


async def records(log: KafkaEventLog, topic: str, key: bytes) -> list[Message]:
    return [message async for message in log.read(topic) if message.key == key]


async def test_what_is_taken_is_in_kafka_and_what_is_indexed_is_found(
    console: aiohttp.ClientSession, kafka_bootstrap: str, elasticsearch_url: str, page: str
) -> None:
    host = f"{uuid4().hex}.example"
    given = {"url": f"https://{host}/kettle", "content": page}
    async with console.post("/api/submissions", json=given) as answer:
        assert answer.status == 202
        (taken,) = (await answer.json())["submissions"]
    async with console.post("/api/submissions", json={"urls": [f"https://{host}/other"]}) as answer:
        assert answer.status == 202
    async with KafkaEventLog(kafka_bootstrap) as log, connected(elasticsearch_url) as client:
        assert len(await records(log, REQUESTED.name, host.encode())) == 1
        (fetched,) = await records(log, FETCHED.name, taken["article_id"].encode())
        produced = apply(CLEAN, fetched, utc_now()).produced[0]
        cleaned = Message(
            topic=produced.topic,
            partition=0,
            offset=0,
            key=produced.key,
            value=produced.value,
            headers=produced.headers,
            at=utc_now(),
        )
        articles = ElasticArticleIndex(client)
        await articles.upsert([decode(CLEANED, cleaned).payload])
        await articles.refresh()
    async with console.get(taken["status_url"]) as answer:
        known: Any = await answer.json()
    assert known["state"] in {"fetched", "requested"}
    assert known["article"]["title"] == "Repairing a Kettle"
    assert known["removed"]
    async with console.get("/api/search", params={"q": "is it safe to open a kettle", "host": host}) as answer:
        (hit,) = (await answer.json())["hits"]
    assert hit["answers"][0]["question"] == "Is it safe to open a kettle?"
    for path in ("/", "/?q=kettle", "/articles", taken["status_url"].removeprefix("/api"), "/ops"):
        async with console.get(path) as answer:
            assert answer.status == 200, path


async def test_a_dead_letter_in_kafka_is_redriven(console: aiohttp.ClientSession, kafka_bootstrap: str) -> None:
    key = uuid4().hex.encode()
    message = Message(
        topic=FETCHED.name,
        partition=97,
        offset=int(key[:8], 16),
        key=key,
        value=b"\xff broken",
        headers=(("x", b"\x00"),),
        at=datetime.now(UTC),
    )
    async with KafkaEventLog(kafka_bootstrap) as log:
        why = Rejected(Reason.INVALID_EVENT, "not JSON")
        await log.publish([dead_letter_record(message, why, stage="clean", now=utc_now())])
        async with console.post("/api/dead-letters/redrive", json={"ids": [message.place]}) as answer:
            assert await answer.json() == {"redriven": [message.place], "unknown": []}
        (again,) = await records(log, FETCHED.name, key)
        assert (again.value, again.headers) == (message.value, message.headers)
    async with console.get(f"/api/dead-letters/{message.place}") as answer:
        assert answer.status == 404
