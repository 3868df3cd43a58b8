"""Make one HTTP request safely: to a checked address, within limits, without cookies, following nothing."""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from winnow.adapters.http_body import ACCEPTED_ENCODINGS, read_body
from winnow.adapters.http_timing import started, timed_tls, trace_config
from winnow.adapters.resolver import CheckedResolver, SystemResolver
from winnow.crawl.addresses import Network
from winnow.crawl.admission import check_url
from winnow.crawl.fetching import Answer, NoAnswer, Wanted
from winnow.crawl.timing import Stopwatch
from winnow.crawl.urls import Url
from winnow.errors import Refused
from winnow.model import Reason

_KEPT_HEADERS = ("etag", "last-modified", "location", "retry-after", "x-robots-tag", "link")
_ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1"
_DRAINED = 64 * 1024
"""An error page up to this size is read to its end, so that the connection can be used again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """How long and how much one request may take."""

    total: float = 60.0
    """Seconds from the first look-up to the last byte."""
    connect: float = 10.0
    """Seconds for the look-up, and again for the connection."""
    silence: float = 20.0
    """Seconds without a byte."""
    header_line: int = 16 * 1024
    headers: int = 128
    connections: int = 512


class HttpFetcher:
    """The one way out to the web. Use as an async context manager."""

    def __init__(
        self,
        user_agent: str,
        allowed: Sequence[Network] = (),
        limits: FetchLimits | None = None,
        resolver: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._allowed = tuple(allowed)
        self._limits = limits or FetchLimits()
        system = resolver or SystemResolver(self._limits.connections, self._limits.connect)
        self._resolver = CheckedResolver(system, self._allowed)
        self._tls = tls
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            resolver=self._resolver,
            use_dns_cache=False,
            limit=self._limits.connections,
            ssl=timed_tls(self._tls),
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._user_agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED_ENCODINGS},
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=self._limits.connect, sock_read=self._limits.silence
            ),
            auto_decompress=False,
            max_line_size=self._limits.header_line,
            max_field_size=self._limits.header_line,
            max_headers=self._limits.headers,
            trace_configs=[trace_config()],
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def fetch(self, wanted: Wanted) -> Answer | NoAnswer:
        """Ask for one URL; whatever the other side does is a value."""
        course = _Course(started(wanted.url))
        try:
            check_url(wanted.url, self._allowed)
            async with asyncio.timeout(self._limits.total):
                return await self._ask(wanted, course)
        except Refused as refusal:
            reason, detail = refusal.reason, refusal.detail
        except (aiohttp.ClientError, OSError, ValueError) as error:
            reason, detail = _explain(error, self._limits)
        timing = course.watch.timing()
        return NoAnswer(url=wanted.url, reason=reason, detail=detail, timing=timing, status=course.status)

    async def check(self, url: Url) -> NoAnswer | None:
        """Say why a URL may not be connected to; a name that does not resolve is not held against it."""
        try:
            check_url(url, self._allowed)
            await self._resolver.resolve(url.host, url.port)
        except Refused as refusal:
            return NoAnswer(url=url, reason=refusal.reason, detail=refusal.detail)
        except OSError:
            return None
        return None

    async def _ask(self, wanted: Wanted, course: "_Course") -> Answer:
        if self._session is None:
            raise RuntimeError("HttpFetcher is used outside of its context")
        request = self._session.get(
            _to_yarl(wanted.url),
            headers=_conditions(wanted),
            allow_redirects=False,
        )
        async with request as response:
            course.status = response.status
            course.watch.enter("body")
            return await _read(response, wanted, course.watch)


async def _read(response: aiohttp.ClientResponse, wanted: Wanted, watch: Stopwatch) -> Answer:
    content_type, charset = _content_type(response)
    body, received = b"", 0
    if response.status == 200:
        if wanted.content_types is not None and content_type not in wanted.content_types:
            raise Refused(Reason.CONTENT_TYPE, f"{content_type!r} is not an article; HTML and plain text are taken")
        limit = wanted.limit(content_type)
        if not wanted.cut and (response.content_length or 0) > limit:
            raise Refused(Reason.TOO_LARGE, f"{response.content_length} bytes announced, {limit} are taken")
        encoding = response.headers.get("Content-Encoding", "")
        body, received = await read_body(response.content, encoding, limit, cut=wanted.cut)
    else:
        await _drain(response)
    headers = {name: ", ".join(response.headers.getall(name)) for name in _KEPT_HEADERS if name in response.headers}
    return Answer(
        url=wanted.url,
        status=response.status,
        headers=headers,
        content_type=content_type,
        charset=charset,
        body=body,
        received=received,
        timing=watch.timing(),
    )


async def _drain(response: aiohttp.ClientResponse) -> None:
    read = 0
    while read < _DRAINED and (data := await response.content.readany()):
        read += len(data)


def _content_type(response: aiohttp.ClientResponse) -> tuple[str, str | None]:
    """Read the declared type; a page without one is taken for HTML, as browsers nearly always do."""
    essence, _, parameters = response.headers.get("Content-Type", "text/html").partition(";")
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return essence.strip().lower(), value.strip().strip("\"'") or None
    return essence.strip().lower(), None


def _conditions(wanted: Wanted) -> dict[str, str]:
    headers = {}
    if wanted.etag:
        headers["If-None-Match"] = wanted.etag
    if wanted.last_modified:
        headers["If-Modified-Since"] = wanted.last_modified
    return headers


def _to_yarl(url: Url) -> URL:
    """Hand over the parts as they were checked, so that no second parser can read another host out of them."""
    path, _, query = url.path.partition("?")
    return URL.build(
        scheme=url.scheme, host=url.host.strip("[]"), port=url.port, path=path, query_string=query, encoded=True
    )


_REASONS: tuple[tuple[type[BaseException], Reason], ...] = (
    (TimeoutError, Reason.TIMEOUT),
    (aiohttp.ClientConnectorDNSError, Reason.DNS),
    (aiohttp.ClientSSLError, Reason.TLS),
    (aiohttp.ClientConnectorError, Reason.CONNECT),
    (aiohttp.InvalidURL, Reason.INVALID_URL),
    (ssl.SSLError, Reason.TLS),
)


def _explain(error: Exception, limits: FetchLimits) -> tuple[Reason, str]:
    """Find the closed reason for what the client library raised, most specific first."""
    reason = next((reason for kind, reason in _REASONS if isinstance(error, kind)), Reason.PROTOCOL)
    if reason is Reason.TIMEOUT:
        return reason, (
            f"no connection in {limits.connect:.0f} s, silence for {limits.silence:.0f} s,"
            f" or not done in {limits.total:.0f} s"
        )
    if isinstance(error, aiohttp.ClientConnectorError):
        return reason, f"{error.host}:{error.port}: {error.os_error.strerror or error.os_error}"[:300]
    return reason, f"{type(error).__name__}: {error}"[:300]


@dataclass(slots=True)
class _Course:
    """How far a request has come."""

    watch: Stopwatch
    status: int | None = None
