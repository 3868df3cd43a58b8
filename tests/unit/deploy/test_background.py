import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from winnow_local import background, services
from winnow_local.errors import LocalError

SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)",
]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    background.stop(tmp_path, patience=0)


def start(command: list[str], folder: Path) -> int:
    pid = background.launch(command, folder)
    background.remember(folder, pid)
    background.wait_until(lambda: "up" in background.log_tail(folder), folder, name="it")
    return pid


def kill(pid: int, folder: Path) -> None:
    os.kill(pid, signal.SIGKILL)
    assert background.gone_within(folder, 10)


def test_a_process_is_known_until_it_is_stopped(folder: Path) -> None:
    pid = start(SLEEPER, folder)
    assert background.running(folder) == pid
    assert background.stop(folder)
    assert background.running(folder) is None
    assert not background.stop(folder)


def test_a_process_that_was_killed_is_not_running(folder: Path) -> None:
    kill(start(SLEEPER, folder), folder)
    assert background.running(folder) is None
    assert not background.stop(folder)


def test_a_stubborn_process_is_ended_by_force(folder: Path) -> None:
    start(STUBBORN, folder)
    assert background.stop(folder, patience=0.2)
    assert background.running(folder) is None


def test_another_process_with_the_pid_of_ours_is_left_alone(tmp_path: Path) -> None:
    with subprocess.Popen(SLEEPER, stdout=subprocess.DEVNULL) as stranger:
        background.remember(tmp_path, stranger.pid)
        record = json.loads((tmp_path / background.PID_FILE).read_text())
        record["started"] = "1"
        (tmp_path / background.PID_FILE).write_text(json.dumps(record))

        assert not background.stop(tmp_path)
        assert stranger.poll() is None
        stranger.kill()


def test_a_process_that_ends_while_starting_is_reported_with_its_last_words(folder: Path) -> None:
    pid = background.launch([sys.executable, "-c", "print('no such broker')"], folder)
    background.remember(folder, pid)
    with pytest.raises(LocalError, match=r"ended while starting(?s:.*)no such broker"):
        background.wait_until(lambda: False, folder, name="it")


def test_what_was_said_before_a_restart_is_kept(folder: Path) -> None:
    start(SLEEPER, folder)
    background.stop(folder)
    start(SLEEPER, folder)
    assert (folder / background.PREVIOUS_LOG_FILE).read_text() == "up\n"


def test_a_service_is_started_again_only_when_it_died_or_its_settings_changed(folder: Path) -> None:
    service = services.Service("site", ("http.server", "0"), 0)
    environment = {**os.environ, "WINNOW_LOG_LEVEL": "info", "WINNOW_DATA_DIR": str(folder)}
    services.launch(service, folder, environment)
    first = background.running(folder)

    services.launch(service, folder, {**environment, "LANG": "C"})
    assert background.running(folder) == first

    services.launch(service, folder, {**environment, "WINNOW_LOG_LEVEL": "debug"})
    second = background.running(folder)
    assert second not in {first, None}

    assert second is not None
    kill(second, folder)
    services.launch(service, folder, {**environment, "WINNOW_LOG_LEVEL": "debug"})
    assert background.running(folder) not in {second, None}
