"""Refuse at the door what needs no network to be refused; the console and the crawler ask the same question."""

from collections.abc import Sequence

from winnow.crawl.addresses import PUBLIC_PORTS, Network, check_address, literal
from winnow.crawl.urls import Url, parse_url
from winnow.errors import Refused
from winnow.model import Reason

_LOOPBACK = ("127.0.0.1", "::1")
_LOCAL_SUFFIXES = (".local", ".internal", ".home.arpa")
"""Names of a local network by definition: RFC 6762, ICANN's reservation of 2024, RFC 8375."""


def admit(url: str, allowed: Sequence[Network]) -> Url:
    """Parse a URL that somebody wants fetched; raises ``Refused`` with the reason why it never will be.

    What a host name resolves to is checked when it is resolved, for each connection.
    """
    parsed = parse_url(url)
    check_url(parsed, allowed)
    return parsed


def check_url(url: Url, allowed: Sequence[Network]) -> None:
    """Raise ``Refused`` for a parsed URL whose address or port, as written, may not be connected to."""
    address = literal(url.host)
    if address is not None:
        check_address(address, url.port, allowed)
    elif _is_localhost(url.host):
        _check_localhost(url, allowed)
    elif _is_local_name(url.host) and not allowed:
        raise Refused(Reason.PRIVATE_ADDRESS, f"{url.host!r} is a name of a local network, not of the internet")
    elif url.port not in PUBLIC_PORTS and not allowed:
        raise Refused(Reason.PORT, f"port {url.port} is not fetched from; only {sorted(PUBLIC_PORTS)} are")


def _is_localhost(host: str) -> bool:
    """Say whether a name means this machine by definition (RFC 6761)."""
    name = host.rstrip(".")
    return name == "localhost" or name.endswith(".localhost")


def _is_local_name(host: str) -> bool:
    name = host.rstrip(".")
    return "." not in name or name.endswith(_LOCAL_SUFFIXES)


def _check_localhost(url: Url, allowed: Sequence[Network]) -> None:
    refusals = []
    for address in _LOOPBACK:
        try:
            check_address(address, url.port, allowed)
        except Refused as refusal:
            refusals.append(refusal)
    if len(refusals) == len(_LOOPBACK):
        raise refusals[0]
