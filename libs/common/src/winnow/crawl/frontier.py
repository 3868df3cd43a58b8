"""The frontier's decisions: what a request, a repeated request and another owner's word do to what is known."""

from enum import IntEnum

import msgspec
from msgspec.structs import replace

from winnow.crawl.politeness import Pace
from winnow.model import FrontierEntry, Request


class Lane(IntEnum):
    """Who is served first on a host."""

    EDITOR = 0
    FEED = 1
    SITEMAP = 2
    LINK = 3
    REVISIT = 4


_LISTED = (Lane.FEED, Lane.SITEMAP)
LANE_OF_ORIGIN = {"submission": Lane.EDITOR, "feed": Lane.FEED, "sitemap": Lane.SITEMAP, "link": Lane.LINK}


Entry = FrontierEntry


def entry_for(request: Request, traceparent: str, now: float) -> Entry:
    """Make the entry of a URL that was not known."""
    return Entry(
        article_id=request.article_id,
        url=request.url,
        host=request.host,
        lane=LANE_OF_ORIGIN.get(request.origin, Lane.LINK),
        due=now,
        origin=request.origin,
        trace=traceparent,
        requested_at=request.requested_at.timestamp(),
        hops=request.hops,
        depth=request.depth,
        instead_of=request.instead_of,
    )


def asked_for(wanted: Entry) -> bool:
    """Say whether somebody asks for a URL, known or not; a link only says that it is there."""
    return wanted.lane < Lane.LINK


def merged(known: Entry, wanted: Entry) -> Entry | None:
    """Return a known URL as it is after being wanted again, or ``None`` when that changes nothing.

    A request that came before the last one that was taken is a redelivery; a link to a known page is no request.
    What a sitemap or a feed lists was wanted when it last changed.
    """
    if not asked_for(wanted) or wanted.requested_at <= known.requested_at:
        return None
    if wanted.lane in _LISTED and wanted.requested_at <= known.visited_at:
        return None
    return replace(
        known,
        lane=wanted.lane,
        due=wanted.due,
        origin=wanted.origin,
        trace=wanted.trace,
        requested_at=wanted.requested_at,
        hops=wanted.hops,
        instead_of=wanted.instead_of,
        attempts=0,
    )


def newer(known: Entry, change: Entry) -> bool:
    """Say whether what another owner wrote of a URL is to replace what is known here."""
    return (change.visited_at, change.requested_at) > (known.visited_at, known.requested_at)


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A URL that is to be visited now; its host is nobody else's until the visit is settled."""

    entry: Entry
    pace: Pace


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """A visit that is over: what to remember of the URL, and from when on the host may be asked again."""

    entry: Entry
    pace: Pace
    host_free_at: float
    learnt: bool = False
    """The pace is another than before the visit."""
