"""Run a pure function in a child process that has a memory limit and can be killed at a deadline.

No check of an input can promise that a parser ends in time; a process that can be killed does. The child lives on from
call to call, so a call costs a pickle each way and no start-up; after a kill the next call starts a new one.
"""

import asyncio
import atexit
import multiprocessing
import resource
import select
import signal
import threading
from collections.abc import Callable
from mmap import mmap
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, Literal, TypeVar

from winnow.adapters.garbage import collect_seldom, keep_freed_memory
from winnow.errors import Refused, Rejected
from winnow.model import Reason

A = TypeVar("A")
R = TypeVar("R")

_START_SECONDS = 60.0
_READY = "ready"
_DESK_BYTES = 8 * 1024 * 1024
"""Room for the largest page as a row of JSON. What is never used of it takes no memory."""


class _OnDesk(int):
    """Stands for bytes that lie on the desk, by their number."""


class Sandbox(Generic[A, R]):
    """Calls a function in its own process. Arguments and results must pickle; calls from several threads take turns.

    A forked child shares a piece of memory with its parent, the desk: an argument or a result of bytes, which may be a
    large page, is laid there, and no pipe has to take it in and out again piece by piece.

    What the function raises as ``Rejected`` or ``Refused`` is raised here again; anything else it raises, or its death,
    is ``Rejected`` with ``stage-error``; a deadline or a memory limit that is reached, ``Rejected`` with that reason.
    """

    def __init__(
        self,
        function: Callable[[A], R],
        *,
        seconds: float = 4.0,
        memory_bytes: int = 512 * 1024 * 1024,
        start: Literal["spawn", "fork", "forkserver"] = "spawn",
    ) -> None:
        self._function = function
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._context: Any = multiprocessing.get_context(start)
        self._desk = mmap(-1, _DESK_BYTES) if start == "fork" else None
        self._turn = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._answer = select.poll()

    def run(self, argument: A) -> R:
        """Call the function, and wait for it no longer than the deadline."""
        with self._turn:
            pipe = self._started()
            try:
                pipe.send(_laid(argument, self._desk))
                if not self._answer.poll(self._seconds * 1000):
                    self._kill()
                    raise Rejected(Reason.TIME_LIMIT, f"took longer than {self._seconds:g} s")
                return self._value(pipe.recv())
            except (EOFError, ConnectionError) as error:
                raise self._obituary() from error

    async def run_async(self, argument: A) -> R:
        """Call the function without blocking the event loop."""
        return await asyncio.to_thread(self.run, argument)

    def close(self) -> None:
        """End the child process; a later call starts a new one."""
        with self._turn:
            self._kill()

    def __enter__(self) -> "Sandbox[A, R]":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _started(self) -> "Connection[Any, Any]":
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._kill()
        ours, theirs = self._context.Pipe(duplex=True)
        process = self._context.Process(
            target=_serve,
            args=(theirs, ours, self._desk, self._function, self._memory_bytes),
            name="sandbox",
            daemon=True,
        )
        process.start()
        # Runs before multiprocessing's own exit, which would wait for a child that ignores SIGTERM.
        atexit.register(self.close)
        theirs.close()
        self._process, self._pipe = process, ours
        if not ours.poll(_START_SECONDS) or ours.recv() != _READY:
            raise self._obituary()
        self._answer.register(ours, select.POLLIN)
        return ours  # type: ignore[no-any-return]

    def _value(self, answer: tuple[str, Any, str]) -> R:
        kind, value, detail = answer
        if kind == "value":
            return _taken(value, self._desk)  # type: ignore[no-any-return]
        if value is Reason.MEMORY_LIMIT:
            self._kill()
        raise (Refused if kind == "refused" else Rejected)(value, detail)

    def _obituary(self) -> Rejected:
        process = self._process
        if process is not None:
            process.join(1.0)
        code = process.exitcode if process is not None else None
        self._kill()
        if code == -signal.SIGKILL:
            return Rejected(Reason.MEMORY_LIMIT, "the worker was killed, most likely for its memory")
        return Rejected(Reason.STAGE_ERROR, f"the worker died with exit code {code}")

    def _kill(self) -> None:
        atexit.unregister(self.close)
        if self._pipe is not None:
            self._answer = select.poll()
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._pipe = self._process = None


def _serve(
    pipe: "Connection[Any, Any]",
    other_end: "Connection[Any, Any]",
    desk: mmap | None,
    function: Callable[[Any], Any],
    memory_bytes: int,
) -> None:
    """Answer calls until the other side closes. Runs in the child."""
    other_end.close()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Sent to a whole group, they are the service's to act on: it still wants the answer to the call in hand.
        signal.signal(number, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, hard))
    collect_seldom()
    keep_freed_memory()
    pipe.send(_READY)
    while True:
        try:
            argument = _taken(pipe.recv(), desk)
        except EOFError:
            return
        kind, value, detail = _answer(function, argument)
        pipe.send((kind, _laid(value, desk), detail))


def _laid(value: Any, desk: mmap | None) -> Any:
    """Return what to send for an argument or a result: itself, or what stands for it on the desk."""
    if desk is None or not isinstance(value, bytes) or len(value) > len(desk):
        return value
    desk[: len(value)] = value
    return _OnDesk(len(value))


def _taken(sent: Any, desk: mmap | None) -> Any:
    return desk[:sent] if isinstance(sent, _OnDesk) and desk is not None else sent


def _answer(function: Callable[[Any], Any], argument: Any) -> tuple[str, Any, str]:
    try:
        return "value", function(argument), ""
    except Refused as error:
        return "refused", error.reason, error.detail
    except Rejected as error:
        return "rejected", error.reason, error.detail
    except MemoryError:
        return "rejected", Reason.MEMORY_LIMIT, "needed more memory than a page may take"
    except Exception as error:  # noqa: BLE001 (the boundary of the process: a bug is the caller's to see, not to die of)
        return "rejected", Reason.STAGE_ERROR, f"{type(error).__name__}: {error}"
