"""Several crawlers on a real Kafka: one owner a host, and a frontier that moves with its partition."""

import asyncio
import itertools
from collections import defaultdict
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

from winnow.adapters.kafka import KafkaEventLog
from winnow.model import StageOutcome
from winnow.topics import ALL_TOPICS, FRONTIER
from winnow_crawler.changelog import Changelog
from winnow_crawler.settings import CrawlerSettings

from .conftest import WAIT, Crawl, Site

HOSTS = [f"127.0.7.{n}" for n in range(1, 25)]


async def test_two_crawlers_share_the_hosts_and_one_takes_over_what_the_other_knew(
    site: Site, settings: CrawlerSettings, tmp_path: Path, own_kafka
) -> None:
    for path in ("/1", "/2", "/3"):
        site.page(path)
    quick = replace(settings, crawl_revisit=6.0, crawl_delay=0.05)
    urls = [site.url(path, host) for path in ("/1", "/2", "/3") for host in HOSTS]
    async with KafkaEventLog(own_kafka.start()) as log, AsyncExitStack() as first_life:
        await log.create(ALL_TOPICS)
        first = await _started(first_life, log, quick, tmp_path / "first")
        async with AsyncExitStack() as second_life:
            await _started(second_life, log, quick, tmp_path / "second")
            await first.request(*urls)
            await _fetched(first, urls)
            await first_life.aclose()
            frontier = [message async for message in log.read(FRONTIER.name)]
            assert {message.partition for message in frontier} == {0, 1, 2, 3}
            await _unchanged(first, urls)
    for host in HOSTS:
        visits = sorted((each for each in site.seen if each.host.startswith(f"{host}:")), key=lambda each: each.began)
        for before, after in itertools.pairwise(visits):
            assert after.began >= before.ended
    assert len(await first.raws()) == len(urls)


async def _started(life: AsyncExitStack, log: KafkaEventLog, settings: CrawlerSettings, folder: Path) -> Crawl:
    crawl = Crawl(log=log, settings=replace(settings, data_dir=folder), changelog=Changelog(log))
    return await life.enter_async_context(crawl.running())


async def _fetched(crawl: Crawl, urls: list[str]) -> None:
    await _each_has(crawl, urls, StageOutcome.OK)


async def _unchanged(crawl: Crawl, urls: list[str]) -> None:
    """Wait until every URL was visited again by the one that is left, which knew what was published of it."""
    await _each_has(crawl, urls, StageOutcome.UNCHANGED)


async def _each_has(crawl: Crawl, urls: list[str], outcome: StageOutcome) -> None:
    async with asyncio.timeout(3 * WAIT):
        while True:
            found = defaultdict(set)
            for event in await crawl.statuses():
                found[event.url].add(event.outcome)
            if all(outcome in found[url] for url in urls):
                return
            await asyncio.sleep(0.3)
