"""A SQLite file with one writer thread that commits in groups: durable, at many times the speed of one by one."""

import asyncio
import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from winnow.errors import ConfigError, Transient

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], T]

_GROUP = 200


class SqliteFile:
    """A database file. Writes are queued and committed in groups with ``synchronous=FULL``; reads run beside them.

    What ``write`` returned for survives a power cut. If a group fails as a whole, its jobs are run one by one, so
    that one bad job harms no other.
    """

    def __init__(self, path: Path, schema: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._writer = ThreadPoolExecutor(1, thread_name_prefix=f"write-{path.stem}")
        self._readers = ThreadPoolExecutor(2, thread_name_prefix=f"read-{path.stem}")
        self._queue: asyncio.Queue[tuple[Job[Any], asyncio.Future[Any]]] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self._connection = connect(path)
        self._connection.executescript(schema)

    async def __aenter__(self) -> "SqliteFile":
        self._task = asyncio.create_task(self._write_groups(), name=f"write {self.path.name}")
        return self

    async def __aexit__(self, *exc: object) -> None:
        if self._task is not None:
            await self._queue.join()
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._writer.shutdown()
        self._readers.shutdown()
        self._connection.close()

    async def write(self, job: Job[T]) -> T:
        """Run a job inside a transaction; on return it is on the disk. Raises ``Transient`` when the disk refuses."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait((job, done))
        return await done

    async def read(self, job: Job[T]) -> T:
        """Run a read-only job on committed data, beside the writer."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, job)

    def _read(self, job: Job[T]) -> T:
        connection = connect(self.path)
        try:
            connection.execute("PRAGMA query_only=ON")
            return job(connection)
        finally:
            connection.close()

    async def _write_groups(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            group = [await self._queue.get()]
            while len(group) < _GROUP and not self._queue.empty():
                group.append(self._queue.get_nowait())
            results = await loop.run_in_executor(self._writer, self._run_group, [job for job, _ in group])
            for (_, done), (result, error) in zip(group, results, strict=True):
                _settle(done, result, error)
                self._queue.task_done()

    def _run_group(self, jobs: list[Job[Any]]) -> list[tuple[Any, Exception | None]]:
        try:
            with transaction(self._connection) as connection:
                return [(job(connection), None) for job in jobs]
        except Exception as error:  # noqa: BLE001 - the error belongs to the job's caller, who gets it
            if len(jobs) == 1:
                return [(None, error)]
            return [outcome for job in jobs for outcome in self._run_group([job])]


def _settle(done: asyncio.Future[Any], result: Any, error: Exception | None) -> None:
    if done.cancelled():
        return
    if isinstance(error, sqlite3.OperationalError):
        error = Transient(f"SQLite: {error}")
    if error is None:
        done.set_result(result)
    else:
        done.set_exception(error)


def connect(path: Path) -> sqlite3.Connection:
    """Open a database that readers and one writer share, and that survives a power cut."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Commit at the end, or roll back on an exception."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def owned(folder: Path) -> Iterator[None]:
    """Hold a data folder for this process alone; raises ``ConfigError`` when another one has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "owner.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConfigError(
                f"{folder} is in use by another process: stop it, or name another folder (--data, WINNOW_DATA_DIR)"
            ) from None
        yield
