"""What follows from a visit: a new version or none, what to say of it, and when to come again. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace

from winnow.crawl.fetching import Answer, NoAnswer
from winnow.crawl.frontier import Entry, Lane
from winnow.crawl.politeness import retry_after
from winnow.crawl.urls import Url
from winnow.model import RawArticle, Reason, StageOutcome

HOUR = 3600.0
DAY = 24 * HOUR

MAX_HOPS = 10
"""Redirects, one after another, until they count as a loop."""
_MISSING = (404, 410)
_EMPTIED = 0.1
_WORTH_A_SECOND_LOOK = 2000
"""Bytes of a page that is not replaced by a tenth of it at first sight."""
_PASSING_4XX = (408, 421, 425, 429)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """When to come again, in seconds."""

    retry: float = 30.0
    """Before the second try; doubles with each one."""
    retry_max: float = 6 * HOUR
    attempts: int = 5
    """Tries until a URL counts as failed."""
    revisit: float = DAY
    """From the first version to the next visit; halves when a page changed, grows by half when not."""
    revisit_min: float = HOUR
    revisit_max: float = 30 * DAY
    gone_apart: float = 6 * HOUR
    """Between the two sightings that it takes for a page to count as gone."""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """How a visit ended, and what the frontier is to remember of it."""

    entry: Entry
    outcome: StageOutcome
    reason: Reason | None = None
    detail: str = ""
    raw: RawArticle | None = None
    """The new version to publish, if there is one."""
    moved_to: Url | None = None
    """Where the content lives, when the visit found out that it is not here: to be requested there."""
    instead_of: str = ""
    """The URL to take as it is, should the one that it moved to fail: a canonical link is a hint."""
    held: bool = False
    """The page would have been taken back, had its host not lost so many."""
    lost: bool = False
    """A published page was found missing, empty or elsewhere for the first time."""


def decide(entry: Entry, result: Answer | NoAnswer, now: float, policy: Policy, *, held: bool = False) -> Decision:
    """Judge a visit from the answer it ended with; ``now`` is the version of what it brought.

    ``held`` keeps what was published of a host that seems to have lost its pages as a whole.
    """
    if isinstance(result, NoAnswer):
        return _unanswered(entry, result, now, policy)
    if result.status == 200:
        return _received(entry, result, now, policy, held=held)
    if result.status == 304 and entry.content_hash:
        return unchanged(entry, "the server says it has not changed", now, policy)
    if result.status in _MISSING:
        detail = f"the server answered {result.status}"
        if entry.published_at is None:
            return failed(entry, Reason.HTTP_4XX, detail, now, policy)
        return lost(entry, Reason.GONE, detail, now, policy, held=held) or _gone(entry, result.status, now, policy)
    return _unwell(entry, result, now, policy)


def refused(entry: Entry, reason: Reason, detail: str, now: float, policy: Policy) -> Decision:
    """Decide for a URL that is not to be fetched at all; what was published of it stays until it is gone."""
    visited = replace(entry, visited_at=now, lane=Lane.REVISIT, attempts=0, due=_seldom(entry, now, policy))
    return Decision(entry=visited, outcome=StageOutcome.REFUSED, reason=reason, detail=detail)


def failed(entry: Entry, reason: Reason, detail: str, now: float, policy: Policy) -> Decision:
    """Decide for a visit that no other one will do better; what was published stays."""
    visited = replace(entry, visited_at=now, lane=Lane.REVISIT, attempts=0, due=_seldom(entry, now, policy))
    return Decision(entry=visited, outcome=StageOutcome.FAILED, reason=reason, detail=detail)


def moved(
    entry: Entry, target: Url, how: str, now: float, policy: Policy, *, held: bool = False
) -> Decision:  # fmt: skip
    """Decide for a URL whose content lives at another one. What was published here goes as a missing page does."""
    detail = f"{how} {target.href}"
    if entry.hops >= MAX_HOPS:
        detail = f"{detail}: more than {MAX_HOPS} redirects"
        return failed(entry, Reason.REDIRECT_LOOP, detail, now, policy)
    if entry.published_at is None:
        left = replace(entry, visited_at=now, lane=Lane.REVISIT, attempts=0, due=None)
        return Decision(entry=left, outcome=StageOutcome.FOLLOWED, detail=detail, moved_to=target)
    kept = lost(entry, Reason.GONE, detail, now, policy, held=held)
    if kept is not None:
        return replace(kept, outcome=StageOutcome.FOLLOWED, reason=None, moved_to=target)
    gone = _gone(entry, None, now, policy)
    return replace(
        gone,
        entry=replace(gone.entry, due=None),
        outcome=StageOutcome.FOLLOWED,
        reason=None,
        detail=detail,
        moved_to=target,
    )


def withdrawn(entry: Entry, now: float, policy: Policy, *, held: bool = False) -> Decision:
    """Decide for a page that asks not to be indexed."""
    detail = "the page asks not to be indexed"
    if entry.published_at is None:
        return refused(entry, Reason.ROBOTS, detail, now, policy)
    kept = lost(entry, Reason.ROBOTS, detail, now, policy, held=held)
    return kept or replace(_gone(entry, None, now, policy), reason=Reason.ROBOTS, detail=detail)


def listed(entry: Entry, answer: Answer, detail: str, now: float, policy: Policy) -> Decision:
    """Decide for a sitemap or a feed that was read: it is no article, but it is read again as one is."""
    digest = hashlib.sha256(answer.body).hexdigest()[:32]
    interval = max(policy.revisit_min, (entry.interval or policy.revisit) / 2)
    kept = replace(
        entry,
        lane=Lane.REVISIT,
        visited_at=now,
        attempts=0,
        etag=answer.headers.get("etag", ""),
        last_modified=answer.headers.get("last-modified", ""),
        content_hash=digest,
        interval=interval,
        due=now + interval,
    )
    return Decision(entry=kept, outcome=StageOutcome.FOLLOWED, detail=detail)


def lost(entry: Entry, reason: Reason, detail: str, now: float, policy: Policy, *, held: bool) -> Decision | None:
    """Decide for a published page that is no longer there, empty or elsewhere, unless it may be taken back now.

    It takes two sightings, some time apart; and while so much of its host is lost that it looks like the host's
    trouble, somebody has to say that it is not.
    """
    first = entry.missing_since is None
    since = now if entry.missing_since is None else entry.missing_since
    if not first and now - since >= policy.gone_apart and not held:
        return None
    due = max(since + policy.gone_apart, now + 1.0)
    detail += "; it counts when it is still so later"
    kept = held and now >= due - 1.0
    if kept:
        due = now + policy.gone_apart
        detail += f", but {entry.host} has lost so many pages that they are kept until an operator confirms the loss"
    waiting = replace(entry, lane=Lane.REVISIT, visited_at=now, attempts=0, missing_since=since, due=due)
    return Decision(entry=waiting, outcome=StageOutcome.RETRY, reason=reason, detail=detail, lost=first, held=kept)


def later(entry: Entry, why: NoAnswer, now: float, policy: Policy, wait: float = 0.0) -> Decision:
    """Decide for a failure that may pass: again after a growing pause, until the tries are used up."""
    attempts = entry.attempts + 1
    tried = replace(entry, visited_at=now, attempts=attempts)
    if attempts >= policy.attempts:
        tried = replace(tried, attempts=0, lane=Lane.REVISIT, due=_seldom(entry, now, policy))
        detail = f"{why.detail} (try {attempts}, the last)"
        return Decision(entry=tried, outcome=StageOutcome.FAILED, reason=why.reason, detail=detail)
    pause = max(wait, min(policy.retry_max, policy.retry * 2 ** (attempts - 1)))
    detail = f"{why.detail} (try {attempts} of {policy.attempts}, again in {pause:.0f} s)"
    tried = replace(tried, due=now + pause)
    return Decision(entry=tried, outcome=StageOutcome.RETRY, reason=why.reason, detail=detail)


def _unanswered(entry: Entry, result: NoAnswer, now: float, policy: Policy) -> Decision:
    if result.passing:
        return later(entry, result, now, policy)
    return refused(entry, result.reason, result.detail, now, policy)


def _received(entry: Entry, answer: Answer, now: float, policy: Policy, *, held: bool) -> Decision:
    digest = hashlib.sha256(answer.body).hexdigest()[:32]
    etag, last_modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    if digest == entry.content_hash and entry.published_at is not None and entry.missing_since is None:
        marked = replace(entry, etag=etag or "", last_modified=last_modified or "")
        return unchanged(marked, "the same content", now, policy)
    if entry.size > _WORTH_A_SECOND_LOOK and len(answer.body) < entry.size * _EMPTIED:
        detail = f"the page shrank from {entry.size} to {len(answer.body)} bytes"
        kept_as_it_was = lost(entry, Reason.EMPTY, detail, now, policy, held=held)
        if kept_as_it_was is not None:
            return kept_as_it_was
    version = datetime.fromtimestamp(now, UTC)
    known = entry.published_at is not None
    interval = max(policy.revisit_min, entry.interval / 2) if known and entry.interval else policy.revisit
    kept = replace(
        entry,
        lane=Lane.REVISIT,
        visited_at=now,
        etag=etag or "",
        last_modified=last_modified or "",
        content_hash=digest,
        size=len(answer.body),
        published_at=version,
        attempts=0,
        missing_since=None,
        interval=interval,
        due=now + interval,
    )
    raw = RawArticle(
        article_id=entry.article_id,
        url=answer.url.href,
        host=answer.url.host,
        fetched_at=version,
        content_type=answer.content_type,
        charset=answer.charset,
        body=answer.body,
        http_status=answer.status,
        etag=etag,
        last_modified=last_modified,
    )
    return Decision(entry=kept, outcome=StageOutcome.OK, raw=raw)


def unchanged(entry: Entry, detail: str, now: float, policy: Policy) -> Decision:
    """Decide for a page that is as it was: nothing is published, and the next visit comes later than the last.

    What was read and never published is a listing, which led to others when it was first read.
    """
    interval = min(policy.revisit_max, (entry.interval or policy.revisit) * 1.5)
    kept = replace(
        entry,
        lane=Lane.REVISIT,
        visited_at=now,
        attempts=0,
        missing_since=None,
        interval=interval,
        due=now + interval,
    )
    outcome = StageOutcome.FOLLOWED if entry.published_at is None else StageOutcome.UNCHANGED
    return Decision(entry=kept, outcome=outcome, detail=detail)


def _gone(entry: Entry, status: int | None, now: float, policy: Policy) -> Decision:
    forgotten = replace(
        entry,
        lane=Lane.REVISIT,
        visited_at=now,
        attempts=0,
        published_at=None,
        missing_since=None,
        content_hash="",
        size=0,
        etag="",
        last_modified="",
        interval=0.0,
        due=now + policy.revisit_max,
    )
    raw = RawArticle(
        article_id=entry.article_id,
        url=entry.url,
        host=entry.host,
        fetched_at=datetime.fromtimestamp(now, UTC),
        content_type="",
        body=b"",
        http_status=status,
        gone=True,
    )
    detail = "gone" if status is None else f"the server answered {status} again"
    return Decision(entry=forgotten, outcome=StageOutcome.GONE, reason=Reason.GONE, detail=detail, raw=raw)


def _unwell(entry: Entry, answer: Answer, now: float, policy: Policy) -> Decision:
    """Any other status: a server's trouble passes, a client's does not."""
    status = answer.status
    reason = Reason.HTTP_5XX if status >= 500 else Reason.HTTP_4XX if status >= 400 else Reason.PROTOCOL
    why = NoAnswer(url=answer.url, reason=reason, detail=f"the server answered {status}", timing=answer.timing)
    if status >= 500 or status in _PASSING_4XX:
        return later(entry, why, now, policy, retry_after(answer.headers.get("retry-after"), now) or 0.0)
    return failed(entry, reason, why.detail, now, policy)


def _seldom(entry: Entry, now: float, policy: Policy) -> float | None:
    """When to look again at a URL that failed for good: hardly ever if there is a document, never if there is none."""
    return now + policy.revisit_max if entry.content_hash else None
