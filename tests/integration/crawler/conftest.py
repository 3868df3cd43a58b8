"""A crawler over loopback: the real service on the memory log, against a server that the test writes."""

import asyncio
import ipaddress
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from winnow.adapters.memory import MemoryEventLog
from winnow.codec import decode, encode
from winnow.crawl.urls import article_id, parse_url
from winnow.envelope import Envelope, Trace
from winnow.model import RawArticle, Request, StageOutcome, StatusEvent
from winnow.ports import EventLog
from winnow.runtime import Pulse
from winnow.topics import FETCHED, REQUESTED, STATUS
from winnow_crawler.changelog import Changelog
from winnow_crawler.service import run_crawler
from winnow_crawler.settings import CrawlerSettings

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = ipaddress.ip_network("127.0.0.0/8")
WAIT = 20.0


@dataclass
class Seen:
    """One request that a site was asked, and when it was there."""

    path: str
    host: str
    headers: dict[str, str]
    began: float
    ended: float = 0.0


@dataclass
class Site:
    """A server of the test's own on loopback; every address 127.x.y.z is a host of its own."""

    pages: dict[str, Handler] = field(default_factory=dict)
    robots: str | None = None
    seen: list[Seen] = field(default_factory=list)
    port: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, text: str = "", **headers: str) -> None:
        """Serve a page of HTML."""
        body = text or f"<html><title>{path}</title><p>A page at {path}.</p></html>"
        self.answer(path, body=body.encode(), headers={"Content-Type": "text/html; charset=utf-8", **headers})

    def answer(self, path: str, *, status: int = 200, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        async def give(_request: web.Request) -> web.Response:
            return web.Response(status=status, body=body, headers=headers)

        self.pages[path] = give

    def asked(self, path: str) -> list[Seen]:
        return [each for each in self.seen if each.path == path]

    async def respond(self, request: web.Request) -> web.StreamResponse:
        seen = Seen(request.path_qs, request.host, dict(request.headers), time.monotonic())
        self.seen.append(seen)
        try:
            return await self._respond(request)
        finally:
            seen.ended = time.monotonic()

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        handler = self.pages.get(request.path)
        if handler is None and request.path == "/robots.txt" and self.robots is not None:
            return web.Response(text=self.robots)
        if handler is None:
            return web.Response(status=404, text="nothing here")
        return await handler(request)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.respond)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", 0).start()
    site.port = runner.addresses[0][1]
    yield site
    await runner.cleanup()


@dataclass
class Crawl:
    """A running crawler and what it published."""

    log: EventLog
    settings: CrawlerSettings
    changelog: Changelog | None = None
    pulse: Pulse = field(default_factory=Pulse)

    async def request(self, *urls: str, origin: str = "submission") -> None:
        """Ask for URLs as the console does."""
        now = datetime.now(UTC)
        records = []
        for text in urls:
            url = parse_url(text)
            request = Request(article_id=article_id(url), url=url.href, host=url.host, requested_at=now, origin=origin)
            trace = Trace.start(url.href)
            records.append(encode(REQUESTED, Envelope(key=url.host, trace=trace, occurred_at=now, payload=request)))
        await self.log.publish(records)

    async def statuses(self, url: str | None = None) -> list[StatusEvent]:
        found = [decode(STATUS, message).payload async for message in self.log.read(STATUS.name)]
        return found if url is None else [each for each in found if each.url == parse_url(url).href]

    async def raws(self) -> list[RawArticle]:
        return [decode(FETCHED, message).payload async for message in self.log.read(FETCHED.name)]

    async def status(self, url: str, *, after: int = 0, among: tuple[StageOutcome, ...] = ()) -> StatusEvent:
        """Wait for a status of a URL: the one after that many, of one of these outcomes."""
        async with asyncio.timeout(WAIT):
            while True:
                found = [e for e in await self.statuses(url) if not among or e.outcome in among]
                if len(found) > after:
                    return found[after]
                await asyncio.sleep(0.02)

    async def outcome(self, url: str) -> StatusEvent:
        """Ask for one URL and wait for what comes of it."""
        await self.request(url)
        return await self.status(url)

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Crawl"]:
        task = asyncio.create_task(run_crawler(self.log, self.settings, self.pulse, self.changelog))
        try:
            yield self
        finally:
            self.pulse.stopping.set()
            await task


@pytest.fixture
def settings(tmp_path: Path) -> CrawlerSettings:
    return CrawlerSettings(
        data_dir=tmp_path, allowed_private_networks=(LOOPBACK,), crawl_delay=0.02, crawl_retry=0.05, crawl_timeout=2.0
    )


@pytest.fixture
async def crawl(settings: CrawlerSettings) -> AsyncIterator[Crawl]:
    async with Crawl(log=MemoryEventLog(), settings=settings).running() as crawl:
        yield crawl
