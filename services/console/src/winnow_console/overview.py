"""The whole pipeline in figures: articles by state, how far each group is behind, what is set aside."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from winnow import telemetry
from winnow.model import ArticleState
from winnow.ports import EventLog
from winnow.topics import CLEANED, FETCHED, REQUESTED, STATUS

from winnow_console import letters
from winnow_console.desk import Desk
from winnow_console.lookup import ENDS

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
class Overview:
    """One look at the pipeline."""

    by_state: dict[ArticleState, int]
    lag: Sequence[GroupLag]
    dead: Sequence[letters.Summary]

    @property
    def dead_letters(self) -> dict[str, int]:
        """Dead letters by the topic that their records came from; every topic is there."""
        counted = Counter(one.topic for one in self.dead)
        return {name: counted[name] for name in letters.ORIGINS}

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


async def look(desk: Desk) -> Overview:
    """Gather the figures; raises ``Transient`` when one of the dependencies does not answer."""
    counts, lag, dead = await asyncio.gather(desk.statuses.counts(), lags(desk.log), letters.standing(desk.log))
    return Overview(by_state={state: counts.get(state, 0) for state in ArticleState}, lag=lag, dead=dead)


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
