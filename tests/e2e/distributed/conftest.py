"""All of Winnow as `make local-up` starts it: a Kafka and an Elasticsearch of its own, every service a process."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from winnow_local import background, services, whole

ROOT = Path(__file__).parents[3]
MISSING_PROGRAM = 3
CACHE = "WINNOW_CACHE_DIR"


class Local:
    """The commands of `deploy/local`, on a folder of the test's own."""

    names = (*whole.SERVERS, *(service.name for service in services.present()))

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.addresses: dict[str, str] = {}
        self._environment = {
            **{name: value for name, value in os.environ.items() if name == CACHE or not name.startswith("WINNOW_")},
            "WINNOW_ALLOWED_PRIVATE_NETWORKS": "127.0.0.0/8",
            "WINNOW_CRAWL_DELAY": "0.2",
            "WINNOW_CRAWL_RETRY": "1",
        }

    def up(self) -> None:
        """Start what does not run."""
        self.addresses = dict(line.split(maxsplit=1) for line in self._run("up").splitlines())

    def down(self) -> None:
        """Stop everything."""
        self._run("down")

    def wipe(self) -> None:
        """Stop everything and forget the data."""
        self.down()
        for name in whole.SERVERS:
            self._run(name, "wipe", folder=self.folder / name)

    def pids(self) -> dict[str, int | None]:
        """Return the process of each part."""
        return {name: background.running(self.folder / name) for name in self.names}

    def kill(self, name: str) -> None:
        """End one process as a power cut would."""
        pid = background.running(self.folder / name)
        assert pid is not None, f"{name} does not run"
        os.kill(pid, signal.SIGKILL)
        assert background.gone_within(self.folder / name, 10)

    def ask(self, path: str, body: Any = None) -> Any:
        """Ask the console."""
        return ask(self.addresses["console"] + path, body)

    def _run(self, *command: str, folder: Path | None = None) -> str:
        done = subprocess.run(
            [sys.executable, "deploy/local", *command, "--dir", folder or self.folder],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == MISSING_PROGRAM and not os.environ.get("CI"):
            pytest.skip(done.stderr.splitlines()[-1])
        assert done.returncode == 0, done.stderr
        return done.stdout


def ask(url: str, body: Any = None) -> Any:
    """Send JSON or nothing, and read JSON."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


@contextmanager
def taken(port: int) -> Iterator[None]:
    """Hold a port, unless somebody else does already."""
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if stranger.connect_ex(("127.0.0.1", port)):
            stranger.bind(("127.0.0.1", port))
            stranger.listen()
        yield


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    """Lend the whole, up, on a machine where somebody else has the console's usual port."""
    it = Local(tmp_path_factory.mktemp("local"))
    try:
        with taken(services.CONSOLE_PORT):
            it.up()
        yield it
    finally:
        it.wipe()
