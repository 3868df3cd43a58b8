"""Repeat a crawl from WARC archives, without the network: the same visits, the same decisions, the archived dates."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from winnow.adapters.sqlite_frontier import SqliteFrontier
from winnow.adapters.warc import WarcFetcher
from winnow.crawl.fetching import Fetcher
from winnow.crawl.frontier import Claim, Entry, Lane
from winnow.crawl.politeness import Pace
from winnow.crawl.robots import product_token
from winnow.crawl.urls import article_id, parse_url
from winnow.ports import EventLog
from winnow.topics import REQUESTED

from winnow_crawler.discovery import Discovery
from winnow_crawler.ledger import Ledger
from winnow_crawler.outbox import Outbox
from winnow_crawler.robots_cache import RobotsCache
from winnow_crawler.settings import CrawlerSettings
from winnow_crawler.visit import Visitor

log = structlog.get_logger(__name__)

_AT_ONCE = 64


async def replay(to: EventLog, settings: CrawlerSettings, paths: Sequence[Path]) -> int:
    """Publish what a crawl of these archives finds, each URL once; return how many URLs were visited.

    The frontier is one of its own that goes afterwards, and nothing is requested of the live one.
    """
    fetcher = WarcFetcher(paths)
    with TemporaryDirectory() as folder:
        async with (
            Ledger(lambda: SqliteFrontier(Path(folder) / "replay.sqlite")) as ledger,
            Outbox(to, leave_out=frozenset((REQUESTED.name,))) as outbox,
        ):
            visitor = _visitor(fetcher, ledger, outbox, settings)
            return await _visit_all(fetcher, visitor, ledger)


def _visitor(fetcher: Fetcher, ledger: Ledger, outbox: Outbox, settings: CrawlerSettings) -> Visitor:
    unhurried = replace(settings, crawl_delay=0.0, crawl_attempts=1)
    robots = RobotsCache(fetcher, product_token(settings.user_agent))
    discovery = Discovery(ledger, outbox, settings.rules(), settings.allowed_private_networks)
    return Visitor(outbox, fetcher, robots, discovery, unhurried)


async def _visit_all(fetcher: WarcFetcher, visitor: Visitor, ledger: Ledger) -> int:
    urls = list(fetcher.pages())
    for at in range(0, len(urls), _AT_ONCE):
        visits = [_visit(visitor, url) for url in urls[at : at + _AT_ONCE]]
        waiting = asyncio.gather(*visits)
        while not waiting.done():
            await ledger.turn(time.time(), 0)
            await asyncio.wait([waiting], timeout=0.01)
        await waiting
    return len(urls)


async def _visit(visitor: Visitor, url: str) -> None:
    """Visit a URL; what only asked for robots.txt is repeated."""
    entry = _entry(url)
    claim = Claim(entry=entry, pace=Pace())
    while (await visitor.visit(claim)).entry == entry:
        pass


def _entry(text: str) -> Entry:
    url = parse_url(text)
    now = datetime.now(UTC).timestamp()
    return Entry(article_id=article_id(url), url=url.href, host=url.host, lane=Lane.EDITOR, due=now, requested_at=now)
