"""The frontier in one SQLite file: which URL of which host to visit next, at a cost that does not grow.

Two trees hold it all. ``url`` keeps a host's URLs side by side, with an index of what is due in each lane; ``host`` has
one row a host with the moment of its next visit. Taking the next URL is a step at the head of ``host``'s index and one
into the host's part of ``url``; nothing is held in memory but a bounded cache of host numbers and SQLite's page cache.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from winnow.adapters.sqlite_file import connect, transaction
from winnow.crawl.frontier import Claim, Entry, Lane, Settled, merged
from winnow.crawl.politeness import Pace
from winnow.model import Instant

_SCHEMA = """
CREATE TABLE IF NOT EXISTS host (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  lane     INTEGER NOT NULL,
  ready    INTEGER,           -- milliseconds; NULL while it is being visited or has nothing to visit
  free_at  INTEGER NOT NULL,  -- milliseconds; not to be asked before
  penalty  REAL NOT NULL,
  failures INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS host_ready ON host (lane, ready) WHERE ready IS NOT NULL;
CREATE TABLE IF NOT EXISTS url (
  host  INTEGER NOT NULL,
  key   BLOB NOT NULL,
  lane  INTEGER NOT NULL,
  due   INTEGER,              -- milliseconds; NULL for never
  url   TEXT NOT NULL,
  state BLOB NOT NULL,
  PRIMARY KEY (host, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS url_due ON url (host, lane, due) WHERE due IS NOT NULL;
"""
_CACHE_KIB = 64 * 1024
_HOSTS_CACHED = 20_000
_LANES = tuple(int(lane) for lane in Lane)

_NEXT_IN_LANE = "(SELECT due FROM url WHERE host = :host AND lane = {} AND due IS NOT NULL ORDER BY due LIMIT 1)"
_NEXT_OF_HOST = "SELECT " + ", ".join(_NEXT_IN_LANE.format(lane) for lane in _LANES)
_DUE_IN_LANE = """
SELECT key, url, due, state FROM url
WHERE host = ? AND lane = ? AND due IS NOT NULL AND due <= ? ORDER BY due LIMIT 1
"""


class _State(msgspec.Struct, frozen=True, omit_defaults=True, rename={
    "origin": "o", "trace": "t", "requested_at": "r", "hops": "h", "depth": "d", "attempts": "a", "interval": "i",
    "visited_at": "v", "published_at": "p", "etag": "e", "last_modified": "l", "content_hash": "c",
    "missing_since": "m",
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
    missing_since: float | None = None


_ENCODE = msgspec.msgpack.Encoder().encode
_DECODE = msgspec.msgpack.Decoder(_State).decode
_FIELDS = _State.__struct_fields__


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one turn brought."""

    claims: Sequence[Claim]
    next_ready: float | None
    """When the next host can be visited, if fewer were claimed than wanted."""


class SqliteFrontier:
    """One owner's frontier. Not thread-safe: the owner calls it from one thread at a time."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = connect(path)
        self._connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        self._connection.executescript(_SCHEMA)
        self._numbers: OrderedDict[str, int] = OrderedDict()
        self._visiting: set[int] = set()
        self._recover()

    def close(self) -> None:
        """Close the file; everything of a finished turn is in it."""
        self._connection.close()

    def turn(self, *, add: Sequence[Entry], settle: Sequence[Settled], now: float, want: int) -> Turn:
        """Take in new URLs and finished visits and give out up to ``want`` visits, in one durable transaction."""
        with transaction(self._connection):
            touched: dict[int, None] = {}
            for entry in add:
                touched[self._add(entry)] = None
            for visit in settle:
                touched[self._settle(visit)] = None
            for host in touched:
                self._reschedule(host)
            claims = list(self._claim(now, want)) if want else []
            return Turn(claims=claims, next_ready=None if len(claims) == want else self._next_ready())

    def get(self, host: str, article_id: str) -> Entry | None:
        """Return what is known of one URL."""
        row = self._connection.execute(
            "SELECT key, lane, url, due, state FROM url WHERE host = (SELECT id FROM host WHERE name = ?) AND key = ?",
            (host, bytes.fromhex(article_id)),
        ).fetchone()
        return None if row is None else _entry(host, row[1], (row[0], *row[2:]))

    def count(self) -> int:
        """Count the URLs by a walk over all of them: for tests and tools."""
        return int(self._connection.execute("SELECT count(*) FROM url").fetchone()[0])

    def _recover(self) -> None:
        """Make the hosts available whose visits a crash interrupted."""
        with transaction(self._connection) as connection:
            idle = connection.execute("SELECT id FROM host WHERE ready IS NULL").fetchall()
            for (host,) in idle:
                self._reschedule(host)

    def _add(self, entry: Entry) -> int:
        host = self._number(entry.host)
        key = bytes.fromhex(entry.article_id)
        cursor = self._connection.execute(
            "INSERT OR IGNORE INTO url (host, key, lane, due, url, state) VALUES (?, ?, ?, ?, ?, ?)",
            (host, key, entry.lane, _milliseconds(entry.due), entry.url, _state(entry)),
        )
        if cursor.rowcount == 0:
            known = self.get(entry.host, entry.article_id)
            again = known and merged(known, entry)
            if again:
                self._write(host, again)
        return host

    def _settle(self, visit: Settled) -> int:
        host = self._number(visit.entry.host)
        self._visiting.discard(host)
        self._connection.execute(
            "UPDATE host SET free_at = ?, penalty = ?, failures = ? WHERE id = ?",
            (_milliseconds(visit.host_free_at), visit.pace.penalty, visit.pace.failures, host),
        )
        known = self.get(visit.entry.host, visit.entry.article_id)
        wanted_meanwhile = known is not None and known.requested_at > visit.entry.requested_at
        self._write(host, (merged(visit.entry, known) if known and wanted_meanwhile else None) or visit.entry)
        return host

    def _write(self, host: int, entry: Entry) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO url (host, key, lane, due, url, state) VALUES (?, ?, ?, ?, ?, ?)",
            (
                host,
                bytes.fromhex(entry.article_id),
                entry.lane,
                _milliseconds(entry.due),
                entry.url,
                _state(entry),
            ),
        )

    def _reschedule(self, host: int) -> None:
        """Set when and in which lane a host is next: as soon as it may be asked and something is due."""
        if host in self._visiting:
            return
        dues = self._connection.execute(_NEXT_OF_HOST, {"host": host}).fetchone()
        waiting = [(due, lane) for lane, due in enumerate(dues) if due is not None]
        free_at = self._connection.execute("SELECT free_at FROM host WHERE id = ?", (host,)).fetchone()[0]
        ready = max(free_at, min(waiting)[0]) if waiting else None
        lane = next((lane for due, lane in sorted(waiting, key=lambda each: each[1]) if due <= (ready or 0)), 0)
        self._connection.execute("UPDATE host SET ready = ?, lane = ? WHERE id = ?", (ready, lane, host))

    def _claim(self, now: float, want: int) -> Iterable[Claim]:
        moment = _milliseconds(now)
        left = want
        for lane in _LANES:
            rows = self._connection.execute(
                "SELECT id, name, penalty, failures FROM host"
                " WHERE lane = ? AND ready IS NOT NULL AND ready <= ? ORDER BY ready LIMIT ?",
                (lane, moment, left),
            ).fetchall()
            for host, name, penalty, failures in rows:
                row = self._connection.execute(_DUE_IN_LANE, (host, lane, moment)).fetchone()
                self._connection.execute("UPDATE host SET ready = NULL WHERE id = ?", (host,))
                self._visiting.add(host)
                yield Claim(entry=_entry(name, lane, row), pace=Pace(penalty=penalty, failures=failures))
            left -= len(rows)
            if left == 0:
                return

    def _next_ready(self) -> float | None:
        found = [
            row[0]
            for lane in _LANES
            for row in self._connection.execute(
                "SELECT ready FROM host WHERE lane = ? AND ready IS NOT NULL ORDER BY ready LIMIT 1", (lane,)
            )
        ]
        return min(found) / 1000 if found else None

    def _number(self, name: str) -> int:
        number = self._numbers.get(name)
        if number is not None:
            self._numbers.move_to_end(name)
            return number
        row = self._connection.execute("SELECT id FROM host WHERE name = ?", (name,)).fetchone()
        number = row[0] if row else self._new_host(name)
        self._numbers[name] = number
        if len(self._numbers) > _HOSTS_CACHED:
            self._numbers.popitem(last=False)
        return number

    def _new_host(self, name: str) -> int:
        cursor = self._connection.execute(
            "INSERT INTO host (name, lane, free_at, penalty, failures) VALUES (?, 0, 0, 0, 0)", (name,)
        )
        return int(cursor.lastrowid or 0)


def _milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)


def _state(entry: Entry) -> bytes:
    return _ENCODE(_State(**{name: getattr(entry, name) for name in _FIELDS}))


def _entry(host: str, lane: int, row: tuple[bytes, str, int | None, bytes]) -> Entry:
    key, url, due, blob = row
    state = _DECODE(blob)
    return Entry(
        article_id=key.hex(),
        url=url,
        host=host,
        lane=lane,
        due=None if due is None else due / 1000,
        **{name: getattr(state, name) for name in _FIELDS},
    )
