"""The frontier on the disk: order, memory of requests, and what is left after a kill."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from winnow.adapters.sqlite_frontier import SqliteFrontier
from winnow.crawl.frontier import Claim, Entry, Lane, Settled
from winnow.crawl.politeness import Pace
from winnow.crawl.urls import article_id, parse_url

NOW = 1_700_000_000.0


def entry(path: str, host: str = "a.example", lane: Lane = Lane.LINK, due: float = NOW) -> Entry:
    url = parse_url(f"https://{host}{path}")
    return Entry(article_id=article_id(url), url=url.href, host=host, lane=lane, due=due, requested_at=NOW)


def settled(claim: Claim, due: float | None, free_at: float = NOW) -> Settled:
    return Settled(entry=replace(claim.entry, due=due), pace=claim.pace, host_free_at=free_at)


@pytest.fixture
def frontier(tmp_path: Path) -> SqliteFrontier:
    return opened(tmp_path / "frontier.sqlite")


def opened(path: Path, *parts: int) -> SqliteFrontier:
    frontier = SqliteFrontier(path)
    frontier.own(frozenset(parts or (0,)))
    return frontier


def added(frontier: SqliteFrontier, *entries: Entry, now: float = NOW) -> None:
    frontier.turn(add=[(0, each) for each in entries], settle=[], now=now, want=0)


def take(frontier: SqliteFrontier, now: float = NOW, want: int = 10) -> list[Claim]:
    return list(frontier.turn(add=[], settle=[], now=now, want=want).claims)


def test_one_url_a_host_is_given_out_and_editors_come_first(frontier: SqliteFrontier) -> None:
    added(frontier, entry("/1"), entry("/2", lane=Lane.EDITOR), entry("/3", host="b.example"))
    assert [claim.entry.url for claim in take(frontier)] == ["https://a.example/2", "https://b.example/3"]
    assert take(frontier) == []


def test_a_host_rests_between_visits(frontier: SqliteFrontier) -> None:
    added(frontier, entry("/1"), entry("/2"))
    (first,) = take(frontier)
    turn = frontier.turn(add=[], settle=[settled(first, None, free_at=NOW + 5)], now=NOW, want=10)
    assert (list(turn.claims), turn.next_ready) == ([], NOW + 5)
    (second,) = take(frontier, NOW + 5)
    assert second.entry.url != first.entry.url


def test_adding_twice_keeps_one(frontier: SqliteFrontier) -> None:
    added(frontier, entry("/1"), entry("/1"))
    assert frontier.count() == 1


def test_a_request_during_the_visit_is_not_lost(frontier: SqliteFrontier) -> None:
    added(frontier, entry("/1"))
    (claim,) = take(frontier)
    again = replace(entry("/1", lane=Lane.EDITOR, due=NOW + 1), requested_at=NOW + 1)
    added(frontier, again, now=NOW + 1)
    frontier.turn(add=[], settle=[settled(claim, NOW + 1e6)], now=NOW + 1, want=0)
    (second,) = take(frontier, NOW + 2)
    assert (second.entry.url, second.entry.lane) == ("https://a.example/1", Lane.EDITOR)


def test_what_was_learnt_of_a_host_outlives_a_restart(tmp_path: Path, frontier: SqliteFrontier) -> None:
    added(frontier, entry("/1"), entry("/2"))
    (claim,) = take(frontier)
    slow = Settled(entry=replace(claim.entry, due=None), pace=Pace(penalty=9.0), host_free_at=NOW + 60, learnt=True)
    frontier.turn(add=[], settle=[slow], now=NOW, want=0)
    frontier.close()
    again = opened(tmp_path / "frontier.sqlite")
    assert take(again, NOW + 59) == []
    (second,) = take(again, NOW + 60)
    assert second.pace.penalty == 9.0


def test_a_kill_during_visits_repeats_them_and_forgets_nothing(tmp_path: Path) -> None:
    path = tmp_path / "frontier.sqlite"
    script = f"""
import os, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from test_sqlite_frontier import NOW, entry, opened
frontier = opened(Path({str(path)!r}))
n = 0
while True:
    frontier.turn(add=[(0, entry(f"/{{n}}", host=f"h{{n % 7}}.example"))], settle=[], now=NOW, want=1)
    n += 1
    print(n, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) == 40:
                os.kill(process.pid, signal.SIGKILL)
                break
    frontier = opened(path)
    assert frontier.count() >= 40
    assert len(take(frontier)) == 7


def test_only_hosts_of_owned_partitions_are_visited(tmp_path: Path) -> None:
    frontier = opened(tmp_path / "f.sqlite", 1)
    frontier.turn(add=[(0, entry("/1")), (1, entry("/2", host="b.example"))], settle=[], now=NOW, want=0)
    (claim,) = take(frontier)
    assert claim.entry.host == "b.example"
    frontier.own(frozenset((0, 1)))
    assert [each.entry.host for each in take(frontier)] == ["a.example"]


def test_a_partition_that_moves_brings_along_what_is_newer(tmp_path: Path) -> None:
    first, second = opened(tmp_path / "1.sqlite", 3), opened(tmp_path / "2.sqlite", 4)
    turn = first.turn(add=[(3, entry("/1")), (3, entry("/2"))], settle=[], now=NOW, want=1)
    (claim,) = turn.claims
    visited = replace(claim.entry, due=NOW + 99, visited_at=NOW, content_hash="x")
    later = first.turn(add=[], settle=[Settled(entry=visited, pace=Pace(), host_free_at=NOW)], now=NOW, want=0)
    changes = [each for part, each in (*turn.changed, *later.changed) if part == 3]
    second.restore(3, changes, up_to=len(changes))
    second.own(frozenset((3, 4)))
    assert second.restored_up_to(3) == 3
    assert second.get("a.example", visited.article_id) == visited
    (other,) = take(second)
    assert other.entry.url != visited.url
    second.restore(3, [claim.entry], up_to=4)
    assert second.get("a.example", visited.article_id) == visited
