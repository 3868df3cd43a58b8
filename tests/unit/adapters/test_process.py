"""How a service ends."""

import asyncio
import gc
import os
import signal

import pytest
from winnow.adapters import process
from winnow.adapters.process import FAILED, USAGE, supervised
from winnow.errors import ConfigError
from winnow.runtime import Pulse


def ask_to_stop() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


async def test_a_service_that_drains_ends_well():
    async def run(pulse: Pulse) -> None:
        ask_to_stop()
        await pulse.stopping.wait()

    assert await supervised("test", run) == 0


async def test_a_service_looks_for_garbage_less_often_than_python_does():
    gc.set_threshold(700)
    found = []

    async def run(pulse: Pulse) -> None:
        found.append((gc.get_threshold()[0], gc.get_freeze_count()))

    try:
        assert await supervised("test", run) == 0
    finally:
        gc.unfreeze()
    ((threshold, frozen),) = found
    assert threshold > 700
    assert frozen > 0


async def test_a_service_that_cannot_drain_ends_all_the_same(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "GRACE_SECONDS", 0.05)
    left = []

    async def run(pulse: Pulse) -> None:
        ask_to_stop()
        try:
            await asyncio.Event().wait()
        finally:
            left.append(True)

    assert await supervised("test", run) == FAILED
    assert left == [True]


async def test_a_failure_of_any_task_is_the_process_s():
    async def run(_: Pulse) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(asyncio.Event().wait())
            raise ZeroDivisionError

    assert await supervised("test", run) == FAILED


async def test_what_the_operator_has_to_change_is_a_wrong_use():
    async def run(_: Pulse) -> None:
        raise ConfigError("WINNOW_X is not set")

    assert await supervised("test", run) == USAGE
