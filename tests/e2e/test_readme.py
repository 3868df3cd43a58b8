"""README.md is short, and what it tells a newcomer to type works.

`make run` is really run, in a data folder and on ports of its own, and the `winnow` commands against it. The targets
that take minutes, or servers of their own, have tests of their own: here they are only shown to be there.
"""

import os
import re
import shlex
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.strip()]
SERVED = "make run"
SHOWN_ONLY = [command for command in COMMANDS if command.startswith("make ") and command != SERVED]
EXECUTED = [command for command in COMMANDS if not command.startswith("make ")]
PATIENCE_SECONDS = 90


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run `make run` as the README says, and end it as Ctrl-C in its terminal would."""
    folder = tmp_path_factory.mktemp("readme")
    port = str(_free_port())
    settings = {
        "WINNOW_DATA_DIR": str(folder / "data"),
        "WINNOW_HTTP_PORT": port,
        "WINNOW_SAMPLES_PORT": str(_free_port()),
    }
    with (folder / "stderr.log").open("w") as stderr:
        running = subprocess.Popen(
            SERVED.split(),
            cwd=ROOT,
            env=os.environ | settings,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            start_new_session=True,
        )
        try:
            said = _said(running, "Winnow is up")
            assert f"http://127.0.0.1:{port}" in said, (said, (folder / "stderr.log").read_text()[-3000:])
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(running.pid, signal.SIGINT)
            try:
                running.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
                raise


def _said(running: "subprocess.Popen[str]", wanted: str) -> str:
    """Return what a process printed up to the line that is waited for, or until it ended or took too long."""
    lines: Queue[str] = Queue()

    def read() -> None:
        assert running.stdout is not None
        for line in running.stdout:
            lines.put(line)
        lines.put("")

    threading.Thread(target=read, daemon=True).start()
    said = ""
    while wanted not in said:
        try:
            line = lines.get(timeout=PATIENCE_SECONDS)
        except Empty:
            return said
        if not line:
            return said
        said += line
    return said


def test_it_can_be_read_at_once() -> None:
    assert len(README.splitlines()) <= 150


def test_it_starts_with_one_command() -> None:
    assert COMMANDS[0] == SERVED
    assert EXECUTED


@pytest.mark.parametrize("command", EXECUTED)
def test_a_command_does_what_it_says(console: str, command: str) -> None:
    done = _typed(command, console)
    assert done.returncode == 0, (done.stdout, done.stderr)
    assert "Traceback" not in done.stderr


def test_the_first_question_is_answered_once_the_samples_are_in(console: str) -> None:
    (question,) = (command for command in EXECUTED if "winnow search" in command)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while "\n  ? " not in (done := _typed(question, console)).stdout:
        assert time.monotonic() < deadline, (done.stdout, done.stderr)
        time.sleep(0.2)


@pytest.mark.parametrize("command", SHOWN_ONLY)
def test_a_target_is_there(command: str) -> None:
    done = _typed(command.replace("make ", "make --dry-run ", 1))
    assert done.returncode == 0, done.stderr


def _typed(command: str, console: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        shlex.split(command),
        cwd=ROOT,
        env=os.environ | ({"WINNOW_API": console} if console else {}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
