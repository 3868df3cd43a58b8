"""Tell a stopwatch in which part a request is: the client's own hooks, and TLS, for which it has none."""

import ssl
import time
from contextvars import ContextVar
from typing import Any

import aiohttp

from winnow.crawl.addresses import literal
from winnow.crawl.timing import Stopwatch
from winnow.crawl.urls import Url

_RUNNING: ContextVar[tuple[Stopwatch, str]] = ContextVar("running")
"""The request that the task makes, with the part that a new connection begins with. Its callbacks inherit it."""


def started(url: Url) -> Stopwatch:
    """Start to time a request of the running task."""
    watch = Stopwatch(time.perf_counter)
    _RUNNING.set((watch, "dns" if literal(url.host) is None else "connect"))
    return watch


def timed_tls(context: ssl.SSLContext | None) -> ssl.SSLContext:
    """Return a context, or the client's usual one, whose handshakes are timed."""
    if context is None:
        context = ssl.create_default_context()
        context.set_alpn_protocols(("http/1.1",))
    context.sslobject_class = _TimedTls
    return context


def trace_config() -> aiohttp.TraceConfig:
    """Let the client say when it looks a name up, connects and has a connection."""

    async def creates(*_: Any) -> None:
        watch, first = _RUNNING.get()
        watch.enter(first)

    async def resolved(*_: Any) -> None:
        _enter("connect")

    async def connected(*_: Any) -> None:
        _enter("first_byte")

    config = aiohttp.TraceConfig()
    config.on_connection_create_start.append(creates)
    config.on_dns_resolvehost_end.append(resolved)
    config.on_connection_create_end.append(connected)
    config.on_connection_reuseconn.append(connected)
    return config


class _TimedTls(ssl.SSLObject):
    def do_handshake(self) -> None:
        _enter("tls")
        super().do_handshake()


def _enter(part: str) -> None:
    watch, _ = _RUNNING.get()
    watch.enter(part)
