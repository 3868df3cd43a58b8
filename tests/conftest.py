"""Real servers for the tests that need them: started once a run, however many workers, and gone afterwards.

WINNOW_TEST_KAFKA and WINNOW_TEST_ELASTICSEARCH name servers that already run (`make local-up` prints theirs).
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RUNS = ROOT / ".local/tests"
HEAPS = {"kafka": "384m", "elasticsearch": "512m"}
MISSING_PROGRAM = 3


@dataclass(frozen=True)
class LocalServer:
    """One real server with a data folder of its own."""

    name: str
    folder: Path

    def start(self) -> str:
        """Start it unless it runs; return its address, the same one each time."""
        return self._do("start", "--port", "0", "--heap", HEAPS[self.name])

    def stop(self) -> None:
        """End it in good order; its data stays."""
        self._do("stop")

    def kill(self) -> None:
        """End it as a power cut would."""
        os.kill(json.loads((self.folder / "pid.json").read_text())["pid"], signal.SIGKILL)
        self._do("stop")

    def wipe(self) -> None:
        """End it and forget its data."""
        self._do("wipe")

    def _do(self, action: str, *options: str) -> str:
        command = [sys.executable, "deploy/local", self.name, action, "--dir", str(self.folder), *options]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode == MISSING_PROGRAM and not os.environ.get("CI"):
            pytest.skip(f"no {self.name}: {done.stderr.splitlines()[-1]}")
        if done.returncode:
            pytest.fail(f"no {self.name}: {done.stderr.strip()}", pytrace=False)
        return done.stdout.strip()


@pytest.fixture(scope="session")
def kafka_bootstrap() -> str:
    """Return the address of a Kafka that every test of the run shares: take topic names of your own."""
    return os.environ.get("WINNOW_TEST_KAFKA") or _shared("kafka")


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """Return the URL of an Elasticsearch that every test of the run shares: take index names of your own."""
    return os.environ.get("WINNOW_TEST_ELASTICSEARCH") or _shared("elasticsearch")


@pytest.fixture
def own_kafka(tmp_path: Path) -> Iterator[LocalServer]:
    """Lend a Kafka of the test's own, not yet started, to kill and restart."""
    yield from _own("kafka", tmp_path)


@pytest.fixture
def own_elasticsearch(tmp_path: Path) -> Iterator[LocalServer]:
    """Lend an Elasticsearch of the test's own, not yet started, to kill and restart."""
    yield from _own("elasticsearch", tmp_path)


def pytest_configure(config: pytest.Config) -> None:
    """Name the run's folder once, in the process that the workers inherit their environment from."""
    if not hasattr(config, "workerinput"):
        _sweep()
        os.environ["WINNOW_TEST_RUN"] = str(RUNS / str(os.getpid()))


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what the run started, after its last worker."""
    if not hasattr(config, "workerinput"):
        _end(Path(os.environ["WINNOW_TEST_RUN"]))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test by the servers it asks for, so that `-m "not kafka"` needs no care by hand."""
    for item in items:
        for server in HEAPS:
            if any(server in fixture for fixture in getattr(item, "fixturenames", ())):
                item.add_marker(server)


def _shared(name: str) -> str:
    run = Path(os.environ["WINNOW_TEST_RUN"])
    run.mkdir(parents=True, exist_ok=True)
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return LocalServer(name, run / name).start()


def _own(name: str, folder: Path) -> Iterator[LocalServer]:
    server = LocalServer(name, folder / name)
    yield server
    server.wipe()


def _end(run: Path) -> None:
    for name in HEAPS:
        if (run / name).exists():
            LocalServer(name, run / name).wipe()
    shutil.rmtree(run, ignore_errors=True)


def _sweep() -> None:
    """End the servers of runs that were killed before they could."""
    for run in RUNS.glob("*"):
        try:
            os.kill(int(run.name), 0)
        except ProcessLookupError:
            _end(run)
        except PermissionError:  # somebody else's process: it lives
            continue
