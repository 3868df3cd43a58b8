"""Dead letters fold by key, and a redrive repeats a record to the byte."""

from datetime import UTC, datetime, timedelta

import pytest
from winnow.adapters.memory import MemoryEventLog
from winnow.envelope import Message, Record
from winnow.errors import Rejected, Transient
from winnow.model import Reason
from winnow.records import dead_letter_record
from winnow.topics import CLEANED, FETCHED, dead_letters_of
from winnow_console import letters

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def message(offset: int, value: bytes = b'{"url": "https://example.org/", "article_id": "abc"}') -> Message:
    return Message(
        topic=FETCHED.name,
        partition=0,
        offset=offset,
        key=b"key",
        value=value,
        headers=(("traceparent", b"00-" + b"1" * 32 + b"-" + b"2" * 16 + b"-01"), ("twice", b"\xff"), ("twice", b"")),
        at=NOW,
    )


async def set_aside(log: MemoryEventLog, one: Message, reason: Reason = Reason.STAGE_ERROR) -> str:
    now = NOW + timedelta(seconds=one.offset)
    await log.publish([dead_letter_record(one, Rejected(reason, "it broke"), stage="clean", now=now)])
    return one.place


async def test_they_are_listed_latest_first_with_what_their_records_say_of_the_article() -> None:
    log = MemoryEventLog()
    for offset in (1, 3, 2):
        await set_aside(log, message(offset))
    found = await letters.standing(log)
    assert [one.dead_letter_id for one in found] == [f"articles.fetched:0:{n}" for n in (3, 2, 1)]
    assert (found[0].topic, found[0].reason, found[0].url, found[0].article_id) == (
        "articles.fetched",
        Reason.STAGE_ERROR,
        "https://example.org/",
        "abc",
    )


async def test_a_redelivery_is_one_dead_letter_and_a_tombstone_is_none() -> None:
    log = MemoryEventLog()
    await set_aside(log, message(1))
    await set_aside(log, message(1))
    gone = await set_aside(log, message(2))
    await log.publish([Record(topic="articles.fetched.dlq", key=gone.encode(), value=None)])
    assert [one.dead_letter_id for one in await letters.standing(log)] == ["articles.fetched:0:1"]
    assert await letters.find(log, gone) is None
    assert await letters.find(log, "articles.fetched:0:1") is not None


@pytest.mark.parametrize("name", ["", "nonsense", "articles.fetched:0:9", "articles.unknown:0:1"])
async def test_an_unknown_id_finds_nothing(name: str) -> None:
    assert await letters.find(MemoryEventLog(), name) is None


async def test_a_redrive_repeats_key_value_and_headers_exactly_and_strikes_the_letter_off() -> None:
    log = MemoryEventLog()
    broken = message(7, b"\xff\x00 not json")
    await set_aside(log, broken)
    assert await letters.redrive(log, lambda one: True) == ["articles.fetched:0:7"]
    (again,) = [one async for one in log.read(FETCHED.name)]
    assert (again.key, again.value, again.headers) == (broken.key, broken.value, broken.headers)
    assert await letters.standing(log) == []
    assert await letters.redrive(log, lambda one: True) == []


async def test_only_what_is_wanted_goes() -> None:
    log = MemoryEventLog()
    await set_aside(log, message(1))
    kept = await set_aside(log, message(2), Reason.INVALID_EVENT)
    assert len(await letters.redrive(log, lambda one: one.reason is Reason.STAGE_ERROR)) == 1
    assert [one.dead_letter_id for one in await letters.standing(log)] == [kept]
    assert await letters.redrive(log, lambda one: True, [CLEANED.name]) == []


async def test_many_go_in_chunks_and_each_of_them_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "CHUNK_RECORDS", 3)
    log = MemoryEventLog()
    for offset in range(8):
        await set_aside(log, message(offset))
    assert len(await letters.redrive(log, lambda one: True)) == 8
    assert len([one async for one in log.read(FETCHED.name)]) == 8
    assert await letters.standing(log) == []


class LosingLog(MemoryEventLog):
    """Does not take the record of a redrive."""

    async def publish(self, records: object) -> None:
        raise Transient("the broker went away")


async def test_a_letter_stays_until_its_record_is_safe() -> None:
    log = LosingLog()
    await MemoryEventLog.publish(
        log, [dead_letter_record(message(1), Rejected(Reason.STAGE_ERROR, "x"), stage="clean", now=NOW)]
    )
    with pytest.raises(Transient):
        await letters.redrive(log, lambda one: True)
    assert len(await letters.standing(log)) == 1


async def test_a_dead_letter_that_is_itself_broken_is_shown_and_not_sent() -> None:
    log = MemoryEventLog()
    await log.publish([Record(topic=dead_letters_of(FETCHED).name, key=b"articles.fetched:0:5", value=b"{}")])
    (shown,) = await letters.standing(log)
    assert (shown.dead_letter_id, shown.readable) == ("articles.fetched:0:5", False)
    assert await letters.redrive(log, lambda one: True) == []
    assert await letters.find(log, "articles.fetched:0:5") is None
