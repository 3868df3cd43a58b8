"""The product on one page: what comes in, what is done to it, what goes out. Read this first.

::

    articles.requested ─► crawl ─► articles.fetched ─► clean ─► articles.cleaned ─► index ─► the article index
                            │                            │                            │
                            └────────────────────────────┴──► articles.status ────────┴────► the status index
                                          and <topic>.dlq for what cannot be processed

``crawl`` and ``index`` touch the world, so their services carry them out (``winnow_crawler.service``,
``winnow_indexer.service``); ``clean`` is a pure function, so it is here whole. :func:`apply` is all there is to
running a pure flow: bytes in, an :class:`Outcome` out, and never an exception.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, TypeVar

from winnow.codec import decode, encode
from winnow.envelope import Message, Record
from winnow.errors import Refused, Rejected
from winnow.model import (
    CleanArticle,
    Instant,
    RawArticle,
    Reason,
    Stage,
    StageOutcome,
)
from winnow.records import dead_letter_record, status_record
from winnow.stages.clean import clean
from winnow.stages.duplicates import with_likeness
from winnow.topics import CLEANED, FETCHED, Topic

In = TypeVar("In", RawArticle, CleanArticle)
Out = TypeVar("Out", bound=CleanArticle)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow(Generic[In, Out]):
    """One pure step between two topics."""

    name: str
    source: Topic[In]
    step: Callable[..., Out]
    """Takes what the source carries; a step that can use it takes ``memory`` too (see :func:`knowing`)."""
    target: Topic[Out]
    stage: Stage
    """What an article has reached when the step succeeded."""


def clean_for_index(raw: RawArticle, memory: AbstractSet[str] = frozenset()) -> CleanArticle:
    """Clean an article and give it the keys under which the index finds its copies."""
    return with_likeness(clean(raw, memory))


CLEAN: Flow[RawArticle, CleanArticle] = Flow(
    name="clean", source=FETCHED, step=clean_for_index, target=CLEANED, stage=Stage.CLEANED
)

FLOWS: dict[str, Flow[Any, Any]] = {flow.name: flow for flow in (CLEAN,)}


def knowing(flow: Flow[In, Out], memory: AbstractSet[str]) -> Flow[In, Out]:
    """Return the flow with a step that knows what recurs on the host of its next message."""
    return replace(flow, step=partial(flow.step, memory=memory)) if memory else flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is to be published before the message may be acknowledged."""

    produced: tuple[Record, ...]
    result: StageOutcome
    reason: Reason | None = None
    detail: str = ""
    dead: Record | None = None

    @property
    def records(self) -> tuple[Record, ...]:
        """Everything to publish, the dead letter first."""
        return self.produced if self.dead is None else (self.dead, *self.produced)


def apply(flow: Flow[Any, Any], message: Message, now: Instant) -> Outcome:
    """Run one pure flow over one message. Total: a refusal, a rejection and a bug all become data."""
    article: RawArticle | CleanArticle | None = None
    try:
        envelope = decode(flow.source, message)
        article = envelope.payload
        made = envelope.carry(flow.step(envelope.payload), step=flow.name)
        outcome = StageOutcome.GONE if made.payload.gone else StageOutcome.OK
        return Outcome(
            produced=(encode(flow.target, made), status_record(flow.stage, outcome, made.payload, made.trace, now)),
            result=outcome,
        )
    except Refused as refusal:
        return _refused(flow, message, article, refusal, now)
    except Rejected as rejection:
        return failed(flow, message, rejection, now, article)
    except MemoryError:
        limit = Rejected(Reason.MEMORY_LIMIT, "needed more memory than a message may take")
        return failed(flow, message, limit, now, article)
    except Exception as bug:  # noqa: BLE001 - a bug in a stage must not lose the message it met
        return failed(flow, message, Rejected(Reason.STAGE_ERROR, f"{type(bug).__name__}: {bug}"), now, article)


def failed(
    flow: Flow[Any, Any],
    message: Message,
    why: Rejected,
    now: Instant,
    article: RawArticle | CleanArticle | None = None,
) -> Outcome:
    """Make the outcome of a message that cannot be processed: a dead letter, and a status if the article is known."""
    produced: tuple[Record, ...] = ()
    if article is not None:
        trace = message.trace.child(flow.name)
        status = status_record(flow.stage, StageOutcome.FAILED, article, trace, now, why)
        produced = (status,)
    return Outcome(
        produced=produced,
        result=StageOutcome.FAILED,
        reason=why.reason,
        detail=why.detail,
        dead=dead_letter_record(message, why, stage=flow.name, now=now),
    )


def _refused(
    flow: Flow[Any, Any], message: Message, article: RawArticle | CleanArticle | None, why: Refused, now: Instant
) -> Outcome:
    if article is None:
        return failed(flow, message, Rejected(why.reason, why.detail), now)
    status = status_record(flow.stage, StageOutcome.REFUSED, article, message.trace.child(flow.name), now, why)
    return Outcome(produced=(status,), result=StageOutcome.REFUSED, reason=why.reason, detail=why.detail)
