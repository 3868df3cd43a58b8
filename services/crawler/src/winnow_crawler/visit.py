"""One visit: ask robots.txt, fetch, judge, publish, and only then mark the URL done."""

import time
from collections.abc import Sequence
from dataclasses import replace

import structlog
from winnow import telemetry
from winnow.codec import encode
from winnow.crawl.addresses import Network
from winnow.crawl.admission import admit
from winnow.crawl.fetching import Answer, Fetcher, NoAnswer, Wanted
from winnow.crawl.frontier import Claim, Entry, Settled
from winnow.crawl.politeness import Manners, pace_after, retry_after
from winnow.crawl.schedule import Decision, Policy, decide, failed, later, moved, refused
from winnow.crawl.urls import Url, article_id, parse_url
from winnow.envelope import Envelope, Record, Trace
from winnow.errors import Refused
from winnow.flows import encode_status
from winnow.model import Reason, Request, Stage, StageOutcome, StatusEvent
from winnow.runtime import utc_now
from winnow.topics import FETCHED, REQUESTED

from winnow_crawler.outbox import Outbox
from winnow_crawler.robots_cache import RobotsCache, Verdict

log = structlog.get_logger(__name__)


class Visitor:
    """Carries visits out."""

    def __init__(
        self,
        to: Outbox,
        fetcher: Fetcher,
        robots: RobotsCache,
        manners: Manners,
        policy: Policy,
        allowed: Sequence[Network],
    ) -> None:  # fmt: skip
        self._to = to
        self._fetcher = fetcher
        self._robots = robots
        self._manners = manners
        self._policy = policy
        self._allowed = allowed

    async def visit(self, claim: Claim) -> Settled:
        """Visit a claimed URL; on return what came of it is published. A bug that it meets ends this visit alone."""
        try:
            return await self._visit(claim)
        except Exception as bug:  # a task's boundary: one page must not stop the crawl of all others
            log.exception("visit failed", url=claim.entry.url)
            why = f"{type(bug).__name__}: {bug}"
            decision = failed(claim.entry, Reason.STAGE_ERROR, why, time.time(), self._policy)
            return await self._close(claim, decision, None)

    async def _visit(self, claim: Claim) -> Settled:
        url = parse_url(claim.entry.url)
        now = time.time()
        verdict = self._robots.known(url, now)
        if verdict is None:
            verdict = await self._robots.ask(url, now)
            if verdict.trouble is None:
                return self._asked_robots_first(claim, verdict)
        if verdict.trouble is not None:
            return await self._close(claim, self._robots_in_trouble(claim.entry, verdict.trouble), verdict.trouble)
        if not verdict.robots.allows(url.path):
            decision = refused(claim.entry, Reason.ROBOTS, "robots.txt disallows it", now, self._policy)
            return await self._close(claim, decision, None)
        result = await self._fetcher.fetch(
            Wanted(url=url, etag=claim.entry.etag, last_modified=claim.entry.last_modified)
        )
        decision = await self._judge(claim.entry, result)
        return await self._close(claim, decision, result, verdict.robots.crawl_delay)

    def _asked_robots_first(self, claim: Claim, verdict: Verdict) -> Settled:
        """Leave the URL as it is: its turn comes after the pause that follows every request."""
        pause = self._manners.pause(claim.pace, 0.0, verdict.robots.crawl_delay, None)
        return Settled(entry=claim.entry, pace=claim.pace, host_free_at=time.time() + pause)

    def _robots_in_trouble(self, entry: Entry, trouble: Answer | NoAnswer) -> Decision:
        now = time.time()
        if isinstance(trouble, NoAnswer):
            if trouble.passing:
                return later(entry, trouble, now, self._policy)
            return refused(entry, trouble.reason, f"robots.txt: {trouble.detail}", now, self._policy)
        detail = f"robots.txt answered {trouble.status}, which closes the site"
        why = NoAnswer(url=trouble.url, reason=Reason.ROBOTS, detail=detail)
        wait = retry_after(trouble.headers.get("retry-after"), now) or 0.0
        return later(entry, why, now, self._policy, wait)

    async def _judge(self, entry: Entry, result: Answer | NoAnswer) -> Decision:
        now = time.time()
        location = result.redirects_to if isinstance(result, Answer) else None
        if location is None:
            return decide(entry, result, now, self._policy)
        try:
            target = admit(parse_url(location, base=entry.url).href, self._allowed)
        except Refused as refusal:
            return refused(entry, refusal.reason, f"redirected: {refusal.detail}", now, self._policy)
        if target.href == entry.url:
            loop = "redirected to itself"
            return refused(entry, Reason.REDIRECT_LOOP, loop, now, self._policy)
        barred = await self._fetcher.check(target)
        if barred is not None:
            return refused(entry, barred.reason, f"redirected: {barred.detail}", now, self._policy)
        return moved(entry, target, "redirected to", now, self._policy)

    async def _close(
        self, claim: Claim, decision: Decision, result: Answer | NoAnswer | None, crawl_delay: float | None = None
    ) -> Settled:
        """Publish what a visit came to, and say when the host may be asked again."""
        at = utc_now()
        trace = Trace.parse(claim.entry.trace) or Trace.start(f"{claim.entry.article_id}/{at.isoformat()}")
        await self._to.send(_records(claim.entry, decision, trace, result))
        _report(decision, result, trace)
        now = time.time()
        pace, pause = claim.pace, 0.0
        if result is not None:
            pace = pace_after(claim.pace, result.status)
            asked = retry_after(result.headers.get("retry-after"), now) if isinstance(result, Answer) else None
            pause = self._manners.pause(pace, result.timing.total, crawl_delay, asked)
        entry = decision.entry
        if entry.trace and decision.outcome is not StageOutcome.RETRY:
            entry = replace(entry, trace="")
        return Settled(entry=entry, pace=pace, host_free_at=now + pause, learnt=pace != claim.pace)


