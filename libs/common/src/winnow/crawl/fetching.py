"""What a fetch is asked for and what it ends in, as values."""

from collections.abc import Mapping
from typing import Protocol

import msgspec

from winnow.crawl.sitemaps import MAX_SITEMAP_BYTES
from winnow.crawl.urls import Url
from winnow.model import MAX_BODY_BYTES, Reason, Timing

PAGE_TYPES = frozenset(("text/html", "application/xhtml+xml", "text/plain"))
LISTING_TYPES = frozenset(
    (
        "application/xml",
        "text/xml",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/gzip",
        "application/x-gzip",
    )
)
"""What sitemaps and feeds are served as."""
REDIRECTS = frozenset((301, 302, 303, 307, 308))


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """One request to make, and what of its answer is of use."""

    url: Url
    etag: str = ""
    last_modified: str = ""
    content_types: frozenset[str] | None = PAGE_TYPES
    """``None`` takes any."""
    max_bytes: int = MAX_BODY_BYTES
    max_listing_bytes: int = MAX_SITEMAP_BYTES
    """The most of what comes as a listing's type."""
    cut: bool = False
    """Take the first ``max_bytes`` of a longer body instead of refusing it."""

    def limit(self, content_type: str) -> int:
        """Return the most bytes that are taken of a body of that type."""
        listing = content_type in LISTING_TYPES and not self.cut
        return self.max_listing_bytes if listing else self.max_bytes


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a server answered to one request. ``body`` is read only when the status is 200."""

    url: Url
    status: int
    headers: Mapping[str, str] = msgspec.field(default_factory=dict)
    """By lower-case name; repeated ones joined by a comma."""
    content_type: str = ""
    """Without parameters, lower case."""
    charset: str | None = None
    body: bytes = b""
    received: int = 0
    """Bytes of the body before decompression."""
    at: float | None = None
    """When it was received, if it comes from an archive."""
    timing: Timing = msgspec.field(default_factory=Timing)

    @property
    def redirects_to(self) -> str | None:
        """The target of a redirect, as the server wrote it."""
        return self.headers.get("location") if self.status in REDIRECTS else None


class NoAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request got no usable answer."""

    url: Url
    reason: Reason
    detail: str
    timing: Timing = msgspec.field(default_factory=Timing)
    status: int | None = None
    """When there was an answer, but not one to take."""

    @property
    def passing(self) -> bool:
        """Whether another try may end otherwise."""
        return self.reason in _PASSING


_PASSING = frozenset((Reason.DNS, Reason.CONNECT, Reason.TLS, Reason.TIMEOUT, Reason.PROTOCOL))


class Fetcher(Protocol):
    """Makes one request, without following a redirect, and never raises for what the other side does."""

    async def fetch(self, wanted: Wanted) -> Answer | NoAnswer:
        """Ask for one URL."""
        ...

    async def check(self, url: Url) -> NoAnswer | None:
        """Say why this URL may not be connected to, as far as its name resolves; ``None`` when it may."""
        ...
