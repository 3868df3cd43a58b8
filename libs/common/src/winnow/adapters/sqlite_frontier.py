"""The frontier in one SQLite file: which URL of which host to visit next, at a cost that does not grow.

``url`` keeps a host's URLs side by side, and so does its index of what is due, so that a visit touches one page of
each. The queue of hosts is in memory (``crawl.host_queue``) and made anew from the index at the start; a host's row is
written only when the host taught us something. docs/adr/0021 has what else was tried, and the figures.
"""

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from winnow.adapters.sqlite_file import connect, transaction
from winnow.crawl.frontier import Claim, Entry, Lane, Settled, merged, newer
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
_CACHE_KIB = 48 * 1024
_HOSTS_CACHED = 20_000
_LANES = tuple(int(lane) for lane in Lane)
_WORTH_KEEPING_MS = 10_000
"""A pause longer than this outlives a restart."""

_NEXT_IN_LANE = "(SELECT due FROM url WHERE host = ?1 AND lane = {} AND due IS NOT NULL ORDER BY due LIMIT 1)"
_NEXT_OF_HOST = "SELECT " + ", ".join(_NEXT_IN_LANE.format(lane) for lane in _LANES)
_DUE_IN_LANE = """
SELECT host.name, host.pace, key, url, due, state FROM url JOIN host ON host.id = url.host
WHERE host = ? AND lane = ? AND due IS NOT NULL AND due <= ? ORDER BY due LIMIT 1
"""


