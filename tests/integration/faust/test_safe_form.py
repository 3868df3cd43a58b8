"""The safe form under kills, rebalances, poison and a broker's restart at once, with real processes."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from winnow.adapters.kafka import KafkaEventLog
from winnow.codec import decode, encode
from winnow.envelope import Envelope, Record, Trace
from winnow.model import DeadLetter, RawArticle, Reason
from winnow.topics import ALL_TOPICS, CLEANED, FETCHED, dead_letters_of

WORKER = Path(__file__).with_name("safe_worker.py")
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
DEAD = dead_letters_of(FETCHED)


def fetched(name: str, body: bytes = b"<p>words</p>") -> Record:
    url = f"https://tea.example/{name}"
    raw = RawArticle(article_id=name, url=url, host="tea.example", fetched_at=NOON, content_type="text/html", body=body)
    return encode(FETCHED, Envelope(key=name, trace=Trace.start(url), occurred_at=NOON, payload=raw))


def poison(number: int) -> Record:
    kinds = [
        Record(
            topic=FETCHED.name, key=b"p%d" % number, value=b"\xff\xfe not json %d" % number, headers=(("h", b"\x00"),)
        ),
        Record(topic=FETCHED.name, key=b"p%d" % number, value=b'{"article_id": %d}' % number),
        fetched(f"p{number}", b"poison"),
        Record(topic=FETCHED.name, key=b"p%d" % number, value=b"poison outside of the stage %d" % number),
    ]
    return kinds[number % 4]


class Seen:
    """What came out so far."""

    def __init__(self) -> None:
        self.cleaned: set[str] = set()
        self.letters: dict[str, DeadLetter] = {}
        self._more = asyncio.Condition()

    async def follow(self, log: KafkaEventLog) -> None:
        async with log.consume("proof", [CLEANED.name, DEAD.name]) as consumer:
            while True:
                for message in await consumer.batch(500, 0.2):
                    if message.topic == CLEANED.name:
                        self.cleaned.add(decode(CLEANED, message).payload.article_id)
                    else:
                        letter = decode(DEAD, message).payload
                        self.letters[letter.dead_letter_id] = letter
                async with self._more:
                    self._more.notify_all()

    async def until(self, true: Callable[[], bool], seconds: float = 60) -> None:
        async with self._more, asyncio.timeout(seconds):
            await self._more.wait_for(true)


class Workers:
    """Real processes, each with a folder and a log of its own."""

    def __init__(self, servers: str, folder: Path) -> None:
        self._servers = servers
        self._folder = folder
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        folder = self._folder / f"worker-{len(self._started)}"
        folder.mkdir()
        with (folder / "log").open("wb") as log:
            made = subprocess.Popen([sys.executable, str(WORKER), self._servers, str(folder)], stdout=log, stderr=log)
        self._started.append(made)
        return made

    def end(self) -> None:
        for worker in self._started:
            worker.kill()
            worker.wait()


@asynccontextmanager
async def proof(own_kafka: Any, folder: Path) -> AsyncIterator[tuple[KafkaEventLog, Seen, Workers]]:
    servers = own_kafka.start()
    seen, workers = Seen(), Workers(servers, folder)
    async with KafkaEventLog(servers) as log:
        await log.create(ALL_TOPICS)
        following = asyncio.create_task(seen.follow(log))
        try:
            yield log, seen, workers
        finally:
            following.cancel()
            workers.end()


@pytest.mark.timeout(240)
async def test_nothing_is_lost_under_kills_rebalances_poison_and_a_broker_restart_at_once(
    own_kafka: Any, tmp_path: Path
) -> None:
    good = [f"a{n}" for n in range(500)]
    sent = [fetched(name) for name in good]
    bad = [poison(n) for n in range(16)]
    for n, record in enumerate(bad):
        sent.insert(n * 30 + 5, record)
    async with proof(own_kafka, tmp_path) as (log, seen, workers):
        await log.publish(sent)
        first, second = workers.start(), workers.start()
        await seen.until(lambda: len(seen.cleaned) > 40)
        third = workers.start()  # a rebalance while both work
        await seen.until(lambda: len(seen.cleaned) > 100)
        first.kill()  # a crash with messages in hand: its partitions wait for the session's end
        await seen.until(lambda: len(seen.cleaned) > 180)
        second.send_signal(signal.SIGTERM)  # an orderly leave, and a rebalance
        assert await asyncio.to_thread(second.wait, 30) == 0
        own_kafka.kill()
        own_kafka.start()
        workers.start()
        await log.publish([fetched(f"late{n}") for n in range(20)])
        await seen.until(lambda: len(seen.cleaned) > 300)
        third.kill()
        await seen.until(lambda: len(seen.cleaned) == 520 and len(seen.letters) == len(bad), 90)
    assert seen.cleaned == {*good, *(f"late{n}" for n in range(20))}
    letters = sorted(seen.letters.values(), key=lambda letter: letter.value)
    assert [letter.value for letter in letters] == sorted(record.value or b"" for record in bad)
    assert {letter.reason for letter in letters} == {Reason.INVALID_EVENT, Reason.STAGE_ERROR}
    undecodable = [letter for letter in letters if letter.value.startswith(b"\xff")]
    assert [list(letter.headers) for letter in undecodable] == [[("h", b"\x00")]] * 4
