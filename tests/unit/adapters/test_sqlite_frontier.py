"""The frontier on the disk: order, memory of requests, and what is left after a kill."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from winnow.adapters import sqlite_frontier
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


def many(count: int) -> list[Entry]:
    return [
        entry(f"/{number}", lane=Lane(number * 7919 % len(Lane)), due=NOW - number * 104729 % 10**6 / 1000)
        for number in range(count)
    ]


def in_order_of_visits(entries: list[Entry]) -> list[str]:
    return [each.url for each in sorted(entries, key=lambda each: (each.lane, each.due, each.article_id))]


def drained(frontier: SqliteFrontier, due: float | None, now: float = NOW, most: int = 10**6) -> list[str]:
    """Visit what is due, one after another, and settle each until ``due``."""
    urls: list[str] = []
    settle: list[Settled] = []
    while len(urls) < most:
        claims = frontier.turn(add=[], settle=settle, now=now, want=1).claims
        if not claims:
            return urls
        urls += [claim.entry.url for claim in claims]
        settle = [settled(claim, due, free_at=now) for claim in claims]
    frontier.turn(add=[], settle=settle, now=now, want=0)
    return urls


def test_a_host_of_many_urls_is_visited_in_order_across_restarts(tmp_path: Path) -> None:
    entries = many(400)
    first = opened(tmp_path / "f.sqlite")
    added(first, *entries)
    first.close()
    second = opened(tmp_path / "f.sqlite")
    urls = drained(second, due=NOW + 100, most=150)
    second.close()
    third = opened(tmp_path / "f.sqlite")
    urls += drained(third, due=NOW + 100)
    assert urls == in_order_of_visits(entries)
    assert sorted(drained(third, due=NOW + 200, now=NOW + 100)) == sorted(urls)


def test_a_host_of_many_urls_knows_each_of_them(frontier: SqliteFrontier) -> None:
    entries = many(400)
    added(frontier, *(each for at, new in enumerate(entries) for each in (new, entries[at * 7919 % (at + 1)])))
    added(frontier, entry("/1", host="b.example"))
    assert frontier.turn(add=[(0, each) for each in entries], settle=[], now=NOW, want=0).changed == ()
    assert [frontier.get("a.example", each.article_id) for each in entries] == entries
    assert frontier.get("a.example", entry("/1", host="b.example").article_id) is None
    assert (frontier.known("a.example", 10**6), frontier.known("a.example", 300)) == (400, 300)
    assert (frontier.known("b.example", 300), frontier.known("c.example", 300)) == (1, 0)


def test_a_host_of_many_urls_of_which_none_is_due_still_knows_them(tmp_path: Path) -> None:
    entries = many(300)
    first = opened(tmp_path / "f.sqlite")
    added(first, *entries)
    assert len(drained(first, due=None)) == 300
    first.close()
    frontier = opened(tmp_path / "f.sqlite")
    assert take(frontier) == []
    added(frontier, *entries)
    assert frontier.count() == 300
    again = replace(entries[7], lane=Lane.EDITOR, due=NOW, requested_at=NOW + 1)
    added(frontier, again)
    assert [claim.entry.url for claim in take(frontier)] == [again.url]


def test_what_a_failed_turn_took_in_can_be_taken_in_again(frontier: SqliteFrontier) -> None:
    broken = replace(entry("/2"), article_id="no id")
    with pytest.raises(ValueError, match="hexadecimal"):
        added(frontier, entry("/1"), broken)
    assert frontier.count() == 0
    turn = frontier.turn(add=[(0, entry("/1"))], settle=[], now=NOW, want=1)
    assert [each.url for _, each in turn.changed] == [claim.entry.url for claim in turn.claims] == [entry("/1").url]


def test_the_next_visit_of_a_host_has_the_pace_that_the_last_one_taught(frontier: SqliteFrontier) -> None:
    added(frontier, entry("/1"), entry("/2"))
    (claim,) = take(frontier)
    slow = Settled(entry=replace(claim.entry, due=None), pace=Pace(penalty=9.0), host_free_at=NOW, learnt=True)
    (second,) = frontier.turn(add=[], settle=[slow], now=NOW, want=1).claims
    assert second.pace.penalty == 9.0


EARLIER = """
CREATE TABLE host (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, part INTEGER NOT NULL, free_at INTEGER NOT NULL, pace BLOB NOT NULL
);
CREATE TABLE url (
  host INTEGER NOT NULL, key BLOB NOT NULL, lane INTEGER NOT NULL, due INTEGER, url TEXT NOT NULL, state BLOB NOT NULL,
  PRIMARY KEY (host, key)
) WITHOUT ROWID;
CREATE INDEX url_due ON url (host, lane, due) WHERE due IS NOT NULL;
"""


def test_visits_do_not_push_other_hosts_out_of_memory(
    monkeypatch: pytest.MonkeyPatch, frontier: SqliteFrontier
) -> None:
    monkeypatch.setattr(sqlite_frontier, "_NAMES_AT_HAND", 2)
    added(frontier, entry("/1"), entry("/1", host="b.example"))
    take(frontier, want=1)
    asked: list[str] = []
    frontier._connection.set_trace_callback(asked.append)
    added(frontier, entry("/2"), entry("/2", host="b.example"))
    assert not [each for each in asked if "FROM host" in each]


def test_a_file_of_the_earlier_layout_is_taken_over(tmp_path: Path) -> None:
    entries = [replace(each, requested_at=0.0) for each in many(300)]
    connection = sqlite3.connect(tmp_path / "f.sqlite")
    connection.executescript(EARLIER)
    connection.execute("INSERT INTO host VALUES (1, 'a.example', 0, 0, ?)", (msgspec.msgpack.encode(Pace()),))
    connection.executemany(
        "INSERT INTO url VALUES (1, ?, ?, ?, ?, ?)",
        [
            (bytes.fromhex(each.article_id), each.lane, round((each.due or 0) * 1000), each.url, b"\x80")
            for each in entries
        ],
    )
    connection.commit()
    connection.close()
    opened(tmp_path / "f.sqlite").close()
    frontier = opened(tmp_path / "f.sqlite")
    assert [frontier.get("a.example", each.article_id) for each in entries] == entries
    assert drained(frontier, due=None) == in_order_of_visits(entries)