class _State(msgspec.Struct, frozen=True, omit_defaults=True, rename={
    "origin": "o", "trace": "t", "requested_at": "r", "hops": "h", "depth": "d", "attempts": "a", "interval": "i",
    "visited_at": "v", "published_at": "p", "etag": "e", "last_modified": "l", "content_hash": "c",
    "missing_since": "m", "size": "s",
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
        self._connection.executescript(_SCHEMA)
        self._numbers: OrderedDict[str, int] = OrderedDict()
        self._wanted_meanwhile: dict[tuple[int, bytes], Entry] = {}
        """Requests for a URL that was being visited as they came."""
        self._queue = HostQueue(len(_LANES))
        self._parts = array("i")
        """The partition of each host, by its number."""
        for host, part in self._connection.execute("SELECT id, part FROM host"):
            self._place(host, part)
        self._owned: frozenset[int] = frozenset()
        self._changed: list[tuple[int, Entry]] = []

    def own(self, parts: frozenset[int]) -> None:
        """Visit from now on the hosts of these partitions, and of no others."""
        gained = parts - self._owned
        self._owned = parts
        if gained:
            for host, part, free_at in self._connection.execute("SELECT id, part, free_at FROM host"):
                if part in gained:
                    self._queue.put(host, free_at, self._dues(host))

    def restored_up_to(self, part: int) -> int:
        """Return the place in a partition's changes from which on they may be news."""
        row = self._connection.execute("SELECT next FROM part WHERE number = ?", (part,)).fetchone()
        return int(row[0]) if row else 0

    def restore(self, part: int, entries: Sequence[Entry], up_to: int) -> None:
        """Take in what other owners of a partition wrote, where it is newer than what is known."""
        with transaction(self._connection):
            for entry in entries:
                host = self._number(entry.host, part)
                if not self._insert(host, entry):
                    known = self.get(entry.host, entry.article_id)
                    if known is not None and newer(known, entry):
                        self._write(host, entry)
            self._connection.execute("INSERT OR REPLACE INTO part (number, next) VALUES (?, ?)", (part, up_to))
        self._changed.clear()

    def close(self) -> None:
        """Close the file; everything of a finished turn is in it."""
        self._connection.close()

    def turn(self, *, add: Sequence[Addition], settle: Sequence[Settled], now: float, want: int) -> Turn:
        """Take in new URLs and finished visits and give out up to ``want`` visits, in one durable transaction."""
        if add or settle:
            with transaction(self._connection):
                for part, entry in add:
                    self._add(part, entry)
                for visit in settle:
                    self._settle(visit, now)
        claims = list(self._claim(now, want))
        next_ready = self._queue.next_ready() if len(claims) < want else None
        changed, self._changed = self._changed, []
        return Turn(claims=claims, next_ready=None if next_ready is None else next_ready / 1000, changed=tuple(changed))

    def get(self, host: str, article_id: str) -> Entry | None:
        """Return what is known of one URL."""
        row = self._connection.execute(
            "SELECT lane, key, url, due, state FROM url WHERE host = (SELECT id FROM host WHERE name = ?) AND key = ?",
            (host, bytes.fromhex(article_id)),
        ).fetchone()
        return None if row is None else _entry(host, row[0], row[1:])

    def count(self) -> int:
        """Count the URLs by a walk over all of them: for tests and tools."""
        return int(self._connection.execute("SELECT count(*) FROM url").fetchone()[0])

    def known(self, host: str, limit: int) -> int:
        """Count a host's URLs, up to a limit."""
        row = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM url WHERE host = (SELECT id FROM host WHERE name = ?) LIMIT ?)",
            (host, limit),
        ).fetchone()
        return int(row[0])

    def _add(self, part: int | None, entry: Entry) -> None:
        host = self._number(entry.host, part)
        if self._insert(host, entry):
            self._offer(host, entry)
            return
        known = self.get(entry.host, entry.article_id)
        wanted = merged(known, entry) if known else None
        if wanted is not None:
            self._write(host, wanted)
            self._offer(host, wanted)
            if self._queue.visiting(host):
                self._wanted_meanwhile[host, bytes.fromhex(entry.article_id)] = wanted

    def _insert(self, host: int, entry: Entry) -> bool:
        """Write an entry unless its URL is known; say whether it was not."""
        cursor = self._connection.execute(
            "INSERT OR IGNORE INTO url (host, key, lane, due, url, state) VALUES (?, ?, ?, ?, ?, ?)",
            (host, bytes.fromhex(entry.article_id), entry.lane, _milliseconds(entry.due), entry.url, _state(entry)),
        )
        if cursor.rowcount == 1:
            self._changed.append((self._parts[host], entry))
        return cursor.rowcount == 1

    def _offer(self, host: int, entry: Entry) -> None:
        if entry.due is not None:
            self._queue.offer(host, entry.lane, round(entry.due * 1000))

    def _settle(self, visit: Settled, now: float) -> None:
        host = self._number(visit.entry.host, None)
        free_at = round(visit.host_free_at * 1000)
        if visit.learnt or free_at - now * 1000 > _WORTH_KEEPING_MS:
            self._connection.execute(
                "UPDATE host SET free_at = ?, pace = ? WHERE id = ?", (free_at, _ENCODE(visit.pace), host)
            )
        wanted = self._wanted_meanwhile.pop((host, bytes.fromhex(visit.entry.article_id)), None)
        self._write(host, (merged(visit.entry, wanted) if wanted else None) or visit.entry)
        self._queue.put(host, free_at, self._dues(host))

    def _write(self, host: int, entry: Entry) -> None:
        self._changed.append((self._parts[host], entry))
        self._connection.execute(
            "UPDATE url SET lane = ?, due = ?, state = ? WHERE host = ? AND key = ?",
            (entry.lane, _milliseconds(entry.due), _state(entry), host, bytes.fromhex(entry.article_id)),
        )

    def _dues(self, host: int) -> list[tuple[int, int]]:
        """Return the earliest moment at which something of a host is due, lane by lane."""
        row = self._connection.execute(_NEXT_OF_HOST, (host,)).fetchone()
        return [(lane, due) for lane, due in zip(_LANES, row, strict=True) if due is not None]

    def _claim(self, now: float, want: int) -> Iterable[Claim]:
        moment = round(now * 1000)
        left = want
        while left and (taken := self._queue.take(moment)) is not None:
            if self._parts[taken[0]] not in self._owned:
                continue  # it stays taken until its partition is ours again
            left -= 1
            row = self._connection.execute(_DUE_IN_LANE, (*taken, moment)).fetchone()
            yield Claim(entry=_entry(row[0], taken[1], row[2:]), pace=_DECODE_PACE(row[1]))

    def _number(self, name: str, part: int | None) -> int:
        number = self._numbers.get(name)
        if number is None:
            row = self._connection.execute("SELECT id FROM host WHERE name = ?", (name,)).fetchone()
            number = row[0] if row else self._new_host(name, part or 0)
            self._numbers[name] = number
            if len(self._numbers) > _HOSTS_CACHED:
                self._numbers.popitem(last=False)
        else:
            self._numbers.move_to_end(name)
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
        return number

    def _place(self, host: int, part: int) -> None:
        while len(self._parts) <= host:
            self._parts.append(0)
        self._parts[host] = part


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
