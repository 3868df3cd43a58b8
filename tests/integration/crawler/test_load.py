"""Slow hosts beside a healthy one, and a crawler process that is killed."""

import asyncio
import os
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web
from winnow.adapters.memory import MemoryEventLog
from winnow.adapters.sqlite_log import SqliteEventLog
from winnow.codec import decode
from winnow.topics import FETCHED
from winnow_crawler.settings import CrawlerSettings

from .conftest import Crawl, Site

HEALTHY = "127.0.9.1"
PAGES = 40
CRAWLER = """
import asyncio, ipaddress, sys
from pathlib import Path
from winnow.adapters.sqlite_log import SqliteEventLog
from winnow.runtime import Pulse
from winnow_crawler.service import run_crawler
from winnow_crawler.settings import CrawlerSettings

async def main():
    folder = Path(sys.argv[1])
    networks = (ipaddress.ip_network("127.0.0.0/8"),)
    settings = CrawlerSettings(data_dir=folder, allowed_private_networks=networks, crawl_delay=0.005)
    async with SqliteEventLog(folder / "log.sqlite") as log:
        await run_crawler(log, settings, Pulse())

asyncio.run(main())
"""


async def test_fifty_slow_hosts_do_not_hold_up_a_healthy_one(
    site: Site, settings: CrawlerSettings, tmp_path: Path
) -> None:
    """All the healthy host's pages are there while each of the fifty still drips: nothing of theirs is waited for."""
    released = asyncio.Event()

    async def drips(_request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(_request)
        while not released.is_set():
            await response.write(b"<p>")
            await asyncio.sleep(0.05)
        return response

    for n in range(PAGES):
        site.page(f"/{n}")
    site.pages["/slow"] = drips
    slow = [site.url("/slow", f"127.0.8.{n}") for n in range(1, 51)]
    healthy = [site.url(f"/{n}", HEALTHY) for n in range(PAGES)]
    own = replace(settings, data_dir=tmp_path / "own", crawl_delay=0.01, crawl_slowness=0.0, crawl_timeout=120.0)
    async with Crawl(log=MemoryEventLog(), settings=own).running() as crawl:
        await crawl.request(*slow)
        async with asyncio.timeout(60):
            while len({each.host for each in site.seen if each.path == "/slow"}) < len(slow):
                await asyncio.sleep(0.05)
        await crawl.request(*healthy)
        for url in healthy:
            await crawl.status(url)
        assert not released.is_set()
        ended = {decode(FETCHED, message).payload.url async for message in crawl.log.read(FETCHED.name)}
        assert ended.isdisjoint(slow)
        assert ended == set(healthy)
        released.set()


async def test_a_killed_crawler_repeats_a_fetch_at_most_and_loses_none(site: Site, tmp_path: Path) -> None:
    urls = [site.url(f"/{n}", f"127.0.6.{n % 5 + 1}") for n in range(60)]
    for n in range(60):
        site.page(f"/{n}")
    await _publish(tmp_path, urls)
    kills = 0
    began = datetime.now(UTC)
    while len(await _fetched(tmp_path)) < len(urls):
        assert (datetime.now(UTC) - began).total_seconds() < 90
        have = len(await _fetched(tmp_path))
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", CRAWLER, str(tmp_path))
        async with asyncio.timeout(60):
            while len(await _fetched(tmp_path)) < min(len(urls), have + 15):
                await asyncio.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
        kills += 1
    assert kills >= 3
    assert await _fetched(tmp_path) == set(urls)
    asked = [each for each in site.seen if each.path != "/robots.txt"]
    assert len(asked) <= len(urls) + kills * 5 * 2


async def _publish(folder: Path, urls: list[str]) -> None:
    async with SqliteEventLog(folder / "log.sqlite") as log:
        await Crawl(log=log, settings=CrawlerSettings(data_dir=folder)).request(*urls)


async def _fetched(folder: Path) -> set[str]:
    async with SqliteEventLog(folder / "log.sqlite") as log:
        return {decode(FETCHED, message).payload.url async for message in log.read(FETCHED.name)}
