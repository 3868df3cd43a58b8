"""Which addresses may be connected to: public ones, and those of a network that the operator named.

An address is judged by where a packet to it ends up, so an IPv4 address inside an IPv6 one is unwrapped first.
Sources: the IANA special-purpose registries for IPv4 and IPv6, RFC 6052 and RFC 8215 (NAT64), RFC 4291 (mapped and
compatible), RFC 2765 (translated), RFC 5214 (ISATAP), and the metadata addresses of the large clouds.
"""

import ipaddress
from collections.abc import Iterable, Sequence
from functools import lru_cache

from winnow.errors import Refused
from winnow.model import Reason

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PUBLIC_PORTS = frozenset((80, 443, 8000, 8008, 8080, 8081, 8443, 8888))
"""Ports that web pages are served on; any other belongs to something that is not a web server."""

_NOT_PUBLIC_V4 = tuple(
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by carriers; 100.100.100.200 is one cloud's metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's host agent, on an address that is public by the registry
        "169.254.0.0/16",  # link-local, and most clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
"""All that has been given out; loopback, unique local, link-local, multicast and the unassigned are outside."""
_NOT_PUBLIC_V6 = tuple(
    ipaddress.IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments, Teredo and ORCHID among them
        "2001:db8::/32",
        "2002::/16",  # 6to4: the way out is somebody else's relay
        "3fff::/20",
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


def check_address(address: str, port: int, allowed: Sequence[Network]) -> None:
    """Raise ``Refused`` unless a connection to that address and port is permitted."""
    judged = _read(address)
    if is_named(judged, allowed):
        return
    if not is_public(judged):
        raise Refused(
            Reason.PRIVATE_ADDRESS,
            f"{address} is not a public address; WINNOW_ALLOWED_PRIVATE_NETWORKS can name its network",
        )
    if port not in PUBLIC_PORTS:
        raise Refused(Reason.PORT, f"port {port} is not fetched from; only {_listed(PUBLIC_PORTS)} are")


def permitted(addresses: Iterable[str], port: int, allowed: Sequence[Network]) -> list[str]:
    """Return the addresses of a name that may be connected to.

    One address that is not permitted spoils a name, for a mixed answer is how rebinding starts; except that a name
    with an address in a named network keeps that one alone (``localhost`` has an IPv6 address as well).
    """
    found = list(addresses)
    named = [each for each in found if is_named(_read(each), allowed)]
    for each in named or found:
        check_address(each, port, allowed)
    return named or found


@lru_cache(maxsize=4096)  # asked for each request, of few hosts at a time
def _read(address: str) -> Address:
    """Parse an address, with or without brackets and zone, and unwrap it."""
    return unwrap(ipaddress.ip_address(address.partition("%")[0].strip("[]")))


def unwrap(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 one leads to, where that is what it is for."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_named(address: Address, allowed: Sequence[Network]) -> bool:
    """Say whether the operator named this address's network."""
    return any(address in network for network in allowed if network.version == address.version)


def is_public(address: Address) -> bool:
    """Say whether an unwrapped address belongs to the public internet."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_V4)
    if address not in _GLOBAL_V6 or any(address in network for network in _NOT_PUBLIC_V6):
        return False
    low = int(address) & 0xFFFFFFFFFFFFFFFF
    return low >> 32 not in _ISATAP or is_public(ipaddress.IPv4Address(low & 0xFFFFFFFF))


@lru_cache(maxsize=4096)
def literal(host: str) -> str | None:
    """Return the address that a URL's host spells out, or ``None`` for a name.

    The host is as the WHATWG parser gives it: every numeric form of IPv4 is dotted decimal by then.
    """
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return None


def _listed(ports: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(ports)))
