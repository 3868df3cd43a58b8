"""Every form of an address that is not public, and none that is."""

import ipaddress

import pytest
from winnow.crawl.addresses import check_address, permitted
from winnow.crawl.admission import admit
from winnow.errors import Refused
from winnow.model import Reason

NOT_PUBLIC = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.0.9",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0:127.0.0.1",
    "::ffff:0:8.8.8.8",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::10.0.0.1",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "2001::1",
    "2001:0:1:2::3",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "2606:4700::5efe:10.0.0.1",
    "2606:4700::200:5efe:127.0.0.1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "192.0.1.1",
    "198.17.0.1",
    "198.20.0.1",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450:4001:81b::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "2001:4860:4860::8888",
    "2400:cb00::5efe:1.1.1.1",
]
WAYS_TO_WRITE_LOOPBACK = (
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f.0.0.1/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.0.0.1./",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://a.localhost/",
    "http://\u2460\u2461\u2466.0.0.1/",
    "http://127\u30020\u30020\u30021/",
    "http://%31%32%37.0.0.1/",
    "http://0/",
    "http://0.0.0.0/",
)
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_address(address, 80, ())
    assert refusal.value.reason is Reason.PRIVATE_ADDRESS


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_not_refused(address: str) -> None:
    check_address(address, 443, ())


def test_only_ports_of_web_servers_are_connected_to_but_any_in_a_named_network() -> None:
    for port in (22, 25, 6379, 9200):
        with pytest.raises(Refused) as refusal:
            check_address("8.8.8.8", port, LOOPBACK)
        assert refusal.value.reason is Reason.PORT
    check_address("127.3.2.1", 9200, LOOPBACK)
    check_address("::ffff:127.0.0.1", 9200, LOOPBACK)


def test_one_private_address_spoils_a_name() -> None:
    with pytest.raises(Refused):
        permitted(["93.184.216.34", "10.0.0.1"], 80, LOOPBACK)
    assert permitted(["::1", "127.0.0.1"], 8123, LOOPBACK) == ["127.0.0.1"]


@pytest.mark.parametrize("url", WAYS_TO_WRITE_LOOPBACK)
def test_no_way_of_writing_an_address_gets_past_admission(url: str) -> None:
    with pytest.raises(Refused) as refusal:
        admit(url, ())
    assert refusal.value.reason is Reason.PRIVATE_ADDRESS


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/", Reason.SCHEME),
        ("file:///etc/passwd", Reason.SCHEME),
        ("http://user:secret@example.org/", Reason.CREDENTIALS_IN_URL),
        ("http://example.org:22/", Reason.PORT),
        ("http://intranet/", Reason.PRIVATE_ADDRESS),
        ("http://printer.local/", Reason.PRIVATE_ADDRESS),
        ("http://METADATA.example.INTERNAL./", Reason.PRIVATE_ADDRESS),
        ("http://nas.home.arpa/", Reason.PRIVATE_ADDRESS),
        ("//example.org/", Reason.INVALID_URL),
        ("http://", Reason.INVALID_URL),
        ("https://example.org/" + "a" * 3000, Reason.INVALID_URL),
    ],
)
def test_what_needs_no_network_is_refused_at_the_door(url: str, reason: Reason) -> None:
    with pytest.raises(Refused) as refusal:
        admit(url, ())
    assert refusal.value.reason is reason
    assert "secret" not in str(refusal.value)


def test_a_hundred_ordinary_urls_are_admitted() -> None:
    hosts = [
        "example.org",
        "www.example.co.uk",
        "bücher.example",
        "xn--bcher-kva.example",
        "8.8.8.8",
        "[2606:4700::1111]",
        "a-b.example.com",
        "10.example.org",
        "news.example.travel",
        "localhost.example.org",
    ]
    paths = ("/", "/a/b.html", "/?id=1&x=y", "/\u00fc", "/a%20b", ":8080/", ":8443/x", "/a;b=c", "/#part", "/%7Euser/")
    for host in hosts:
        for path in paths:
            admit(f"https://{host}{path}", ())
