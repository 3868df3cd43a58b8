"""The one door to the frontier: additions, finished visits and claims are gathered and done a turn at a time."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from winnow.adapters.sqlite_frontier import SqliteFrontier, Turn
from winnow.crawl.frontier import Entry, Settled


class Ledger:
    """A frontier behind a thread of its own, so that the disk never holds up the fetches."""

    def __init__(self, open_frontier: Callable[[], SqliteFrontier]) -> None:
        self._open = open_frontier
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="frontier")
        self._frontier: SqliteFrontier | None = None
        self._added: list[Entry] = []
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
        """Hand in URLs; on return they are on the disk."""
        if not entries:
            return
        done = asyncio.get_running_loop().create_future()
        self._added.extend(entries)
        self._waiting.append(done)
        self.news.set()
        await done

    async def known(self, host: str, limit: int) -> int:
        """Count a host's URLs on the disk, up to a limit."""
        frontier = self._frontier
        if frontier is None:
            raise RuntimeError("Ledger is used outside of its context")
        return await asyncio.get_running_loop().run_in_executor(self._thread, frontier.known, host, limit)

    def settle(self, visit: Settled) -> None:
        """Hand in a finished visit. If it is lost before the next turn, the visit is repeated."""
        self._settled.append(visit)
        self.news.set()

    async def turn(self, now: float, want: int) -> Turn:
        """Write what was handed in and claim up to ``want`` visits."""
        if self._frontier is None:
            raise RuntimeError("Ledger is used outside of its context")
        added, self._added = self._added, []
        settled, self._settled = self._settled, []
        waiting, self._waiting = self._waiting, []
        self.news.clear()
        frontier = self._frontier
        try:
            turn = await asyncio.get_running_loop().run_in_executor(
                self._thread, lambda: frontier.turn(add=added, settle=settled, now=now, want=want)
            )
        except BaseException as error:
            for each in waiting:
                if not each.done():
                    each.set_exception(error if isinstance(error, Exception) else asyncio.CancelledError())
            raise
        for each in waiting:
            if not each.done():
                each.set_result(None)
        return turn
