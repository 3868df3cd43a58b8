"""All of Winnow at once: a Kafka, an Elasticsearch and every service."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from . import background, elasticsearch, kafka, machine, services
from .errors import LocalError, MissingProgramError

T = TypeVar("T")
R = TypeVar("R")

SERVERS = {"kafka": kafka, "elasticsearch": elasticsearch}
NAMED_BY = {"kafka": "WINNOW_KAFKA_BOOTSTRAP_SERVERS", "elasticsearch": "WINNOW_ELASTICSEARCH_URL"}


def up(folder: Path) -> str:
    """Start what does not run, wait until it is ready, and say where it is."""
    present = services.present()
    with machine.locked(folder / "up.lock"):
        addresses = dict(_together(lambda name: (NAMED_BY[name], _server(name, folder)), SERVERS))
        environment = {"WINNOW_DATA_DIR": str(folder / "data"), **os.environ, **addresses}
        for service in present:
            services.launch(service, folder / service.name, environment)
        _together(lambda service: services.wait_until_ready(service, folder / service.name), present)
    named = {"console": services.console_url(folder / "console"), **dict(zip(SERVERS, addresses.values(), strict=True))}
    named["logs"] = f"{folder}/*/{background.LOG_FILE}"
    return "\n".join(f"{name:14} {where}" for name, where in named.items())


def down(folder: Path) -> str:
    """Stop what `up` started: first the services, so that each can still finish what it has in hand."""
    with machine.locked(folder / "up.lock"):
        stopped = _together(lambda service: services.stop(folder / service.name), services.SERVICES)
        stopped += _together(lambda name: SERVERS[name].stop(folder / name), SERVERS)
    return f"stopped {sum(stopped)} processes"


def status(folder: Path) -> str:
    """Say of each process whether it runs."""
    pids = {name: background.running(folder / name) for name in (*SERVERS, *(each.name for each in services.SERVICES))}
    return "\n".join(f"{name:14} {f'running, pid {pid}' if pid else 'not running'}" for name, pid in pids.items())


def _server(name: str, folder: Path) -> str:
    """Return the address of the server that the environment names; if it names none, of our own."""
    return os.environ.get(NAMED_BY[name]) or str(SERVERS[name].start(folder / name))


def _together(do: Callable[[T], R], things: Iterable[T]) -> list[R]:
    """Do it to all at once; wait for all, then report every failure."""
    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(do, thing) for thing in things]
    problems = [problem for future in futures if isinstance(problem := future.exception(), LocalError)]
    if problems:
        kind = next((type(each) for each in problems if isinstance(each, MissingProgramError)), LocalError)
        raise kind("\n\n".join(dict.fromkeys(map(str, problems))))
    return [future.result() for future in futures]
