"""Settings from the environment: one frozen dataclass a service, all problems reported at once.

A settings class is a frozen dataclass whose fields are made with :func:`setting`. ``WINNOW_`` and the field's
name in capitals is the variable.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from winnow.errors import ConfigError

S = TypeVar("S")
PREFIX = "WINNOW_"

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def setting(doc: str, default: Any = MISSING, *, secret: bool = False) -> Any:
    """Declare a field of a settings class; without a default it has to be set."""
    return field(default=default, metadata={"doc": doc, "secret": secret})


def _networks(text: str) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())


def _boolean(text: str) -> bool:
    values = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
        "": False,
    }
    try:
        return values[text.strip().lower()]
    except KeyError:
        raise ValueError("expected one of 1, true, yes, on, 0, false, no, off") from None


_PARSERS: dict[Any, Any] = {
    str: str,
    int: int,
    float: float,
    bool: _boolean,
    Path: Path,
    tuple[Network, ...]: _networks,
}


def variable(of: Field[Any]) -> str:
    """Name the environment variable of a field."""
    return PREFIX + of.name.upper()


def load(of: type[S], environ: Mapping[str, str]) -> S:
    """Read a settings class from an environment; raises ``ConfigError`` that lists every problem."""
    hints = get_type_hints(of)
    values: dict[str, Any] = {}
    problems: list[str] = []
    for each in fields(of):  # type: ignore[arg-type]
        name = variable(each)
        if name not in environ:
            if each.default is MISSING:
                problems.append(f"{name} is not set: {each.metadata['doc']}")
            continue
        try:
            values[each.name] = _PARSERS[hints[each.name]](environ[name])
        except ValueError as error:
            problems.append(f"{name}={environ[name]!r} cannot be read: {error}. {each.metadata['doc']}")
    if problems:
        raise ConfigError("\n".join(problems))
    return of(**values)


def describe(settings: Any) -> str:
    """Print settings as environment lines, secrets masked: what ``--print-config`` shows."""
    lines = []
    for each in fields(settings):
        value = getattr(settings, each.name)
        if each.metadata["secret"] and value:
            value = "********"
        if isinstance(value, tuple):
            value = ",".join(map(str, value))
        lines.append(f"{variable(each)}={value}")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonSettings:
    """What every service reads."""

    kafka_bootstrap_servers: str = setting("Kafka brokers, host:port, comma separated.", "127.0.0.1:9092")
    elasticsearch_url: str = setting("Base URL of Elasticsearch.", "http://127.0.0.1:9200")
    elasticsearch_api_key: str = setting("API key for Elasticsearch; empty for none.", "", secret=True)
    data_dir: Path = setting("Folder for what a process keeps between runs.", Path("data"))
    http_host: str = setting("Address that the console listens on.", "127.0.0.1")
    http_port: int = setting("Port that the console listens on.", 8400)
    http_names: str = setting("Host names that the console answers to beside its address, comma separated.", "")
    admin_host: str = setting("Address for health and metrics of a service.", "127.0.0.1")
    admin_port: int = setting("Port for health and metrics of a service; 0 picks a free one.", 8401)
    allowed_private_networks: tuple[Network, ...] = setting(
        "Networks that are not public but may be fetched from, as CIDR, comma separated.", ()
    )
    log_level: str = setting("Least severe level that is logged.", "info")
