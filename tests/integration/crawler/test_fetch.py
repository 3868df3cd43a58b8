"""One request against servers that are slow, endless, lying, broken or somewhere else than they say."""

import asyncio
import gzip
import ipaddress
import resource
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

import brotli
import pytest
import trustme
from aiohttp.abc import AbstractResolver, ResolveResult
from winnow.adapters.http_fetch import FetchLimits, HttpFetcher
from winnow.crawl.fetching import Answer, NoAnswer, Wanted
from winnow.crawl.timing import parts_of
from winnow.crawl.urls import parse_url
from winnow.model import Reason

from .hostile import Script, for_ever, hostile, says

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
LIMITS = FetchLimits(total=1.0, connect=0.5, silence=0.6)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MEGABYTE = 1024 * 1024


class Names(AbstractResolver):
    """Names of the test's own; each look-up takes the next answer, the last one again and again."""

    def __init__(self, **answers: Sequence[Sequence[str]]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        name = host.replace(".", "_")
        if name not in self.answers:
            raise OSError(f"{host} has no address")
        turn = min(self.asked.count(host), len(self.answers[name]) - 1)
        self.asked.append(host)
        return [
            ResolveResult(hostname=host, host=address, port=port, family=socket.AF_INET, proto=0, flags=0)
            for address in self.answers[name][turn]
        ]

    async def close(self) -> None:
        return None


async def fetched(script: Script, limits: FetchLimits = LIMITS, **wanted: object) -> Answer | NoAnswer:
    async with hostile(script) as port, HttpFetcher("Winnow/0.1", LOOPBACK, limits) as fetcher:
        return await fetcher.fetch(Wanted(url=parse_url(f"http://127.0.0.1:{port}/"), **wanted))  # type: ignore[arg-type]


def refused_for(result: Answer | NoAnswer) -> Reason:
    assert isinstance(result, NoAnswer), result
    return result.reason


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (for_ever(b"", b"", pause=0.1), Reason.TIMEOUT),
        (for_ever(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", pause=0.05), Reason.TIMEOUT),
        (for_ever(HEAD, b"X-More: yes\r\n", pause=0.05), Reason.TIMEOUT),
        (for_ever(HEAD, b"X-More: yes\r\n"), Reason.PROTOCOL),
        (says(HEAD + b"X-Long: " + b"x" * 100_000 + b"\r\n\r\n"), Reason.PROTOCOL),
        (says(HEAD + b"Content-Length: 1000\r\n\r\nshort"), Reason.PROTOCOL),
        (says(HEAD + b"Content-Length: -5\r\n\r\n"), Reason.PROTOCOL),
        (says(HEAD + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello, you"), Reason.PROTOCOL),
        (says(HEAD + b"Content-Length: 99999999999\r\n\r\n"), Reason.TOO_LARGE),
        (says(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), Reason.PROTOCOL),
        (says(b"SSH-2.0-OpenSSH_9.6\r\n"), Reason.PROTOCOL),
        (says(b""), Reason.PROTOCOL),
        (says(b"\x00\xff\xfe" * 100), Reason.PROTOCOL),
        (says(HEAD + b"Content-Encoding: gzip, br\r\nContent-Length: 1\r\n\r\nx"), Reason.CONTENT_ENCODING),
        (says(HEAD + b"Content-Encoding: zstd\r\nContent-Length: 1\r\n\r\nx"), Reason.CONTENT_ENCODING),
        (says(HEAD + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"), Reason.CONTENT_ENCODING),
        (
            says(HEAD + b"Content-Encoding: br\r\nContent-Length: 5\r\n\r\n\xff\xff\xff\xff\xff"),
            Reason.CONTENT_ENCODING,
        ),
        (says(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF"), Reason.CONTENT_TYPE),
        (for_ever(HEAD + b"\r\n", b"<p>" * 20_000), Reason.TOO_LARGE),
    ],
)
async def test_what_a_server_does_wrong_has_a_reason_in_time(script: Script, reason: Reason) -> None:
    began = time.perf_counter()
    assert refused_for(await fetched(script)) is reason
    assert time.perf_counter() - began < LIMITS.total + 1.0


@pytest.mark.parametrize(
    "encoding", ["identity", "gzip", "x-gzip", "GZIP", "deflate", "raw-deflate", "br", "members", "truncated"]
)
async def test_every_encoding_that_is_asked_for_is_read(encoding: str) -> None:
    page = b"<p>Caf\xc3\xa9</p>" * 10_000
    raw = zlib.compressobj(wbits=-15)
    sent, name = {
        "identity": (page, "identity"),
        "gzip": (gzip.compress(page), "gzip"),
        "x-gzip": (gzip.compress(page), "x-gzip"),
        "GZIP": (gzip.compress(page), "GZIP"),
        "deflate": (zlib.compress(page), "deflate"),
        "raw-deflate": (raw.compress(page) + raw.flush(), "deflate"),
        "br": (brotli.compress(page), "br"),
        "members": (gzip.compress(page[:999]) + gzip.compress(page[999:]), "gzip"),
        "truncated": (gzip.compress(page)[:-8], "gzip"),
    }[encoding]
    result = await fetched(says(HEAD + b"Content-Encoding: " + name.encode() + b"\r\n\r\n", sent))
    assert isinstance(result, Answer), result
    assert result.body == page
    assert result.received == len(sent)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
async def test_a_bomb_is_refused_before_it_fills_the_memory(encoding: str) -> None:
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "br": lambda data: brotli.compress(data, quality=5)}
    bomb = pack[encoding](bytes(200 * MEGABYTE))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    head = HEAD + b"Content-Encoding: " + encoding.encode() + b"\r\n\r\n"
    assert refused_for(await fetched(says(head, bomb))) is Reason.TOO_LARGE
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < 40 * MEGABYTE


async def test_a_file_that_may_be_cut_is_cut() -> None:
    endless = for_ever(HEAD + b"\r\n", b"# comment\n" * 5000)
    result = await fetched(endless, max_bytes=100_000, cut=True)
    assert isinstance(result, Answer), result
    assert len(result.body) == 100_000


async def test_nothing_is_sent_back_to_a_server_that_sets_cookies_and_conditions_are() -> None:
    asked: list[bytes] = []

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"Set-Cookie: a=b; Path=/\r\nContent-Length: 0\r\n\r\n")
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 304 Not Modified\r\n\r\n")

    async with hostile(script) as port, HttpFetcher("Winnow/0.1 (+x)", LOOPBACK, LIMITS) as fetcher:
        url = parse_url(f"http://127.0.0.1:{port}/")
        await fetcher.fetch(Wanted(url=url))
        again = await fetcher.fetch(Wanted(url=url, etag='"1"', last_modified="yesterday"))
    assert again.status == 304
    assert b"Cookie" not in asked[0]
    for header in (b'If-None-Match: "1"', b"If-Modified-Since: yesterday", b"User-Agent: Winnow/0.1 (+x)"):
        assert header in asked[0]


@pytest.mark.parametrize("trusted", [True, False])
async def test_a_certificate_is_checked(trusted: bool) -> None:
    authority, stranger = trustme.CA(), trustme.CA()
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("safe.example").configure_cert(server)
    (authority if trusted else stranger).configure_trust(client)
    names = Names(safe_example=[["127.0.0.1"]])
    page = says(HEAD + b"Content-Length: 2\r\n\r\nhi")
    async with hostile(page, server) as port, HttpFetcher("W", LOOPBACK, LIMITS, names, client) as fetcher:
        result = await fetcher.fetch(Wanted(url=parse_url(f"https://safe.example:{port}/")))
        other = await fetcher.fetch(Wanted(url=parse_url(f"https://127.0.0.1:{port}/")))
    assert isinstance(result, Answer) if trusted else refused_for(result) is Reason.TLS
    assert refused_for(other) is Reason.TLS


async def test_plain_text_where_tls_is_expected_is_a_tls_failure() -> None:
    plain = says(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    async with hostile(plain) as port, HttpFetcher("W", LOOPBACK, LIMITS) as fetcher:
        result = await fetcher.fetch(Wanted(url=parse_url(f"https://127.0.0.1:{port}/")))
    assert refused_for(result) in {Reason.TLS, Reason.TIMEOUT}


async def test_a_name_that_is_rebound_between_two_requests_is_not_followed() -> None:
    names = Names(rebinds_example=[["127.0.0.1"], ["169.254.169.254"]])
    page = says(HEAD + b"Content-Length: 2\r\nConnection: close\r\n\r\nhi")
    async with hostile(page) as port, HttpFetcher("W", LOOPBACK, LIMITS, names) as fetcher:
        url = parse_url(f"http://rebinds.example:{port}/")
        assert isinstance(await fetcher.fetch(Wanted(url=url)), Answer)
        assert refused_for(await fetcher.fetch(Wanted(url=url))) is Reason.PRIVATE_ADDRESS
    assert names.asked == ["rebinds.example"] * 2


@pytest.mark.parametrize(
    "addresses",
    [["10.0.0.1"], ["93.184.216.34", "192.168.0.1"], ["::ffff:169.254.169.254"], ["64:ff9b::a00:1"], ["fd00::1"]],
)
async def test_a_name_with_an_address_that_is_not_public_is_refused(addresses: list[str]) -> None:
    names = Names(inside_example=[addresses])
    async with HttpFetcher("W", LOOPBACK, LIMITS, names) as fetcher:
        url = parse_url("http://inside.example/")
        assert refused_for(await fetcher.fetch(Wanted(url=url))) is Reason.PRIVATE_ADDRESS
        barred = await fetcher.check(url)
        assert barred is not None
        assert barred.reason is Reason.PRIVATE_ADDRESS


async def test_a_name_without_an_address_and_a_closed_port_have_their_reasons() -> None:
    async with HttpFetcher("W", LOOPBACK, LIMITS, Names()) as fetcher:
        nowhere = await fetcher.fetch(Wanted(url=parse_url("http://nowhere.example/")))
        closed = await fetcher.fetch(Wanted(url=parse_url("http://127.0.0.1:1/")))
    assert refused_for(nowhere) is Reason.DNS
    assert refused_for(closed) is Reason.CONNECT


async def test_a_name_that_nobody_answers_for_is_a_dns_failure_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    given_up = threading.Event()

    def silence(*_: object) -> NoReturn:
        given_up.wait()
        raise socket.gaierror("nobody answered at all")

    monkeypatch.setattr(socket, "getaddrinfo", silence)
    async with HttpFetcher("W", LOOPBACK, replace(LIMITS, total=60.0, connect=0.1)) as fetcher:
        result = await fetcher.fetch(Wanted(url=parse_url("http://silent.example/")))
        assert not given_up.is_set()
        given_up.set()
    assert refused_for(result) is Reason.DNS
    assert "no name server answered for silent.example" in result.detail


TIMED = Names(timed_example=[["127.0.0.1"]], nobody_example=[["127.0.0.1"]], inside_example=[["10.0.0.1"]])
PAGE = HEAD + b"Content-Length: 2\r\n\r\n"


@pytest.mark.parametrize(
    ("url", "script", "parts"),
    [
        ("http://timed.example:{}/", says(PAGE, b"hi"), "dns connect first_byte body"),
        ("http://127.0.0.1:{}/", says(PAGE, b"hi"), "connect first_byte body"),
        ("http://timed.example:{}/", says(b"HTTP/1.1 404 No\r\n\r\n"), "dns connect first_byte body"),
        ("http://timed.example:{}/", for_ever(PAGE, b"", pause=0.1), "dns connect first_byte body"),
        ("http://timed.example:{}/", for_ever(b"", b"", pause=0.1), "dns connect first_byte"),
        ("https://timed.example:{}/", says(PAGE, b"hi"), "dns connect tls"),
        ("http://nobody.example:1/", says(), "dns connect"),
        ("http://nowhere.example:{}/", says(), "dns"),
        ("http://inside.example/", says(), "dns"),
        ("http://10.0.0.1/", says(), ""),
    ],
)
async def test_a_fetch_is_timed_up_to_the_part_that_it_fails_in(url: str, script: Script, parts: str) -> None:
    async with hostile(script) as port, HttpFetcher("W", LOOPBACK, LIMITS, TIMED) as fetcher:
        timing = (await fetcher.fetch(Wanted(url=parse_url(url.format(port))))).timing
    assert list(parts_of(timing)) == parts.split()
    assert timing.total >= sum(parts_of(timing).values()) - 0.01


async def test_each_part_has_its_own_time() -> None:
    """And a connection that is used again is neither looked up nor made."""
    slow = says(HEAD + b"Content-Length: 2\r\n\r\n", b"h", b"i", pause=0.05)
    authority, server, client = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("timed.example").configure_cert(server)
    authority.configure_trust(client)

    async def twice(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await slow(reader, writer)
        await reader.readuntil(b"\r\n\r\n")
        await slow(reader, writer)

    async with hostile(twice, server) as port, HttpFetcher("W", LOOPBACK, LIMITS, TIMED, client) as fetcher:
        first, again = [await fetcher.fetch(Wanted(url=parse_url(f"https://timed.example:{port}/"))) for _ in "12"]
    assert list(parts_of(first.timing)) == ["dns", "connect", "tls", "first_byte", "body"]
    assert list(parts_of(again.timing)) == ["first_byte", "body"]
    assert first.timing.body >= 50
    assert first.timing.connect > 0
    assert first.timing.tls > 0
