"""The crawler: requests into the frontier, the frontier's next URLs fetched, what they hold published.

A crash at any point repeats a fetch and loses none: a request is acknowledged when the frontier has it on the disk,
and a visit is settled there when what came of it is published.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import structlog
from winnow import telemetry
from winnow.adapters.http_fetch import HttpFetcher
from winnow.adapters.sqlite_frontier import SqliteFrontier
from winnow.adapters.warc import ArchivingFetcher, WarcArchive
from winnow.crawl.fetching import Fetcher
from winnow.crawl.frontier import Claim
from winnow.crawl.robots import product_token
from winnow.ports import Consumer, EventLog
from winnow.runtime import Pulse
from winnow.topics import REQUESTED

from winnow_crawler.changelog import Changelog
from winnow_crawler.discovery import Discovery
from winnow_crawler.intake import take_requests
from winnow_crawler.ledger import Ledger
from winnow_crawler.outbox import Outbox
from winnow_crawler.robots_cache import RobotsCache
from winnow_crawler.settings import CrawlerSettings
from winnow_crawler.tenure import LETTING_GO_SECONDS, NOTICE_SECONDS, Tenure
from winnow_crawler.visit import Visitor

log = structlog.get_logger(__name__)

GROUP = "crawler"
_IDLE_SECONDS = NOTICE_SECONDS
_GATHER_SECONDS = 0.01
"""What is handed in within this time is written in one transaction."""


async def run_crawler(
    to: EventLog, settings: CrawlerSettings, pulse: Pulse, changelog: Changelog | None = None
) -> None:  # fmt: skip
    """Crawl until the service is asked to stop; the same in every mode.

    With a ``changelog`` the frontier moves with its partitions between several crawlers.
    """
    tenure = None if changelog is None else Tenure()
    async with (
        open_fetcher(settings) as fetcher,
        Ledger(lambda: SqliteFrontier(frontier_path(settings)), changelog, tenure, settings.crawl_delay) as ledger,
        to.consume(GROUP, [REQUESTED.name]) as consumer,
    ):
        await crawl(to, consumer, fetcher, ledger, settings, pulse)


@asynccontextmanager
async def open_fetcher(settings: CrawlerSettings) -> AsyncIterator[Fetcher]:
    """Open the way to the web, with an archive beside it if there is to be one."""
    async with HttpFetcher(settings.user_agent, settings.allowed_private_networks, settings.limits) as fetcher:
        if not settings.crawl_warc:
            yield fetcher
            return
        archive = WarcArchive(Path(settings.crawl_warc))
        try:
            yield ArchivingFetcher(fetcher, archive)
        finally:
            await archive.close()


def frontier_path(settings: CrawlerSettings) -> Path:
    """Say where the frontier is kept."""
    return settings.data_dir / "crawl.sqlite"


async def crawl(
    to: EventLog, consumer: Consumer, fetcher: Fetcher, ledger: Ledger, settings: CrawlerSettings, pulse: Pulse
) -> None:  # fmt: skip
    """Join intake and visits; the first one that fails ends both."""
    token = product_token(settings.user_agent)
    robots, outbox = RobotsCache(fetcher, token), Outbox(to)
    discovery = Discovery(ledger, outbox, settings.rules(), settings.allowed_private_networks)
    visitor = Visitor(outbox, fetcher, robots, discovery, settings)
    async with outbox, asyncio.TaskGroup() as tasks:
        visits = tasks.create_task(visit_all(ledger, visitor, consumer.partitions, settings.crawl_concurrency, pulse))
        intake = tasks.create_task(take_requests(consumer, to, ledger, pulse))
        visits.add_done_callback(lambda _: intake.cancel())


async def visit_all(
    ledger: Ledger, visitor: Visitor, held: Callable[[], frozenset[int]], concurrency: int, pulse: Pulse
) -> None:  # fmt: skip
    """Keep up to ``concurrency`` visits going, one a host, until the service is asked to stop; then let them end.

    Only hosts of the partitions that are ``held`` are visited: a host has one owner among all crawlers.
    """
    going: set[asyncio.Task[None]] = set()
    lost = False

    async def one(claim: Claim) -> None:
        ledger.settle(await visitor.visit(claim))

    try:
        while going or not pulse.stopping.is_set():
            pulse.beat("visits")
            if lost or ledger.loses(held()):
                await _let_go(going, LETTING_GO_SECONDS)
                await ledger.own(frozenset())
            await ledger.own(held())
            want = 0 if pulse.stopping.is_set() else concurrency - len(going)
            turn = await ledger.turn(time.time(), want)
            lost = ledger.loses(held())
            if not lost:  # or else they stay claimed until their partition is ours again, be it in a moment
                going.update(asyncio.create_task(one(claim), name=f"visit {claim.entry.url}") for claim in turn.claims)
            telemetry.level("winnow_frontier_urls", len(going), state="visiting")
            await _until_news(ledger, pulse, _rest(turn.next_ready))
            for task in [task for task in going if task.done()]:
                going.discard(task)
                task.result()
        await ledger.turn(time.time(), 0)
    finally:
        await _let_go(going, 0.0)


async def _let_go(going: set[asyncio.Task[None]], patience: float) -> None:
    """Let visits come to an end for a while, and break off the others: whoever owns their hosts next repeats them."""
    if going:
        await asyncio.wait(going, timeout=patience)
    for task in going:
        task.cancel()
    await asyncio.gather(*going, return_exceptions=True)
    going.clear()


def _rest(next_ready: float | None) -> float:
    return _IDLE_SECONDS if next_ready is None else min(_IDLE_SECONDS, max(0.0, next_ready - time.time()))


async def _until_news(ledger: Ledger, pulse: Pulse, longest: float) -> None:
    """Wait until a turn is worth taking."""
    with suppress(TimeoutError):
        async with asyncio.timeout(longest):
            await ledger.news.wait()
    await asyncio.sleep(_GATHER_SECONDS)
