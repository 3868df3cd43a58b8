"""What a host taught goes along: to the next owner of its partition, through a rebalance, and over a restart."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from winnow.adapters.memory import MemoryEventLog
from winnow.adapters.sqlite_frontier import SqliteFrontier
from winnow.crawl.frontier import Claim, Entry, Settled
from winnow.crawl.politeness import Pace, lasting
from winnow.crawl.urls import article_id, parse_url
from winnow.envelope import Message
from winnow.errors import Transient
from winnow.topics import FRONTIER
from winnow_crawler.changelog import Changelog
from winnow_crawler.ledger import Ledger

PART = 0
MINE, NONE = frozenset((PART,)), frozenset[int]()
REST = 5.0
TAUGHT = Pace(penalty=20.0, failures=2, losses=3.5, pause=40.0)


def wanted(path: str, host: str = "slow.example") -> Entry:
    url = parse_url(f"https://{host}{path}")
    return Entry(article_id=article_id(url), url=url.href, host=host, lane=0, due=1.0, requested_at=1.0)


@asynccontextmanager
async def ledger(path: Path, changelog: Changelog | None) -> AsyncIterator[Ledger]:
    async with Ledger(lambda: SqliteFrontier(path), changelog, rest=REST) as made:
        yield made


async def visited(by: Ledger, pace: Pace, pause: float, *, learnt: bool = True) -> float:
    """Take the host's next visit and settle it; return from when on the host may be asked again."""
    (claim,) = await claimed(by)
    free_at = time.time() + pause
    entry = replace(claim.entry, due=None, visited_at=time.time())
    by.settle(Settled(entry=entry, pace=pace, host_free_at=free_at, learnt=learnt))
    await by.turn(time.time(), 0)
    return free_at


async def claimed(by: Ledger) -> list[Claim]:
    return list((await by.turn(time.time() + 1e6, 1)).claims)


async def ready(by: Ledger) -> float:
    """Say when the next host may be visited."""
    turn = await by.turn(0.0, 1)
    assert turn.next_ready is not None
    return turn.next_ready


async def added(by: Ledger, *paths: str) -> None:
    taken = asyncio.create_task(by.add_requested([(PART, wanted(path)) for path in paths]))
    await by.news.wait()
    await by.turn(0.0, 0)
    await taken


async def begun(by: Ledger) -> None:
    await by.own(MINE)
    await added(by, "/1", "/2", "/3")


async def test_a_host_that_asked_for_less_is_left_alone_by_its_next_owner_too(tmp_path: Path) -> None:
    changelog = Changelog(MemoryEventLog())
    async with ledger(tmp_path / "1.sqlite", changelog) as first, ledger(tmp_path / "2.sqlite", changelog) as second:
        await begun(first)
        free_at = await visited(first, TAUGHT, 3600.0)
        await second.own(MINE)
        assert await ready(second) == pytest.approx(free_at, abs=0.001)
        (claim,) = await claimed(second)
        assert claim.pace == TAUGHT


async def test_a_short_pause_begins_anew_with_the_next_owner(tmp_path: Path) -> None:
    """The last owner may have been in the middle of a visit that nobody will ever hear of."""
    changelog = Changelog(MemoryEventLog())
    async with ledger(tmp_path / "1.sqlite", changelog) as first, ledger(tmp_path / "2.sqlite", changelog) as second:
        await begun(first)
        await visited(first, Pace(pause=8.0), 8.0)
        taken_over = time.time()
        await second.own(MINE)
        assert await ready(second) >= taken_over + 8.0


async def test_the_last_visit_counts_whatever_url_it_was_to(tmp_path: Path) -> None:
    changelog = Changelog(MemoryEventLog())
    async with ledger(tmp_path / "1.sqlite", changelog) as first, ledger(tmp_path / "2.sqlite", changelog) as second:
        await begun(first)
        await visited(first, TAUGHT, 20.0)
        await visited(first, Pace(), 30.0)
        await added(first, "/4")
        await second.own(MINE)
        (claim,) = await claimed(second)
        assert claim.pace == Pace()


@pytest.mark.parametrize("pause", [0.0, 8.0])
async def test_a_host_that_stays_with_its_owner_is_not_asked_earlier_after_a_rebalance(
    tmp_path: Path, pause: float
) -> None:
    async with ledger(tmp_path / "1.sqlite", Changelog(MemoryEventLog())) as only:
        await begun(only)
        await visited(only, Pace(pause=pause), 0.0, learnt=pause > 0)
        free_at = await visited(only, Pace(pause=pause), max(pause, REST), learnt=False)
        await only.own(NONE)
        await only.own(MINE)
        assert await ready(only) >= free_at - 0.001


@pytest.mark.parametrize("pause", [0.0, 8.0])
async def test_nor_after_a_restart(tmp_path: Path, pause: float) -> None:
    async with ledger(tmp_path / "1.sqlite", None) as first:
        await begun(first)
        await visited(first, Pace(pause=pause), 0.0, learnt=pause > 0)
        free_at = await visited(first, Pace(pause=pause), max(pause, REST), learnt=False)
    async with ledger(tmp_path / "1.sqlite", None) as again:
        await again.own(MINE)
        assert await ready(again) >= free_at - 0.001


async def test_what_a_killed_crawler_had_not_published_is_not_undone_by_what_it_had(tmp_path: Path) -> None:
    path, changelog = tmp_path / "1.sqlite", Changelog(MemoryEventLog())
    async with ledger(path, changelog) as first:
        await begun(first)
        await visited(first, Pace(), 20.0)
    async with ledger(path, None) as unheard:
        await unheard.own(MINE)
        await visited(unheard, TAUGHT, 60.0)
    async with ledger(path, changelog) as again:
        await again.own(MINE)
        (claim,) = await claimed(again)
        assert claim.pace == TAUGHT


async def test_a_host_costs_no_record_of_its_own(tmp_path: Path) -> None:
    log = MemoryEventLog()
    async with ledger(tmp_path / "1.sqlite", Changelog(log)) as only:
        await begun(only)
        await visited(only, TAUGHT, 60.0)
    assert len([message async for message in log.read(FRONTIER.name)]) == 4, "three URLs that came, and one visit"


class Away(MemoryEventLog):
    """Does not answer the first time it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    async def read(self, topic: str, partition: int | None = None, start: int = 0) -> AsyncIterator[Message]:
        self.asked += 1
        if self.asked == 1:
            raise Transient("away")
        async for message in super().read(topic, partition, start):
            yield message


async def test_a_log_that_is_away_is_waited_for(tmp_path: Path) -> None:
    log = Away()
    async with ledger(tmp_path / "1.sqlite", Changelog(log)) as only:
        await begun(only)
        assert (log.asked, await only.known("slow.example", 9)) == (2, 3)


PAUSES = st.floats(min_value=0.0, max_value=1000.0)


@given(known=PAUSES, pause=PAUSES, least=PAUSES)
def test_a_host_is_known_by_no_less_than_its_latest_pause(known: float, pause: float, least: float) -> None:
    assert max(lasting(known, pause, least), least) >= pause
    assert lasting(known, pause, least) <= max(known, pause)
    assert lasting(lasting(known, pause, least), pause, least) == lasting(known, pause, least)


@given(st.lists(st.floats(min_value=5.0, max_value=10.0), min_size=1))
def test_what_changes_a_little_is_learnt_only_as_it_grows(pauses: list[float]) -> None:
    known, learnt = 0.0, []
    for pause in pauses:
        now = lasting(known, pause, 1.0)
        learnt += [now] if now != known else []
        known = now
    assert learnt == sorted(set(learnt))
