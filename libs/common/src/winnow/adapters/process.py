"""What every service's ``main`` does: read settings, configure logging once, run until a signal, exit with a code."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from os import environ
from typing import Any, TypeVar

import structlog

from winnow.adapters.garbage import collect_seldom
from winnow.errors import ConfigError
from winnow.runtime import Pulse
from winnow.settings import CommonSettings, describe, load
from winnow.telemetry import configure_logging

S = TypeVar("S", bound=CommonSettings)

USAGE = 2
FAILED = 1
GRACE_SECONDS = 25.0
"""How long a drain may take: a dependency that is away would hold it for ever."""


def main(service: str, settings_type: type[S], run: Callable[[S, Pulse], Coroutine[Any, Any, None]]) -> None:
    """Be the ``main`` of a service: ``run`` returns when ``pulse.stopping`` is set, or raises."""
    arguments = sys.argv[1:]
    if arguments not in ([], ["--print-config"]):
        sys.exit(f"winnow-{service} takes its settings from the environment; its only option is --print-config")
    try:
        settings = load(settings_type, environ)
    except ConfigError as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(USAGE)
    if arguments:
        sys.stdout.write(describe(settings) + "\n")
        return
    configure_logging(settings.log_level, service=service)
    sys.exit(asyncio.run(supervised(service, lambda pulse: run(settings, pulse))))


async def supervised(service: str, run: Callable[[Pulse], Coroutine[Any, Any, None]]) -> int:
    """Run until SIGTERM or SIGINT and return the exit code: 0 after a drain, 1 when anything failed."""
    log = structlog.get_logger(__name__)
    pulse = Pulse()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, pulse.stopping.set)
    log.info("starting", service=service)
    collect_seldom()
    try:
        drained = await _until_stopped(run(pulse), pulse.stopping)
    except Exception as error:  # the task boundary: the process ends, and says why
        problems = list(_config_errors(error))
        if not problems:
            log.exception("failed", service=service)
            return FAILED
        for problem in problems:
            sys.stderr.write(f"{service} cannot run: {problem}\n")
        return USAGE
    if not drained:
        log.warning("not drained in time: what was in hand comes again", service=service, seconds=GRACE_SECONDS)
        return FAILED
    log.info("stopped", service=service)
    return 0


async def _until_stopped(work: Coroutine[Any, Any, None], stopping: asyncio.Event) -> bool:
    """Wait for the work; once it is asked to stop, no longer than the grace. Say whether it ended by itself."""
    task = asyncio.create_task(work)
    signalled = asyncio.create_task(stopping.wait())
    await asyncio.wait({task, signalled}, return_when=asyncio.FIRST_COMPLETED)
    signalled.cancel()
    await asyncio.wait({task}, timeout=GRACE_SECONDS)
    if task.done():
        await task
        return True
    task.cancel()
    await asyncio.wait({task}, timeout=GRACE_SECONDS)
    return False


def _config_errors(error: Exception) -> Iterator[ConfigError]:
    """Find what the operator has to change; nothing when any other error is among them."""
    members = error.exceptions if isinstance(error, ExceptionGroup) else (error,)
    if all(isinstance(member, ConfigError) for member in members):
        yield from (member for member in members if isinstance(member, ConfigError))
