"""The status index in Elasticsearch, behind the alias ``articles-status``."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from elasticsearch import AsyncElasticsearch

from winnow.adapters import elasticsearch as es
from winnow.codec import to_json
from winnow.model import ArticleState, ArticleStatus, Instant, StatusEvent
from winnow.ports import IndexReport
from winnow.stages.status import fold

ALIAS = "articles-status"
_ROUNDS = 8
"""How often a status that other writers keep changing is read and folded anew before the batch is offered again."""


class ElasticStatusIndex:
    """One document an article, written only over the very version that was read: no writer loses another's event."""

    def __init__(self, client: AsyncElasticsearch, alias: str = ALIAS) -> None:
        self._client = client
        self._alias = alias

    async def prepare(self) -> None:
        """Make the index and its alias."""
        await es.prepare(self._client, self._alias, es.mapping("articles-status"))

    async def merge(self, events: Sequence[StatusEvent]) -> IndexReport:
        """Read, fold and write on condition; what changed meanwhile is read again."""
        pending: dict[str, list[StatusEvent]] = defaultdict(list)
        for event in events:
            pending[event.article_id].append(event)
        settled: dict[str, es.Item] = {}
        for _ in range(_ROUNDS if pending else 0):
            items = await self._round(pending)
            settled.update((item.id, item) for item in items)
            pending = {item.id: pending[item.id] for item in items if item.fate is es.Fate.CONFLICT}
            if not pending:
                break
        return _report(list(settled.values()))

    async def _round(self, pending: Mapping[str, Sequence[StatusEvent]]) -> Sequence[es.Item]:
        known = await self._read(list(pending))
        if known is None:
            await self.prepare()
            known = {}
        items: list[es.Item] = []
        actions: list[es.Action] = []
        for article_id, events in pending.items():
            old, condition = known.get(article_id, (None, {}))
            new = _fold_all(old, events)
            if new == old:
                items.append(es.Item(id=article_id, fate=es.Fate.OK))
            else:
                actions.append(_action(new, condition))
        return [*items, *await es.bulk(self._client, self._alias, actions)]

    async def _read(self, ids: Sequence[str]) -> Mapping[str, tuple[ArticleStatus, Mapping[str, Any]]] | None:
        """Return the statuses as of the last write, with the condition to replace each; ``None`` without an index."""
        with es.translated():
            answer = await self._client.mget(index=self._alias, ids=ids)
        docs = answer["docs"]
        if any("index_not_found" in str(doc.get("error", "")) for doc in docs):
            return None
        return {
            doc["_id"]: (
                msgspec.convert(doc["_source"], ArticleStatus),
                {"if_seq_no": doc["_seq_no"], "if_primary_term": doc["_primary_term"]},
            )
            for doc in docs
            if doc.get("found")
        }

    async def get(self, article_id: str) -> ArticleStatus | None:
        """Look it up by its id, as of the last write."""
        found = await self._read([article_id]) or {}
        return found[article_id][0] if article_id in found else None

    async def latest(
        self, limit: int, state: ArticleState | None = None, before: Instant | None = None
    ) -> Sequence[ArticleStatus]:
        """Sort by time; a write is seen here within a second."""
        filters: list[dict[str, Any]] = []
        if state is not None:
            filters.append({"term": {"state": state}})
        if before is not None:
            filters.append({"range": {"updated_at": {"lt": before.isoformat()}}})
        order = [{"updated_at": "desc"}, {"article_id": "asc"}]
        with es.translated():
            found = await self._client.search(
                index=self._alias, query={"bool": {"filter": filters}}, sort=order, size=limit, track_total_hits=False
            )
        return [msgspec.convert(hit["_source"], ArticleStatus) for hit in found["hits"]["hits"]]

    async def counts(self) -> dict[ArticleState, int]:
        """Count by state; a write is seen here within a second."""
        with es.translated():
            found = await self._client.search(
                index=self._alias, size=0, aggs={"states": {"terms": {"field": "state", "size": len(ArticleState)}}}
            )
        counted = {bucket["key"]: bucket["doc_count"] for bucket in found["aggregations"]["states"]["buckets"]}
        return {state: counted.get(state.value, 0) for state in ArticleState}


def _fold_all(old: ArticleStatus | None, events: Sequence[StatusEvent]) -> ArticleStatus:
    status = fold(old, events[0])
    for event in events[1:]:
        status = fold(status, event)
    return status


def _action(status: ArticleStatus, condition: Mapping[str, Any]) -> es.Action:
    operation = "index" if condition else "create"
    return es.Action(
        id=status.article_id, how={operation: {"_id": status.article_id, **condition}}, source=to_json(status)
    )


def _report(items: Sequence[es.Item]) -> IndexReport:
    """Tell the outcomes; a status that is still contended after all rounds is to be offered again."""
    contended = {es.Fate.CONFLICT, es.Fate.RETRY}
    return IndexReport(
        ok=[item.id for item in items if item.fate is es.Fate.OK],
        rejected=[(item.id, item.detail) for item in items if item.fate is es.Fate.REJECTED],
        retry=[item.id for item in items if item.fate in contended],
    )
