"""What fifty slow hosts cost a healthy one: its pages with and without them beside it, in turns.

    python benchmarks/crawler/slow_hosts.py [--slow 50] [--pages 200] [--delay 0.05] [--rounds 7]

Every host is a loopback address of one server in a process of its own; a third of the slow ones is silent for seconds,
a third drips, a third drips and never ends. All of them are in the middle of an answer before the healthy host's pages
are asked for, and stay slow until the last of those is there. The time is the server's, from the healthy host's first
page to its last. Beside it stands what another load on the machine does not spoil: the turns of the frontier and the
processor time that a healthy page takes; and how late the crawler's loop was for its timers.
"""

import argparse
import asyncio
import ipaddress
import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from winnow.adapters.garbage import collect_seldom
from winnow.adapters.sqlite_frontier import SqliteFrontier, Turn
from winnow.adapters.sqlite_log import SqliteEventLog
from winnow.runtime import Pulse
from winnow.telemetry import configure_logging
from winnow_crawler.service import run_crawler
from winnow_crawler.settings import CrawlerSettings
from with_winnow import request

HERE = Path(__file__).parent
HEALTHY = "127.3.0.1"
TICK = 0.01


@dataclass(frozen=True)
class Row:
    """One round: what the healthy host's pages took."""

    span_ms_per_page: float
    cpu_ms_per_page: float
    turns_per_page: float
    loop_late_p50_ms: float
    loop_late_p99_ms: float


@contextmanager
def counted_turns() -> Iterator[list[None]]:
    """Lend a list that grows by one with each turn of the frontier."""
    turns: list[None] = []
    original = SqliteFrontier.turn

    def counted(frontier: SqliteFrontier, **given: Any) -> Turn:
        turns.append(None)
        return original(frontier, **given)

    SqliteFrontier.turn = counted  # type: ignore[method-assign]
    try:
        yield turns
    finally:
        SqliteFrontier.turn = original  # type: ignore[method-assign]


@contextmanager
def serving() -> Iterator[int]:
    """Lend the server's port."""
    with subprocess.Popen(
        [sys.executable, HERE / "server.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline())
        server.terminate()


@asynccontextmanager
async def crawling(log: SqliteEventLog, settings: CrawlerSettings) -> AsyncIterator[None]:
    """Crawl, and end without waiting for the slow ones."""
    crawl = asyncio.create_task(run_crawler(log, settings, Pulse()))
    try:
        yield
    finally:
        crawl.cancel()
        with suppress(asyncio.CancelledError):
            await crawl


async def lateness(into: list[float]) -> None:
    """Note by how much each timer of the loop is late."""
    while True:
        began = time.perf_counter()
        await asyncio.sleep(TICK)
        into.append(time.perf_counter() - began - TICK)


async def seen(port: int) -> dict[str, float]:
    def ask() -> dict[str, float]:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/stats?span={HEALTHY}") as answer:
            return json.load(answer)

    return await asyncio.to_thread(ask)


async def one(folder: Path, port: int, slow: int, pages: int, delay: float) -> Row:
    """Crawl the healthy host's pages beside that many slow ones."""
    settings = CrawlerSettings(
        data_dir=folder,
        allowed_private_networks=(ipaddress.ip_network("127.0.0.0/8"),),
        crawl_delay=delay,
        crawl_slowness=0.0,
    )
    late: list[float] = []
    async with SqliteEventLog(folder / "log.sqlite") as log, crawling(log, settings):
        await log.publish([request(f"http://127.2.0.{n + 1}:{port}/{page}") for n in range(slow) for page in range(20)])
        while (await seen(port))["slow_hosts"] < slow:
            await asyncio.sleep(0.05)
        healthy = [request(f"http://{HEALTHY}:{port}/{page}") for page in range(pages)]
        ticks, cpu = asyncio.create_task(lateness(late)), time.process_time()
        with counted_turns() as turns:
            await log.publish(healthy)
            while (await seen(port))["span_pages"] < pages:
                await asyncio.sleep(0.2)
            cpu = time.process_time() - cpu
        ticks.cancel()
        span = (await seen(port))["span_s"]
    cuts = statistics.quantiles(late, n=100)
    return Row(
        span_ms_per_page=span / (pages - 1) * 1000,
        cpu_ms_per_page=cpu / pages * 1000,
        turns_per_page=len(turns) / pages,
        loop_late_p50_ms=cuts[49] * 1000,
        loop_late_p99_ms=cuts[98] * 1000,
    )


def run(slow: int, pages: int, delay: float) -> Row:
    with serving() as port, tempfile.TemporaryDirectory() as folder:
        row = asyncio.run(one(Path(folder), port, slow, pages, delay))
    print(f"{slow:3} slow hosts", "  ".join(f"{key} {value:.2f}" for key, value in vars(row).items()), flush=True)
    return row


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--slow", type=int, default=50)
    options.add_argument("--pages", type=int, default=200)
    options.add_argument("--delay", type=float, default=0.05)
    options.add_argument("--rounds", type=int, default=7)
    given = options.parse_args()
    configure_logging("warning")
    collect_seldom()
    slowdowns = []
    for number in range(given.rounds):
        order = (0, given.slow) if number % 2 else (given.slow, 0)
        rows = {slow: run(slow, given.pages, given.delay) for slow in order}
        slowdowns.append(rows[given.slow].span_ms_per_page / rows[0].span_ms_per_page - 1)
    low, high = min(slowdowns), max(slowdowns)
    print(f"slowdown: median {statistics.median(slowdowns):.1%}, from {low:.1%} to {high:.1%}")


if __name__ == "__main__":
    main()
