"""The frontier in one SQLite file: which URL of which host to visit next, at a cost that does not grow.

What a host's URLs are known by and when they are due lies together in its bucket; the URLs themselves are appended in
the order in which they come. So a new URL changes one page that is not in memory, and a visit two. The queue of hosts
is in memory (``crawl.host_queue``) and made anew from the buckets at the start; a host's row is written only when the
host taught us something. docs/adr/0025 has what else was tried.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from winnow.adapters.sqlite_file import connect, transaction
from winnow.adapters.sqlite_frontier_buckets import Buckets
from winnow.crawl import bucket
from winnow.crawl.frontier import Claim, Entry, Lane, Settled, asked_for, merged, newer
from winnow.crawl.host_queue import HostQueue
from winnow.crawl.politeness import Pace
from winnow.model import Instant

_SCHEMA = """
CREATE TABLE IF NOT EXISTS host (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,
  part    INTEGER NOT NULL,  -- the partition that its requests come from
  free_at INTEGER NOT NULL,  -- milliseconds; not to be asked before
  pace    BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS part (
  number INTEGER PRIMARY KEY,
  next   INTEGER NOT NULL    -- of the changes that were written elsewhere, the first that is not in here
);
CREATE TABLE IF NOT EXISTS url (
  id    INTEGER PRIMARY KEY,  -- in the order in which they came
  url   TEXT NOT NULL,
  state BLOB NOT NULL,
  room  BLOB                  -- for what the first visit adds, so that it moves no other row
);
"""
_CACHE_KIB = 48 * 1024
_WAL_PAGES = 8000
"""Until what was written goes where it belongs: long enough for a host's next visit to change the same page again."""
_NAMES_AT_HAND = 250_000
"""Hosts whose numbers are in memory, some 40 MB of them: every link that comes asks for one."""
_HOSTS_AT_HAND = 4096
"""Visited hosts whose names and paces are in memory: hosts are visited in sessions."""
_WORTH_KEEPING_MS = 10_000
"""A pause longer than this outlives a restart."""

_NEW_URL = "INSERT INTO url (id, url, state, room) VALUES (?, ?, ?, zeroblob(128))"
_TAUGHT_ELSEWHERE = "UPDATE host SET free_at = ?1, pace = ?2 WHERE id = ?3 AND free_at < ?1"
"""A host may never be asked again earlier than after the visit before, so the later moment is the later visit's."""
_NEW_STATE = "UPDATE url SET state = ?, room = NULL WHERE id = ?"
_URL = "SELECT url, state FROM url WHERE id = ?"
_URL_AND_HOST = "SELECT name, url, state, pace FROM url, host WHERE url.id = ? AND host.id = ?"


class _State(msgspec.Struct, frozen=True, omit_defaults=True, rename={
    "origin": "o", "trace": "t", "requested_at": "r", "hops": "h", "depth": "d", "attempts": "a", "interval": "i",
    "visited_at": "v", "published_at": "p", "etag": "e", "last_modified": "l", "content_hash": "c",
    "missing_since": "m", "size": "s", "instead_of": "n",
}):  # fmt: skip
    """What of an entry no query asks for."""

    origin: str = "submission"
    trace: str = ""
    requested_at: float = 0.0
    hops: int = 0
    depth: int = 0
    attempts: int = 0
    interval: float = 0.0
    visited_at: float = 0.0
    published_at: Instant | None = None
    etag: str = ""
    last_modified: str = ""
    content_hash: str = ""
    size: int = 0
    missing_since: float | None = None
    instead_of: str = ""


_ENCODE = msgspec.msgpack.Encoder().encode
_DECODE = msgspec.msgpack.Decoder(_State).decode
_DECODE_PACE = msgspec.msgpack.Decoder(Pace).decode
_FIELDS = _State.__struct_fields__


Addition = tuple[int | None, Entry]
"""A URL and the partition of its request; ``None`` for a URL of a host that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one turn brought."""

    claims: Sequence[Claim]
    next_ready: float | None
    """When the next host can be visited, if fewer were claimed than wanted."""
    changed: Sequence[tuple[int, Entry]] = ()
    """What was written, with the partition that it belongs to."""


class SqliteFrontier:
    """One owner's frontier. Not thread-safe: the owner calls it from one thread at a time."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = connect(path)
        self._connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        self._connection.execute(f"PRAGMA wal_autocheckpoint={_WAL_PAGES}")
        with transaction(self._connection):
            earlier = self._set_aside_earlier()
        self._connection.executescript(_SCHEMA)
        self._buckets = Buckets(self._connection)
        if earlier:
            with transaction(self._connection):
                self._take_over_earlier()
        self._next = 1 + int(self._connection.execute("SELECT coalesce(max(id), 0) FROM url").fetchone()[0])
        """The number of the next new URL."""
        self._numbers: dict[str, int] = {}
        """Of hosts, by their names."""
        self._hosts: dict[int, tuple[str, Pace]] = {}
        """Of hosts that were visited lately, by their numbers."""
        self._wanted_meanwhile: dict[tuple[int, bytes], Entry] = {}
        """Requests for a URL that was being visited as they came."""
        self._queue = HostQueue(len(Lane))
        self._parts = array("i")
        """The partition of each host, by its number."""
        for host, name, part in self._connection.execute("SELECT id, name, part FROM host"):
            self._place(host, part)
            self._remember(name, host)
        self._owned: frozenset[int] = frozenset()
        self._changed: list[tuple[int, Entry]] = []

    def _set_aside_earlier(self) -> bool:
        """Say whether the file has the layout from before buckets, and make room for the present one."""
        tables = {name for (name,) in self._connection.execute("SELECT name FROM sqlite_master")}
        if "url_due" in tables:
            self._connection.execute("DROP INDEX url_due")
            self._connection.execute("ALTER TABLE url RENAME TO earlier")
        return bool(tables & {"url_due", "earlier"})

    def _take_over_earlier(self) -> None:
        rows = self._connection.execute("SELECT lane, due, key, url, state, host FROM earlier ORDER BY host")
        for number, (lane, due, key, url, state, host) in enumerate(rows, 1):
            self._connection.execute(_NEW_URL, (number, url, state))
            self._buckets.put(host, bucket.record(lane, due, key, number))
        self._buckets.flush()
        self._connection.execute("DROP TABLE earlier")

    def own(self, parts: frozenset[int], now: float = 0.0, rest: float = 0.0) -> None:
        """Visit from now on the hosts of these partitions, and of no others.

        A host that becomes ours may have been asked a moment ago, by us or by somebody else: it is left alone for as
        long as it is known to want after each request, and for ``rest`` seconds at least.
        """
        gained = parts - self._owned
        self._owned = parts
        if gained:
            for host, part, free_at, pace in self._connection.execute("SELECT id, part, free_at, pace FROM host"):
                if part in gained:
                    rested = round((now + max(rest, _DECODE_PACE(pace).pause)) * 1000)
                    self._queue.put(host, max(free_at, rested), self._buckets.dues(host))

    def restored_up_to(self, part: int) -> int:
        """Return the place in a partition's changes from which on they may be news."""
        row = self._connection.execute("SELECT next FROM part WHERE number = ?", (part,)).fetchone()
        return int(row[0]) if row else 0

    def restore(self, part: int, entries: Sequence[Entry], up_to: int) -> None:
        """Take in what other owners of a partition wrote, where it is newer than what is known."""
        with self._transaction():
            for entry in entries:
                host = self._number(entry.host, part)
                one = self._buckets.find(host, bytes.fromhex(entry.article_id))
                if not one or newer(self._read(host, one)[0], entry):
                    self._write(host, one, entry)
                if entry.pace is not None:
                    taught = (round(entry.host_free_at * 1000), _ENCODE(entry.pace), host)
                    self._connection.execute(_TAUGHT_ELSEWHERE, taught)
                    self._hosts.pop(host, None)
            self._connection.execute("INSERT OR REPLACE INTO part (number, next) VALUES (?, ?)", (part, up_to))
        self._changed.clear()

    def close(self) -> None:
        """Close the file; everything of a finished turn is in it."""
        self._connection.close()

    def turn(self, *, add: Sequence[Addition], settle: Sequence[Settled], now: float, want: int) -> Turn:
        """Take in new URLs and finished visits and give out up to ``want`` visits, in one durable transaction."""
        if add or settle:
            with self._transaction():
                for part, entry in sorted(add, key=_by_bucket):
                    self._add(part, entry)
                for visit in settle:
                    self._settle(visit, now)
        claims = list(self._claim(now, want))
        next_ready = self._queue.next_ready() if len(claims) < want else None
        changed, self._changed = self._changed, []
        return Turn(claims=claims, next_ready=None if next_ready is None else next_ready / 1000, changed=tuple(changed))

    def get(self, host: str, article_id: str) -> Entry | None:
        """Return what is known of one URL."""
        number = self._find(host)
        if number is None:
            return None
        one = self._buckets.find(number, bytes.fromhex(article_id))
        return self._read(number, one)[0] if one else None

    def count(self) -> int:
        """Count the URLs by a walk over all of them: for tests and tools."""
        return int(self._connection.execute("SELECT count(*) FROM url").fetchone()[0])

    def known(self, host: str, limit: int) -> int:
        """Count a host's URLs, up to a limit."""
        number = self._find(host)
        return 0 if number is None else self._buckets.count(number, limit)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            with transaction(self._connection):
                yield
                self._buckets.flush()
        except BaseException:
            self._buckets.forget()
            self._numbers.clear()
            self._hosts.clear()
            self._changed.clear()
            raise

    def _add(self, part: int | None, entry: Entry) -> None:
        host = self._number(entry.host, part)
        key = bytes.fromhex(entry.article_id)
        one = self._buckets.find(host, key)
        wanted = self._wanted(host, one, entry)
        if wanted is None:
            return
        self._write(host, one, wanted)
        if wanted.due is not None:
            self._queue.offer(host, wanted.lane, round(wanted.due * 1000))
        if one and self._queue.visiting(host):
            self._wanted_meanwhile[host, key] = wanted

    def _wanted(self, host: int, one: bytes, entry: Entry) -> Entry | None:
        """Return what is to be known of a URL from now on, or ``None`` when nothing changes."""
        if not one:
            return entry
        return merged(self._read(host, one)[0], entry) if asked_for(entry) else None

    def _settle(self, visit: Settled, now: float) -> None:
        host = self._number(visit.entry.host, None)
        free_at = round(visit.host_free_at * 1000)
        if visit.learnt or free_at - now * 1000 > _WORTH_KEEPING_MS:
            self._connection.execute(
                "UPDATE host SET free_at = ?, pace = ? WHERE id = ?", (free_at, _ENCODE(visit.pace), host)
            )
            self._hosts.pop(host, None)
        key = bytes.fromhex(visit.entry.article_id)
        wanted = self._wanted_meanwhile.pop((host, key), None)
        one = self._buckets.find(host, key)
        self._write(host, one, (merged(visit.entry, wanted) if wanted else None) or visit.entry)
        self._queue.put(host, free_at, self._buckets.dues(host))

    def _write(self, host: int, one: bytes, entry: Entry) -> None:
        """Keep what is known of a URL, in place of its record if it has one."""
        self._changed.append((self._parts[host], entry))
        if one:
            number = bucket.number_of(one)
            self._connection.execute(_NEW_STATE, (_state(entry), number))
        else:
            number = self._next
            self._next += 1
            self._connection.execute(_NEW_URL, (number, entry.url, _state(entry)))
        self._buckets.put(host, _record(entry, number), one)

    def _read(self, host: int, one: bytes) -> tuple[Entry, Pace]:
        """Return what is known of a URL, by its record, and of its host."""
        number = bucket.number_of(one)
        if host in self._hosts:
            name, pace = self._hosts[host]
            url, state = self._connection.execute(_URL, (number,)).fetchone()
        else:
            name, url, state, encoded = self._connection.execute(_URL_AND_HOST, (number, host)).fetchone()
            pace = _DECODE_PACE(encoded)
            self._keep(host, name, pace)
        return _entry(one, name, url, state), pace

    def _keep(self, host: int, name: str, pace: Pace) -> None:
        """Keep in memory what the host's next visit needs of it."""
        self._remember(name, host)
        if len(self._hosts) >= _HOSTS_AT_HAND:
            self._hosts.clear()
        self._hosts[host] = name, pace

    def _claim(self, now: float, want: int) -> Iterable[Claim]:
        moment = round(now * 1000)
        left = want
        while left and (taken := self._queue.take(moment)) is not None:
            host, _ = taken
            if self._parts[host] not in self._owned:
                continue  # it stays taken until its partition is ours again
            left -= 1
            entry, pace = self._read(host, self._buckets.first(host, moment))
            yield Claim(entry=entry, pace=pace)

    def _find(self, name: str) -> int | None:
        number = self._numbers.get(name)
        if number is not None:
            return number
        row = self._connection.execute("SELECT id FROM host WHERE name = ?", (name,)).fetchone()
        return None if row is None else self._remember(name, row[0])

    def _remember(self, name: str, number: int) -> int:
        if len(self._numbers) >= _NAMES_AT_HAND and name not in self._numbers:
            self._numbers.clear()
        self._numbers[name] = number
        return number

    def _number(self, name: str, part: int | None) -> int:
        number = self._find(name)
        if number is None:
            number = self._new_host(name, part or 0)
        if part is not None and part != self._parts[number]:
            self._connection.execute("UPDATE host SET part = ? WHERE id = ?", (part, number))
            self._place(number, part)
        return number

    def _new_host(self, name: str, part: int) -> int:
        cursor = self._connection.execute(
            "INSERT INTO host (name, part, free_at, pace) VALUES (?, ?, 0, ?)", (name, part, _ENCODE(Pace()))
        )
        number = int(cursor.lastrowid or 0)
        self._place(number, part)
        return self._remember(name, number)

    def _place(self, host: int, part: int) -> None:
        while len(self._parts) <= host:
            self._parts.append(0)
        self._parts[host] = part


def _by_bucket(addition: Addition) -> tuple[str, str]:
    """Put next to one another what belongs in the same bucket; additions of one URL keep their order."""
    _, entry = addition
    return entry.host, entry.article_id


def _milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)


def _record(entry: Entry, number: int) -> bytes:
    return bucket.record(entry.lane, _milliseconds(entry.due), bytes.fromhex(entry.article_id), number)


def _state(entry: Entry) -> bytes:
    return _ENCODE(_State(**{name: getattr(entry, name) for name in _FIELDS}))


def _entry(one: bytes, host: str, url: str, blob: bytes) -> Entry:
    due = bucket.due_of(one)
    state = _DECODE(blob)
    return Entry(
        article_id=bucket.key_of(one).hex(),
        url=url,
        host=host,
        lane=bucket.lane_of(one),
        due=None if due is None else due / 1000,
        **{name: getattr(state, name) for name in _FIELDS},
    )
