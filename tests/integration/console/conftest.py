"""A console on the network, over adapters in memory, with the rest of the pipeline at hand."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import aiohttp
import pytest
from winnow.adapters.memory import MemoryArticleIndex, MemoryEventLog, MemoryStatusIndex
from winnow.codec import decode
from winnow.envelope import Message, Record
from winnow.errors import Rejected, Transient
from winnow.flows import CLEAN, apply
from winnow.model import ArticleState, ArticleStatus, Reason, Stage, StageOutcome, StatusEvent, Timing
from winnow.records import dead_letter_record
from winnow.runtime import Pulse, utc_now
from winnow.settings import CommonSettings
from winnow.topics import CLEANED, FETCHED, STATUS
from winnow_console.app import create_app
from winnow_console.service import serve_console

PAGE = """<!doctype html><html lang="en"><head><title>Repairing a Kettle</title></head><body>
<nav><a href="/">Home</a> <a href="/shop">Shop</a> <a href="/about">About us</a></nav>
<article><h1>Repairing a Kettle</h1>
<p>A kettle that no longer heats is rarely beyond repair, and most of the time it is the switch that failed.</p>
<p>Unplug it, wait until it is cold, and take the base off with a screwdriver that fits its screws exactly.</p>
<h2>Frequently asked questions</h2>
<details><summary>Is it safe to open a kettle?</summary><p>It is, once it is unplugged and cold.</p></details>
<details><summary>Where do I buy a switch?</summary><p>From the maker, by the number on the base.</p></details>
</article><footer>Copyright, all rights reserved</footer></body></html>"""


@dataclass
class SwitchableLog(MemoryEventLog):
    """A log that can be told to be away."""

    away: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    async def publish(self, records: Sequence[Record]) -> None:
        self._check()
        await super().publish(records)

    async def ping(self) -> None:
        self._check()

    def _check(self) -> None:
        if self.away:
            raise Transient("the log is away")


@dataclass
class SwitchableStatuses(MemoryStatusIndex):
    """A status index that can be told to be away."""

    away: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    async def merge(self, events: Sequence[StatusEvent]) -> object:  # type: ignore[override]
        self._check()
        return await super().merge(events)

    async def get(self, article_id: str) -> ArticleStatus | None:
        self._check()
        return await super().get(article_id)

    async def counts(self) -> dict[ArticleState, int]:
        self._check()
        return await super().counts()

    def _check(self) -> None:
        if self.away:
            raise Transient("the index is away")


@dataclass
class World:
    """The console's address, and what stands behind it."""

    url: str = ""
    pulse: Pulse = field(default_factory=Pulse)
    log: SwitchableLog = field(default_factory=SwitchableLog)
    articles: MemoryArticleIndex = field(default_factory=MemoryArticleIndex)
    statuses: SwitchableStatuses = field(default_factory=SwitchableStatuses)
    served: "asyncio.Task[None] | None" = None

    async def records(self, topic: str) -> list[Message]:
        """Read a topic whole."""
        return [message async for message in self.log.read(topic)]

    async def work(self) -> None:
        """Clean and index everything that was fetched."""
        for message in await self.records(FETCHED.name):
            await self.log.publish(apply(CLEAN, message, utc_now()).records)
        for message in await self.records(CLEANED.name):
            article = decode(CLEANED, message).payload
            await self.articles.upsert([article])
            indexed = StatusEvent(
                article_id=article.article_id,
                url=article.url,
                stage=Stage.INDEXED,
                outcome=StageOutcome.OK,
                at=utc_now(),
                trace_id=message.trace.trace_id,
                version=article.fetched_at,
            )
            await self.statuses.merge([indexed])
        await self.statuses.merge([decode(STATUS, message).payload for message in await self.records(STATUS.name)])

    async def fetch_fails(self, article_id: str, timing: Timing | None) -> None:
        """Say of an article what a crawler would."""
        told = StatusEvent(
            article_id=article_id,
            url="https://example.org/kettle",
            stage=Stage.FETCHED,
            outcome=StageOutcome.RETRY,
            at=utc_now(),
            trace_id="ab" * 16,
            reason=Reason.TLS,
            detail="certificate has expired",
            timing=timing,
        )
        await self.statuses.merge([told])

    async def set_aside(self, offset: int, reason: Reason = Reason.STAGE_ERROR, value: bytes = b"{}") -> str:
        """Write a dead letter; return its id."""
        message = Message(
            topic=FETCHED.name,
            partition=0,
            offset=offset,
            key=b"key",
            value=value,
            headers=(("traceparent", b"00-" + b"a" * 32 + b"-" + b"b" * 16 + b"-01"),),
            at=datetime(2026, 5, 4, tzinfo=UTC),
        )
        why = Rejected(reason, "it <b>broke</b>")
        await self.log.publish([dead_letter_record(message, why, stage="clean", now=utc_now())])
        return message.place


@asynccontextmanager
async def serving(world: World) -> AsyncIterator[World]:
    app = create_app(world.log, world.articles, world.statuses, settings=CommonSettings())
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    serving = serve_console(app, "127.0.0.1", 0, world.pulse, started=address.set_result)
    world.served = asyncio.create_task(serving)
    world.url = await address
    try:
        yield world
    finally:
        world.pulse.stopping.set()
        await world.served


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """Lend a console that serves until the test ends."""
    async with serving(World()) as one:
        yield one


@pytest.fixture
async def http(world: World) -> AsyncIterator[aiohttp.ClientSession]:
    """Lend a client of that console."""
    async with aiohttp.ClientSession(world.url) as session:
        yield session


@pytest.fixture
def page() -> str:
    """Return an article with navigation around it and a FAQ in it."""
    return PAGE
