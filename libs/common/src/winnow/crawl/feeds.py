"""Read what an RSS or Atom feed lists."""

import calendar

import feedparser

from winnow.crawl.sitemaps import Listed, Listing

MAX_ENTRIES = 1000


def parse_feed(body: bytes) -> Listing | None:
    """Read a feed of any version; ``None`` when it is something else."""
    parsed = feedparser.parse(body, resolve_relative_uris=False, sanitize_html=False)
    if not parsed.get("version"):
        return None
    pages = [Listed(entry["link"], _changed(entry)) for entry in parsed["entries"][:MAX_ENTRIES] if entry.get("link")]
    return Listing(parsed["version"], pages=pages)


def _changed(entry: feedparser.FeedParserDict) -> float | None:
    at = dict.get(entry, "updated_parsed") or dict.get(entry, "published_parsed")
    return None if at is None else float(calendar.timegm(at))
