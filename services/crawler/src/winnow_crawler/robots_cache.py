"""What each site's robots.txt says to us, kept for as long as the protocol lets us."""

from collections import OrderedDict
from dataclasses import dataclass, field, replace

from winnow.crawl.fetching import Answer, Fetcher, NoAnswer, Wanted
from winnow.crawl.robots import (
    ALLOW_ALL,
    DISALLOW_ALL,
    MAX_ROBOTS_BYTES,
    Robots,
    parse_robots,
)
from winnow.crawl.urls import Url, parse_url
from winnow.errors import Refused
from winnow.model import Timing

_FRESH = 24 * 3600.0
_FRESH_UNREACHABLE = 20.0
"""A robots.txt that could not be read closes the site; it is asked for again after this, at the next try of a URL."""
_MAX_REDIRECTS = 5
_KEPT = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is known of a site's robots.txt."""

    robots: Robots
    fresh_until: float
    trouble: NoAnswer | Answer | None = None
    """Why the file could not be read, when that is why everything is closed."""
    timing: Timing = field(default_factory=Timing)
    """Of asking for the file, for who has just done so."""


class RobotsCache:
    """Robots by origin, least recently used ones forgotten."""

    def __init__(self, fetcher: Fetcher, token: str) -> None:
        self._fetcher = fetcher
        self.token = token
        self._known: OrderedDict[str, Verdict] = OrderedDict()

    def known(self, url: Url, now: float) -> Verdict | None:
        """Return the verdict on a URL's site unless it has to be asked for."""
        verdict = self._known.get(url.origin)
        if verdict is None or verdict.fresh_until <= now:
            return None
        self._known.move_to_end(url.origin)
        return verdict

    async def ask(self, url: Url, now: float) -> Verdict:
        """Fetch a site's robots.txt and judge it (RFC 9309, 2.3.1)."""
        result, took = await self._fetch(url)
        verdict = judge(result, self.token, now)
        self._known[url.origin] = verdict
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return replace(verdict, timing=Timing(robots=took, total=took))

    async def _fetch(self, url: Url) -> tuple[Answer | NoAnswer, float]:
        """Follow redirects to the file; return the last answer and the milliseconds that all of them took."""
        target, took = parse_url(f"{url.origin}/robots.txt"), 0.0
        for _hop in range(_MAX_REDIRECTS + 1):
            wanted = Wanted(url=target, content_types=None, max_bytes=MAX_ROBOTS_BYTES, cut=True)
            result = await self._fetcher.fetch(wanted)
            took = round(took + result.timing.total, 3)
            location = result.redirects_to if isinstance(result, Answer) else None
            if location is None:
                break
            try:
                target = parse_url(location, base=target.href)
            except Refused as refusal:
                return NoAnswer(url=target, reason=refusal.reason, detail=refusal.detail), took
        return result, took


def judge(result: Answer | NoAnswer, token: str, now: float) -> Verdict:
    """Turn the answer for robots.txt into what it allows: 4xx opens the site, 5xx and silence close it."""
    if isinstance(result, NoAnswer) or result.status >= 500 or result.status == 429:
        return Verdict(robots=DISALLOW_ALL, fresh_until=now + _FRESH_UNREACHABLE, trouble=result)
    if result.status != 200:
        return Verdict(robots=ALLOW_ALL, fresh_until=now + _FRESH)
    return Verdict(robots=parse_robots(result.body, token), fresh_until=now + _FRESH)
