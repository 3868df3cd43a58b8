"""From what was fetched to what is found: real processes on a real Kafka and Elasticsearch, each killed once."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from winnow.adapters.elasticsearch import connected
from winnow.adapters.elasticsearch_articles import ElasticArticleIndex
from winnow.adapters.elasticsearch_statuses import ElasticStatusIndex
from winnow.adapters.kafka import KafkaEventLog
from winnow.codec import decode, encode
from winnow.envelope import Envelope, Record, Trace
from winnow.errors import Rejected, Transient
from winnow.model import ArticleState, CleanArticle, DeadLetter, RawArticle, Reason
from winnow.ports import Query
from winnow.topics import ALL_TOPICS, CLEANED, DEAD_LETTER_TOPICS, FETCHED, STATUS, Topic

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
COUNT = 200
WORDS = ["river", "stone", "lamp", "orchard", "bridge", "winter", "market", "copper", "ladder", "garden", "violin"]


def fetched(number: int) -> Record:
    """Write a page that shares its words with the others, and no sentence."""
    chance = Random(number)  # noqa: S311 - the same page each time
    sentences = [" ".join(chance.choices(WORDS, k=12)).capitalize() + f", {number} times." for _ in range(12)]
    paragraphs = "".join(f"<p>{' '.join(sentences[start : start + 4])}</p>" for start in (0, 4, 8))
    html = f"<!doctype html><html lang=en><title>Kettle {number}</title><article><h1>Kettle {number}</h1>{paragraphs}"
    url = f"https://tea.example/{number}"
    raw = RawArticle(
        article_id=f"a{number}",
        url=url,
        host="tea.example",
        fetched_at=NOON,
        content_type="text/html",
        body=html.encode(),
    )
    return record(FETCHED, f"a{number}", raw)


def record(topic: Topic[Any], key: str, payload: Any) -> Record:
    return encode(topic, Envelope(key=key, trace=Trace.start(key), occurred_at=NOON, payload=payload))


def refused_by_the_index() -> Record:
    url = "https://tea.example/" + "x" * 40_000
    return record(CLEANED, "long", CleanArticle(article_id="long", url=url, host="tea.example", fetched_at=NOON))


def broken(topic: Topic[Any]) -> Record:
    return Record(
        topic=topic.name, key=b"broken", value=b"\xff\xfe" + topic.name.encode(), headers=(("h", b"\x00\xff"),)
    )


@dataclass
class Service:
    """A service as a process, with its log."""

    name: str
    environ: dict[str, str]
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.folder / f"{self.name}.log").open("ab") as log:
            command = [sys.executable, "-m", f"winnow_{self.name}"]
            self.process = subprocess.Popen(command, env=self.environ, cwd=self.folder, stdout=log, stderr=log)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@asynccontextmanager
async def services(kafka: str, elasticsearch: str, folder: Path) -> AsyncIterator[list[Service]]:
    environ = os.environ | {
        "WINNOW_KAFKA_BOOTSTRAP_SERVERS": kafka,
        "WINNOW_ELASTICSEARCH_URL": elasticsearch,
        "WINNOW_DATA_DIR": str(folder / "data"),
        "WINNOW_ADMIN_PORT": "0",
    }
    made = [Service(name, environ, folder) for name in ("processor", "indexer")]
    try:
        for service in made:
            service.start()
        yield made
    finally:
        for service in made:
            service.kill()


async def until(true: Callable[[], Coroutine[Any, Any, bool]], seconds: float = 60) -> None:
    """Wait for a condition; a dependency that is away is not there yet."""
    async with asyncio.timeout(seconds):
        while True:
            try:
                if await true():
                    return
            except (Transient, Rejected):
                pass
            await asyncio.sleep(0.2)


async def letters(log: KafkaEventLog) -> list[DeadLetter]:
    found: dict[str, DeadLetter] = {}
    for topic in DEAD_LETTER_TOPICS:
        async for message in log.read(topic.name):
            letter = decode(topic, message).payload
            found[letter.dead_letter_id] = letter
    return list(found.values())


@pytest.mark.timeout(240)
async def test_no_article_is_lost_or_doubled_and_poison_harms_no_neighbour(
    own_kafka: Any, own_elasticsearch: Any, tmp_path: Path
) -> None:
    kafka, elasticsearch = own_kafka.start(), own_elasticsearch.start()
    poison = [broken(FETCHED), broken(CLEANED), broken(STATUS), refused_by_the_index()]
    async with (
        KafkaEventLog(kafka) as log,
        connected(elasticsearch) as client,
        services(kafka, elasticsearch, tmp_path) as (processor, indexer),
    ):
        articles, statuses = ElasticArticleIndex(client), ElasticStatusIndex(client)

        async def found() -> int:
            await articles.refresh()
            return (await articles.search(Query(text="kettle", size=1))).total

        async def reached(count: int) -> None:
            async def enough() -> bool:
                return await found() >= count

            await until(enough)

        await log.create(ALL_TOPICS)
        await log.publish([*map(fetched, range(60)), *poison])
        await reached(20)
        processor.kill()
        await log.publish([*map(fetched, range(60, 120))])
        processor.start()
        await reached(80)
        indexer.kill()
        indexer.start()
        own_elasticsearch.kill()
        await log.publish([*map(fetched, range(120, COUNT))])
        await asyncio.to_thread(own_elasticsearch.start)
        await reached(COUNT)

        async def all_told() -> bool:
            counts = await statuses.counts()
            return (counts[ArticleState.INDEXED], counts[ArticleState.FAILED]) == (COUNT, 1)

        await until(all_told)

        async def all_set_aside() -> bool:
            return len(await letters(log)) >= len(poison)

        await until(all_set_aside)
        assert await found() == COUNT, "each once"
        set_aside = {letter.value: letter for letter in await letters(log)}

    assert set(set_aside) == {each.value for each in poison}, "with their own bytes"
    assert list(set_aside[broken(CLEANED).value or b""].headers) == [("h", b"\x00\xff")]
    assert set_aside[refused_by_the_index().value or b""].reason is Reason.INDEX_REJECTED
    assert {letter.stage for letter in set_aside.values()} == {"clean", "index", "status"}
