"""The services as local processes, on the servers of this machine."""

import hashlib
import importlib.util
import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from . import background, machine

CONSOLE_PORT = 8400


@dataclass(frozen=True)
class Service:
    """One process of Winnow's."""

    name: str
    command: tuple[str, ...]
    admin_port: int


CONSOLE = Service("console", ("winnow_console",), 8404)
SERVICES = (
    Service("crawler", ("winnow_crawler",), 8401),
    Service("processor", ("winnow_processor",), 8402),
    Service("site-memory", ("winnow_processor.site_memory",), 8405),
    Service("indexer", ("winnow_indexer",), 8403),
    CONSOLE,
)


def present() -> list[Service]:
    """Return the services that this checkout has: site memory is an app of the processor's that may be left out."""
    return [service for service in SERVICES if importlib.util.find_spec(".".join(service.command))]


def launch(service: Service, folder: Path, environment: Mapping[str, str]) -> None:
    """Start a service, unless it runs with just this environment."""
    own = {name: value for name, value in environment.items() if name.startswith("WINNOW_")}
    own["WINNOW_DATA_DIR"] = str(Path(environment["WINNOW_DATA_DIR"]) / service.name)
    own["WINNOW_ADMIN_PORT"] = str(machine.port_of(folder, "admin", service.admin_port))
    if service is CONSOLE:
        own.setdefault("WINNOW_HTTP_PORT", str(machine.port_of(folder, "http", CONSOLE_PORT)))
    settings = hashlib.sha256(json.dumps(own, sort_keys=True).encode()).hexdigest()
    if background.running(folder, settings=settings) is None:
        background.stop(folder)
        machine.say(f"starting the {service.name}")
        pid = background.launch([sys.executable, "-m", *service.command], folder, {**environment, **own})
        background.remember(folder, pid, settings=settings)


def wait_until_ready(service: Service, folder: Path) -> None:
    """Wait until a service says that what it depends on answers."""
    url = f"http://127.0.0.1:{machine.port_of(folder, 'admin')}/readyz"
    background.wait_until(lambda: _answers(url), folder, name=service.name, patience=90.0)


def stop(folder: Path) -> bool:
    """Stop a service, and let it have its usual ports again the next time."""
    stopped = background.stop(folder)
    for name in ("admin", "http"):
        (folder / f"{name}.port").unlink(missing_ok=True)
    return stopped


def console_url(folder: Path) -> str:
    """Return the address for a browser."""
    port = os.environ.get("WINNOW_HTTP_PORT") or machine.port_of(folder, "http", CONSOLE_PORT)
    return f"http://127.0.0.1:{port}"


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.HTTPError):
        return False
