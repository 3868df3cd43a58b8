"""What reaches an index, what is set aside, and what is said about each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from winnow.adapters.memory import MemoryArticleIndex, MemoryStatusIndex
from winnow.codec import decode, encode
from winnow.envelope import Envelope, Message, Record, Trace
from winnow.errors import Backpressure
from winnow.model import ArticleState, CleanArticle, Reason, Stage, StageOutcome, StatusEvent
from winnow.ports import IndexReport
from winnow.topics import BY_NAME, CLEANED, STATUS, Topic
from winnow_indexer.service import ArticleSink, StatusSink

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


class PickyIndex(MemoryArticleIndex):
    """Refuses what it is told to, in a batch with others."""

    def __init__(self, *, refuses: str = "", busy: str = "") -> None:
        super().__init__()
        self.refuses = refuses
        self.busy = busy

    async def upsert(self, articles: Sequence[CleanArticle]) -> IndexReport:
        bad = [a.article_id for a in articles if self.refuses and a.title.startswith(self.refuses)]
        later = [a.article_id for a in articles if self.busy and a.title.startswith(self.busy)]
        report = await super().upsert([a for a in articles if a.article_id not in {*bad, *later}])
        return replace(report, rejected=[(name, "no such field: x") for name in bad], retry=later)


def article(name: str, **more) -> CleanArticle:
    url = f"https://tea.example/{name}"
    return replace(
        CleanArticle(article_id=name, url=url, host="tea.example", fetched_at=NOON, title=name, text="words"), **more
    )


def message(topic: Topic, record: Record, offset: int = 0) -> Message:
    return Message(
        topic=topic.name,
        partition=1,
        offset=offset,
        key=record.key,
        value=record.value,
        headers=record.headers,
        at=NOON,
    )


def cleaned(value: CleanArticle, offset: int = 0) -> Message:
    envelope = Envelope(key=value.article_id, trace=Trace.start(value.url), occurred_at=NOON, payload=value)
    return message(CLEANED, encode(CLEANED, envelope), offset)


def garbage(topic: Topic, offset: int = 0) -> Message:
    return message(
        topic, Record(topic=topic.name, key=b"bad", value=b"\xff{not json", headers=(("h", b"\x00"),)), offset
    )


def read(records: Sequence[Record], topic_name: str):
    found = [record for record in records if record.topic == topic_name]
    return [decode(BY_NAME[topic_name], message(BY_NAME[topic_name], record)).payload for record in found]


def now() -> datetime:
    return NOON + timedelta(minutes=1)


async def test_a_document_is_written_and_its_status_told():
    index = MemoryArticleIndex()
    records = await ArticleSink(index, now).take([cleaned(article("a"))])
    (status,) = read(records, STATUS.name)
    assert (await index.get("a")).title == "a"
    assert (status.article_id, status.stage, status.outcome) == ("a", Stage.INDEXED, StageOutcome.OK)
    assert status.version == NOON
    assert status.trace_id == Trace.start("https://tea.example/a").trace_id


async def test_a_gone_article_is_told_as_gone():
    records = await ArticleSink(MemoryArticleIndex(), now).take([cleaned(article("a", gone=True))])
    assert [status.outcome for status in read(records, STATUS.name)] == [StageOutcome.GONE]


async def test_bytes_that_nobody_can_read_are_set_aside_whole_and_harm_no_neighbour():
    index = MemoryArticleIndex()
    bad = garbage(CLEANED, 7)
    records = await ArticleSink(index, now).take([cleaned(article("a")), bad, cleaned(article("b"))])
    (letter,) = read(records, "articles.cleaned.dlq")
    assert (letter.value, letter.key, tuple(letter.headers)) == (bad.value, bad.key, (("h", b"\x00"),))
    assert (letter.dead_letter_id, letter.reason, letter.stage) == (
        "articles.cleaned:1:7",
        Reason.INVALID_EVENT,
        "index",
    )
    assert {status.article_id for status in read(records, STATUS.name)} == {"a", "b"}


async def test_what_the_index_refuses_is_set_aside_with_the_index_s_words():
    index = PickyIndex(refuses="bad")
    refused = cleaned(article("bad"), 3)
    records = await ArticleSink(index, now).take([cleaned(article("a")), refused])
    (letter,) = read(records, "articles.cleaned.dlq")
    assert (letter.value, letter.reason, letter.detail) == (refused.value, Reason.INDEX_REJECTED, "no such field: x")
    told = {status.article_id: (status.outcome, status.reason) for status in read(records, STATUS.name)}
    assert told == {"a": (StageOutcome.OK, None), "bad": (StageOutcome.FAILED, Reason.INDEX_REJECTED)}


async def test_a_busy_index_asks_for_the_whole_batch_again():
    with pytest.raises(Backpressure):
        await ArticleSink(PickyIndex(busy="later"), now).take([cleaned(article("a")), cleaned(article("later"))])


async def test_of_two_versions_in_a_batch_only_the_newer_is_written():
    newer = article("a", title="newer", fetched_at=NOON + timedelta(hours=1))
    index = MemoryArticleIndex()
    records = await ArticleSink(index, now).take([cleaned(newer), cleaned(article("a"), 1)])
    assert (await index.get("a")).title == "newer"
    assert [status.version for status in read(records, STATUS.name)] == [newer.fetched_at]


async def test_a_stale_version_says_nothing():
    index = MemoryArticleIndex()
    await index.upsert([article("a", fetched_at=NOON + timedelta(hours=1))])
    assert list(await ArticleSink(index, now).take([cleaned(article("a"))])) == []


async def test_an_index_that_refuses_everything_is_not_drained_into_dead_letters():
    index = PickyIndex(refuses="a")
    sink = ArticleSink(index, now)
    batches = [[cleaned(article(f"a{n}-{m}")) for m in range(20)] for n in range(3)]
    assert len(read(await sink.take(batches[0]), "articles.cleaned.dlq")) == 20
    assert len(read(await sink.take(batches[1]), "articles.cleaned.dlq")) == 20
    for _ in range(3):
        with pytest.raises(Backpressure, match="no such field"):
            await sink.take(batches[2])
    index.refuses = ""
    assert len(read(await sink.take(batches[2]), STATUS.name)) == 20


async def test_status_events_are_folded_and_bad_ones_set_aside():
    event = StatusEvent(
        article_id="a", url="https://tea.example/a", stage=Stage.FETCHED, outcome=StageOutcome.OK, at=NOON, trace_id="t"
    )
    envelope = Envelope(key="a", trace=Trace.start("a"), occurred_at=NOON, payload=event)
    index = MemoryStatusIndex()
    records = await StatusSink(index, now).take([garbage(STATUS), message(STATUS, encode(STATUS, envelope), 1)])
    assert (await index.get("a")).state is ArticleState.FETCHED
    assert [letter.stage for letter in read(records, "articles.status.dlq")] == ["status"]
    assert len(records) == 1, "a status about a status would go round for ever"
