"""The article index in Elasticsearch, behind the alias ``articles``."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from elasticsearch import AsyncElasticsearch

from winnow.adapters import elasticsearch as es
from winnow.codec import to_json
from winnow.errors import Transient
from winnow.model import CleanArticle, Instant
from winnow.ports import Answer, FacetValue, Hit, IndexReport, Query, SearchResult

ALIAS = "articles"
NOT_GONE: Mapping[str, Any] = {"bool": {"must_not": {"term": {"gone": True}}}}
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
"""Languages whose word forms are found by one another; words of any other are found as they are written."""

_WINDOW = 10_000
_MOST_ALIKE = 20
_MAX_QUERY_CHARS = 500
_MOST = "2<70%"
"""Both of two words have to stand in a field, and 70 % of more."""
_ANY = "1"


class ElasticArticleIndex:
    """One document an article. The version is the time of fetching, so an older one never replaces a newer one."""

    def __init__(self, client: AsyncElasticsearch, alias: str = ALIAS) -> None:
        self._client = client
        self._alias = alias

    async def prepare(self) -> None:
        """Make the index and its alias; the alias does not show what is gone."""
        await es.prepare(self._client, self._alias, es.mapping("articles"), only=NOT_GONE)

    async def upsert(self, articles: Sequence[CleanArticle]) -> IndexReport:
        """Write in bulk. A missing index is made again, and what was for it comes back as ``retry``."""
        newest = _newest(articles)
        items = await es.bulk(self._client, self._alias, [_action(article) for article in newest.values()])
        if any("index_not_found" in item.detail for item in items):
            await self.prepare()
        return _report(items)

    async def get(self, article_id: str) -> CleanArticle | None:
        """Look it up by its id, as of the last write."""
        with es.translated():
            found = await self._client.options(ignore_status=404).get(index=self._alias, id=article_id)
        return msgspec.convert(found["_source"], CleanArticle) if found.get("found") else None

    async def alike(self, articles: Sequence[CleanArticle]) -> Mapping[str, Sequence[CleanArticle]]:
        """Ask for all in one request, as of the last refresh."""
        asking = [article for article in articles if article.likeness]
        if not asking:
            return {}
        searches = [part for article in asking for part in ({}, _alike(article))]
        with es.translated():
            found = await self._client.msearch(index=self._alias, searches=searches)
        if unwell := [answer for answer in found["responses"] if answer["status"] not in {200, 404}]:
            raise Transient(f"Elasticsearch does not search now: {unwell[0].get('error')}")
        return {
            article.article_id: [
                msgspec.convert(hit["_source"], CleanArticle) for hit in answer.get("hits", {}).get("hits", [])
            ]
            for article, answer in zip(asking, found["responses"], strict=True)
        }

    async def search(self, query: Query) -> SearchResult:
        """Find by most of the words in title, text and answers, in their forms in each of ``LANGUAGES``.

        When nothing has most of them, what has any of them is found.
        """
        result = await self._search(query, _MOST)
        return result if result.total else await self._search(query, _ANY)

    async def _search(self, query: Query, enough: str) -> SearchResult:
        with es.translated():
            found = await self._client.search(index=self._alias, **_request(query, enough))
        return SearchResult(
            total=found["hits"]["total"]["value"],
            hits=[_hit(hit) for hit in found["hits"]["hits"]],
            facets={
                name: [FacetValue(value=each["key"], count=each["doc_count"]) for each in facet["buckets"]]
                for name, facet in found["aggregations"].items()
            },
        )

    async def refresh(self) -> None:
        """Open the index for search anew; by itself it does so once a second."""
        with es.translated():
            # An index that is missing is made again by the next write; nothing in it waits to be seen.
            await self._client.options(ignore_status=404).indices.refresh(index=self._alias)

    async def ping(self) -> None:
        """Ask the server how it is."""
        await es.ping(self._client)


def _alike(article: CleanArticle) -> dict[str, Any]:
    filters = [{"terms": {"likeness": list(article.likeness)}}, {"term": {"duplicate_of": ""}}, NOT_GONE]
    return {
        "query": {"bool": {"filter": filters}},
        "sort": [{"fetched_at": "asc"}],
        "size": _MOST_ALIKE,
        "_source": ["article_id", "url", "host", "fetched_at", "likeness"],
    }


def _report(items: Sequence[es.Item]) -> IndexReport:
    def ids(fate: es.Fate) -> list[str]:
        return [item.id for item in items if item.fate is fate]

    return IndexReport(
        ok=ids(es.Fate.OK),
        stale=ids(es.Fate.CONFLICT),
        retry=ids(es.Fate.RETRY),
        rejected=[(item.id, item.detail) for item in items if item.fate is es.Fate.REJECTED],
    )


def version_of(fetched_at: Instant) -> int:
    """Return a content version: microseconds since 1970, as Elasticsearch wants it a positive whole number."""
    return max(0, round(fetched_at.timestamp() * 1_000_000))


def _newest(articles: Sequence[CleanArticle]) -> dict[str, CleanArticle]:
    newest: dict[str, CleanArticle] = {}
    for article in articles:
        known = newest.get(article.article_id)
        if known is None or known.fetched_at <= article.fetched_at:
            newest[article.article_id] = article
    return newest


def _action(article: CleanArticle) -> es.Action:
    how = {"_id": article.article_id, "version": version_of(article.fetched_at), "version_type": "external_gte"}
    return es.Action(id=article.article_id, how={"index": how}, source=to_json(article))


def _request(query: Query, enough: str) -> dict[str, Any]:
    start = min(query.offset, _WINDOW)
    return {
        "query": _query(query, enough),
        "from_": start,
        "size": max(0, min(query.size, _WINDOW - start)),
        "track_total_hits": True,
        "source": ["article_id", "url", "title", "host", "language", "published"],
        "highlight": {
            "encoder": "html",
            "pre_tags": ["<mark>"],
            "post_tags": ["</mark>"],
            "fragment_size": 160,
            "number_of_fragments": 3,
            # A longer text than this would fail the whole search.
            "max_analyzed_offset": 500_000,
            "fields": {"text": {"matched_fields": _forms("text")}},
        },
        "aggs": {name: {"terms": {"field": name, "size": 20}} for name in ("host", "language")},
    }


def _query(query: Query, enough: str) -> dict[str, Any]:
    filters = [{"term": {name: value}} for name, value in (("host", query.host), ("language", query.language)) if value]
    text = query.text[:_MAX_QUERY_CHARS].strip()
    return {
        "bool": {
            "filter": [*filters, NOT_GONE, {"term": {"duplicate_of": ""}}],
            "should": [_words(text, enough, "title^4", "text", "author"), _answers(text, enough)] if text else [],
            "minimum_should_match": 1 if text else 0,
        }
    }


def _words(text: str, enough: str, *fields: str) -> dict[str, Any]:
    forms = [form for field in fields for form in _forms(field)]
    return {
        "multi_match": {
            "query": text,
            "type": "best_fields",
            "tie_breaker": 0.2,
            "fields": forms,
            "minimum_should_match": enough,
        }
    }


def _answers(text: str, enough: str) -> dict[str, Any]:
    return {
        "nested": {
            "path": "faqs",
            "score_mode": "max",
            "query": _words(text, enough, "faqs.question^2", "faqs.alternates^2", "faqs.answer"),
            "inner_hits": {"size": 3, "_source": ["faqs.question", "faqs.answer"]},
        }
    }


def _forms(field: str) -> list[str]:
    """Name a field as it is written and, weighing half, as each language stems it."""
    name, _, boost = field.partition("^")
    if name in {"author", "faqs.alternates"}:
        return [field]
    weight = f"^{float(boost or 1) / 2:g}"
    return [field, *(f"{name}.{language}{weight}" for language in LANGUAGES)]


def _hit(hit: Mapping[str, Any]) -> Hit:
    source = hit["_source"]
    pairs = hit.get("inner_hits", {}).get("faqs", {}).get("hits", {}).get("hits", [])
    return Hit(
        article_id=source["article_id"],
        url=source["url"],
        title=source["title"],
        host=source["host"],
        language=source["language"],
        published=source["published"],
        highlights=hit.get("highlight", {}).get("text", []),
        answers=[Answer(question=pair["_source"]["question"], answer=pair["_source"]["answer"]) for pair in pairs],
    )
