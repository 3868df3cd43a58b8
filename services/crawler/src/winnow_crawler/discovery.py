"""URLs that nobody submitted one by one: from sitemaps, feeds, and the links of pages where a rule allows it."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import structlog
from winnow.codec import encode
from winnow.crawl.addresses import Network
from winnow.crawl.admission import check_url
from winnow.crawl.feeds import parse_feed
from winnow.crawl.fetching import Answer
from winnow.crawl.frontier import LANE_OF_ORIGIN, Entry, Lane
from winnow.crawl.links import page_links
from winnow.crawl.rules import Rules
from winnow.crawl.schedule import Decision, Policy, listed, refused, unchanged
from winnow.crawl.sitemaps import Listed, Listing, parse_sitemap, unpacked
from winnow.crawl.urls import Url, article_id, parse_url
from winnow.envelope import Envelope, Record, Trace
from winnow.errors import Refused
from winnow.model import Reason, Request
from winnow.topics import REQUESTED

from winnow_crawler.ledger import Ledger
from winnow_crawler.outbox import Outbox

log = structlog.get_logger(__name__)

_AT_ONCE = 1000
_MAX_DEPTH = 5
"""Sitemaps that list sitemaps, one in another."""


class Discovery:
    """Takes in what was found: a host's own URLs straight into the frontier, those of other hosts through the log."""

    def __init__(self, ledger: Ledger, outbox: Outbox, rules: Rules, allowed: Sequence[Network]) -> None:
        self._ledger = ledger
        self._outbox = outbox
        self._rules = rules
        self._allowed = allowed

    async def sitemaps(self, written: Sequence[str], site: Url, now: float) -> None:
        """Take in the sitemaps that robots.txt names, if the host's rule asks for them."""
        rule = self._rules.of(site.host)
        if rule is None or not rule.sitemaps:
            return
        urls = [url for each in written if (url := self._admitted(each, site)) and url.host == site.host]
        await self._ledger.add([_entry(url, "sitemap", depth=1, wanted_at=0.0, now=now) for url in urls])

    async def listing(self, entry: Entry, answer: Answer, now: float, policy: Policy) -> Decision:
        """Read a sitemap or a feed and take in what it lists."""
        try:
            listing = await asyncio.to_thread(_read, answer.body)
        except Refused as refusal:
            return refused(entry, refusal.reason, refusal.detail, now, policy)
        if listing is None:
            detail = f"{answer.content_type!r} that is neither a sitemap nor a feed"
            return refused(entry, Reason.CONTENT_TYPE, detail, now, policy)
        decision = listed(entry, answer, "", now, policy)
        if decision.entry.content_hash == entry.content_hash:
            return unchanged(entry, "a listing, the same as before", now, policy)
        taken = await self._take(listing, entry, answer.url, now)
        detail = f"a listing ({listing.kind}) of {len(listing.pages) + len(listing.listings)} URLs, {taken} taken"
        return listed(entry, answer, f"{detail}; {listing.trouble}" if listing.trouble else detail, now, policy)

    async def links(self, entry: Entry, answer: Answer, now: float) -> None:
        """Take in the links of a page, within its host's rule; links to other hosts are left alone."""
        rule = self._rules.of(entry.host)
        if rule is None or not rule.links or entry.depth >= rule.depth or "html" not in answer.content_type:
            return
        room = rule.count - await self._ledger.known(entry.host, rule.count)
        urls = [url for url in page_links(answer.body, answer.url) if url.host == entry.host and self._rules.takes(url)]
        found = [_entry(url, "link", depth=entry.depth + 1, wanted_at=now, now=now) for url in urls[: max(0, room)]]
        await self._ledger.add(found)

    async def _take(self, listing: Listing, entry: Entry, source: Url, now: float) -> int:
        sitemap = listing.kind in {"urlset", "sitemapindex"}
        origin = "sitemap" if sitemap else "feed"
        further = listing.listings if entry.depth < _MAX_DEPTH else []
        found = [(url, each) for each in (*further, *listing.pages) if (url := self._admitted(each.url, source))]
        if sitemap:
            found = [(url, each) for url, each in found if _same_site(url, source) and self._allows(url)]
        own = [_listed(url, each, origin, entry, now) for url, each in found if url.host == entry.host]
        for at in range(0, len(own), _AT_ONCE):
            await self._ledger.add(own[at : at + _AT_ONCE])
        elsewhere = [(url, each) for url, each in found if url.host != entry.host]
        for at in range(0, len(elsewhere), _AT_ONCE):
            await self._outbox.send(list(_requests(elsewhere[at : at + _AT_ONCE], origin, entry, now)))
        return len(found)

    def _allows(self, url: Url) -> bool:
        return self._rules.of(url.host) is None or self._rules.takes(url)

    def _admitted(self, written: str, base: Url) -> Url | None:
        try:
            url = parse_url(written, base.href)
            check_url(url, self._allowed)
        except Refused:
            return None
        return url


def _read(body: bytes) -> Listing | None:
    plain = unpacked(body)
    return parse_sitemap(plain) or parse_feed(plain)


def _same_site(url: Url, other: Url) -> bool:
    """Say whether a sitemap may list a URL: only for its own host (sitemaps.org, "Sitemap file location")."""
    return url.host.removeprefix("www.") == other.host.removeprefix("www.")


def _entry(url: Url, origin: str, *, depth: int, wanted_at: float, now: float) -> Entry:
    return Entry(
        article_id=article_id(url),
        url=url.href,
        host=url.host,
        lane=LANE_OF_ORIGIN.get(origin, Lane.LINK),
        due=now,
        origin=origin,
        requested_at=wanted_at,
        depth=depth,
    )


def _listed(url: Url, each: Listed, origin: str, entry: Entry, now: float) -> Entry:
    """Make an entry as of the moment when the page last changed: a known page is wanted again only if it did."""
    return _entry(url, origin, depth=entry.depth + 1, wanted_at=min(each.changed or 0.0, now), now=now)


def _requests(found: Sequence[tuple[Url, Listed]], origin: str, entry: Entry, now: float) -> Iterator[Record]:
    for url, each in found:
        at = datetime.fromtimestamp(min(each.changed or 0.0, now), UTC)
        request = Request(
            article_id=article_id(url),
            url=url.href,
            host=url.host,
            requested_at=at,
            origin=origin,
            depth=entry.depth + 1,
        )
        trace = Trace.start(f"{request.article_id}/{at.isoformat()}")
        yield encode(REQUESTED, Envelope(key=url.host, trace=trace, occurred_at=at, payload=request))
