"""``GET /api/search``: find articles and the answers in their FAQs."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query
from winnow import ports

from winnow_console.api.views import SearchView
from winnow_console.desk import AtDesk

router = APIRouter(prefix="/api/search", tags=["search"])

MAX_QUERY_CHARS = 500
MAX_SIZE = 100
MAX_OFFSET = 9_900
"""An index answers for its first 10,000 hits."""


@router.get("")
async def search(
    desk: AtDesk,
    q: Annotated[str, Query(max_length=MAX_QUERY_CHARS)],
    host: str | None = None,
    language: str | None = None,
    offset: Annotated[int, Query(alias="from", ge=0, le=MAX_OFFSET)] = 0,
    size: Annotated[int, Query(ge=1, le=MAX_SIZE)] = 10,
) -> SearchView:
    """Search titles, texts and FAQs; ``answers`` are the pairs of a hit that answer the query."""
    query = ports.Query(text=q, host=host or None, language=language or None, offset=offset, size=size)
    found = await desk.articles.search(query)
    return SearchView.model_validate(msgspec.to_builtins(found))
