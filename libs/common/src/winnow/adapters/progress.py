"""Tell from committed offsets whether a consumer that looks alive still works."""

import time
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

import structlog

from winnow import telemetry
from winnow.errors import Transient
from winnow.ports import EventLog, Lag
from winnow.runtime import Pulse

log = structlog.get_logger(__name__)

LOOK_SECONDS = 5.0
STALLED_SECONDS = 60.0


class Progress:
    """When each partition last moved, or had nothing to do."""

    def __init__(self, stalled_after: float = STALLED_SECONDS) -> None:
        self._stalled_after = stalled_after
        self._seen: dict[tuple[str, int], tuple[Lag, float]] = {}

    def stalled(self, lags: Iterable[Lag], now: float) -> list[tuple[str, int]]:
        """Take note of positions; name the partitions that have work and did not move for too long."""
        before, self._seen = self._seen, {}
        for lag in lags:
            place = (lag.topic, lag.partition)
            last, moved = before.get(place, (lag, now))
            working = last.messages > 0 and lag.messages > 0 and lag.committed == last.committed
            self._seen[place] = (lag, moved if working else now)
        return [place for place, (_, moved) in self._seen.items() if now - moved > self._stalled_after]


async def watch(
    to: EventLog, group: str, topic: str, mine: Callable[[], AbstractSet[tuple[str, int]]], loop: str, pulse: Pulse
) -> None:
    """Beat for a loop as long as its partitions move; a broker that is away is not the loop's fault.

    ``mine`` names the partitions that should be moving now.
    """
    progress = Progress()
    while not pulse.stopping.is_set():
        stalled: list[tuple[str, int]] = []
        try:
            owned = mine()
            lags = await to.lag(group, [topic])
            telemetry.level("winnow_lag_messages", sum(lag.messages for lag in lags), group=group, topic=topic)
            moving = [lag for lag in lags if (lag.topic, lag.partition) in owned]
            stalled = progress.stalled(moving, time.monotonic())
        except Transient as error:
            log.warning("cannot tell the lag", group=group, problem=str(error))
        if stalled:
            log.error("partitions have work and do not move", group=group, partitions=stalled)
        else:
            pulse.beat(loop)
        await pulse.pause(LOOK_SECONDS)
