"""Elasticsearch, as both indexes use it: the client, indexes behind aliases, and bulk requests item by item."""

import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Any, cast

import structlog
from elastic_transport import TransportError
from elasticsearch import ApiError, AsyncElasticsearch

from winnow.errors import Backpressure, ConfigError, Rejected, Transient
from winnow.model import Reason

log = structlog.get_logger(__name__)

REQUEST_SECONDS = 60.0
BULK_BYTES = 8 * 1024 * 1024
"""Size of a bulk request: large enough to be fast, far below the 100 MB that a server takes."""
FIRST = "v000001"


@asynccontextmanager
async def connected(url: str, api_key: str = "") -> AsyncIterator[AsyncElasticsearch]:
    """Lend a client. It never tries again by itself: the runtime does, and knows when to stop."""
    client = AsyncElasticsearch(url, api_key=api_key or None, request_timeout=REQUEST_SECONDS, max_retries=0)
    try:
        yield client
    finally:
        await client.close()


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the client raises into what the caller should do about it."""
    try:
        yield
    except TransportError as error:
        raise Transient(f"Elasticsearch does not answer: {error}") from error
    except ApiError as error:
        raise _meaning(error) from error


def _meaning(error: ApiError) -> Exception:
    said = f"Elasticsearch says {error.status_code} {error.message}: {_reason(error.body)}"
    if error.status_code in {401, 403} and "block" not in str(error.message):
        return ConfigError(f"{said}. Give WINNOW_ELASTICSEARCH_API_KEY a key that may do this.")
    if error.status_code == 429:
        return Backpressure(said)
    if error.status_code in {403, 404, 408} or error.status_code >= 500:
        return Transient(said)
    return Rejected(Reason.INDEX_REJECTED, said)


def _reason(body: Any) -> str:
    """Find the innermost cause that the server names: the outer ones only say where it was."""
    cause = body.get("error", body) if isinstance(body, Mapping) else body
    while isinstance(cause, Mapping) and isinstance(cause.get("caused_by"), Mapping):
        cause = cause["caused_by"]
    return str(cause.get("reason", cause)) if isinstance(cause, Mapping) else str(cause)


async def ping(client: AsyncElasticsearch) -> None:
    """Return when the server answers; raise ``Transient`` otherwise."""
    with translated():
        await client.options(request_timeout=5.0).cluster.health()


def mapping(name: str) -> dict[str, Any]:
    """Read the settings and the mapping of an index, which are written by hand in ``mappings``."""
    text = resources.files("winnow.adapters").joinpath(f"mappings/{name}.json").read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(text))


async def prepare(
    client: AsyncElasticsearch, alias: str, body: Mapping[str, Any], only: Mapping[str, Any] | None = None
) -> None:
    """Make an alias exist with an index behind it; give an older index the fields that came since.

    ``only`` filters what is found through the alias. Raises ``ConfigError`` when a field's mapping changed in a way
    that an existing index cannot follow: then a new index has to be filled.
    """
    with translated():
        await client.indices.put_index_template(name=alias, index_patterns=[f"{alias}-v*"], template=body, priority=100)
        if not await client.indices.exists_alias(name=alias):
            await _create(client, alias, {"filter": only} if only else {})
            return
        try:
            await client.indices.put_mapping(index=alias, **body["mappings"])
        except ApiError as error:
            if error.status_code != 400:
                raise
            raise ConfigError(f"the index behind {alias!r} cannot take this mapping: {_reason(error.body)}") from error


async def _create(client: AsyncElasticsearch, alias: str, about: Mapping[str, Any]) -> None:
    try:
        await client.indices.create(index=f"{alias}-{FIRST}", aliases={alias: about})
    except ApiError as error:
        if "resource_already_exists_exception" not in str(error.message):
            raise
        log.info("another process made the index", alias=alias)


class Fate(StrEnum):
    """What became of one item of a bulk request, named by what to do about it."""

    OK = "ok"
    CONFLICT = "conflict"
    """Another version was there."""
    REJECTED = "rejected"
    RETRY = "retry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One write of a bulk request: ``how`` is the operation with its conditions, ``source`` the document as JSON."""

    id: str
    how: Mapping[str, Any]
    source: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The server's answer to one action."""

    id: str
    fate: Fate
    detail: str = ""
    """The server's own words, where it did not do it."""


