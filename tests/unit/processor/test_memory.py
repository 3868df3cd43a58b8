"""What recurs on a generated site goes, though no single page can tell; and no article text goes with it."""

import asyncio
from datetime import UTC, datetime

import pytest
from winnow.adapters.memory import MemoryEventLog
from winnow.adapters.sqlite_profiles import SqliteProfiles
from winnow.codec import decode, encode
from winnow.envelope import Envelope, Message, Trace
from winnow.flows import CLEAN, knowing
from winnow.model import CleanArticle, RawArticle, RemovalReason, SiteMemory
from winnow.runtime import Pulse
from winnow.topics import CLEANED, SITE_MEMORY
from winnow_processor.site_memory.service import Memories, MemorySink, listen

NOW = datetime(2026, 11, 21, tzinfo=UTC)
CREED = "Our kitchen has tested every loaf on this site at least three times before you read of it here."
WORDS = ("oven", "crumb", "rye", "malt", "proof", "fold", "crust", "salt", "scale", "steam", "stone", "peel", "bench")


def page(number: int) -> RawArticle:
    """Write a page whose second paragraph stands on every page of the host, in the middle of the article."""
    own = [" ".join(f"{WORDS[(number + i * k) % 13]}{number}{'abc'[i % 3]}" for i in range(30)) for k in (3, 5, 7)]
    html = f"<html lang=en><title>Loaf {number}</title><body><article><h1>Loaf {number}</h1>" + "".join(
        f"<p>{paragraph}</p>" for paragraph in (own[0], CREED, own[1], own[2])
    )
    return RawArticle(
        article_id=f"loaf-{number}",
        url=f"https://bread.example/{number}",
        host="bread.example",
        fetched_at=NOW,
        content_type="text/html",
        body=html.encode(),
    )


def cleaned_message(log_offset: int, article: CleanArticle):
    record = encode(CLEANED, Envelope(key=article.article_id, trace=Trace.start("t"), occurred_at=NOW, payload=article))
    return Message(
        topic=CLEANED.name,
        partition=0,
        offset=log_offset,
        key=record.key,
        value=record.value,
        headers=record.headers,
        at=NOW,
    )


@pytest.fixture
async def learned(tmp_path):
    """Learn from thirty pages, and return what the cleaners are told."""
    log = MemoryEventLog()
    async with SqliteProfiles(tmp_path / "profiles.sqlite") as profiles:
        sink = MemorySink(profiles, lambda: NOW)
        for start in range(0, 30, 10):
            batch = [cleaned_message(n, CLEAN.step(page(n))) for n in range(start, start + 10)]
            await log.publish(await sink.take(batch))
    return log


async def told(log: MemoryEventLog) -> list[SiteMemory]:
    return [decode(SITE_MEMORY, message).payload async for message in log.read(SITE_MEMORY.name)]


async def test_it_removes_what_a_single_page_cannot_tell_and_no_article_text(learned):
    memory = frozenset((await told(learned))[-1].recurring)
    raw = page(99)
    alone, knowingly = CLEAN.step(raw), knowing(CLEAN, memory).step(raw)
    assert CREED in alone.text
    assert knowingly.text.splitlines() == [line for line in alone.text.splitlines() if line != CREED]
    (record,) = [removed for removed in knowingly.removed if removed.text == CREED]
    assert record.reason is RemovalReason.SITE_MEMORY


async def test_it_tells_only_what_is_new(learned):
    assert 1 <= len(await told(learned)) <= 3
    assert {memory.host for memory in await told(learned)} == {"bread.example"}


async def test_one_article_seen_often_teaches_nothing(tmp_path):
    async with SqliteProfiles(tmp_path / "profiles.sqlite") as profiles:
        sink = MemorySink(profiles, lambda: NOW)
        same = [cleaned_message(n, CLEAN.step(page(1))) for n in range(50)]
        assert list(await sink.take(same)) == []


async def test_a_bad_record_and_a_gone_article_teach_nothing(tmp_path):
    gone = CleanArticle(article_id="g", url="https://bread.example/", host="bread.example", fetched_at=NOW, gone=True)
    async with SqliteProfiles(tmp_path / "profiles.sqlite") as profiles:
        sink = MemorySink(profiles, lambda: NOW)
        assert list(await sink.take([cleaned_message(0, gone)])) == []
        assert (await profiles.get("bread.example")).pages == 0


async def test_a_cleaner_hears_all_that_was_told_before_and_after_it_came(learned):
    memories, pulse = Memories(), Pulse()
    async with asyncio.timeout(20), asyncio.TaskGroup() as tasks:
        tasks.create_task(listen(memories, learned, pulse))
        while not memories.recall("bread.example"):
            await asyncio.sleep(0.01)
        late = SiteMemory(host="late.example", pages=9, recurring=["ab"])
        await learned.publish(
            [encode(SITE_MEMORY, Envelope(key=late.host, trace=Trace.start("l"), occurred_at=NOW, payload=late))]
        )
        while not memories.recall("late.example"):
            await asyncio.sleep(0.01)
        pulse.stopping.set()


def test_the_hosts_last_heard_of_stay():
    memories = Memories(most=2)
    for host in "abca":
        memories.hear(SiteMemory(host=host, pages=1, recurring=["x"]))
    assert [bool(memories.recall(host)) for host in "abc"] == [True, False, True]
