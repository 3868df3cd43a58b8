"""What a running process tells: metrics out of one registry, and structured logs.

A metric that is not in ``METRICS`` cannot be counted; ``docs/metrics.md`` is generated from it.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client import generate_latest as _generate

REGISTRY = CollectorRegistry()
EXPOSITION_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Metric:
    """One row of the registry."""

    name: str
    kind: type[Counter] | type[Gauge] | type[Histogram]
    unit: str
    labels: tuple[str, ...]
    help: str


METRICS = (
    Metric("winnow_messages_total", Counter, "messages", ("flow", "outcome"), "Messages handled, by how they ended."),
    Metric("winnow_handle_seconds", Histogram, "seconds", ("flow",), "Time to run a flow over one message."),
    Metric("winnow_dead_letters_total", Counter, "messages", ("topic", "reason"), "Dead letters written."),
    Metric("winnow_brake", Gauge, "0 or 1", ("flow",), "1 while a flow holds because everything it is given fails."),
    Metric("winnow_retries_total", Counter, "calls", ("call",), "Calls tried again because a dependency was unwell."),
    Metric("winnow_indexed_total", Counter, "documents", ("outcome",), "Documents sent to the index, by outcome."),
    Metric("winnow_fetches_total", Counter, "fetches", ("reason",), "Fetches, by how they ended."),
    Metric("winnow_fetch_seconds", Histogram, "seconds", ("part",), "Time of a fetch, by part."),
    Metric("winnow_fetched_bytes_total", Counter, "bytes", (), "Bytes fetched, before decompression."),
    Metric("winnow_frontier_urls", Gauge, "URLs", ("state",), "URLs of this crawler that are being visited."),
    Metric("winnow_losses_held_total", Counter, "visits", (), "Missing pages kept: their host lost too many at once."),
    Metric("winnow_submissions_total", Counter, "URLs", ("outcome",), "URLs submitted, accepted or refused."),
    Metric("winnow_lag_messages", Gauge, "messages", ("group", "topic"), "Messages not yet acknowledged."),
)

_INSTRUMENTS: dict[str, Any] = {
    row.name: row.kind(
        row.name.removesuffix("_total") if row.kind is Counter else row.name, row.help, row.labels, registry=REGISTRY
    )
    for row in METRICS
}


_LABELLED: dict[tuple[Any, ...], Any] = {}


def _instrument(name: str, labels: dict[str, str]) -> Any:
    if not labels:
        return _INSTRUMENTS[name]
    key = (name, *labels.items())
    found = _LABELLED.get(key)
    if found is None:
        found = _LABELLED[key] = _INSTRUMENTS[name].labels(**labels)
    return found


def count(name: str, amount: float = 1, **labels: str) -> None:
    """Add to a counter of the registry; raises ``KeyError`` for a name that is not in it."""
    _instrument(name, labels).inc(amount)


def observe(name: str, value: float, **labels: str) -> None:
    """Put a value into a histogram of the registry."""
    _instrument(name, labels).observe(value)


def level(name: str, value: float, **labels: str) -> None:
    """Set a gauge of the registry."""
    _instrument(name, labels).set(value)


def exposition() -> bytes:
    """Print the registry in Prometheus' text format."""
    return _generate(REGISTRY)


_SECRET_KEY = re.compile(r"password|secret|token|api_?key|authorization|cookie", re.IGNORECASE)
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Mask secrets by key, and credentials inside URLs, before a line is written."""
    for key, value in event.items():
        if _SECRET_KEY.search(key):
            event[key] = "********"
        elif isinstance(value, str):
            event[key] = _CREDENTIALS.sub("********@", value)
    return event


def configure_logging(minimum: str = "info", *, service: str = "") -> None:
    """Send structured lines to stderr, JSON unless it is a terminal. Called once, in ``main``."""
    number = logging.getLevelNamesMapping().get(minimum.upper(), logging.INFO)
    renderer: Any = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        redact,
    ]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=renderer, foreign_pre_chain=shared))
    logging.basicConfig(handlers=[handler], level=max(number, logging.WARNING), force=True)
    if service:
        structlog.contextvars.bind_contextvars(service=service)
