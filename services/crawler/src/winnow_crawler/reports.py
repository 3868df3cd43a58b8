"""What a visit says: records for the log's topics, figures for the metrics, a line for the operator."""

import structlog
from winnow import telemetry
from winnow.codec import encode
from winnow.crawl.fetching import Answer, NoAnswer
from winnow.crawl.frontier import Entry
from winnow.crawl.schedule import Decision
from winnow.crawl.timing import parts_of
from winnow.crawl.urls import Url, article_id, parse_url
from winnow.envelope import Envelope, Record, Trace
from winnow.model import Request, Stage, StageOutcome, StatusEvent, Timing
from winnow.records import encode_status
from winnow.runtime import utc_now
from winnow.topics import FETCHED, REQUESTED

log = structlog.get_logger(__name__)


def records_of(entry: Entry, decision: Decision, trace: Trace, result: Answer | NoAnswer | None) -> list[Record]:
    """Write everything that a visit has to say, for one publish."""
    records = []
    if decision.raw is not None:
        raw = decision.raw
        envelope = Envelope(key=raw.article_id, trace=trace.child("fetch"), occurred_at=raw.fetched_at, payload=raw)
        records.append(encode(FETCHED, envelope))
    if decision.moved_to is not None:
        instead_of = decision.instead_of or entry.instead_of
        records.append(_request_elsewhere(entry, decision.moved_to, trace, instead_of))
    elif entry.instead_of and decision.outcome is StageOutcome.FAILED and entry.published_at is None:
        page = parse_url(entry.instead_of)
        records += [_request_elsewhere(entry, page, trace), _back_to(page, decision, trace)]
    records.append(_status(entry, decision, trace, result))
    return records


def _status(entry: Entry, decision: Decision, trace: Trace, result: Answer | NoAnswer | None) -> Record:
    """Say how the visit ended."""
    now = utc_now()
    status = StatusEvent(
        article_id=entry.article_id,
        url=entry.url,
        stage=Stage.FETCHED,
        outcome=decision.outcome,
        at=now if decision.raw is None else max(now, decision.raw.fetched_at),
        trace_id=trace.trace_id,
        reason=decision.reason,
        detail=decision.detail,
        version=decision.entry.published_at,
        same_as="" if decision.moved_to is None else article_id(decision.moved_to),
        timing=result.timing if result is not None and parts_of(result.timing) else None,
    )
    return encode_status(status, trace)


def _back_to(page: Url, decision: Decision, trace: Trace) -> Record:
    """Say of a page whose canonical form failed that it is fetched again, to be taken as it is."""
    status = StatusEvent(
        article_id=article_id(page),
        url=page.href,
        stage=Stage.FETCHED,
        outcome=StageOutcome.RETRY,
        at=utc_now(),
        trace_id=trace.trace_id,
        reason=decision.reason,
        detail=f"of its canonical link {decision.entry.url}: {decision.detail}; it is taken as it is",
    )
    return encode_status(status, trace)


def _request_elsewhere(entry: Entry, target: Url, trace: Trace, instead_of: str = "") -> Record:
    request = Request(
        article_id=article_id(target),
        url=target.href,
        host=target.host,
        requested_at=utc_now(),
        origin=entry.origin,
        hops=entry.hops + 1,
        depth=entry.depth,
        instead_of=instead_of,
    )
    envelope = Envelope(key=target.host, trace=trace.child("moved"), occurred_at=request.requested_at, payload=request)
    return encode(REQUESTED, envelope)


def report(decision: Decision, result: Answer | NoAnswer | None, trace: Trace) -> None:
    """Count a visit, and tell the operator of it."""
    telemetry.count("winnow_fetches_total", reason=decision.reason or decision.outcome)
    if decision.held:
        telemetry.count("winnow_losses_held_total")
    if isinstance(result, Answer):
        telemetry.count("winnow_fetched_bytes_total", result.received)
    if result is not None:
        observe(result.timing)
    log.info(
        "visited",
        url=decision.entry.url,
        outcome=decision.outcome,
        reason=decision.reason,
        detail=decision.detail,
        bytes=result.received if isinstance(result, Answer) else 0,
        ms=round(result.timing.total) if result else 0,
        trace_id=trace.trace_id,
    )


def observe(timing: Timing) -> None:
    """Add each part of a fetch to the metrics."""
    parts = parts_of(timing)
    for part, milliseconds in parts.items():
        telemetry.observe("winnow_fetch_seconds", milliseconds / 1000, part=part)
    if parts:
        telemetry.observe("winnow_fetch_seconds", timing.total / 1000, part="total")
