"""The frontier's buckets in SQLite: one row, and nearly always all that is to be asked of a host's URLs.

A bucket that is full is cut in two by the keys; what is due first in each bucket of such a host is in ``head``.
"""

import sqlite3

from winnow.crawl import bucket
from winnow.crawl.frontier import Lane

_SCHEMA = """
CREATE TABLE IF NOT EXISTS bucket (
  id   INTEGER PRIMARY KEY,  -- host << 32 | the highest prefix of the keys that belong in here
  urls BLOB NOT NULL         -- crawl.bucket
);
CREATE TABLE IF NOT EXISTS head (
  host   INTEGER NOT NULL,   -- only hosts with several buckets
  lane   INTEGER NOT NULL,
  due    INTEGER NOT NULL,   -- of what is due first of this lane in the bucket
  bucket INTEGER NOT NULL,
  PRIMARY KEY (host, lane, due, bucket)
) WITHOUT ROWID;
"""
FULL = 140
"""URLs in a bucket: a row with more does not fit into a page."""
_KEPT = 2048
"""Buckets of visited hosts in memory, at most 8 MB: hosts are visited in sessions."""
_LANES = tuple(int(lane) for lane in Lane)
_SEVERAL = -1
"""In place of a lane: the host has several buckets, even if nothing in them is due."""
_BUCKET_OF_KEY = "SELECT id, urls FROM bucket WHERE id >= ? ORDER BY id LIMIT 1"
_NEXT_IN_LANE = "(SELECT due FROM head WHERE host = ?1 AND lane = {} ORDER BY due LIMIT 1)"
_NEXT_OF_HOST = "SELECT " + ", ".join(_NEXT_IN_LANE.format(lane) for lane in _LANES)
_DUE_IN_LANE = "(SELECT bucket FROM head WHERE host = ?1 AND lane = {} AND due <= ?2 ORDER BY due LIMIT 1)"
_DUE_BY_LANE = ", ".join(_DUE_IN_LANE.format(lane) for lane in _LANES)
_BUCKET_DUE = f"SELECT id, urls FROM bucket WHERE id = coalesce({_DUE_BY_LANE})"  # noqa: S608  of constants alone
_CAME = "INSERT INTO bucket (urls, id) VALUES (?, ?)"
_CHANGED = "UPDATE bucket SET urls = ? WHERE id = ?"
"""A record in place of another keeps the length, which SQLite then writes where the old ones were."""
_HEAD_CAME = "INSERT INTO head (host, lane, due, bucket) VALUES (?, ?, ?, ?)"
_HEAD_WENT = "DELETE FROM head WHERE host = ? AND lane = ? AND due = ? AND bucket = ?"


class Buckets:
    """Which URLs of which host are known, and which of a host is due first. Call ``flush`` before each commit.

    The bucket that was used last is at hand, for the links of a page come one after another.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.executescript(_SCHEMA)
        self.forget()

    def forget(self) -> None:
        """Drop what was changed and not written."""
        self._split = {host for (host,) in self._connection.execute("SELECT DISTINCT host FROM head")}
        self._kept: dict[int, bytes] = {}
        """Of visited hosts that have one bucket, by the bucket's id."""
        self._id, self._urls, self._stored = 0, b"", b""

    def find(self, host: int, key: bytes) -> bytes:
        """Return the record of a URL; it is empty if the URL is not known."""
        self._open(host, key)
        return bucket.find(self._urls, key)

    def put(self, host: int, new: bytes, old: bytes = b"") -> None:
        """Keep a record, in place of an old one if there is one."""
        self._open(host, bucket.key_of(new))
        self._urls = bucket.put(self._urls, new, old)
        if len(self._urls) > FULL * bucket.RECORD:
            self._cut()

    def dues(self, host: int) -> list[tuple[int, int]]:
        """Return lane by lane the earliest moment at which something of a host is due."""
        if host not in self._split:
            self._open(host)
            return [(lane, due) for lane, due, _ in bucket.heads(self._urls)]
        self.flush()
        row = self._connection.execute(_NEXT_OF_HOST, (host,)).fetchone()
        return [(lane, due) for lane, due in zip(_LANES, row, strict=True) if due is not None]

    def first(self, host: int, now: int) -> bytes:
        """Return the record of what is to be visited first of what is due now."""
        if host in self._split:
            self.flush()
            self._use(*self._connection.execute(_BUCKET_DUE, (host, now)).fetchone())
        else:
            self._open(host)
            self._keep()
        return next(one for _, due, one in bucket.heads(self._urls) if due <= now)

    def count(self, host: int, limit: int) -> int:
        """Count a host's URLs, up to a limit."""
        self.flush()
        among = (host << 32, (host + 1 << 32) - 1)
        total = 0
        for (size,) in self._connection.execute("SELECT length(urls) FROM bucket WHERE id BETWEEN ? AND ?", among):
            total += size // bucket.RECORD
            if total >= limit:
                return limit
        return total

    def flush(self) -> None:
        """Write what was changed."""
        if self._urls is self._stored:
            return
        self._connection.execute(_CHANGED if self._stored else _CAME, (self._urls, self._id))
        if self._id >> 32 in self._split:
            before, now = self._heads(self._stored), self._heads(self._urls)
            if before != now:
                self._connection.executemany(_HEAD_WENT, before - now)
                self._connection.executemany(_HEAD_CAME, now - before)
        self._stored = self._urls
        if self._id in self._kept:
            self._kept[self._id] = self._urls

    def _open(self, host: int, key: bytes = bytes(bucket.PREFIX)) -> None:
        """Have at hand the bucket in which a key of a host belongs."""
        whole = (host + 1 << 32) - 1
        if self._id == whole and host not in self._split:
            return
        if (urls := self._kept.get(whole)) is not None:
            self._use(whole, urls)
            return
        wanted = host << 32 | int.from_bytes(key[: bucket.PREFIX])
        row = self._connection.execute(_BUCKET_OF_KEY, (wanted,)).fetchone()
        if row is not None and row[0] >> 32 == host:
            self._use(*row)
        else:
            self._use(whole, b"")

    def _keep(self) -> None:
        """Keep the bucket at hand in memory, for the host's next visit."""
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        self._kept[self._id] = self._urls

    def _use(self, number: int, urls: bytes) -> None:
        if number != self._id:
            self.flush()
            self._id, self._urls, self._stored = number, urls, urls

    def _cut(self) -> None:
        """Cut the bucket at hand in two."""
        host, halves = self._id >> 32, bucket.halves(self._urls)
        if halves is None:
            return
        below, prefix, self._urls = halves
        if host not in self._split:
            self._split.add(host)
            self._kept.pop(self._id, None)
            self._connection.execute(_HEAD_CAME, (host, _SEVERAL, 0, 0))
            self._connection.execute("DELETE FROM bucket WHERE id = ?", (self._id,))
            self._stored = b""
        self._use((host << 32 | int.from_bytes(prefix)) - 1, b"")
        self._urls = below
        self.flush()

    def _heads(self, urls: bytes) -> set[tuple[int, int, int, int]]:
        return {(self._id >> 32, lane, due, self._id) for lane, due, _ in bucket.heads(urls)}
