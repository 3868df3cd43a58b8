"""What every status index promises, whatever it is made of."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from winnow.model import ArticleState, Reason, Stage, StageOutcome, StatusEvent, Timing
from winnow.ports import StatusIndex

NOON = datetime(2026, 5, 1, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
async def index(statuses: StatusIndex) -> StatusIndex:
    await statuses.prepare()
    return statuses


def event(article_id: str, stage: Stage, minute: int, outcome: StageOutcome = StageOutcome.OK, **more) -> StatusEvent:
    return StatusEvent(
        article_id=article_id,
        url=f"https://tea.example/{article_id}",
        stage=stage,
        outcome=outcome,
        at=NOON + timedelta(minutes=minute),
        trace_id="ab" * 16,
        **more,
    )


WAY = [event("kettle", stage, minute) for minute, stage in enumerate(Stage)]


async def eventually(true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(15):
        while not await true():
            await asyncio.sleep(0.1)


async def merged(index: StatusIndex, events: Sequence[StatusEvent]) -> None:
    """Merge as the runtime does: what comes back to be retried is offered again."""
    while (await index.merge(events)).retry:
        pass


async def test_events_become_the_articles_way(index):
    report = await index.merge(WAY)
    assert list(report.ok) == ["kettle"]
    status = await index.get("kettle")
    assert status.state is ArticleState.INDEXED
    assert [passed.stage for passed in status.stages] == list(Stage)
    assert status.updated_at == WAY[-1].at
    assert status.trace_id == "ab" * 16


async def test_reasons_and_versions_come_back(index):
    refused = event(
        "kettle", Stage.FETCHED, 1, StageOutcome.REFUSED, reason=Reason.ROBOTS, detail="line 3", version=NOON
    )
    await index.merge([WAY[0], refused])
    status = await index.get("kettle")
    assert status.state is ArticleState.REFUSED
    assert status.stages[-1] == refused


async def test_timings_come_back_part_by_part(index):
    took = Timing(dns=4.127, tls=23.5, total=27.631)
    failed = event("kettle", Stage.FETCHED, 1, StageOutcome.RETRY, reason=Reason.TLS, timing=took)
    await index.merge([WAY[0], failed])
    assert [passed.timing for passed in (await index.get("kettle")).stages] == [None, took]


async def test_no_order_of_arrival_changes_the_outcome(index):
    for number, order in enumerate(itertools.permutations(range(4))):
        for position in order:
            await index.merge([event(f"kettle-{number}", list(Stage)[position], position)])
        status = await index.get(f"kettle-{number}")
        assert (status.state, status.updated_at) == (ArticleState.INDEXED, WAY[-1].at)


async def test_repeats_change_nothing(index):
    await index.merge(WAY)
    once = await index.get("kettle")
    report = await index.merge([*WAY, *WAY])
    assert list(report.ok) == ["kettle"]
    assert await index.get("kettle") == once


async def test_writers_at_once_lose_no_event(index):
    articles = [f"kettle-{n}" for n in range(5)]
    batches = [[event(article, stage, minute) for article in articles] for minute, stage in enumerate(Stage)]
    await asyncio.gather(*(merged(index, batch) for batch in batches * 3))
    for article in articles:
        status = await index.get(article)
        assert [passed.stage for passed in status.stages] == list(Stage)


async def test_what_is_not_there_is_none(index):
    assert await index.get("nothing") is None


async def test_the_latest_come_first_and_a_listing_goes_on(index):
    await index.merge([event(f"kettle-{n}", Stage.REQUESTED, n) for n in range(5)])

    async def all_seen() -> bool:
        return len(await index.latest(10)) == 5

    await eventually(all_seen)
    first = await index.latest(2)
    assert [status.article_id for status in first] == ["kettle-4", "kettle-3"]
    rest = await index.latest(10, before=first[-1].updated_at)
    assert [status.article_id for status in rest] == ["kettle-2", "kettle-1", "kettle-0"]


async def test_a_listing_can_be_of_one_state(index):
    await index.merge([*WAY, event("teapot", Stage.FETCHED, 9, StageOutcome.FAILED, reason=Reason.TIMEOUT)])

    async def seen() -> bool:
        return [status.article_id for status in await index.latest(10, ArticleState.FAILED)] == ["teapot"]

    await eventually(seen)


async def test_every_state_is_counted(index):
    await index.merge([*WAY, event("teapot", Stage.REQUESTED, 9), event("cup", Stage.REQUESTED, 9)])
    expected = {**dict.fromkeys(ArticleState, 0), ArticleState.INDEXED: 1, ArticleState.REQUESTED: 2}

    async def counted() -> bool:
        return await index.counts() == expected

    await eventually(counted)


async def test_merging_nothing_changes_nothing(index):
    report = await index.merge([])
    assert not (report.ok)
    assert not (report.stale)
    assert not (report.retry)
    assert not (report.rejected)
