"""The indexes that the contract tests hold alike."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from elasticsearch import AsyncElasticsearch
from winnow.adapters.elasticsearch import connected
from winnow.adapters.elasticsearch_articles import ElasticArticleIndex
from winnow.adapters.elasticsearch_statuses import ElasticStatusIndex
from winnow.adapters.memory import MemoryArticleIndex, MemoryStatusIndex
from winnow.adapters.sqlite_articles import SqliteArticleIndex
from winnow.adapters.sqlite_statuses import SqliteStatusIndex
from winnow.ports import ArticleIndex, StatusIndex

INDEXES = ("memory", "sqlite", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch))


@pytest.fixture(params=INDEXES)
async def articles(request: pytest.FixtureRequest, tmp_path) -> AsyncIterator[ArticleIndex]:
    if request.param == "memory":
        yield MemoryArticleIndex()
    elif request.param == "sqlite":
        async with SqliteArticleIndex(tmp_path / "articles.sqlite") as made:
            yield made
    else:
        async with elastic(request.getfixturevalue("elasticsearch_url")) as (client, alias):
            yield ElasticArticleIndex(client, alias)


@pytest.fixture(params=INDEXES)
async def statuses(request: pytest.FixtureRequest, tmp_path) -> AsyncIterator[StatusIndex]:
    if request.param == "memory":
        yield MemoryStatusIndex()
    elif request.param == "sqlite":
        async with SqliteStatusIndex(tmp_path / "statuses.sqlite") as made:
            yield made
    else:
        async with elastic(request.getfixturevalue("elasticsearch_url")) as (client, alias):
            yield ElasticStatusIndex(client, alias)


@asynccontextmanager
async def elastic(url: str) -> AsyncIterator[tuple[AsyncElasticsearch, str]]:
    """Lend a client and an alias of the test's own; what is behind the alias goes afterwards."""
    alias = f"test-{uuid.uuid4().hex[:12]}"
    async with connected(url) as client:
        yield client, alias
        await client.indices.delete(index=f"{alias}-v000001", ignore_unavailable=True)
        await client.options(ignore_status=404).indices.delete_index_template(name=alias)
