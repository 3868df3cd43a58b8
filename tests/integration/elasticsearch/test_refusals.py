"""What a real Elasticsearch refuses, loses and changes, and what is made of it."""

import asyncio
import copy
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from elasticsearch import AsyncElasticsearch
from winnow.adapters import elasticsearch as es
from winnow.adapters.elasticsearch_articles import ElasticArticleIndex
from winnow.adapters.elasticsearch_statuses import ElasticStatusIndex
from winnow.errors import ConfigError, Transient
from winnow.model import CleanArticle, FaqEntry, Stage, StageOutcome, StatusEvent
from winnow.ports import Query

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
async def client(elasticsearch_url: str) -> AsyncIterator[AsyncElasticsearch]:
    async with es.connected(elasticsearch_url) as made:
        yield made


@pytest.fixture
async def alias(client: AsyncElasticsearch) -> AsyncIterator[str]:
    name = f"test-{uuid.uuid4().hex[:12]}"
    yield name
    await client.indices.delete(index=f"{name}-v000001", ignore_unavailable=True)
    await client.options(ignore_status=404).indices.delete_index_template(name=name)


@pytest.fixture
async def index(client: AsyncElasticsearch, alias: str) -> ElasticArticleIndex:
    made = ElasticArticleIndex(client, alias)
    await made.prepare()
    return made


def article(name: str, **more: Any) -> CleanArticle:
    plain = CleanArticle(
        article_id=name,
        url=f"https://tea.example/{name}",
        host="tea.example",
        fetched_at=NOON,
        title=name,
        text="kettle",
    )
    return replace(plain, **more)


async def test_one_refused_document_does_not_harm_its_neighbours(index: ElasticArticleIndex) -> None:
    too_many = [FaqEntry(question=f"q{n}", answer="a") for n in range(10_001)]
    batch = [
        article("first"),
        article("long", url="https://tea.example/" + "x" * 40_000),
        article("middle"),
        article("many", faqs=too_many),
        article("last"),
    ]
    report = await index.upsert(batch)
    assert set(report.ok) == {"first", "middle", "last"}
    words = dict(report.rejected)
    assert "immense term" in words["long"] or "bytes can be at most" in words["long"]
    assert "nested documents" in words["many"]
    assert not report.retry


async def test_a_batch_larger_than_a_request_is_sent_in_parts(index: ElasticArticleIndex) -> None:
    report = await index.upsert([article(f"a{n}", text="word " * 400_000) for n in range(5)])
    assert len(report.ok) == 5


async def test_a_document_too_large_for_the_server_does_not_hold_the_others_for_ever(
    index: ElasticArticleIndex,
) -> None:
    huge = article("huge", text="word " * 2_600_000)
    for _ in range(3):
        report = await index.upsert([article("first"), huge, article("last")])
        assert not report.retry
    assert set(report.ok) >= {"first", "last"}
    if report.rejected:  # a server with a heap of 1 GB takes it
        assert "max_primary_bytes" in dict(report.rejected)["huge"]


async def test_an_index_that_disappeared_is_made_again_and_nothing_is_made_by_mistake(
    client: AsyncElasticsearch, index: ElasticArticleIndex, alias: str
) -> None:
    await client.indices.delete(index=f"{alias}-v000001")
    await index.refresh()
    assert list((await index.upsert([article("a")])).retry) == ["a"]
    assert list((await index.upsert([article("a")])).ok) == ["a"]
    assert not await client.indices.exists(index=alias) or await client.indices.exists_alias(name=alias)


async def test_an_index_blocked_for_writing_asks_to_try_again(
    client: AsyncElasticsearch, index: ElasticArticleIndex, alias: str
) -> None:
    await client.indices.put_settings(index=alias, settings={"index.blocks.write": True})
    report = await index.upsert([article("a")])
    assert (list(report.retry), list(report.rejected)) == (["a"], [])
    await client.indices.put_settings(index=alias, settings={"index.blocks.write": None})
    assert list((await index.upsert([article("a")])).ok) == ["a"]


async def test_many_processes_may_prepare_at_once(client: AsyncElasticsearch, alias: str) -> None:
    await asyncio.gather(*(ElasticArticleIndex(client, alias).prepare() for _ in range(6)))
    assert list((await client.indices.get_alias(name=alias)).body) == [f"{alias}-v000001"]


async def test_the_alias_hides_what_is_gone_from_whoever_searches_it(
    client: AsyncElasticsearch, index: ElasticArticleIndex, alias: str
) -> None:
    await index.upsert([article("here"), article("gone", gone=True)])
    await index.refresh()
    assert (await client.count(index=alias))["count"] == 1


async def test_fields_that_came_since_are_added_and_changed_ones_need_a_new_index(
    client: AsyncElasticsearch, index: ElasticArticleIndex, alias: str
) -> None:
    body = copy.deepcopy(es.mapping("articles"))
    body["mappings"]["properties"]["mood"] = {"type": "keyword"}
    await es.prepare(client, alias, body)
    mapped = (await client.indices.get_mapping(index=alias))[f"{alias}-v000001"]["mappings"]["properties"]
    assert mapped["mood"] == {"type": "keyword"}
    body["mappings"]["properties"]["host"] = {"type": "text"}
    with pytest.raises(ConfigError, match="host"):
        await es.prepare(client, alias, body)


async def test_a_server_that_is_not_there_is_transient() -> None:
    async with es.connected("http://127.0.0.1:9") as nobody:
        index = ElasticArticleIndex(nobody)
        for call in (index.ping, index.prepare, index.refresh):
            with pytest.raises(Transient):
                await call()
        with pytest.raises(Transient):
            await index.upsert([article("a")])


async def test_a_killed_server_loses_nothing_that_it_took(own_elasticsearch: Any) -> None:
    url = own_elasticsearch.start()
    async with es.connected(url) as client:
        index, statuses = ElasticArticleIndex(client), ElasticStatusIndex(client)
        await index.prepare()
        await statuses.prepare()
        report = await index.upsert([article(f"a{n}") for n in range(500)])
        assert len(report.ok) == 500
        event = StatusEvent(
            article_id="a0", url="u", stage=Stage.INDEXED, outcome=StageOutcome.OK, at=NOON, trace_id="t"
        )
        assert list((await statuses.merge([event])).ok) == ["a0"]
        own_elasticsearch.kill()
        with pytest.raises(Transient):
            await index.upsert([article("later")])
        assert own_elasticsearch.start() == url
        assert list((await index.upsert([article("later")])).ok) == ["later"]
        await index.refresh()
        assert (await index.search(Query(text="kettle", size=1))).total == 501
        assert (await statuses.get("a0")) is not None