async def bulk(client: AsyncElasticsearch, alias: str, actions: Sequence[Action]) -> Sequence[Item]:
    """Write, and say of each action what became of it. Raises ``Transient`` when the server did not answer."""
    items: list[Item] = []
    for part in _parts(actions):
        items += await _send(client, alias, part)
    return items


def _parts(actions: Sequence[Action]) -> Iterator[Sequence[Action]]:
    part: list[Action] = []
    size = 0
    for action in actions:
        if part and size + len(action.source) > BULK_BYTES:
            yield part
            part, size = [], 0
        part.append(action)
        size += len(action.source)
    if part:
        yield part


async def _send(client: AsyncElasticsearch, alias: str, actions: Sequence[Action]) -> Sequence[Item]:
    """Send one request. One that is refused whole is halved until the item that it is refused for stands alone."""
    operations: list[Any] = []
    for action in actions:
        operations += (action.how, action.source)
    try:
        with translated():
            # An alias has to be there: otherwise the server would make an index of that name by itself.
            answer = await client.bulk(index=alias, operations=operations, require_alias=True)
    except Rejected as whole:
        if len(actions) == 1:
            return [Item(id=actions[0].id, fate=Fate.REJECTED, detail=whole.detail)]
        half = len(actions) // 2
        return [*await _send(client, alias, actions[:half]), *await _send(client, alias, actions[half:])]
    except Backpressure as busy:
        if len(actions) == 1 and never_fits(str(busy), len(actions[0].source)):
            return [Item(id=actions[0].id, fate=Fate.REJECTED, detail=str(busy))]
        raise
    results = (next(iter(item.values())) for item in answer["items"])
    items = [_item(action, result, len(actions)) for action, result in zip(actions, results, strict=True)]
    if waiting := [item for item in items if item.fate is Fate.RETRY]:
        log.warning("the index is busy", alias=alias, items=len(waiting), of=len(items), detail=waiting[0].detail)
    return items


def _item(action: Action, result: Mapping[str, Any], among: int) -> Item:
    status = result["status"]
    if status < 300:
        return Item(id=action.id, fate=Fate.OK)
    error = result.get("error", {})
    detail = f"{error.get('type', status)}: {_reason(error)}"
    if status == 429 and among == 1 and never_fits(detail, len(action.source)):
        return Item(id=action.id, fate=Fate.REJECTED, detail=detail)
    return Item(id=action.id, fate=_fate(status), detail=detail)


_PRESSURE = re.compile(
    r"coordinating_and_primary_bytes=(?P<used>\d+).*?"
    r"(?P<kind>coordinating|primary)_operation_bytes=(?P<wanted>\d+), max_\w+_bytes=(?P<limit>\d+)"
)


def never_fits(words: str, size: int) -> bool:
    """Say whether a write that was sent alone is itself more than the server has room for, however idle it is.

    The server says 429 to it as to any write that comes at a busy moment; but trying again would never end. A primary
    operation finds the request's own bytes already counted, and nothing of others is held against it here.
    """
    found = _PRESSURE.search(words)
    if found is None:
        return False
    own = min(int(found["used"]), size) if found["kind"] == "primary" else 0
    return int(found["wanted"]) + own > int(found["limit"])


def _fate(status: int) -> Fate:
    if status == 409:
        return Fate.CONFLICT
    # 403 is an index that is blocked for writing, 404 one that is not there (yet, or again): no item's fault.
    if status in {403, 404, 408, 429} or status >= 500:
        return Fate.RETRY
    return Fate.REJECTED
