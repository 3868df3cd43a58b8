"""The same text at several addresses is linked to the one that was indexed first, and nothing is dropped."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from winnow.adapters.memory import MemoryArticleIndex
from winnow.adapters.sqlite_articles import SqliteArticleIndex
from winnow.codec import encode
from winnow.envelope import Envelope, Message, Trace
from winnow.flows import CLEAN
from winnow.model import CleanArticle, RawArticle
from winnow.ports import Query
from winnow.topics import CLEANED
from winnow_indexer.service import ArticleSink

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def text(seed: str, words: int = 120) -> list[str]:
    return [hashlib.sha256(f"{seed} {n}".encode()).hexdigest()[:6] for n in range(words)]


def article(name: str, words: list[str], minutes: int = 0) -> CleanArticle:
    raw = RawArticle(
        article_id=name,
        url=f"https://{name}.example/",
        host=f"{name}.example",
        fetched_at=NOW + timedelta(minutes=minutes),
        content_type="text/plain",
        body=f"A loaf of its own\n\nIt is said of this loaf that {' '.join(words)}.".encode(),
    )
    return CLEAN.step(raw)


def message(article: CleanArticle) -> Message:
    envelope = Envelope(key=article.article_id, trace=Trace.start("t"), occurred_at=NOW, payload=article)
    record = encode(CLEANED, envelope)
    return Message(
        topic=CLEANED.name, partition=0, offset=0, key=record.key, value=record.value, headers=record.headers, at=NOW
    )


@pytest.fixture(params=["memory", "sqlite"])
async def index(request, tmp_path):
    if request.param == "memory":
        yield MemoryArticleIndex()
    else:
        async with SqliteArticleIndex(tmp_path / "articles.sqlite") as made:
            yield made


ONE, OTHER = text("one"), text("other")
COPY = [*ONE[:60], "edited", *ONE[61:], "and", "more"]


async def originals(index, *names: str) -> dict[str, str]:
    return {name: (await index.get(name)).duplicate_of for name in names}


@pytest.mark.parametrize("batches", [[["first", "copy", "other"]], [["first"], ["other", "copy"]]], ids=["one", "two"])
async def test_a_copy_is_linked_whether_it_comes_with_its_original_or_after_it(index, batches):
    made = {"first": article("first", ONE), "copy": article("copy", COPY, 5), "other": article("other", OTHER, 1)}
    sink = ArticleSink(index, lambda: NOW)
    for batch in batches:
        await sink.take([message(made[name]) for name in batch])
    assert await originals(index, *made) == {"first": "", "copy": "first", "other": ""}
    assert (await index.get("copy")).text == made["copy"].text
    assert [hit.article_id for hit in (await index.search(Query(text=ONE[3]))).hits] == ["first"]


async def test_an_original_fetched_again_stays_the_original(index):
    sink = ArticleSink(index, lambda: NOW)
    await sink.take([message(article("first", ONE)), message(article("copy", COPY, 5))])
    await sink.take([message(article("first", ONE, 60))])
    await sink.take([message(article("copy", COPY, 61))])
    assert await originals(index, "first", "copy") == {"first": "", "copy": "first"}


async def test_a_copy_of_what_is_gone_stands_for_itself_when_it_is_fetched_again(index):
    sink = ArticleSink(index, lambda: NOW)
    await sink.take([message(article("first", ONE)), message(article("copy", COPY, 5))])
    await sink.take([message(replace(article("first", ONE, 60), gone=True))])
    await sink.take([message(article("copy", COPY, 61))])
    assert await originals(index, "copy") == {"copy": ""}
