"""Crawler processes on a real Kafka: one joins another at work, which is then killed, and all of it stays polite."""

import asyncio
import itertools
import os
import signal
import sys
from collections import defaultdict
from contextlib import AsyncExitStack
from pathlib import Path

from aiohttp import web
from winnow.adapters.kafka import KafkaEventLog
from winnow.codec import decode
from winnow.model import StageOutcome
from winnow.topics import ALL_TOPICS, FETCHED
from winnow_crawler.settings import CrawlerSettings

from .conftest import Crawl, Seen, Site

WORKER = Path(__file__).with_name("killed_worker.py")
HOSTS = [f"127.0.5.{n}" for n in range(1, 25)]
PAGES = 20
DELAY = 0.4
SLOW = 8.0
"""Seconds that a host's first page takes: long enough to be in the middle of it when another crawler joins."""
LONGEST = 240.0


async def test_a_killed_crawlers_hosts_and_what_it_knew_of_them_go_to_the_other_one(
    site: Site, settings: CrawlerSettings, tmp_path: Path, own_kafka
) -> None:
    async def slowly(_request: web.Request) -> web.Response:
        await asyncio.sleep(SLOW)
        return web.Response(text="<p>At last.</p>", content_type="text/html")

    site.pages["/0"] = slowly
    for n in range(1, PAGES):
        site.page(f"/{n}")
    urls = {site.url(f"/{n}", host) for n in range(PAGES) for host in HOSTS}
    servers = own_kafka.start()
    async with KafkaEventLog(servers) as log, asyncio.timeout(LONGEST), AsyncExitStack() as workers:
        await log.create(ALL_TOPICS)
        crawl = Crawl(log=log, settings=settings)
        doomed = await _started(workers, servers, tmp_path, "doomed")
        late = sorted(url for url in urls if url.endswith("9"))
        await crawl.request(*sorted(urls - set(late)))
        while not site.asked("/0"):
            await asyncio.sleep(0.05)
        coming = asyncio.create_task(_one_by_one(crawl, late))
        workers.callback(coming.cancel)
        heir = await _started(workers, servers, tmp_path, "heir")
        while len(_hosts_of("heir", site)) < 2:
            await _a_while(heir, 0.05)
        os.kill(doomed.pid, signal.SIGKILL)
        await doomed.wait()
        orphans, published = _hosts_of("doomed", site), await _published(log)
        assert len(published) < len(urls)
        while await _published(log) != urls:
            await _a_while(heir, 0.3)
        known = {url for url in published if any(f"//{host}:" in url for host in orphans)}
        while not known <= await _unchanged(crawl):
            await _a_while(heir, 0.3)
        await coming
        heir.send_signal(signal.SIGTERM)
        assert await heir.wait() == 0
    assert known
    assert len(site.asked("/0")) > len(HOSTS), "nobody was in the middle of a page when the other one joined"
    _assert_polite(site)
    _assert_asked_first(site, "heir", orphans)


async def _started(workers: AsyncExitStack, servers: str, folder: Path, name: str) -> asyncio.subprocess.Process:
    with (folder / f"{name}.log").open("wb") as log:
        worker = await asyncio.create_subprocess_exec(
            sys.executable, WORKER, servers, folder / name, name, str(DELAY), stdout=log, stderr=log
        )
    workers.callback(_end, worker, folder / f"{name}.log")
    return worker


def _end(worker: asyncio.subprocess.Process, log: Path) -> None:
    if worker.returncode is None:
        worker.kill()
    sys.stdout.write(f"{log.name}\n{log.read_text()[-5000:]}\n")  # shown when the test fails


async def _a_while(worker: asyncio.subprocess.Process, seconds: float) -> None:
    """Wait for what a worker does, as long as there is one."""
    assert worker.returncode is None
    await asyncio.sleep(seconds)


async def _one_by_one(crawl: Crawl, urls: list[str]) -> None:
    """Ask for URLs all the while that crawlers come and go."""
    for url in urls:
        await crawl.request(url)
        await asyncio.sleep(0.2)


def _hosts_of(name: str, site: Site) -> set[str]:
    return {_host(each) for each in site.seen if _by(each) == name}


def _host(each: Seen) -> str:
    return each.host.partition(":")[0]


def _by(each: Seen) -> str:
    return each.headers["User-Agent"].partition("/")[2]


async def _published(log: KafkaEventLog) -> set[str]:
    return {decode(FETCHED, message).payload.url async for message in log.read(FETCHED.name)}


async def _unchanged(crawl: Crawl) -> set[str]:
    """Name what was visited again by somebody who knew what had been published of it."""
    return {each.url for each in await crawl.statuses() if each.outcome is StageOutcome.UNCHANGED}


def _assert_polite(site: Site) -> None:
    """Whoever asks: one request at a time to a host, and the delay between any two."""
    visits = defaultdict(list)
    for each in site.seen:
        visits[_host(each)].append(each)
    for host, seen in visits.items():
        for before, after in itertools.pairwise(sorted(seen, key=lambda each: each.began)):
            assert after.began - before.ended >= DELAY, (host, before.path, after.path, _by(before), _by(after))


def _assert_asked_first(site: Site, name: str, hosts: set[str]) -> None:
    """The new owner asks for robots.txt before anything else."""
    for host in hosts:
        mine = [each.path for each in site.seen if _host(each) == host and _by(each) == name]
        assert mine[0] == "/robots.txt"
