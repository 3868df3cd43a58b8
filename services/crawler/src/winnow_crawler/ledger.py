"""The one door to the frontier: additions, finished visits and claims are gathered and done a turn at a time."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

from msgspec.structs import replace
from winnow.adapters.sqlite_frontier import Addition, SqliteFrontier, Turn
from winnow.crawl.frontier import Entry, Settled
from winnow.runtime import patiently

from winnow_crawler.changelog import Changelog
from winnow_crawler.tenure import Tenure

T = TypeVar("T")


class Ledger:
    """A frontier behind a thread of its own, so that the disk never holds up the fetches.

    With a ``changelog`` everything that is written is published there too, before anybody is told that it is kept.
    A known host that becomes ours is left alone for ``rest`` seconds at least.
    """

    def __init__(
        self,
        open_frontier: Callable[[], SqliteFrontier],
        changelog: Changelog | None = None,
        tenure: Tenure | None = None,
        rest: float = 0.0,
    ) -> None:
        self._open = open_frontier
        self._changelog = changelog
        self._tenure = tenure
        self._rest = rest
        self._owned: frozenset[int] = frozenset()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="frontier")
        self._frontier: SqliteFrontier | None = None
        self._added: list[Addition] = []
        self._settled: list[Settled] = []
        self._waiting: list[asyncio.Future[None]] = []
        self.news = asyncio.Event()
        """Something waits for the next turn."""

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._frontier = await loop.run_in_executor(self._thread, self._open)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._frontier is not None:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._frontier.close)
        self._thread.shutdown()

    async def add(self, entries: Sequence[Entry]) -> None:
        """Hand in URLs of a host that is known; on return they are on the disk."""
        await self.add_requested([(None, entry) for entry in entries])

    async def add_requested(self, additions: Sequence[Addition]) -> None:
        """Hand in URLs with the partitions of their requests; on return they are on the disk."""
        if not additions:
            return
        done = asyncio.get_running_loop().create_future()
        self._added.extend(additions)
        self._waiting.append(done)
        self.news.set()
        await done

    async def known(self, host: str, limit: int) -> int:
        """Count a host's URLs on the disk, up to a limit."""
        return await self._in_thread(lambda frontier: frontier.known(host, limit))

    def loses(self, held: frozenset[int]) -> bool:
        """Say whether partitions are ours no more once these alone are held."""
        return not self._owned <= held

    async def own(self, held: frozenset[int]) -> None:
        """Visit the hosts of the partitions that are held only, each from when its last owner has let go of them.

        What others knew of them is taken in first. After a loss nothing is ours for a while, and no visit may be going.
        """
        parts = held if self._tenure is None else self._tenure.ours(held, time.monotonic())
        if parts == self._owned:
            return
        for part in sorted(parts - self._owned):
            if self._changelog is not None:
                await self._restore(self._changelog, part)
        await self._in_thread(lambda frontier: frontier.own(parts, time.time(), self._rest))
        self._owned = parts

    async def _restore(self, changelog: Changelog, part: int) -> None:
        async for attempt in patiently("restore"):
            with attempt:
                start = await self._in_thread(lambda frontier: frontier.restored_up_to(part))
                async for entries, up_to in changelog.since(part, start):
                    await self._in_thread(lambda frontier: frontier.restore(part, entries, up_to))  # noqa: B023 - awaited here

    async def _in_thread(self, job: Callable[[SqliteFrontier], T]) -> T:
        frontier = self._frontier
        if frontier is None:
            raise RuntimeError("Ledger is used outside of its context")
        return await asyncio.get_running_loop().run_in_executor(self._thread, job, frontier)

    def settle(self, visit: Settled) -> None:
        """Hand in a finished visit. If it is lost before the next turn, the visit is repeated.

        What its host taught goes into the changelog with the URL: who visits the host next is to know it.
        """
        if self._changelog is not None:
            visit = replace(visit, entry=replace(visit.entry, host_free_at=visit.host_free_at, pace=visit.pace))
        self._settled.append(visit)
        self.news.set()

    async def turn(self, now: float, want: int) -> Turn:
        """Write what was handed in and claim up to ``want`` visits."""
        added, self._added = self._added, []
        settled, self._settled = self._settled, []
        waiting, self._waiting = self._waiting, []
        self.news.clear()
        try:
            turn = await self._in_thread(lambda frontier: frontier.turn(add=added, settle=settled, now=now, want=want))
            if self._changelog is not None:
                await self._changelog.write(turn.changed)
        except BaseException as error:
            for each in waiting:
                if not each.done():
                    each.set_exception(error if isinstance(error, Exception) else asyncio.CancelledError())
            raise
        for each in waiting:
            if not each.done():
                each.set_result(None)
        return turn
