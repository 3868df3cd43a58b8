"""The learner of site memory as a real process on a real Kafka: articles in, what recurs out."""

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from winnow.adapters.kafka import KafkaEventLog
from winnow.codec import decode, encode
from winnow.envelope import Envelope, Trace
from winnow.model import CleanArticle, SiteMemory
from winnow.topics import ALL_TOPICS, CLEANED, SITE_MEMORY

pytestmark = pytest.mark.kafka
NOW = datetime(2026, 11, 21, tzinfo=UTC)
CREED = "Every recipe on this site was tested three times in a home kitchen before it came here."


def article(host: str, number: int) -> CleanArticle:
    own = "\n".join(
        f"Step {word} of loaf {chr(97 + number)}{word} asks for {word} hands and a {word} oven tonight."
        for word in NUMBERS
    )
    text = f"{own}\n{CREED}"
    return CleanArticle(
        article_id=f"{host}-{number}", url=f"https://{host}/{number}", host=host, fetched_at=NOW, text=text
    )


NUMBERS = ("first", "second", "third")


async def until_told(log: KafkaEventLog, host: str) -> SiteMemory:
    async with asyncio.timeout(90):
        while True:
            memories = [decode(SITE_MEMORY, message).payload async for message in log.read(SITE_MEMORY.name)]
            if found := [memory for memory in memories if memory.host == host]:
                return found[-1]
            await asyncio.sleep(0.2)


async def test_the_app_learns_from_cleaned_articles_and_tells_what_recurs(kafka_bootstrap, tmp_path):
    host = f"{tmp_path.name}.example".replace("_", "-")
    environ = os.environ | {
        "WINNOW_KAFKA_BOOTSTRAP_SERVERS": kafka_bootstrap,
        "WINNOW_DATA_DIR": str(tmp_path),
        "WINNOW_ADMIN_PORT": "0",
    }
    async with KafkaEventLog(kafka_bootstrap) as log:
        await log.create(ALL_TOPICS)
        records = [
            encode(CLEANED, Envelope(key=a.article_id, trace=Trace.start(a.url), occurred_at=NOW, payload=a))
            for a in (article(host, number) for number in range(20))
        ]
        await log.publish(records)
        with (tmp_path / "log").open("w") as output:
            command = [sys.executable, "-m", "winnow_processor.site_memory"]
            learner = subprocess.Popen(command, env=environ, stdout=output, stderr=output)  # noqa: ASYNC220
        try:
            memory = await until_told(log, host)
            learner.terminate()
            assert await asyncio.to_thread(learner.wait, 30) == 0
        finally:
            learner.kill()
    assert len(memory.recurring) == 1
    assert memory.pages >= 6
