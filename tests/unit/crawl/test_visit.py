"""What a visit says of its host: from when on it may be asked again, and what it taught."""

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest
from winnow.adapters.memory import MemoryEventLog
from winnow.crawl.fetching import Answer, NoAnswer, Wanted
from winnow.crawl.frontier import Claim, Entry, Settled
from winnow.crawl.politeness import Pace
from winnow.crawl.urls import Url, article_id, parse_url
from winnow.model import Timing
from winnow_crawler.discovery import Discovery
from winnow_crawler.ledger import Ledger
from winnow_crawler.outbox import Outbox
from winnow_crawler.robots_cache import RobotsCache
from winnow_crawler.settings import CrawlerSettings
from winnow_crawler.visit import Visitor

URL = parse_url("https://slow.example/page")
ENTRY = Entry(article_id=article_id(URL), url=URL.href, host=URL.host, lane=0, due=0.0)
SETTINGS = CrawlerSettings(crawl_delay=2.0, crawl_slowness=2.0)


@dataclass
class Web:
    """One page, with or without a robots.txt."""

    page: Callable[[], Answer]
    robots: bytes = b""

    async def fetch(self, wanted: Wanted) -> Answer | NoAnswer:
        if wanted.url.path == "/robots.txt":
            return Answer(url=wanted.url, status=200, body=self.robots)
        return self.page()

    async def check(self, url: Url) -> NoAnswer | None:
        return None


def page(status: int = 200, took: float = 0.1, **headers: str) -> Callable[[], Answer]:
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    timing = Timing(first_byte=took * 1000, total=took * 1000)
    return lambda: Answer(url=URL, status=status, headers=said, content_type="text/html", body=b"<p>", timing=timing)


def breaks() -> Answer:
    raise RuntimeError("a bug of ours")


@pytest.fixture
async def outbox() -> AsyncIterator[Outbox]:
    async with Outbox(MemoryEventLog()) as outbox:
        yield outbox


def visitor_of(web: Web, outbox: Outbox) -> Visitor:
    ledger = Ledger(lambda: pytest.fail("nothing is discovered here"))
    discovery = Discovery(ledger, outbox, SETTINGS.rules(), ())
    return Visitor(outbox, web, RobotsCache(web, "winnow"), discovery, SETTINGS)


@dataclass
class Visit:
    """What came of one, and when it was made."""

    settled: Settled
    began: float
    ended: float

    @property
    def pace(self) -> Pace:
        return self.settled.pace

    @property
    def learnt(self) -> bool:
        return self.settled.learnt

    def leaves_alone_for(self, seconds: float) -> bool:
        return self.began + seconds <= self.settled.host_free_at <= self.ended + seconds


async def visits(web: Web, outbox: Outbox) -> tuple[Visit, Visit]:
    """Make a visit, which asks for robots.txt, and then one with what it taught."""
    first = await visit(visitor := visitor_of(web, outbox), Pace())
    return first, await visit(visitor, first.pace)


async def visit(visitor: Visitor, pace: Pace) -> Visit:
    began = time.time()
    settled = await visitor.visit(Claim(entry=ENTRY, pace=pace))
    return Visit(settled, began, time.time())


async def test_a_host_like_most_teaches_nothing(outbox: Outbox) -> None:
    for each in await visits(Web(page()), outbox):
        assert (each.pace, each.learnt) == (Pace(), False)
        assert each.leaves_alone_for(2.0)


async def test_a_crawl_delay_is_learnt_with_robots_txt_and_only_once(outbox: Outbox) -> None:
    first, second = await visits(Web(page(), robots=b"User-agent: *\nCrawl-delay: 30\n"), outbox)
    assert (first.pace.pause, first.learnt, first.leaves_alone_for(30.0)) == (30.0, True, True)
    assert (second.pace.pause, second.learnt, second.leaves_alone_for(30.0)) == (30.0, False, True)


async def test_a_slow_host_is_known_for_it(outbox: Outbox) -> None:
    _, second = await visits(Web(page(took=4.0)), outbox)
    assert (second.pace.pause, second.learnt, second.leaves_alone_for(8.0)) == (8.0, True, True)


@pytest.mark.parametrize("status", [200, 429, 503])
async def test_what_a_host_asks_for_is_kept_however_short(outbox: Outbox, status: int) -> None:
    _, second = await visits(Web(page(status, retry_after="9")), outbox)
    assert second.learnt
    assert second.leaves_alone_for(9.0)


async def test_a_bug_of_ours_is_no_reason_to_hurry(outbox: Outbox) -> None:
    _, second = await visits(Web(breaks, robots=b"User-agent: *\nCrawl-delay: 30\n"), outbox)
    assert second.leaves_alone_for(30.0)
