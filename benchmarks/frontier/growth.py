"""What the frontier costs as it grows: adding a URL, and finding, visiting and settling the next one.

    python benchmarks/frontier/growth.py [--sizes 10000,100000,1000000,10000000] [--hosts 100000] [--dir DIR]

Every size has a process and a file of its own. The file is filled through the calls that the crawler makes and in the
order of a crawl: ten links of one host, then ten of another, so that what belongs to a host lies scattered. When all
are filled they are measured in turns, round by round, so that whatever else the machine does falls on all of them;
each figure is the median of the rounds, and ``last / first`` the median of the rounds' own ratios. Other work only ever
adds to the processor's time, hence its least as well.

- ``add``: the links of pages, ten new URLs of one host at a time. ``scattered``: new URLs, each of another host that is
  known. ``anywhere``: the same of any host; where there are fewer URLs than hosts, most hosts are new then.
  ``known``: links that are known, as most are. ``listed``: known URLs in a sitemap, which may be wanted again.
  ``next``: claim a URL and settle its visit.
- ``cpu``: microseconds of the processor for one URL, with all that one transaction leaves to a later one.
  ``wall``: microseconds of the clock, with that too; ``turn``: without it, the median over transactions.
- ``read`` and ``written``: KiB for one URL, from and to files, even if only to the system's cache of them.
- ``start``: milliseconds of the processor until the first URL can be claimed.

With ``--dir`` the filled files are kept there, and used by the next run that names it.
"""

import argparse
import itertools
import json
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace
from winnow.adapters.garbage import collect_seldom
from winnow.adapters.sqlite_frontier import SqliteFrontier
from winnow.crawl.frontier import Claim, Entry, Lane, Settled
from winnow.crawl.urls import article_id, parse_url

VISITS = 20
"""Visits claimed and settled in one transaction: what a crawler at a thousand pages a second has to do every 20 ms."""
PAGES, LINKS = 5, 10
"""New URLs come as the links of pages: this many pages in one transaction, this many links of each page's own host."""
TURNS = 100
"""Transactions of each kind in a round."""
LOADED_AT_ONCE = 5_000
SMALL = 1_000_000
"""Up to this size a round begins with a copy of the file: what it adds would change the size."""
START = 1_700_000_000.0
Figures = dict[str, float]


