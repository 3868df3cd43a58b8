"""What the frontier costs as it grows: adding a URL, and finding, visiting and settling the next one.

    python benchmarks/frontier/growth.py [--sizes 10000,100000,1000000,10000000] [--hosts 100000] [--dir DIR]

Every size is measured in a process of its own on a file of its own, filled through the same calls that the crawler
makes, so the memory column is that of a crawler which knows that many URLs. ``add`` are the links of pages, ``worst``
are URLs of a host each; ``cpu`` is the process's own time, which other work on the machine does not spoil.
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from winnow.adapters.sqlite_frontier import SqliteFrontier
from winnow.crawl.frontier import Claim, Entry, Lane, Settled
from winnow.crawl.urls import article_id, parse_url

TURN = 20
"""Visits claimed and settled in one transaction: what a crawler at a thousand pages a second has to do every 20 ms."""
PAGES, LINKS = 5, 10
"""New URLs come as the links of pages: this many pages in one transaction, this many links of each page's own host."""
MEASURED = 5_000
ROUNDS = 3
LOADED_AT_ONCE = 20_000
START = 1_700_000_000.0


def entry(number: int, hosts: int) -> Entry:
    host = f"host{number % hosts}.example"
    url = parse_url(f"https://{host}/articles/{number % 977}/a-title-of-some-length-{number}")
    return Entry(
        article_id=article_id(url), url=url.href, host=host, lane=Lane.SITEMAP, due=START, origin="sitemap",
        requested_at=START,
    )  # fmt: skip


def load(count: int, hosts: int) -> Iterator[list[Entry]]:
    """Yield the URLs host by host: the quickest way to fill a file."""
    numbers = (number for host in range(hosts) for number in range(host, count, hosts))
    while batch := [entry(number, hosts) for number in islice(numbers, LOADED_AT_ONCE)]:
        yield batch


class Watch:
    """Time of the clock, and time of the processor: other work on the machine spoils only the first."""

    def __init__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def each(self, count: int) -> tuple[float, float]:
        return (time.perf_counter() - self._began[0]) / count, (time.process_time() - self._began[1]) / count


def link(some: random.Random, known: int, host: int, hosts: int) -> Entry:
    return entry((known // hosts + 1 + some.randrange(10**9)) * hosts + host, hosts)


def seconds_per_add(frontier: SqliteFrontier, known: int, hosts: int, *, scattered: bool) -> tuple[float, float]:
    some = random.Random(known)
    batches = []
    for _ in range(0, MEASURED, PAGES * LINKS):
        pages = (
            [some.randrange(hosts) for _ in range(PAGES)]
            if not scattered
            else some.choices(range(hosts), k=PAGES * LINKS)
        )
        batches.append([link(some, known, host, hosts) for host in pages for _ in range(1 if scattered else LINKS)])
    watch = Watch()
    for batch in batches:
        frontier.turn(add=[(0, each) for each in batch], settle=[], now=START, want=0)
    return watch.each(MEASURED)


def visited(claim: Claim, now: float) -> Settled:
    after = replace(
        claim.entry, lane=Lane.REVISIT, due=now + 600, interval=600.0, trace="", visited_at=now,
        published_at=datetime.fromtimestamp(now, UTC), etag='"5f3c"', content_hash=claim.entry.article_id,
    )  # fmt: skip
    return Settled(entry=after, pace=claim.pace, host_free_at=now + 5.0)


def seconds_per_visit(frontier: SqliteFrontier, now: float) -> tuple[float, float]:
    done, settled = 0, []
    watch = Watch()
    while done < MEASURED:
        now += 0.1
        claims = frontier.turn(add=[], settle=settled, now=now, want=TURN).claims
        if not claims:
            raise SystemExit("nothing is due: too few hosts for this many visits")
        settled = [visited(claim, now) for claim in claims]
        done += len(claims)
    frontier.turn(add=[], settle=settled, now=now, want=0)
    return watch.each(done)


def measure(size: int, hosts: int, folder: Path) -> dict[str, float]:
    frontier = SqliteFrontier(folder / f"frontier-{size}.sqlite")
    frontier.own(frozenset((0,)))
    began = time.perf_counter()
    spread = min(hosts, size)
    for batch in load(size, spread):
        frontier.turn(add=[(0, each) for each in batch], settle=[], now=START, want=0)
    loaded = time.perf_counter() - began
    seconds_per_visit(frontier, START + 1)
    adds, worst, visits = [], [], []
    for turn in range(ROUNDS):
        adds.append(seconds_per_add(frontier, size + turn, spread, scattered=False))
        worst.append(seconds_per_add(frontier, size + turn + 7, spread, scattered=True))
        visits.append(seconds_per_visit(frontier, START + 3600.0 * (turn + 1)))
    frontier.close()
    return {
        "urls": size,
        "add_us": round(statistics.median(wall for wall, _ in adds) * 1e6, 1),
        "add_cpu_us": round(statistics.median(cpu for _, cpu in adds) * 1e6, 1),
        "worst_us": round(statistics.median(wall for wall, _ in worst) * 1e6, 1),
        "worst_cpu_us": round(statistics.median(cpu for _, cpu in worst) * 1e6, 1),
        "next_us": round(statistics.median(wall for wall, _ in visits) * 1e6, 1),
        "next_cpu_us": round(statistics.median(cpu for _, cpu in visits) * 1e6, 1),
        "rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "file_mb": round((folder / f"frontier-{size}.sqlite").stat().st_size / 1e6),
        "load_s": round(loaded, 1),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", default="10000,100000,1000000,10000000")
    options.add_argument("--hosts", type=int, default=100_000)
    options.add_argument("--dir", type=Path)
    options.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        print(json.dumps(measure(given.one, given.hosts, given.dir)))
        return
    rows = [in_own_process(int(size), given.hosts, given.dir) for size in given.sizes.split(",")]
    print("ratio of the last to the first:", end=" ")
    for figure in ("add_us", "add_cpu_us", "worst_us", "worst_cpu_us", "next_us", "next_cpu_us", "rss_mb"):
        print(f"{figure} {rows[-1][figure] / rows[0][figure]:.2f}", end="  ")
    print()


def in_own_process(size: int, hosts: int, folder: Path | None) -> dict[str, float]:
    with tempfile.TemporaryDirectory(dir=folder) as own:
        command = [sys.executable, __file__, "--one", str(size), "--hosts", str(hosts), "--dir", own]
        row = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    print("  ".join(f"{name} {value:>10,}" for name, value in row.items()), flush=True)
    return dict(row)


if __name__ == "__main__":
    main()
