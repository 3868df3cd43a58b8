"""How long a host is left alone between two requests."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from msgspec.structs import replace

from winnow.model import HostPace

MAX_RETRY_AFTER = 24 * 3600.0
MAX_CRAWL_DELAY = 300.0
"""A longer one is not a pace but a refusal in other words; a request every five minutes is what it gets."""
_PENALTY_START = 5.0
_PENALTY_MAX = 600.0
MASS_LOSS = 5.0
"""Losses at which a host's deletions are held. One page in four that is well keeps the count below it."""
_ASKS_FOR_LESS = (429, 503)


Pace = HostPace


def losing(pace: Pace) -> bool:
    """Say whether so much of a host is lost that it looks like the host's trouble, not like pages taken down."""
    return pace.losses >= MASS_LOSS


def pace_after(pace: Pace, status: int | None) -> Pace:
    """Take note of how a request ended; ``None`` is no answer at all."""
    failed = status is None or status >= 500
    penalty = pace.penalty
    if status in _ASKS_FOR_LESS:
        penalty = min(_PENALTY_MAX, max(_PENALTY_START, penalty * 2))
    elif not failed:
        penalty = penalty / 2 if penalty > 0.1 else 0.0
    return replace(pace, penalty=penalty, failures=pace.failures + 1 if failed else 0)


def tally(pace: Pace, *, lost: bool, well: bool) -> Pace:
    """Count a page that was lost, or one that was found well."""
    if lost:
        return replace(pace, losses=min(MASS_LOSS * 4, pace.losses + 1))
    if well and pace.losses:
        return replace(pace, losses=pace.losses / 2 if pace.losses > 0.2 else 0.0)
    return pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """The pauses that the operator settled on, in seconds."""

    delay: float
    """At least this between the end of a request and the start of the next."""
    slowness_factor: float = 2.0
    """And at least this many times what the host took to answer, up to ``slowness_max``."""
    slowness_max: float = 30.0

    def pause(self, pace: Pace, took: float, crawl_delay: float | None) -> float:
        """Return the seconds until the host may be asked again, unless it asks for more."""
        wanted = max(self.delay, min(self.slowness_max, took * self.slowness_factor)) if self.delay else 0.0
        return max(wanted + pace.penalty, min(crawl_delay or 0.0, MAX_CRAWL_DELAY))


def lasting(known: float, pause: float, least: float) -> float:
    """Return the pause to know a host by after the latest one: no less than that, nor another for every little change.

    ``least`` is what every host is granted, so that nothing has to be known of most of them.
    """
    if known / 2 <= pause <= known:
        return known
    return pause if pause > least else 0.0


def retry_after(header: str | None, now: float) -> float | None:
    """Read ``Retry-After`` (RFC 9110, 10.2.3) as seconds from now; ``None`` when absent or senseless."""
    if not header:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), MAX_RETRY_AFTER)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return min(max(0.0, (at - datetime.fromtimestamp(now, UTC)).total_seconds()), MAX_RETRY_AFTER)
