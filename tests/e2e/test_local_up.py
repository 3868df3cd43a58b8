"""`make local-up` and `make local-down`: everything is up, a second time changes nothing, and all of it goes."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from winnow_local import background, services

ROOT = Path(__file__).parents[2]
NAMES = [service.name for service in services.present()]


class Local:
    """The commands, on a folder of the test's own and the servers of the run."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.environment = environment

    def run(self, command: str) -> dict[str, str]:
        done = subprocess.run(
            [sys.executable, "deploy/local", command, "--dir", self.folder],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return dict(line.split(maxsplit=1) for line in done.stdout.splitlines())

    def pids(self) -> dict[str, int | None]:
        return {name: background.running(self.folder / name) for name in NAMES}


@pytest.fixture
def local(tmp_path: Path, kafka_bootstrap: str, elasticsearch_url: str) -> Iterator[Local]:
    own = {"WINNOW_KAFKA_BOOTSTRAP_SERVERS": kafka_bootstrap, "WINNOW_ELASTICSEARCH_URL": elasticsearch_url}
    it = Local(tmp_path, {**os.environ, **own})
    yield it
    it.run("down")


def status_of(url: str) -> int:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return int(answer.status)


def test_everything_is_up_stays_up_and_goes(local: Local) -> None:
    addresses = local.run("up")
    assert status_of(f"{addresses['console']}/readyz") == 200
    first = local.pids()
    assert None not in first.values()

    assert local.run("up") == addresses
    assert local.pids() == first

    dead = first["processor"]
    assert dead is not None
    os.kill(dead, signal.SIGKILL)
    local.run("up")
    second = local.pids()
    assert {name for name in NAMES if first[name] != second[name]} == {"processor"}

    local.run("down")
    assert set(local.pids().values()) == {None}


def test_a_port_that_is_taken_is_replaced(local: Local) -> None:
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with_luck = stranger.connect_ex(("127.0.0.1", services.CONSOLE_PORT)) != 0
        if with_luck:
            stranger.bind(("127.0.0.1", services.CONSOLE_PORT))
            stranger.listen()
        console = local.run("up")["console"]
    assert console != f"http://127.0.0.1:{services.CONSOLE_PORT}"
