"""The whole pipeline in figures: articles by state, how far each group is behind, what is set aside."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from winnow import telemetry
from winnow.errors import Transient
from winnow.model import ENDS, ArticleState
from winnow.ports import EventLog
from winnow.topics import CLEANED, FETCHED, REQUESTED, STATUS

from winnow_console import letters
from winnow_console.desk import Desk

T = TypeVar("T")

PATIENCE_SECONDS = 20.0

GROUPS: tuple[tuple[str, str], ...] = (
    ("crawler", REQUESTED.name),
    ("processor", FETCHED.name),
    ("indexer", CLEANED.name),
    ("status", STATUS.name),
)
"""Each consumer group of the pipeline and the topic it reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLag:
    """How far a group is behind in its topic."""

    group: str
    topic: str
    messages: int
    partitions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Articles by state; every state is there."""

    by_state: dict[ArticleState, int]

    @property
    def total(self) -> int:
        """All articles that are known."""
        return sum(self.by_state.values())

    @property
    def under_way(self) -> int:
        """Articles that have not ended."""
        return sum(count for state, count in self.by_state.items() if state not in ENDS)

    @property
    def ended(self) -> int:
        """Articles that are a document, a refusal, a failure or gone."""
        return sum(count for state, count in self.by_state.items() if state in ENDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """One look at the pipeline. A part is ``None`` while what knows it does not answer."""

    counts: Counts | None
    lag: Sequence[GroupLag] | None
    dead: Sequence[letters.Summary] | None
    unavailable: dict[str, str]
    """Why, by the name of the part."""

    @property
    def dead_letters(self) -> dict[str, int] | None:
        """Dead letters by the topic that their records came from; every topic is there."""
        if self.dead is None:
            return None
        counted = Counter(one.topic for one in self.dead)
        return {name: counted[name] for name in letters.ORIGINS}


async def look(desk: Desk) -> Overview:
    """Gather the figures: an operator needs what there is most of all while something is down."""
    unavailable: dict[str, str] = {}

    async def part(name: str, call: Awaitable[T]) -> T | None:
        try:
            return await asyncio.wait_for(call, PATIENCE_SECONDS)
        except TimeoutError:
            unavailable[name] = f"no answer within {PATIENCE_SECONDS:g} s"
        except Transient as error:
            unavailable[name] = str(error)
        return None

    counts, lag, dead = await asyncio.gather(
        part("articles", _counts(desk)), part("lag", lags(desk.log)), part("dead_letters", letters.standing(desk.log))
    )
    return Overview(counts=counts, lag=lag, dead=dead, unavailable=unavailable)


async def _counts(desk: Desk) -> Counts:
    counted = await desk.statuses.counts()
    return Counts(by_state={state: counted.get(state, 0) for state in ArticleState})


async def lags(log: EventLog) -> list[GroupLag]:
    """Say how far each group is behind, and set the gauges that tell a monitor the same."""
    found = await asyncio.gather(*(log.lag(group, [topic]) for group, topic in GROUPS))
    lags = [
        GroupLag(group=group, topic=topic, messages=sum(part.messages for part in parts), partitions=len(parts))
        for (group, topic), parts in zip(GROUPS, found, strict=True)
    ]
    for lag in lags:
        telemetry.level("winnow_lag_messages", lag.messages, group=lag.group, topic=lag.topic)
    return lags
