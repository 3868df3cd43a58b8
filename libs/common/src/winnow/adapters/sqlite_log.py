"""The event log in one SQLite file: durable, with consumer groups and offsets, one partition a topic."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from winnow.adapters.sqlite_file import SqliteFile
from winnow.codec import from_json, to_json
from winnow.envelope import Headers, Message, Record
from winnow.ports import Consumer, Lag
from winnow.topics import BY_NAME, Topic

_SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
  topic   TEXT NOT NULL,
  offset  INTEGER NOT NULL,
  key     BLOB,
  value   BLOB,
  headers TEXT NOT NULL,
  at      REAL NOT NULL,
  PRIMARY KEY (topic, offset)
);
DROP INDEX IF EXISTS records_by_key;
CREATE TABLE IF NOT EXISTS ends (topic TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS commits (
  "group" TEXT NOT NULL,
  topic   TEXT NOT NULL,
  next    INTEGER NOT NULL,
  PRIMARY KEY ("group", topic)
) WITHOUT ROWID;
"""
_PAGE = 100
_BATCH_BYTES = 64 * 1024 * 1024


class SqliteEventLog:
    """The log of the standalone mode. Use it as an async context manager; ``publish`` returns after the commit."""

    def __init__(self, path: Path) -> None:
        self._file = SqliteFile(path, _SCHEMA)
        self._news = asyncio.Condition()

    async def __aenter__(self) -> "SqliteEventLog":
        await self._file.__aenter__()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._file.__aexit__(*exc)

    async def create(self, topics: Sequence[Topic[object]]) -> None:
        """Do nothing: a topic is there when it is written to."""

    async def publish(self, records: Sequence[Record]) -> None:
        """Append records in one transaction: all of them or none."""
        now = datetime.now(UTC).timestamp()
        await self._file.write(lambda connection: _append(connection, records, now))
        async with self._news:
            self._news.notify_all()

    @asynccontextmanager
    async def consume(self, group: str, topics: Sequence[str]) -> AsyncIterator[Consumer]:
        """Join a group. Within one process each group has one member: a second one would see everything too."""
        positions = await self._file.read(lambda connection: _committed(connection, group, topics))
        yield _SqliteConsumer(self, group, positions)

    async def read(self, topic: str, partition: int | None = None, start: int = 0) -> AsyncIterator[Message]:
        """Read page by page to the end as it is now."""
        end = await self._file.read(lambda connection: _end(connection, topic)) if partition in {None, 0} else 0
        position = start
        while position < end:
            at = position
            page = await self._file.read(lambda connection: _fetch(connection, topic, at, _PAGE))  # noqa: B023
            if not page:
                return
            for message in page:
                if message.offset >= end:
                    return
                yield message
            position = page[-1].offset + 1

    async def lag(self, group: str, topics: Sequence[str]) -> Sequence[Lag]:
        """Compare commits with ends."""

        def compare(connection: sqlite3.Connection) -> list[Lag]:
            positions = _committed(connection, group, topics)
            return [
                Lag(group=group, topic=topic, partition=0, committed=positions[topic], end=_end(connection, topic))
                for topic in topics
            ]

        return await self._file.read(compare)

    async def ping(self) -> None:
        """Read from the file."""
        await self._file.read(lambda connection: connection.execute("SELECT 1").fetchone())

    async def compact(self, groups: Sequence[str]) -> int:
        """Drop what nobody needs, and return how many records went.

        Of a compacted topic the latest record of each key stays; of any other, what a named group has not taken.
        """
        return await self._file.write(lambda connection: sum(_compact(connection, name, groups) for name in BY_NAME))

    async def after(self, positions: dict[str, int], limit: int, wait: float) -> list[Message]:
        """Return messages from these positions on, waiting for the first."""
        deadline = asyncio.get_running_loop().time() + wait
        while True:
            async with self._news:
                found = await self._file.read(lambda connection: _next(connection, positions, limit))
                remaining = deadline - asyncio.get_running_loop().time()
                if found or remaining <= 0:
                    return found
                try:
                    async with asyncio.timeout(remaining):
                        await self._news.wait()
                except TimeoutError:
                    return []

    async def commit(self, group: str, positions: dict[str, int]) -> None:
        """Move a group's positions, durably."""
        rows = [(group, topic, position) for topic, position in positions.items()]
        statement = 'INSERT OR REPLACE INTO commits ("group", topic, next) VALUES (?, ?, ?)'
        await self._file.write(lambda connection: connection.executemany(statement, rows) and None)


