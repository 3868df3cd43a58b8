"""The status index in one SQLite file."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from winnow.adapters.sqlite_file import SqliteFile
from winnow.codec import from_json, to_json
from winnow.model import ArticleState, ArticleStatus, Instant, StatusEvent
from winnow.ports import IndexReport
from winnow.stages.status import fold

_SCHEMA = """
CREATE TABLE IF NOT EXISTS statuses (
  article_id TEXT PRIMARY KEY,
  state      TEXT NOT NULL,
  updated_at REAL NOT NULL,
  value      BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS statuses_by_time ON statuses (updated_at);
CREATE INDEX IF NOT EXISTS statuses_by_state ON statuses (state, updated_at);
"""


class SqliteStatusIndex:
    """Statuses of the standalone mode. Use it as an async context manager."""

    def __init__(self, path: Path) -> None:
        self._file = SqliteFile(path, _SCHEMA)

    async def __aenter__(self) -> "SqliteStatusIndex":
        await self._file.__aenter__()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._file.__aexit__(*exc)

    async def prepare(self) -> None:
        """Do nothing: the schema came with the file."""

    async def merge(self, events: Sequence[StatusEvent]) -> IndexReport:
        """Fold in one transaction."""

        def write(connection: sqlite3.Connection) -> IndexReport:
            for event in events:
                _put(connection, fold(_get(connection, event.article_id), event))
            return IndexReport(ok=sorted({event.article_id for event in events}))

        return await self._file.write(write)

    async def get(self, article_id: str) -> ArticleStatus | None:
        """Look it up."""
        return await self._file.read(lambda connection: _get(connection, article_id))

    async def latest(
        self, limit: int, state: ArticleState | None = None, before: Instant | None = None
    ) -> Sequence[ArticleStatus]:
        """Sort by index and cut."""
        limits = (state, before.timestamp() if before else None, limit)
        statement = (
            "SELECT value FROM statuses WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR updated_at < ?2) "
            "ORDER BY updated_at DESC LIMIT ?3"
        )
        rows = await self._file.read(lambda connection: connection.execute(statement, limits).fetchall())
        return [from_json(ArticleStatus, row[0]) for row in rows]

    async def counts(self) -> dict[ArticleState, int]:
        """Count by index."""
        statement = "SELECT state, count(*) FROM statuses GROUP BY state"
        counted = dict(await self._file.read(lambda connection: connection.execute(statement).fetchall()))
        return {state: counted.get(state, 0) for state in ArticleState}


def _get(connection: sqlite3.Connection, article_id: str) -> ArticleStatus | None:
    row = connection.execute("SELECT value FROM statuses WHERE article_id = ?", (article_id,)).fetchone()
    return from_json(ArticleStatus, row[0]) if row else None


def _put(connection: sqlite3.Connection, status: ArticleStatus) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO statuses (article_id, state, updated_at, value) VALUES (?, ?, ?, ?)",
        (status.article_id, status.state, status.updated_at.timestamp(), to_json(status)),
    )
