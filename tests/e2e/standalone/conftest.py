"""A real ``winnow up`` in a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from winnow_standalone.samples import sample_pages

SAMPLES = len(sample_pages())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@dataclass
class Standalone:
    """One data folder, and the process that has it."""

    folder: Path
    options: tuple[str, ...] = ("--no-samples",)
    environ: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [
            str(Path(sys.executable).with_name("winnow")),
            "up",
            "--data",
            str(self.folder / "data"),
            *self.options,
        ]
        environ = os.environ | {"WINNOW_HTTP_PORT": str(self.port)} | self.environ
        log = (self.folder / "stderr.log").open("a")
        self.process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert self.api in line, (line, (self.folder / "stderr.log").read_text()[-3000:])

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(30)

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.api + path, timeout=30) as answer:
            return json.load(answer)

    def post(self, path: str, body: object) -> Any:
        request = urllib.request.Request(
            self.api + path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        winnow = str(Path(sys.executable).with_name("winnow"))
        environ = os.environ | {"WINNOW_API": self.api}
        return subprocess.run(
            [winnow, *arguments], env=environ, capture_output=True, text=True, check=False, timeout=90
        )

    def states(self) -> dict[str, int]:
        counts: dict[str, int] = self.get("/api/overview")["articles"]["by_state"]
        return counts


def eventually(condition: Callable[[], Any], seconds: float = 60) -> Any:
    """Wait until a condition holds and return what it returned."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < deadline, "it did not come to be in time"
        time.sleep(0.05)


@pytest.fixture(name="eventually")
def _eventually() -> Callable[..., Any]:
    return eventually


def _lent(made: Standalone) -> Iterator[Standalone]:
    yield made
    if made.process is not None and made.process.poll() is None:
        made.kill()


@pytest.fixture
def standalone(tmp_path: Path) -> Iterator[Standalone]:
    """Lend one that is not started, without samples."""
    yield from _lent(Standalone(folder=tmp_path))


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standalone]:
    """Lend one that has ingested the sample site, as the first `make run` does, and may fetch from 127.0.0.1."""
    environ = {"WINNOW_SAMPLES_PORT": str(free_port()), "WINNOW_ALLOWED_PRIVATE_NETWORKS": "127.0.0.1/32"}
    made = Standalone(folder=tmp_path_factory.mktemp("sampled"), options=(), environ=environ)
    made.start()
    eventually(lambda: made.states()["indexed"] >= SAMPLES, 90)
    yield from _lent(made)
