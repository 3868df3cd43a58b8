"""One pure flow over one message: whatever comes in, an outcome goes out, and nothing is lost."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from msgspec import structs
from winnow.codec import decode, encode, from_json
from winnow.envelope import Envelope, Message, Trace
from winnow.errors import Refused, Rejected
from winnow.flows import CLEAN, apply
from winnow.model import CleanArticle, DeadLetter, RawArticle, Reason, StageOutcome, StatusEvent
from winnow.topics import CLEANED, FETCHED, MAX_RECORD_BYTES, STATUS

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
TRACE = Trace.start("test")
RAW = RawArticle(
    article_id="a1",
    url="https://example.org/a",
    host="example.org",
    fetched_at=datetime(2026, 11, 20, tzinfo=UTC),
    content_type="text/html",
    body=b"<title>Bread</title><article><h1>Bread</h1><p>"
    + b"Flour, water, salt and time are all that a loaf asks for. " * 5
    + b"</p></article>",
)


def message(value: bytes | None = None, article: RawArticle = RAW) -> Message:
    record = encode(FETCHED, Envelope(key=article.article_id, trace=TRACE, occurred_at=NOW, payload=article))
    return Message(
        topic=FETCHED.name,
        partition=3,
        offset=42,
        key=record.key,
        value=record.value if value is None else value,
        headers=record.headers,
        at=NOW,
    )


def statuses(outcome) -> list[StatusEvent]:
    return [from_json(StatusEvent, record.value) for record in outcome.produced if record.topic == STATUS.name]


def letter(outcome) -> DeadLetter:
    assert outcome.dead.topic == "articles.fetched.dlq"
    return from_json(DeadLetter, outcome.dead.value)


def flow_that(raises: BaseException):
    def step(_raw: RawArticle) -> CleanArticle:
        raise raises

    return replace(CLEAN, step=step)


def test_a_page_becomes_a_cleaned_article_and_a_status_in_the_same_trace():
    outcome = apply(CLEAN, message(), NOW)
    cleaned = next(record for record in outcome.records if record.topic == CLEANED.name)
    assert outcome.result is StageOutcome.OK
    assert cleaned.key == b"a1"
    article = from_json(CleanArticle, cleaned.value)
    assert article.fetched_at == RAW.fetched_at
    assert "Flour, water, salt" in article.text
    (status,) = statuses(outcome)
    assert (status.stage, status.outcome, status.trace_id) == ("cleaned", "ok", TRACE.trace_id)
    assert dict(cleaned.headers)["traceparent"].startswith(f"00-{TRACE.trace_id}-".encode())
    assert TRACE.span_id.encode() not in dict(cleaned.headers)["traceparent"]


def test_a_redelivery_makes_the_very_same_records():
    assert apply(CLEAN, message(), NOW) == apply(CLEAN, message(), NOW)


@pytest.mark.parametrize("value", [b"\xff\xfe\x00", b"{", b"[]", b'{"article_id": 1}', b""], ids=repr)
def test_an_invalid_event_is_a_dead_letter_with_its_bytes(value):
    dead = letter(apply(CLEAN, message(value), NOW))
    assert (dead.value, dead.reason, dead.stage) == (value, Reason.INVALID_EVENT, "clean")
    assert (dead.topic, dead.partition, dead.offset, dead.key) == ("articles.fetched", 3, 42, b"a1")
    assert dead.trace_id == TRACE.trace_id
    assert dict(dead.headers)["traceparent"] == str(TRACE).encode()


def test_a_naive_time_is_an_invalid_event():
    naive = (message().value or b"").replace(b"2026-11-20T00:00:00Z", b"2026-11-20T00:00:00")
    assert letter(apply(CLEAN, message(naive), NOW)).reason is Reason.INVALID_EVENT


def test_a_bug_in_a_stage_is_a_dead_letter_and_a_failed_status():
    outcome = apply(flow_that(ZeroDivisionError("by zero")), message(), NOW)
    assert letter(outcome).reason is Reason.STAGE_ERROR
    assert "ZeroDivisionError: by zero" in letter(outcome).detail
    assert [(s.outcome, s.reason) for s in statuses(outcome)] == [("failed", "stage-error")]


def test_a_bug_that_quotes_what_no_event_can_carry_is_a_dead_letter_all_the_same():
    dead = letter(apply(flow_that(ValueError("\ud800" + "x" * 100_000)), message(), NOW))
    assert dead.reason is Reason.STAGE_ERROR
    assert "\\ud800xxx" in dead.detail
    assert len(dead.detail) < 3000


def test_a_record_larger_than_a_dead_letter_is_cut_and_says_so():
    whole = b"{" * (MAX_RECORD_BYTES + 1)
    dead = letter(apply(CLEAN, message(whole), NOW))
    assert dead.value == whole[: len(dead.value)]
    assert dead.detail.startswith(f"only the first {len(dead.value)} of {len(whole)} bytes are kept")


def test_a_rejection_is_a_dead_letter_with_its_own_reason():
    outcome = apply(flow_that(Rejected(Reason.MARKUP_LIMIT, "too deep")), message(), NOW)
    assert (letter(outcome).reason, letter(outcome).detail) == (Reason.MARKUP_LIMIT, "too deep")


def test_a_refusal_is_a_status_and_no_dead_letter():
    outcome = apply(flow_that(Refused(Reason.EMPTY, "no text")), message(), NOW)
    assert outcome.dead is None
    assert [(s.outcome, s.reason, s.detail) for s in statuses(outcome)] == [("refused", "empty", "no text")]


def test_a_gone_page_goes_on_as_gone():
    outcome = apply(CLEAN, message(article=structs.replace(RAW, gone=True, body=b"")), NOW)
    assert outcome.result is StageOutcome.GONE
    cleaned = next(record for record in outcome.records if record.topic == CLEANED.name)
    assert from_json(CleanArticle, cleaned.value).gone


def test_a_record_too_large_for_its_topic_is_rejected():
    big = structs.replace(RAW, body=b"x" * MAX_RECORD_BYTES)
    with pytest.raises(Rejected, match="at most"):
        encode(FETCHED, Envelope(key="a1", trace=TRACE, occurred_at=NOW, payload=big))


def test_a_dead_letter_redriven_is_the_record_again():
    original = message(b"{")
    dead = letter(apply(CLEAN, original, NOW))
    assert (dead.key, dead.value, tuple(dead.headers)) == (original.key, original.value, tuple(original.headers))


def test_headers_are_cloudevents():
    headers = dict(message().headers)
    assert headers["ce_specversion"] == b"1.0"
    assert headers["ce_type"] == b"winnow.articles.fetched"
    assert headers["ce_subject"] == b"a1"
    assert headers["content-type"] == b"application/json"
    assert {"ce_id", "ce_source", "ce_time", "traceparent"} <= set(headers)


@pytest.mark.parametrize("header", [b"", b"00-x", b"00-" + b"0" * 32 + b"-" + b"0" * 16 + b"-00"])
def test_a_message_without_a_usable_trace_begins_one(header):
    bare = structs.replace(message(), headers=(("traceparent", header),))
    assert decode(FETCHED, bare).trace == Trace.start("articles.fetched:3:42")
