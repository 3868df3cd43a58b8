"""Processes that outlive their starter, known again by pid *and* start time: a recycled pid is never taken for ours."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from .errors import LocalError

PID_FILE = "pid.json"
LOG_FILE = "out.log"
PREVIOUS_LOG_FILE = "previous.log"


def launch(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> int:
    """Start `command` in a session of its own, its output in `folder` beside what it said before; return its pid."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / LOG_FILE).exists():
        (folder / LOG_FILE).rename(folder / PREVIOUS_LOG_FILE)
    with (folder / LOG_FILE).open("wb") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )
    return process.pid


def remember(folder: Path, pid: int, *, settings: str = "") -> None:
    """Write down which process is ours, and the settings it was started with."""
    record = {"pid": pid, "started": _started(pid), "settings": settings}
    (folder / PID_FILE).write_text(json.dumps(record), encoding="utf-8")


def running(folder: Path, *, settings: str | None = None) -> int | None:
    """Return the pid of the process remembered in `folder` if it lives (and was started with these settings)."""
    try:
        record = json.loads((folder / PID_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if settings is not None and record["settings"] != settings:
        return None
    pid = int(record["pid"])
    return pid if record["started"] is not None and _started(pid) == record["started"] else None


def stop(folder: Path, *, patience: float = 30.0) -> bool:
    """End the process remembered in `folder`, by force once patience is over; False when there was none."""
    pid = running(folder)
    if pid is not None:
        os.kill(pid, signal.SIGTERM)
        if not gone_within(folder, patience):
            os.kill(pid, signal.SIGKILL)
            gone_within(folder, 10.0)
    (folder / PID_FILE).unlink(missing_ok=True)
    return pid is not None


def gone_within(folder: Path, seconds: float) -> bool:
    """Wait for the process remembered in `folder` to end; False when it does not in time."""
    deadline = time.monotonic() + seconds
    while running(folder) is not None:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def wait_until(ready: Callable[[], bool], folder: Path, *, name: str, patience: float = 60.0) -> None:
    """Wait until `ready`; raise as soon as the process remembered in `folder` is dead, with the end of its log."""
    deadline = time.monotonic() + patience
    while not ready():
        if running(folder) is None:
            raise LocalError(f"{name} ended while starting; the end of {folder / LOG_FILE}:\n{log_tail(folder)}")
        if time.monotonic() > deadline:
            raise LocalError(f"{name} is not ready after {patience:.0f} s; see {folder / LOG_FILE}\n{log_tail(folder)}")
        time.sleep(0.1)


def log_tail(folder: Path, lines: int = 20) -> str:
    """Return the last lines that the process wrote."""
    return "\n".join((folder / LOG_FILE).read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def _started(pid: int) -> str | None:
    """Return what tells this process from another with the same pid; None when it is dead or a zombie."""
    stat = Path(f"/proc/{pid}/stat")
    if not Path("/proc/self/stat").exists():
        listed = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return listed.stdout.strip() or None
    try:
        fields = stat.read_text().rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] in "ZX" else fields[19]
