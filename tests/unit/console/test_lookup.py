"""An article is known from its 202 on, whatever the indexes have seen by then."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from winnow.adapters.memory import MemoryArticleIndex, MemoryEventLog, MemoryStatusIndex
from winnow.errors import Transient
from winnow.model import ArticleState, ArticleStatus, CleanArticle, Stage, StageOutcome, StatusEvent
from winnow.runtime import Pulse, utc_now
from winnow.settings import CommonSettings
from winnow_console.desk import Desk, Recent
from winnow_console.lookup import look_up
from winnow_console.submit import plan_urls, submit

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


class AbsentStatuses(MemoryStatusIndex):
    """A status index that does not answer."""

    async def merge(self, events: object) -> object:  # type: ignore[override]
        raise Transient("no route to the index")

    async def get(self, article_id: str) -> ArticleStatus | None:
        raise Transient("no route to the index")


class EndingStatuses(MemoryStatusIndex):
    """A status index that is asked while the article is being indexed."""

    def __init__(self, articles: MemoryArticleIndex) -> None:
        super().__init__()
        self._articles = articles

    async def get(self, article_id: str) -> ArticleStatus | None:
        await asyncio.sleep(0)
        await self._articles.upsert([document(article_id)])
        await self.merge([event(article_id, Stage.INDEXED)])
        return await super().get(article_id)


def desk(statuses: MemoryStatusIndex) -> Desk:
    return Desk(
        log=MemoryEventLog(),
        articles=MemoryArticleIndex(),
        statuses=statuses,
        settings=CommonSettings(),
        now=utc_now,
        pulse=Pulse(),
    )


def event(name: str, stage: Stage = Stage.REQUESTED, seconds: int = 0) -> StatusEvent:
    at = NOW + timedelta(seconds=seconds)
    return StatusEvent(
        article_id=name, url=f"https://{name}/", stage=stage, outcome=StageOutcome.OK, at=at, trace_id=""
    )


def document(name: str) -> CleanArticle:
    return CleanArticle(article_id=name, url=f"https://{name}/", host=name, fetched_at=NOW)


async def test_what_was_just_taken_is_known_even_when_the_status_index_is_away() -> None:
    at = desk(AbsentStatuses())
    plan = plan_urls(["https://example.org/"], (), NOW)
    await submit(plan, at)
    known = await look_up(at, plan.accepted[0].article_id)
    assert known is not None
    assert known.status.state is ArticleState.REQUESTED
    assert not known.ended
    with pytest.raises(Transient):
        await look_up(at, "another")


async def test_the_index_is_believed_once_it_knows_more() -> None:
    at = desk(MemoryStatusIndex())
    at.recent.note([event("a")])
    await at.statuses.merge([event("a"), event("a", Stage.FETCHED, 5)])
    known = await look_up(at, "a")
    assert known is not None
    assert known.status.state is ArticleState.FETCHED


async def test_a_document_without_a_status_has_been_indexed() -> None:
    at = desk(MemoryStatusIndex())
    await at.articles.upsert([document("a")])
    known = await look_up(at, "a")
    assert known is not None
    assert known.status.state is ArticleState.INDEXED
    assert known.ended
    assert await look_up(at, "b") is None


async def test_an_article_that_is_called_indexed_is_never_without_its_document() -> None:
    at = desk(MemoryStatusIndex())
    at = replace(at, statuses=EndingStatuses(at.articles))
    known = await look_up(at, "a")
    assert known is not None
    assert known.ended
    assert known.article == document("a")


def test_the_memory_of_submissions_is_bounded() -> None:
    recent = Recent(limit=2)
    recent.note([event("a"), event("b")])
    recent.note([event("a", Stage.FETCHED, 1)])
    recent.note([event("c")])
    assert recent.get("b") is None
    folded = recent.get("a")
    assert folded is not None
    assert len(folded.stages) == 2


async def test_an_article_that_was_folded_into_another_is_followed_there() -> None:
    at = desk(MemoryStatusIndex())
    moved = replace(event("old", Stage.FETCHED, 1), same_as="new", detail="redirected to https://new/")
    await at.statuses.merge([event("old"), moved])
    waiting = await look_up(at, "old")
    assert waiting is not None
    assert waiting.status.state is ArticleState.REQUESTED
    await at.statuses.merge([event("new", Stage.FETCHED, 2), event("new", Stage.INDEXED, 3)])
    known = await look_up(at, "old")
    assert known is not None
    assert (known.status.article_id, known.status.state) == ("old", ArticleState.INDEXED)
    assert [each.url for each in known.status.stages] == ["https://old/", "https://new/", "https://new/"]
    assert [each.detail for each in known.status.stages] == ["", "redirected to https://new/", ""]


async def test_what_failed_after_a_redirect_is_said_together_with_it() -> None:
    at = desk(MemoryStatusIndex())
    moved = replace(event("old", Stage.FETCHED, 1), same_as="new", detail="redirected to https://new/")
    missing = replace(event("new", Stage.FETCHED, 2), outcome=StageOutcome.FAILED, detail="the server answered 404")
    await at.statuses.merge([event("old"), moved, missing])
    known = await look_up(at, "old")
    assert known is not None
    assert known.status.stages[-1].detail == "redirected to https://new/; the server answered 404"


async def test_articles_folded_into_each_other_end_the_search() -> None:
    at = desk(MemoryStatusIndex())
    await at.statuses.merge([replace(event(name, Stage.FETCHED), same_as=other) for name, other in ("ab", "ba")])
    assert await look_up(at, "a") is not None
