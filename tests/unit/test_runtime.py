"""The loop publishes before it acknowledges, repeats what it must, and holds when everything fails."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from winnow import telemetry
from winnow.adapters.memory import MemoryEventLog
from winnow.codec import encode
from winnow.envelope import Envelope, Message, Record, Trace
from winnow.errors import Rejected, Transient
from winnow.flows import CLEAN, Outcome
from winnow.model import CleanArticle, RawArticle, Reason, StageOutcome
from winnow.runtime import Pulse, drain
from winnow.serving import Brake, handle, inline, serve
from winnow.topics import CLEANED, FETCHED, STATUS

GROUP = "processor"


def raw(number: int) -> Record:
    article = RawArticle(
        article_id=f"a{number}",
        url=f"https://example.org/{number}",
        host="example.org",
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        content_type="text/plain",
        body=b"A title\n\nA line of text that is long enough to be one.",
    )
    trace = Trace.start(article.url)
    return encode(
        FETCHED, Envelope(key=article.article_id, trace=trace, occurred_at=article.fetched_at, payload=article)
    )


def step(article: RawArticle) -> CleanArticle:
    return CleanArticle(
        article_id=article.article_id, url=article.url, host=article.host, fetched_at=article.fetched_at, text="text"
    )


FLOW = replace(CLEAN, step=step)


class FlakyLog(MemoryEventLog):
    """Refuses the first few publishes, as a broker does while it elects a leader."""

    def __init__(self, failures: int) -> None:
        super().__init__()
        self.failures = failures

    async def publish(self, records: Sequence[Record]) -> None:
        if self.failures:
            self.failures -= 1
            raise Transient("no leader")
        await super().publish(records)


async def until(condition, seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not await condition():
            await asyncio.sleep(0.01)


async def values(log: MemoryEventLog, topic: str) -> list[bytes | None]:
    return [message.key async for message in log.read(topic)]


async def serving(log: MemoryEventLog, condition, flow=FLOW) -> Pulse:
    pulse = Pulse()
    async with log.consume(GROUP, [FETCHED.name]) as consumer, asyncio.TaskGroup() as tasks:
        tasks.create_task(serve(flow, consumer, log, pulse))
        await until(condition)
        pulse.stopping.set()
    return pulse


async def test_everything_is_served_in_order_and_acknowledged():
    log = MemoryEventLog()
    await log.publish([raw(n) for n in range(40)])

    async def done():
        return (await log.lag(GROUP, [FETCHED.name]))[0].messages == 0

    await serving(log, done)
    assert await values(log, CLEANED.name) == [b"a%d" % n for n in range(40)]
    assert len(await values(log, STATUS.name)) == 40


async def test_nothing_is_acknowledged_before_it_is_published():
    log = FlakyLog(0)
    await log.publish([raw(0)])
    log.failures = 10**9

    async def tried():
        return log.failures < 10**9 - 2

    pulse = Pulse()
    async with log.consume(GROUP, [FETCHED.name]) as consumer:
        task = asyncio.create_task(serve(FLOW, consumer, log, pulse))
        await until(tried)
        assert (await log.lag(GROUP, [FETCHED.name]))[0].messages == 1
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_log_that_comes_back_gets_everything():
    log = FlakyLog(0)
    await log.publish([raw(n) for n in range(3)])
    log.failures = 3

    async def done():
        return len(await values(log, CLEANED.name)) == 3

    await serving(log, done)


async def test_handle_returns_when_the_message_may_be_acknowledged():
    log = MemoryEventLog()
    record = raw(1)
    message = Message(
        topic=record.topic, partition=0, offset=0, key=record.key, value=b"{", headers=(), at=datetime.now(UTC)
    )
    outcome = await handle(FLOW, message, log, inline, Brake(FLOW.name), Pulse())
    assert outcome.reason is Reason.INVALID_EVENT
    assert len(await values(log, "articles.fetched.dlq")) == 1


def failure(reason: Reason) -> Outcome:
    return Outcome(produced=(), result=StageOutcome.FAILED, reason=reason)


def test_the_brake_holds_after_a_run_of_our_own_bugs_only():
    brake = Brake("clean", limit=3)
    assert [brake.pulled_by(failure(Reason.STAGE_ERROR)) for _ in range(5)] == [False, False, False, True, True]
    assert not brake.pulled_by(Outcome(produced=(), result=StageOutcome.OK))
    assert not any(brake.pulled_by(failure(Reason.INVALID_EVENT)) for _ in range(10)), "bad input is not our bug"


async def test_a_bad_deploy_does_not_drain_the_topic_into_dead_letters(monkeypatch):
    monkeypatch.setattr("winnow.serving.BRAKE_PAUSE_SECONDS", 0.01)
    log = MemoryEventLog()
    await log.publish([raw(n) for n in range(200)])
    broken = [True]

    def sometimes(article: RawArticle) -> CleanArticle:
        if broken[0]:
            raise ZeroDivisionError
        return step(article)

    async def holding():
        return telemetry.REGISTRY.get_sample_value("winnow_brake", {"flow": "clean"}) == 1

    async def done():
        return (await log.lag(GROUP, [FETCHED.name]))[0].messages == 0

    pulse = Pulse()
    async with log.consume(GROUP, [FETCHED.name]) as consumer, asyncio.TaskGroup() as tasks:
        tasks.create_task(serve(replace(FLOW, step=sometimes), consumer, log, pulse))
        await until(holding)
        broken[0] = False
        await until(done)
        pulse.stopping.set()
    dead = len(await values(log, "articles.fetched.dlq"))
    assert dead == 50
    assert len(await values(log, CLEANED.name)) == 150


class Collecting:
    """A sink that is unwell at first."""

    name = "collecting"

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.taken: list[Message] = []

    async def take(self, messages: Sequence[Message]) -> Sequence[Record]:
        if self.failures:
            self.failures -= 1
            raise Transient("429")
        self.taken += messages
        return [Record(topic=STATUS.name, key=message.key, value=b"{}") for message in messages]


async def test_a_sink_is_offered_the_same_batch_until_it_takes_it():
    log = MemoryEventLog()
    await log.publish([raw(n) for n in range(5)])
    sink = Collecting(failures=2)
    pulse = Pulse()

    async def done():
        return (await log.lag("sink", [FETCHED.name]))[0].messages == 0

    async with log.consume("sink", [FETCHED.name]) as consumer, asyncio.TaskGroup() as tasks:
        tasks.create_task(drain(sink, consumer, log, pulse))
        await until(done)
        pulse.stopping.set()
    assert [message.key for message in sink.taken] == [b"a%d" % n for n in range(5)]
    assert len(await values(log, STATUS.name)) == 5


class Choosy(Collecting):
    """A sink that refuses any batch with one certain message in it, as a whole."""

    async def take(self, messages: Sequence[Message]) -> Sequence[Record]:
        if any(message.key == b"a2" for message in messages):
            raise Rejected(Reason.INDEX_REJECTED, "not this one")
        return await super().take(messages)


async def test_a_batch_rejected_as_a_whole_costs_the_culprit_only():
    log = MemoryEventLog()
    await log.publish([raw(n) for n in range(5)])
    sink, pulse = Choosy(failures=1), Pulse()

    async def done():
        return (await log.lag("sink", [FETCHED.name]))[0].messages == 0

    async with log.consume("sink", [FETCHED.name]) as consumer, asyncio.TaskGroup() as tasks:
        tasks.create_task(drain(sink, consumer, log, pulse))
        await until(done)
        pulse.stopping.set()
    assert {message.key for message in sink.taken} == {b"a0", b"a1", b"a3", b"a4"}
    assert await values(log, "articles.fetched.dlq") == [b"articles.fetched:0:2"]


def test_a_loop_that_no_longer_turns_is_named():
    pulse = Pulse(stale_after=-1)
    pulse.beat("clean")
    assert list(pulse.stuck()) == ["clean"]
    assert not Pulse(stale_after=60, beats=dict(pulse.beats)).stuck()


@pytest.mark.parametrize("name", ["winnow_unknown_total"])
def test_an_unregistered_metric_cannot_be_counted(name):
    with pytest.raises(KeyError):
        telemetry.count(name)