class _SqliteConsumer:
    def __init__(self, log: SqliteEventLog, group: str, positions: dict[str, int]) -> None:
        self._log = log
        self._group = group
        self._positions = positions

    async def batch(self, limit: int, wait: float) -> Sequence[Message]:
        messages = await self._log.after(self._positions, limit, wait)
        for message in messages:
            self._positions[message.topic] = message.offset + 1
        return messages

    def partitions(self) -> frozenset[int]:
        return frozenset((0,))

    async def acknowledge(self, messages: Sequence[Message]) -> None:
        if messages:
            await self._log.commit(self._group, {message.topic: message.offset + 1 for message in messages})


def _append(connection: sqlite3.Connection, records: Sequence[Record], now: float) -> None:
    ends = {topic: _end(connection, topic) for topic in {record.topic for record in records}}
    rows = []
    for record in records:
        offset = ends[record.topic]
        ends[record.topic] = offset + 1
        rows.append((record.topic, offset, record.key, record.value, _pack(record.headers), now))
    statement = "INSERT INTO records (topic, offset, key, value, headers, at) VALUES (?, ?, ?, ?, ?, ?)"
    connection.executemany(statement, rows)
    connection.executemany("INSERT OR REPLACE INTO ends (topic, next) VALUES (?, ?)", ends.items())


def _end(connection: sqlite3.Connection, topic: str) -> int:
    row = connection.execute("SELECT next FROM ends WHERE topic = ?", (topic,)).fetchone()
    return int(row[0]) if row else 0


def _committed(connection: sqlite3.Connection, group: str, topics: Sequence[str]) -> dict[str, int]:
    rows = connection.execute('SELECT topic, next FROM commits WHERE "group" = ?', (group,)).fetchall()
    known = dict(rows)
    return {topic: known.get(topic, 0) for topic in topics}


def _next(connection: sqlite3.Connection, positions: dict[str, int], limit: int) -> list[Message]:
    found: list[Message] = []
    for topic, position in positions.items():
        if len(found) < limit:
            found += _fetch(connection, topic, position, limit - len(found))
    return found


def _fetch(connection: sqlite3.Connection, topic: str, position: int, limit: int) -> list[Message]:
    """Read the next messages, at most ``_BATCH_BYTES`` of them but at least one."""
    rows = connection.execute(
        "SELECT offset, key, value, headers, at FROM records WHERE topic = ? AND offset >= ? ORDER BY offset LIMIT ?",
        (topic, position, limit),
    )
    found: list[Message] = []
    taken = 0
    for offset, key, value, headers, at in rows:
        found.append(
            Message(
                topic=topic,
                partition=0,
                offset=offset,
                key=key,
                value=value,
                headers=_unpack(headers),
                at=datetime.fromtimestamp(at, UTC),
            )
        )
        taken += len(value or b"")
        if taken > _BATCH_BYTES:
            break
    return found


def _compact(connection: sqlite3.Connection, topic: str, groups: Sequence[str]) -> int:
    marks = ", ".join("?" * len(groups))
    row = connection.execute(
        f'SELECT MIN(next) FROM commits WHERE topic = ? AND "group" IN ({marks})',  # noqa: S608 - question marks only
        (topic, *groups),
    ).fetchone()
    taken = row[0] if row[0] is not None else (_end(connection, topic) if topic.endswith(".dlq") else 0)
    if BY_NAME[topic].compacted:
        superseded = (
            "DELETE FROM records WHERE topic = ?1 AND offset < ?2 AND (value IS NULL OR offset NOT IN "
            "(SELECT MAX(offset) FROM records WHERE topic = ?1 GROUP BY ifnull(key, offset)))"
        )
        return connection.execute(superseded, (topic, taken)).rowcount
    return connection.execute("DELETE FROM records WHERE topic = ? AND offset < ?", (topic, taken)).rowcount


def _pack(headers: Headers) -> str:
    return to_json([(name, value.decode("latin-1")) for name, value in headers]).decode()


def _unpack(headers: str) -> Headers:
    return tuple((name, value.encode("latin-1")) for name, value in from_json(list[tuple[str, str]], headers))
