"""Take URLs and contents in: decide first, then publish once, and only then say yes."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from winnow import telemetry
from winnow.codec import encode
from winnow.crawl.admission import admit
from winnow.crawl.urls import Url, article_id, parse_url
from winnow.envelope import Envelope, Record, Trace
from winnow.errors import Refused, Rejected, Transient
from winnow.model import (
    MAX_BODY_BYTES,
    Instant,
    RawArticle,
    Reason,
    Request,
    Stage,
    StageOutcome,
    StatusEvent,
)
from winnow.records import encode_status
from winnow.settings import Network
from winnow.topics import FETCHED, REQUESTED

from winnow_console.desk import Desk

log = structlog.get_logger(__name__)

MAX_URLS = 1000
PATIENCE_SECONDS = 15.0
"""How long whoever submits is kept waiting for a slow log."""
CONTENT_TYPES = frozenset(("text/html", "application/xhtml+xml", "text/plain"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A URL that was taken, and what has to be published for it."""

    url: str
    article_id: str
    records: Sequence[Record]
    events: Sequence[StatusEvent]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A URL that was not taken, as it was given, and why."""

    url: str
    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to become of one submission."""

    accepted: Sequence[Accepted] = ()
    refused: Sequence[Refusal] = ()

    @property
    def records(self) -> list[Record]:
        """Everything to publish."""
        return [record for each in self.accepted for record in each.records]

    @property
    def events(self) -> list[StatusEvent]:
        """The status events among it."""
        return [event for each in self.accepted for event in each.events]


def plan_urls(urls: Sequence[str], networks: Sequence[Network], now: Instant) -> Plan:
    """Decide on each URL; one that comes twice, in whatever spelling, is taken once.

    Each request has a time of its own, a microsecond after the one before, so that a listing by time keeps their order.
    """
    accepted: dict[str, Accepted] = {}
    refused: dict[str, Refusal] = {}
    for text in urls:
        try:
            url = admit(text, networks)
        except Refused as refusal:
            refused.setdefault(text, Refusal(url=text, reason=refusal.reason, detail=refusal.detail))
            continue
        if (name := article_id(url)) not in accepted:
            accepted[name] = _request(name, url, now + timedelta(microseconds=len(accepted)))
    return Plan(accepted=tuple(accepted.values()), refused=tuple(refused.values()))


def plan_content(url: str, content: str, content_type: str, now: Instant) -> Plan:
    """Decide on an article that comes with its content; its URL only names it, so any address will do."""
    try:
        return Plan(accepted=(_content(parse_url(url), content, content_type, now),))
    except (Refused, Rejected) as refusal:
        return Plan(refused=(Refusal(url=url, reason=refusal.reason, detail=refusal.detail),))


async def submit(plan: Plan, desk: Desk) -> None:
    """Publish what was accepted; on return it survives a crash. Raises ``Transient`` when that is not known."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await desk.log.publish(plan.records)
    except TimeoutError:
        raise Transient(f"the log took longer than {PATIENCE_SECONDS:g} s") from None
    desk.recent.note(plan.events)
    telemetry.count("winnow_submissions_total", len(plan.accepted), outcome="accepted")
    telemetry.count("winnow_submissions_total", len(plan.refused), outcome="refused")
    try:
        await desk.statuses.merge(plan.events)
    except Transient as error:
        log.warning("status index is behind: it will read these from the log", articles=len(plan.accepted), why=error)


def _request(name: str, url: Url, now: Instant) -> Accepted:
    trace = Trace.start(f"{name}/{now.isoformat()}")
    request = Request(article_id=name, url=url.href, host=url.host, requested_at=now)
    record = encode(REQUESTED, Envelope(key=url.host, trace=trace, occurred_at=now, payload=request))
    return _accepted(request, trace, (record,), (_event(request, Stage.REQUESTED, trace, None),))


def _content(url: Url, content: str, content_type: str, now: Instant) -> Accepted:
    body = content.encode("utf8")
    if len(body) > MAX_BODY_BYTES:
        raise Refused(Reason.TOO_LARGE, f"the content has {len(body)} bytes; at most {MAX_BODY_BYTES} are taken")
    if (bare := content_type.partition(";")[0].strip().lower()) not in CONTENT_TYPES:
        raise Refused(Reason.CONTENT_TYPE, f"{bare!r} is not cleaned; {', '.join(sorted(CONTENT_TYPES))} are")
    name = article_id(url)
    trace = Trace.start(f"{name}/{now.isoformat()}")
    request = Request(article_id=name, url=url.href, host=url.host, requested_at=now)
    raw = RawArticle(
        article_id=name, url=url.href, host=url.host, fetched_at=now, content_type=bare, body=body, charset="utf-8"
    )
    record = encode(FETCHED, Envelope(key=name, trace=trace.child("fetch"), occurred_at=now, payload=raw))
    events = (_event(request, Stage.REQUESTED, trace, None), _event(request, Stage.FETCHED, trace, now))
    return _accepted(request, trace, (record,), events)


def _event(request: Request, stage: Stage, trace: Trace, version: Instant | None) -> StatusEvent:
    return StatusEvent(
        article_id=request.article_id,
        url=request.url,
        stage=stage,
        outcome=StageOutcome.OK,
        at=request.requested_at,
        trace_id=trace.trace_id,
        detail="" if version is None else "the content came with the submission",
        version=version,
    )


def _accepted(request: Request, trace: Trace, records: tuple[Record, ...], events: tuple[StatusEvent, ...]) -> Accepted:
    return Accepted(
        url=request.url,
        article_id=request.article_id,
        records=(*records, *(encode_status(event, trace) for event in events)),
        events=events,
    )
