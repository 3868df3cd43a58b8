"""Fetch the URLs of a file with Winnow's crawler, from one durable log into it: what the crawler's process does."""

import asyncio
import ipaddress
import sys
from datetime import UTC, datetime
from pathlib import Path

from winnow.adapters.garbage import collect_seldom
from winnow.adapters.sqlite_log import SqliteEventLog
from winnow.codec import encode
from winnow.crawl.urls import article_id, parse_url
from winnow.envelope import Envelope, Record, Trace
from winnow.model import Request
from winnow.ports import Lag
from winnow.runtime import Pulse
from winnow.telemetry import configure_logging
from winnow.topics import FETCHED, REQUESTED
from winnow_crawler.service import run_crawler
from winnow_crawler.settings import CrawlerSettings


def request(text: str) -> Record:
    """Ask for a URL as the console does."""
    url, now = parse_url(text), datetime.now(UTC)
    asked = Request(article_id=article_id(url), url=url.href, host=url.host, requested_at=now)
    return encode(REQUESTED, Envelope(key=url.host, trace=Trace.start(url.href), occurred_at=now, payload=asked))


async def main(listed: Path, folder: Path, delay: float, concurrency: int) -> None:
    """Crawl until every listed URL is published."""
    configure_logging("warning")
    collect_seldom()
    urls = listed.read_text().split()
    settings = CrawlerSettings(
        data_dir=folder,
        allowed_private_networks=(ipaddress.ip_network("127.0.0.0/8"),),
        crawl_delay=delay,
        crawl_slowness=0.0,
        crawl_concurrency=concurrency,
    )
    pulse = Pulse()
    async with SqliteEventLog(folder / "log.sqlite") as log:
        await log.publish([request(url) for url in urls])
        crawl = asyncio.create_task(run_crawler(log, settings, pulse))
        while (await published(log)).end < len(urls):
            await asyncio.wait([crawl], timeout=0.2)
            if crawl.done():
                crawl.result()
        pulse.stopping.set()
        await crawl


async def published(log: SqliteEventLog) -> Lag:
    """Say how many pages there are; ``end`` is their number."""
    return (await log.lag("none", [FETCHED.name]))[0]


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])))
