"""Partitions that are taken away while visits are going, and a crawler that is stopped in the middle of one."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from aiohttp import web
from winnow.adapters.memory import MemoryEventLog
from winnow.adapters.sqlite_frontier import SqliteFrontier
from winnow.crawl.frontier import Claim, Entry, Settled
from winnow.crawl.urls import article_id, parse_url
from winnow.envelope import Record
from winnow.model import Reason
from winnow.runtime import Pulse
from winnow_crawler.changelog import Changelog
from winnow_crawler.ledger import Ledger
from winnow_crawler.service import run_crawler, visit_all
from winnow_crawler.settings import CrawlerSettings
from winnow_crawler.tenure import Tenure

from .conftest import WAIT, Crawl, Site

MINE = frozenset({0})


@dataclass
class Slow:
    """A visitor whose visits end when the test says so; it notes who is at which host."""

    may_end: asyncio.Event = field(default_factory=asyncio.Event)
    began: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    going: set[str] = field(default_factory=set)
    broken_off: list[str] = field(default_factory=list)

    async def visit(self, claim: Claim) -> Settled:
        host = claim.entry.host
        assert host not in self.going, "two visits to one host"
        self.going.add(host)
        self.began.put_nowait(host)
        try:
            await self.may_end.wait()
        except asyncio.CancelledError:
            self.broken_off.append(host)
            raise
        finally:
            self.going.discard(host)
        return Settled(entry=claim.entry, pace=claim.pace, host_free_at=0.0)


@dataclass
class Held:
    """What the consumer holds."""

    parts: frozenset[int] = MINE
    back: frozenset[int] | None = None
    """What it holds from the second look on."""

    def __call__(self) -> frozenset[int]:
        parts = self.parts
        if self.back is not None:
            self.parts, self.back = self.back, None
        return parts


@dataclass
class Slowly(MemoryEventLog):
    """Takes its time to write."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        super().__init__()

    async def publish(self, records: Sequence[Record]) -> None:
        self.asked.set()
        await self.goes_on.wait()
        await super().publish(records)


@asynccontextmanager
async def visiting(folder: Path, visitor: Slow, held: Held, log: MemoryEventLog | None = None) -> AsyncIterator[Ledger]:
    url, pulse = parse_url("http://slow.example/"), Pulse()
    entry = Entry(article_id=article_id(url), url=url.href, host=url.host, lane=0, due=0.0, requested_at=1.0)
    changelog = Changelog(log or MemoryEventLog())
    async with Ledger(lambda: SqliteFrontier(folder / "f.sqlite"), changelog, Tenure(0.0)) as ledger:
        tasks = [
            asyncio.create_task(visit_all(ledger, visitor, held, 8, pulse)),  # type: ignore[arg-type]
            asyncio.create_task(ledger.add_requested([(0, entry)])),
        ]
        try:
            yield ledger
        finally:
            visitor.may_end.set()
            pulse.stopping.set()
            await asyncio.gather(*tasks)


async def test_what_was_claimed_while_the_partition_went_is_not_visited(tmp_path: Path) -> None:
    """The log may take minutes to write what a turn changed; the host may be somebody else's by then."""
    visitor, held, log = Slow(), Held(), Slowly()
    async with asyncio.timeout(WAIT), visiting(tmp_path, visitor, held, log) as ledger:
        await log.asked.wait()
        held.parts = frozenset()
        log.goes_on.set()
        while not ledger.loses(frozenset()):
            await asyncio.sleep(0.01)
        while ledger.loses(frozenset()):
            await asyncio.sleep(0.01)
        assert visitor.began.empty()
        held.parts = MINE
        assert await visitor.began.get() == "slow.example"


async def test_what_was_claimed_is_visited_if_the_partition_was_gone_for_a_moment_only(tmp_path: Path) -> None:
    """A rebalance among few crawlers takes milliseconds: it can begin and end between two looks at what is held."""
    visitor, held, log = Slow(), Held(), Slowly()
    async with asyncio.timeout(WAIT), visiting(tmp_path, visitor, held, log):
        await log.asked.wait()
        held.parts, held.back = frozenset(), MINE
        log.goes_on.set()
        assert await visitor.began.get() == "slow.example"


async def test_a_visit_is_broken_off_when_its_partition_goes_and_made_again_when_it_comes_back(tmp_path: Path) -> None:
    """Every rebalance takes all partitions away for a moment: a host that comes back must not still be visited."""
    visitor, held = Slow(), Held()
    async with asyncio.timeout(WAIT), visiting(tmp_path, visitor, held):
        for _ in range(2):
            await visitor.began.get()
            held.parts = frozenset()
            while visitor.going:
                await asyncio.sleep(0.01)
            held.parts = MINE
    assert visitor.broken_off == ["slow.example"] * 2


@pytest.mark.parametrize("partitions", ["alone", "shared"])
async def test_a_crawler_that_is_broken_off_leaves_no_visit_behind(
    site: Site, settings: CrawlerSettings, partitions: str
) -> None:
    """What was going says nothing more, least of all that the page failed."""
    asked = asyncio.Event()

    async def never(_request: web.Request) -> web.Response:
        asked.set()
        await asyncio.Event().wait()
        raise AssertionError

    site.pages["/never"] = never
    log = MemoryEventLog()
    changelog = Changelog(log) if partitions == "shared" else None
    task = asyncio.create_task(run_crawler(log, settings, Pulse(), changelog))
    crawl = Crawl(log=log, settings=settings)
    await crawl.request(site.url("/never"))
    async with asyncio.timeout(WAIT):
        await asked.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert [each for each in asyncio.all_tasks() if each.get_name().startswith("visit ")] == []
    assert await crawl.statuses() == []


async def test_a_host_that_asked_for_an_hour_gets_it_from_the_next_crawler_too(
    site: Site, settings: CrawlerSettings, tmp_path: Path
) -> None:
    site.answer("/busy", status=429, headers={"Retry-After": "3600"})
    for n in range(3):
        site.page(f"/{n}")
    log = MemoryEventLog()

    def crawler(name: str) -> Crawl:
        return Crawl(log=log, settings=replace(settings, data_dir=tmp_path / name), changelog=Changelog(log))

    async with crawler("first").running() as first:
        assert (await first.outcome(site.url("/busy"))).reason is Reason.HTTP_4XX
    asked, others = len(site.seen), [site.url(f"/{n}", "127.0.0.2") for n in range(3)]
    async with crawler("second").running() as second:
        await second.request(site.url("/0"), *others)
        for url in others:
            await second.status(url)
    assert {each.host for each in site.seen[asked:]} == {f"127.0.0.2:{site.port}"}
