"""A message that stalls or bloats its worker is a dead letter; the next one is cleaned."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from winnow import flows
from winnow.adapters import isolated as module
from winnow.adapters.isolated import isolated
from winnow.codec import encode, from_json
from winnow.envelope import Envelope, Message, Trace
from winnow.flows import CLEAN
from winnow.model import CleanArticle, DeadLetter, RawArticle, Reason, StageOutcome, StatusEvent
from winnow.topics import FETCHED, STATUS


def message(body: bytes) -> Message:
    article = RawArticle(
        article_id="a",
        url="https://example.org/",
        host="example.org",
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        content_type="text/plain",
        body=body,
    )
    record = encode(FETCHED, Envelope(key="a", trace=Trace.start("a"), occurred_at=article.fetched_at, payload=article))
    return Message(
        topic=record.topic,
        partition=0,
        offset=1,
        key=record.key,
        value=record.value,
        headers=record.headers,
        at=article.fetched_at,
    )


def behave(raw: RawArticle) -> CleanArticle:
    if raw.body == b"stall":
        time.sleep(60)
    if raw.body == b"bloat":
        bytearray(2**33)
    return CleanArticle(article_id="a", url=raw.url, host=raw.host, fetched_at=raw.fetched_at, text="text")


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setitem(flows.FLOWS, "clean", replace(CLEAN, step=behave))
    monkeypatch.setattr(module, "Sandbox", lambda *args, **limits: module_sandbox(*args, start="fork", **limits))
    with isolated(seconds=1.0) as run:
        yield run


module_sandbox = module.Sandbox


@pytest.mark.parametrize(("body", "reason"), [(b"stall", Reason.TIME_LIMIT), (b"bloat", Reason.MEMORY_LIMIT)])
async def test_a_limit_is_a_dead_letter_and_the_worker_goes_on(run, body, reason):
    outcome = await run(CLEAN, message(body))
    assert outcome.reason is reason
    letter = from_json(DeadLetter, outcome.dead.value)
    assert (letter.value, letter.reason) == (message(body).value, reason)
    (status,) = [from_json(StatusEvent, record.value) for record in outcome.produced if record.topic == STATUS.name]
    assert (status.article_id, status.outcome) == ("a", "failed")
    assert (await run(CLEAN, message(b"fine"))).result is StageOutcome.OK