def _records(entry: Entry, decision: Decision, trace: Trace, result: Answer | NoAnswer | None) -> list[Record]:
    """Write everything that a visit has to say, for one publish."""
    records = []
    now = utc_now()
    if decision.raw is not None:
        raw = decision.raw
        envelope = Envelope(key=raw.article_id, trace=trace.child("fetch"), occurred_at=raw.fetched_at, payload=raw)
        records.append(encode(FETCHED, envelope))
    if decision.moved_to is not None:
        records.append(_request_elsewhere(entry, decision.moved_to, trace))
    status = StatusEvent(
        article_id=entry.article_id,
        url=entry.url,
        stage=Stage.FETCHED,
        outcome=decision.outcome,
        at=now if decision.raw is None else max(now, decision.raw.fetched_at),
        trace_id=trace.trace_id,
        reason=decision.reason,
        detail=" ".join(part for part in (decision.detail, f"[{result.timing}]" if result else "") if part),
        version=decision.entry.published_at,
        same_as="" if decision.moved_to is None else article_id(decision.moved_to),
    )
    records.append(encode_status(status, trace))
    return records


def _request_elsewhere(entry: Entry, target: Url, trace: Trace) -> Record:
    request = Request(
        article_id=article_id(target),
        url=target.href,
        host=target.host,
        requested_at=utc_now(),
        origin=entry.origin,
        hops=entry.hops + 1,
        depth=entry.depth,
    )
    envelope = Envelope(key=target.host, trace=trace.child("moved"), occurred_at=request.requested_at, payload=request)
    return encode(REQUESTED, envelope)


def _report(decision: Decision, result: Answer | NoAnswer | None, trace: Trace) -> None:
    telemetry.count("winnow_fetches_total", reason=decision.reason or decision.outcome)
    if isinstance(result, Answer):
        telemetry.count("winnow_fetched_bytes_total", result.received)
    if result is not None:
        for part, seconds in result.timing.parts:
            telemetry.observe("winnow_fetch_seconds", seconds, part=part)
    log.info(
        "visited",
        url=decision.entry.url,
        outcome=decision.outcome,
        reason=decision.reason,
        detail=decision.detail,
        bytes=result.received if isinstance(result, Answer) else 0,
        ms=round(result.timing.total * 1000) if result else 0,
        trace_id=trace.trace_id,
    )
