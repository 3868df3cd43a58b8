"""What site memory knows of each host, in one SQLite file."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from winnow.adapters.sqlite_file import SqliteFile
from winnow.codec import from_json, to_json
from winnow.stages.memory import SiteProfile

_SCHEMA = "CREATE TABLE IF NOT EXISTS profiles (host TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"


class SqliteProfiles:
    """Profiles of the standalone mode. Use it as an async context manager."""

    def __init__(self, path: Path) -> None:
        self._file = SqliteFile(path, _SCHEMA)

    async def __aenter__(self) -> "SqliteProfiles":
        await self._file.__aenter__()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._file.__aexit__(*exc)

    async def get(self, host: str) -> SiteProfile:
        """Look it up."""

        def look_up(connection: sqlite3.Connection) -> SiteProfile:
            row = connection.execute("SELECT value FROM profiles WHERE host = ?", (host,)).fetchone()
            return from_json(SiteProfile, row[0]) if row else SiteProfile(host=host)

        return await self._file.read(look_up)

    async def put(self, profiles: Sequence[SiteProfile]) -> None:
        """Write them in one transaction."""
        rows = [(profile.host, to_json(profile)) for profile in profiles]
        statement = "INSERT OR REPLACE INTO profiles (host, value) VALUES (?, ?)"
        await self._file.write(lambda connection: connection.executemany(statement, rows).rowcount)
