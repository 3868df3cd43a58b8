"""The records that every stage may write: how it ended for an article, and a message set aside whole."""

from winnow.codec import encode
from winnow.envelope import Envelope, Message, Record, Trace
from winnow.errors import Refused, Rejected
from winnow.model import CleanArticle, DeadLetter, Instant, RawArticle, Stage, StageOutcome, StatusEvent
from winnow.topics import BY_NAME, MAX_RECORD_BYTES, STATUS, dead_letters_of

MAX_KEPT_BYTES = MAX_RECORD_BYTES // 4 * 3 - 1024 * 1024
"""The largest value that a dead letter can hold: it stands in it in base64."""


def status_record(
    stage: Stage,
    outcome: StageOutcome,
    article: RawArticle | CleanArticle,
    trace: Trace,
    now: Instant,
    why: Refused | Rejected | None = None,
) -> Record:
    """Say how a stage ended for an article whose content is at hand."""
    event = StatusEvent(
        article_id=article.article_id,
        url=article.url,
        stage=stage,
        outcome=outcome,
        at=now,
        trace_id=trace.trace_id,
        reason=why.reason if why else None,
        detail=why.detail if why else "",
        version=article.fetched_at,
    )
    return encode_status(event, trace)


def encode_status(event: StatusEvent, trace: Trace) -> Record:
    """Write a status event as a record of its topic."""
    envelope = Envelope(
        key=event.article_id, trace=trace.child(f"status/{event.stage}"), occurred_at=event.at, payload=event
    )
    return encode(STATUS, envelope)


def dead_letter_record(message: Message, why: Rejected, *, stage: str, now: Instant) -> Record:
    """Set a message aside whole. Deterministic in its id, so a redelivery writes the same dead letter again.

    Only a value that no producer of ours can have sent is cut: one beyond ``MAX_KEPT_BYTES``, and the detail says so.
    """
    value, detail = message.value or b"", why.detail
    if len(value) > MAX_KEPT_BYTES:
        detail = f"only the first {MAX_KEPT_BYTES} of {len(value)} bytes are kept; {detail}"
        value = value[:MAX_KEPT_BYTES]
    letter = DeadLetter(
        dead_letter_id=message.place,
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=message.key,
        value=value,
        headers=tuple(message.headers),
        reason=why.reason,
        detail=detail,
        stage=stage,
        at=now,
        trace_id=message.trace.trace_id,
    )
    envelope = Envelope(key=message.place, trace=message.trace.child("dead"), occurred_at=now, payload=letter)
    return encode(dead_letters_of(BY_NAME[message.topic]), envelope)
