"""The two sinks: cleaned articles into the article index, status events into the status index."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import structlog
from winnow import telemetry
from winnow.codec import decode
from winnow.envelope import Envelope, Message, Record
from winnow.errors import Backpressure, Rejected
from winnow.model import CleanArticle, Reason, Stage, StageOutcome, StatusEvent
from winnow.ports import ArticleIndex, IndexReport, StatusIndex
from winnow.records import dead_letter_record, status_record
from winnow.runtime import BRAKE_AFTER, Clock
from winnow.stages.duplicates import link_copies
from winnow.topics import CLEANED, STATUS, Topic

log = structlog.get_logger(__name__)

T = TypeVar("T", CleanArticle, StatusEvent)


class Refusals:
    """Holds a sink that the index takes nothing from: a mapping that does not fit must not drain a topic."""

    def __init__(self, sink: str, limit: int = BRAKE_AFTER) -> None:
        self._sink = sink
        self._limit = limit
        self._in_a_row = 0

    def check(self, report: IndexReport) -> None:
        """Take note of a report; raises ``Backpressure`` when it is one refusal too many, and changes nothing then."""
        in_a_row = 0 if report.ok or report.stale else self._in_a_row + len(report.rejected)
        held = in_a_row > self._limit
        telemetry.level("winnow_brake", float(held), flow=self._sink)
        if held:
            _, words = report.rejected[0]
            log.error("holding: the index refuses everything", sink=self._sink, detail=words)
            raise Backpressure(f"the index refused {in_a_row} documents in a row: {words}")
        self._in_a_row = in_a_row


class _Batch(Generic[T]):
    """A batch decoded: what can be written, and dead letters for the rest."""

    def __init__(self, topic: Topic[T], messages: Sequence[Message], stage: str, now: Clock) -> None:
        self.decoded: list[tuple[Message, Envelope[T]]] = []
        self.records: list[Record] = []
        self._stage = stage
        self._now = now
        for message in messages:
            try:
                self.decoded.append((message, decode(topic, message)))
            except Rejected as why:
                self.bury(message, why)

    def bury(self, message: Message, why: Rejected) -> None:
        """Set a message aside with its reason."""
        telemetry.count("winnow_dead_letters_total", topic=message.topic, reason=why.reason)
        log.warning(
            "set aside",
            sink=self._stage,
            message=message.place,
            reason=why.reason,
            detail=why.detail,
            trace_id=message.trace.trace_id,
        )
        self.records.append(dead_letter_record(message, why, stage=self._stage, now=self._now()))

    def bury_rejected(self, report: IndexReport, identity: Callable[[T], str]) -> dict[str, Rejected]:
        """Set aside what the index will never take, and return why by id."""
        why = {name: Rejected(Reason.INDEX_REJECTED, words) for name, words in report.rejected}
        for message, envelope in self.decoded:
            if (reason := why.get(identity(envelope.payload))) is not None:
                self.bury(message, reason)
        return why


class ArticleSink:
    """Writes cleaned articles to the index, item by item: what it refuses is set aside, and harms no neighbour."""

    name = "index"

    def __init__(self, index: ArticleIndex, now: Clock) -> None:
        self._index = index
        self._now = now
        self._refusals = Refusals(self.name)

    async def take(self, messages: Sequence[Message]) -> Sequence[Record]:
        """Upsert a batch; raises ``Backpressure`` while the index is too busy for some of it."""
        batch = _Batch(CLEANED, messages, self.name, self._now)
        newest = {envelope.payload.article_id: envelope for _, envelope in _by_version(batch.decoded)}
        report = await self._index.upsert(await self._linked([envelope.payload for envelope in newest.values()]))
        if report.retry:
            raise Backpressure(f"the index was too busy for {len(report.retry)} of {len(newest)} documents")
        self._refusals.check(report)
        rejected = batch.bury_rejected(report, lambda article: article.article_id)
        for outcome, names in (("ok", report.ok), ("stale", report.stale), ("rejected", rejected)):
            telemetry.count("winnow_indexed_total", len(names), outcome=outcome)
        statuses = [self._status(newest[name], rejected.get(name)) for name in (*report.ok, *rejected)]
        return [*batch.records, *statuses]

    async def _linked(self, articles: Sequence[CleanArticle]) -> Sequence[CleanArticle]:
        """Link each copy to the article that was indexed first with nearly the same text."""
        if not any(article.likeness for article in articles):
            return articles
        await self._index.refresh()
        return link_copies(articles, await self._index.alike(articles))

    def _status(self, envelope: Envelope[CleanArticle], why: Rejected | None) -> Record:
        article = envelope.payload
        fine = StageOutcome.GONE if article.gone else StageOutcome.OK
        outcome = fine if why is None else StageOutcome.FAILED
        return status_record(Stage.INDEXED, outcome, article, envelope.trace.child(self.name), self._now(), why)


def _by_version(
    decoded: Sequence[tuple[Message, Envelope[CleanArticle]]],
) -> list[tuple[Message, Envelope[CleanArticle]]]:
    return sorted(decoded, key=lambda pair: pair[1].payload.fetched_at)


class StatusSink:
    """Folds status events into the status index."""

    name = "status"

    def __init__(self, index: StatusIndex, now: Clock) -> None:
        self._index = index
        self._now = now
        self._refusals = Refusals(self.name)

    async def take(self, messages: Sequence[Message]) -> Sequence[Record]:
        """Merge a batch; raises ``Backpressure`` while the index is too busy for some of it."""
        batch = _Batch(STATUS, messages, self.name, self._now)
        report = await self._index.merge([envelope.payload for _, envelope in batch.decoded])
        if report.retry:
            raise Backpressure(f"the status index was too busy for {len(report.retry)} articles")
        self._refusals.check(report)
        batch.bury_rejected(report, lambda event: event.article_id)
        return batch.records
