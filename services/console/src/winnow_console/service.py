"""Put the console on the network, inside whichever process runs it."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace

import structlog
import uvicorn
from fastapi import FastAPI
from winnow.errors import ConfigError
from winnow.runtime import Pulse

log = structlog.get_logger(__name__)

GRACE_SECONDS = 10
BEAT_SECONDS = 5.0


class _Server(uvicorn.Server):
    """A server that leaves the signals to the process it runs in."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


async def serve_console(
    app: FastAPI,
    host: str,
    port: int,
    pulse: Pulse,
    *,
    started: Callable[[str], None] = lambda address: None,
) -> None:
    """Answer requests until the service is asked to stop, then finish those under way.

    ``started`` is told the address as soon as it is bound; port 0 picks a free one. Raises ``ConfigError`` when
    the address cannot be had.
    """
    app.state.desk = replace(app.state.desk, pulse=pulse)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=GRACE_SECONDS
    )
    server = _Server(config)
    with _bound(host, port) as listening:
        address = _address(host, listening)
        log.info("console listens", address=address)
        started(address)
        serving = asyncio.ensure_future(server.serve([listening]))
        stop = asyncio.ensure_future(_until_stopping(pulse))
        try:
            await asyncio.wait((serving, stop), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.cancel()
            server.should_exit = True
            await serving


async def _until_stopping(pulse: Pulse) -> None:
    while not pulse.stopping.is_set():
        pulse.beat("console")
        await pulse.pause(BEAT_SECONDS)


def _bound(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise ConfigError(
            f"cannot listen on {host}:{port}: {error.strerror}. Set WINNOW_HTTP_PORT to a free port."
        ) from error


def _address(host: str, listening: socket.socket) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listening.getsockname()[1]}"
