"""One visit: ask robots.txt, fetch, judge, publish, and only then mark the URL done."""

import time

import structlog
from msgspec.structs import replace
from winnow.crawl.admission import admit
from winnow.crawl.fetching import LISTING_TYPES, PAGE_TYPES, Answer, Fetcher, NoAnswer, Wanted
from winnow.crawl.frontier import Claim, Entry, Settled
from winnow.crawl.page_head import canonical_target, read_head
from winnow.crawl.politeness import Pace, lasting, losing, pace_after, retry_after, tally
from winnow.crawl.schedule import Decision, decide, failed, later, moved, refused, withdrawn
from winnow.crawl.urls import Url, parse_url
from winnow.envelope import Trace
from winnow.errors import Refused
from winnow.model import Reason, StageOutcome
from winnow.runtime import utc_now

from winnow_crawler.discovery import Discovery
from winnow_crawler.outbox import Outbox
from winnow_crawler.reports import observe, records_of, report
from winnow_crawler.robots_cache import RobotsCache, Verdict
from winnow_crawler.settings import CrawlerSettings

log = structlog.get_logger(__name__)


class Visitor:
    """Carries visits out."""

    def __init__(
        self,
        outbox: Outbox,
        fetcher: Fetcher,
        robots: RobotsCache,
        discovery: Discovery,
        settings: CrawlerSettings,
    ) -> None:  # fmt: skip
        self._outbox = outbox
        self._fetcher = fetcher
        self._robots = robots
        self._discovery = discovery
        self._manners = settings.manners
        self._policy = settings.policy
        self._allowed = settings.allowed_private_networks
        self._confirmed = settings.confirmed_losses

    async def visit(self, claim: Claim) -> Settled:
        """Visit a claimed URL; on return what came of it is published. A bug that it meets ends this visit alone."""
        try:
            return await self._visit(claim)
        except Exception as bug:  # a task's boundary: one page must not stop the crawl of all others
            log.exception("visit failed", url=claim.entry.url)
            why = f"{type(bug).__name__}: {bug}"
            decision = failed(claim.entry, Reason.STAGE_ERROR, why, time.time(), self._policy)
            ended = await self._close(claim, decision, None)
            return self._settled(claim, ended.entry, claim.pace, 0.0, claim.pace.pause)

    async def _visit(self, claim: Claim) -> Settled:
        url = parse_url(claim.entry.url)
        now = time.time()
        verdict = self._robots.known(url, now)
        if verdict is None:
            verdict = await self._robots.ask(url, now)
            if verdict.trouble is None:
                await self._discovery.sitemaps(verdict.robots.sitemaps, url, now)
                return self._asked_robots_first(claim, verdict)
        if verdict.trouble is not None:
            trouble = replace(verdict.trouble, timing=verdict.timing)
            return await self._close(claim, self._robots_in_trouble(claim.entry, trouble), trouble)
        if not verdict.robots.allows(url.path):
            decision = refused(claim.entry, Reason.ROBOTS, "robots.txt disallows it", now, self._policy)
            return await self._close(claim, decision, None)
        result = await self._fetcher.fetch(_wanted(url, claim.entry))
        decision = await self._judge(claim, result)
        return await self._close(claim, decision, result, verdict.robots.crawl_delay)

    def _asked_robots_first(self, claim: Claim, verdict: Verdict) -> Settled:
        """Leave the URL as it is: its turn comes after the pause that follows every request."""
        observe(verdict.timing)
        return self._settled(claim, claim.entry, claim.pace, 0.0, verdict.robots.crawl_delay)

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

    async def _judge(self, claim: Claim, result: Answer | NoAnswer) -> Decision:
        entry = claim.entry
        now = (result.at if isinstance(result, Answer) else None) or time.time()
        held = losing(claim.pace) and entry.host not in self._confirmed
        if isinstance(result, NoAnswer):
            return decide(entry, result, now, self._policy, held=held)
        if result.redirects_to is not None:
            return await self._redirected(entry, result.redirects_to, held=held)
        if result.status != 200:
            return decide(entry, result, now, self._policy, held=held)
        if result.content_type in LISTING_TYPES:
            return await self._discovery.listing(entry, result, now, self._policy)
        head = read_head(result.body, result.headers, self._robots.token)
        if head.noindex:
            return withdrawn(entry, now, self._policy, held=held)
        canonical = canonical_target(result.url, head.canonical) if entry.hops == 0 else None
        if canonical is not None:
            named = moved(entry, canonical, "its canonical link is", now, self._policy, held=held)
            return replace(named, instead_of=entry.url)
        decision = decide(entry, result, now, self._policy, held=held)
        if decision.raw is not None and not head.nofollow:
            await self._discovery.links(entry, result, now)
        return decision

    async def _redirected(self, entry: Entry, location: str, *, held: bool) -> Decision:
        now = time.time()
        try:
            target = admit(parse_url(location, entry.url).href, self._allowed)
        except Refused as refusal:
            return refused(entry, refusal.reason, f"redirected: {refusal.detail}", now, self._policy)
        if target.href == entry.url:
            return refused(entry, Reason.REDIRECT_LOOP, "redirected to itself", now, self._policy)
        barred = await self._fetcher.check(target)
        if barred is not None:
            return refused(entry, barred.reason, f"redirected: {barred.detail}", now, self._policy)
        return moved(entry, target, "redirected to", now, self._policy, held=held)

    async def _close(
        self, claim: Claim, decision: Decision, result: Answer | NoAnswer | None, crawl_delay: float | None = None
    ) -> Settled:
        """Publish what a visit came to, and say when the host may be asked again."""
        at = utc_now()
        trace = Trace.parse(claim.entry.trace) or Trace.start(f"{claim.entry.article_id}/{at.isoformat()}")
        await self._outbox.send(records_of(claim.entry, decision, trace, result))
        report(decision, result, trace)
        entry, now = decision.entry, time.time()
        if entry.trace and decision.outcome is not StageOutcome.RETRY:
            entry = replace(entry, trace="")
        if result is None:
            return Settled(entry=entry, pace=claim.pace, host_free_at=now)
        pace, took = _pace(claim, decision, result.status), result.timing.total / 1000
        asked = retry_after(result.headers.get("retry-after"), now) if isinstance(result, Answer) else None
        return self._settled(claim, entry, pace, took, crawl_delay, asked)

    def _settled(
        self, claim: Claim, entry: Entry, pace: Pace, took: float, crawl_delay: float | None, asked: float | None = None
    ) -> Settled:
        """Say from when on the host may be asked again, and whether it taught us something."""
        pause = self._manners.pause(pace, took, crawl_delay)
        pace = replace(pace, pause=lasting(pace.pause, pause, self._manners.delay))
        learnt = pace != claim.pace or asked is not None
        return Settled(entry=entry, pace=pace, host_free_at=time.time() + max(pause, asked or 0.0), learnt=learnt)


def _wanted(url: Url, entry: Entry) -> Wanted:
    types = PAGE_TYPES if entry.origin == "link" else PAGE_TYPES | LISTING_TYPES
    return Wanted(url=url, etag=entry.etag, last_modified=entry.last_modified, content_types=types)


def _pace(claim: Claim, decision: Decision, status: int | None) -> Pace:
    """Take note of how the host answered, and of whether a page that was published is still well."""
    known = claim.entry.published_at is not None
    well = known and decision.outcome in {StageOutcome.OK, StageOutcome.UNCHANGED}
    return tally(pace_after(claim.pace, status), lost=decision.lost, well=well)