def entry(number: int, host: int, lane: Lane = Lane.SITEMAP) -> Entry:
    """Make a URL of a host; those that come together are due together."""
    name = f"host{host}.example"
    url = parse_url(f"https://{name}/articles/{number % 977}/a-title-of-some-length-{number}")
    due = START - 2000 + host * 104729 % 1000 + min(number // LINKS, 999)
    return Entry(
        article_id=article_id(url), url=url.href, host=name, lane=lane, due=due, origin="sitemap",
        requested_at=START,
    )  # fmt: skip


def pages_in_order(count: int, hosts: int) -> Iterator[list[Entry]]:
    """Yield the links of one page after another: every host once, then every host again in another order."""
    shuffled, some = list(range(hosts)), random.Random(0)
    a_host = -(-count // hosts)
    for first in range(0, a_host, LINKS):
        some.shuffle(shuffled)
        for host in shuffled:
            yield [entry(number, host) for number in range(first, min(first + LINKS, a_host))]


def load(path: Path, count: int, hosts: int) -> None:
    frontier = opened(path)
    waiting: list[Entry] = []
    for page in pages_in_order(count, hosts):
        waiting += page
        if len(waiting) >= LOADED_AT_ONCE:
            add(frontier, waiting)
            waiting = []
    add(frontier, waiting)
    frontier.close()


def opened(path: Path) -> SqliteFrontier:
    frontier = SqliteFrontier(path)
    frontier.own(frozenset((0,)))
    return frontier


def add(frontier: SqliteFrontier, entries: Sequence[Entry]) -> None:
    frontier.turn(add=[(0, each) for each in entries], settle=[], now=START, want=0)


class Watch:
    """Reads the clock at every transaction; the processor's time and the files' traffic at the start and the end.

    It starts and ends with nothing put off: all that is in the file's log is then where it belongs.
    """

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(path)
        self._turns: list[float] = []
        self._checkpoint()
        self._began = usage()

    def _checkpoint(self) -> None:
        self._file.execute("PRAGMA wal_checkpoint").fetchall()

    def timed(self, job: Callable[[], None]) -> None:
        began = time.perf_counter()
        job()
        self._turns.append(time.perf_counter() - began)

    def figures(self, count: int) -> Figures:
        began = time.perf_counter()
        self._checkpoint()
        wall = sum(self._turns) + time.perf_counter() - began
        cpu, read, written = (now - before for now, before in zip(usage(), self._began, strict=True))
        self._file.close()
        return {
            "cpu": cpu / count * 1e6,
            "wall": wall / count * 1e6,
            "turn": statistics.median(self._turns) * len(self._turns) / count * 1e6,
            "read": read / count / 1024,
            "written": written / count / 1024,
        }


def usage() -> tuple[float, int, int]:
    """Return the processor's time and the bytes that this process has read and written."""
    lines = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    return time.process_time(), int(lines["rchar"]), int(lines["wchar"])


def cost_of_adding(frontier: SqliteFrontier, path: Path, batches: Sequence[Sequence[Entry]]) -> Figures:
    watch = Watch(path)
    for batch in batches:
        watch.timed(lambda: add(frontier, batch))  # noqa: B023 - called at once
    return watch.figures(sum(map(len, batches)))


def batches(
    some: random.Random, hosts: int, a_host: int, number: Callable[[], int], lane: Lane = Lane.SITEMAP
) -> list[list[Entry]]:
    """Make the links of pages, ``a_host`` of them of one host after another."""
    return [
        [
            entry(number(), host, lane)
            for host in some.choices(range(hosts), k=PAGES * LINKS // a_host)
            for _ in range(a_host)
        ]
        for _ in range(TURNS)
    ]


def cost_of_next(frontier: SqliteFrontier, path: Path, some: random.Random, now: float) -> Figures:
    settled: list[Settled] = []

    def turn() -> None:
        nonlocal settled
        claims = frontier.turn(add=[], settle=settled, now=now, want=VISITS).claims
        if len(claims) < VISITS:
            raise SystemExit("nothing is due: too few hosts for this many visits")
        settled = [visited(claim, now, some) for claim in claims]

    watch = Watch(path)
    for _ in range(2 * TURNS):
        now += 0.1
        watch.timed(turn)
    figures = watch.figures(2 * TURNS * VISITS)
    frontier.turn(add=[], settle=settled, now=now, want=0)
    return figures


def visited(claim: Claim, now: float, some: random.Random) -> Settled:
    after = replace(
        claim.entry, lane=Lane.REVISIT, due=now + 600, interval=600.0, trace="", visited_at=now,
        published_at=datetime.fromtimestamp(now, UTC), etag='"5f3c"', content_hash=claim.entry.article_id,
    )  # fmt: skip
    return Settled(entry=after, pace=claim.pace, host_free_at=now + some.uniform(1.0, 9.0))


def serve(size: int, all_hosts: int, folder: Path) -> None:
    """Fill a file, then measure a round for every line that comes in; garbage is collected as in a service."""
    collect_seldom()
    hosts = min(size, all_hosts)
    path, work = folder / f"frontier-{size}.sqlite", folder / f"round-{size}.sqlite"
    if not path.exists():
        load(path, size, hosts)
    print(path.stat().st_size, flush=True)
    for line in sys.stdin:
        used = path if size > SMALL else Path(shutil.copy(path, work))
        row = one_round(used, size, hosts, all_hosts, int(line))
        row["peak memory"] = {"MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
        print(json.dumps(row), flush=True)


def one_round(path: Path, size: int, hosts: int, all_hosts: int, turn: int) -> dict[str, Figures]:
    some = random.Random(time.time_ns())
    now = START + 3600.0 * turn
    fresh = itertools.count(time.time_ns()).__next__
    known = lambda: some.randrange(-(-size // hosts))  # noqa: E731
    began = time.process_time()
    frontier = opened(path)
    started = time.process_time() - began
    cost_of_next(frontier, path, some, now - 1800.0)
    row = {
        "next": cost_of_next(frontier, path, some, now),
        "known": cost_of_adding(frontier, path, batches(some, hosts, LINKS, known, Lane.LINK)),
        "listed": cost_of_adding(frontier, path, batches(some, hosts, LINKS, known)),
        "scattered": cost_of_adding(frontier, path, batches(some, hosts, 1, fresh)),
        "add": cost_of_adding(frontier, path, batches(some, hosts, LINKS, fresh)),
        "anywhere": cost_of_adding(frontier, path, batches(some, all_hosts, 1, fresh)),
    }
    frontier.close()
    return {**row, "start": {"ms": started * 1e3}}


class Served:
    """One size in a process of its own."""

    def __init__(self, size: int, hosts: int, folder: Path) -> None:
        command = [sys.executable, __file__, "--serve", str(size), "--hosts", str(hosts), "--dir", str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.file_bytes = int(self._answer())

    def round(self, turn: int) -> dict[str, Figures]:
        assert self._process.stdin is not None
        print(turn, file=self._process.stdin, flush=True)
        return dict(json.loads(self._answer()))

    def _answer(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("the process of a size has ended; what it said is above")
        return line


def summary(rounds: Sequence[Mapping[str, Figures]]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for what, figures in rounds[0].items():
        for unit in figures:
            values = [each[what][unit] for each in rounds]
            if unit == "cpu":
                found[what, "cpu, least"] = min(values)
            found[what, unit] = statistics.median(values)
    return found


def ratios(first: Sequence[Mapping[str, Figures]], last: Sequence[Mapping[str, Figures]]) -> dict[tuple[str, str], str]:
    """Compare the figures of the last size with those of the first, round by round."""
    found = {}
    for what, figures in first[0].items():
        for unit in figures:
            pairs = [(one[what][unit], other[what][unit]) for one, other in zip(first, last, strict=True)]
            if min(one for one, _ in pairs) > 0.05:
                found[what, unit] = f"{statistics.median(other / one for one, other in pairs):.2f}"
    return found


def show(
    sizes: Sequence[int], table: Sequence[Mapping[tuple[str, str], float]], compared: Mapping[tuple[str, str], str]
) -> None:
    print("|  |  |", " | ".join(f"{size:,}" for size in sizes), "| last / first |")
    print("| --- | --- |", " | ".join("---:" for _ in sizes), "| ---: |")
    for what, unit in table[0]:
        row = [column[what, unit] for column in table]
        ratio = f"{row[-1] / row[0]:.2f}" if unit == "cpu, least" else compared.get((what, unit), "–")
        print(f"| {what} | {unit} |", " | ".join(f"{value:,.1f}" for value in row), f"| {ratio} |")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", default="10000,100000,1000000,10000000", help="numbers of URLs, with commas")
    options.add_argument("--hosts", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--dir", type=Path, help="where the files are kept (10⁷ URLs: 5 GB); by default nowhere")
    options.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.serve:
        serve(given.serve, given.hosts, given.dir)
        return
    sizes = [int(size) for size in given.sizes.split(",")]
    with tempfile.TemporaryDirectory() as own:
        folder = given.dir or Path(own)
        folder.mkdir(parents=True, exist_ok=True)
        served = [Served(size, given.hosts, folder) for size in sizes]
        rounds = [[each.round(turn + 1) for each in served] for turn in range(given.rounds)]
    columns = list(zip(*rounds, strict=True))
    table = [summary(column) for column in columns]
    for each, column in zip(served, table, strict=True):
        column["file", "MB"] = each.file_bytes / 1e6
    show(sizes, table, ratios(columns[0], columns[-1]))


if __name__ == "__main__":
    main()
