"""Every way to write an address that somebody got past a filter with, for one address of each kind of network."""

import ipaddress
import itertools
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address

import pytest
from winnow.crawl.addresses import literal
from winnow.crawl.admission import admit
from winnow.crawl.urls import parse_url
from winnow.errors import Refused

TARGETS = [
    "0.0.0.0",
    "10.1.2.3",
    "100.100.100.200",
    "127.0.0.1",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.192",
    "192.168.0.1",
    "255.255.255.255",
]
BASES: tuple[Callable[[int], str], ...] = ("{:d}".format, "0{:o}".format, "0x{:x}".format, "0X{:08X}".format)
DIGITS = {
    "full width": "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19",
    "circled": "\u24ea\u2460\u2461\u2462\u2463\u2464\u2465\u2466\u2467\u2468",
    "superscript": "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079",
    "bold": "".join(map(chr, range(0x1D7CE, 0x1D7D8))),
    "double-struck": "".join(map(chr, range(0x1D7D8, 0x1D7E2))),
}
DOTS = ("\u3002", "\uff0e", "\uff61", "%2e", "%2E", "%e3%80%82")
IGNORED = ("\u00ad", "\u200b", "\u2060", "\ufe0f", "\t", "\n", "\r")
"""What a browser's parser drops from a host."""


def numeric(address: IPv4Address) -> Iterator[str]:
    """Write it in one to four numbers, each in any base."""
    number, octets = int(address), address.packed
    for parts in range(1, 5):
        last = number & (0xFFFFFFFF >> (8 * (parts - 1)))
        for bases in itertools.product(BASES, repeat=parts):
            yield ".".join(base(value) for base, value in zip(bases, [*octets[: parts - 1], last], strict=True))


def disguised(address: IPv4Address) -> Iterator[str]:
    """Write the dotted form with other digits, other dots, or something in between that does not count."""
    dotted = str(address)
    for digits in DIGITS.values():
        yield dotted.translate(str.maketrans("0123456789", digits))
    yield from (dotted.replace(".", dot) for dot in DOTS)
    yield from (f"{dotted[:2]}{nothing}{dotted[2:]}" for nothing in IGNORED)
    yield "".join(f"%{byte:02x}" for byte in dotted.encode())
    yield dotted + "."
    yield ".".join(f"{octet:08o}" for octet in address.packed)


def embedded(address: IPv4Address) -> Iterator[str]:
    """Write the IPv6 addresses that carry it: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP."""
    high, low = divmod(int(address), 0x10000)
    teredo = int(address) ^ 0xFFFFFFFF
    prefixes = ("::ffff:", "::", "::ffff:0:", "64:ff9b::", "64:ff9b:1::", "2606:4700::5efe:", "2606:4700::200:5efe:")
    for prefix in prefixes:
        yield f"[{prefix}{address}]"
        yield f"[{prefix}{high:x}:{low:x}]"
        yield f"[{prefix}{high:04X}:{low:04X}]"
    yield f"[0:0:0:0:0:ffff:{address}]"
    yield f"[0000:0000:0000:0000:0000:FFFF:{high:04x}:{low:04x}]"
    yield f"[2002:{high:x}:{low:x}::1]"
    yield f"[2001:0:4136:e378:8000:63bf:{teredo >> 16:x}:{teredo & 0xFFFF:x}]"
    yield f"[2001:0:{high:x}:{low:x}::]"


def placed(host: str) -> Iterator[str]:
    """Put a host where one parser or another looks for it."""
    yield f"http://{host}/"
    yield f"https://{host}:8443/x"
    yield f"http:\\\\{host}\\"
    yield f"http:/{host}/"
    yield f"http:{host}/"
    yield f" \thttp://{host}/\n"
    yield f"ht\ntp://{host}/"
    yield f"http://{host}\\@example.org/"
    yield f"http://{host}#@example.org/"
    yield f"http://{host}?@example.org/"
    yield f"http://example.org@{host}/"
    yield f"http://example.org:80@{host}:80/"
    yield f"http://@{host}/"


def admitted(urls: Iterator[str]) -> list[tuple[str, str]]:
    """Return those that get past the door, with how they were read."""
    found = []
    for url in urls:
        try:
            found.append((url, admit(url, ()).href))
        except Refused:
            continue
    return found


@pytest.mark.parametrize("target", TARGETS)
def test_no_form_of_an_address_that_is_not_public_is_admitted(target: str) -> None:
    address = IPv4Address(target)
    forms = [*numeric(address), *disguised(address), *embedded(address)]
    assert len(set(forms)) > 250
    assert admitted(f"http://{form}/" for form in forms) == []


@pytest.mark.parametrize("target", TARGETS)
def test_no_place_in_a_url_hides_an_address(target: str) -> None:
    address = IPv4Address(target)
    forms = [target, str(int(address)), f"[::ffff:{target}]", *disguised(address)]
    assert admitted(url for form in forms for url in placed(form)) == []


def test_the_same_forms_of_a_public_address_are_read_as_that_address() -> None:
    """The forms are refused for where they lead, not for how they look."""
    address = ipaddress.IPv4Address("93.184.216.34")
    for form in [*numeric(address), *disguised(address)]:
        assert literal(admit(f"http://{form}/", ()).host) == str(address), form


@pytest.mark.parametrize(
    "location",
    ["//127.1/", "/\\127.1/", "\\\\127.1\\x", "///127.0.0.1/", "https:127.1", "https:/127.1", "\t//0x7f.1", "//[::]/"],
)
def test_no_redirect_leads_to_one_by_leaving_parts_out(location: str) -> None:
    with pytest.raises(Refused):
        admit(parse_url(location, "http://example.org/a/b").href, ())
