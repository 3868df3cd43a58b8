"""``/``: search, with FAQ answers shown as answers."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from winnow import ports
from winnow.errors import Transient
from winnow.model import ArticleState

from winnow_console.api.search import MAX_OFFSET, MAX_QUERY_CHARS
from winnow_console.desk import AtDesk, Desk
from winnow_console.pages.render import page

router = APIRouter(include_in_schema=False)

SIZE = 10


@router.get("/")
async def search_page(
    desk: AtDesk,
    q: Annotated[str, Query(max_length=MAX_QUERY_CHARS)] = "",
    host: str = "",
    language: str = "",
    offset: Annotated[int, Query(alias="from", ge=0, le=MAX_OFFSET)] = 0,
) -> HTMLResponse:
    """Show the search box, and what a query found."""
    text = q.strip()
    if not text:
        return page("search.html", here="search", q="", found=None, indexed=await _indexed(desk))
    query = ports.Query(text=text, host=host or None, language=language or None, offset=offset, size=SIZE)
    found = await desk.articles.search(query)
    return page(
        "search.html",
        here="search",
        q=text,
        found=found,
        query=query,
        facets=_facets(found, query),
        last=min(offset + SIZE, found.total),
        newer=_address(query, offset=max(0, offset - SIZE)) if offset else None,
        older=_address(query, offset=offset + SIZE) if offset + SIZE < min(found.total, MAX_OFFSET) else None,
    )


def _facets(found: ports.SearchResult, query: ports.Query) -> list[dict[str, object]]:
    """List the values to narrow by, and for a chosen one the way back."""
    chosen = {"host": query.host, "language": query.language}
    titles = {"host": "Site", "language": "Language"}
    return [
        {
            "title": titles[name],
            "chosen": chosen[name],
            "drop": _address(query, {name: None}),
            "values": [
                {"value": each.value, "count": each.count, "href": _address(query, {name: each.value})}
                for each in found.facets.get(name, ())
                if each.value
            ],
        }
        for name in titles
    ]


def _address(query: ports.Query, changed: Mapping[str, str | None] | None = None, *, offset: int = 0) -> str:
    wanted = {"q": query.text, "host": query.host, "language": query.language, "from": str(offset or "")} | dict(
        changed or {}
    )
    return "/?" + urlencode({name: value for name, value in wanted.items() if value})


async def _indexed(desk: Desk) -> int | None:
    """Say how many articles there are to search, if that can be told."""
    try:
        return (await desk.statuses.counts()).get(ArticleState.INDEXED, 0)
    except Transient:
        return None
