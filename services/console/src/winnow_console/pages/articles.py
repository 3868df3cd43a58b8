"""``/articles``: all of them by state; and one: its way through the stages, its text, and what was removed."""

from collections.abc import Sequence
from typing import Literal
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse
from pydantic import AwareDatetime
from winnow.model import ArticleState, CleanArticle, RemovalReason, Removed, Stage, StatusEvent

from winnow_console.desk import AtDesk
from winnow_console.lookup import Known, look_up
from winnow_console.pages.in_place import in_place
from winnow_console.pages.render import page

router = APIRouter(prefix="/articles", include_in_schema=False)

PAGE = 50
OPEN_UP_TO = 4
"""A group of at most so many removed blocks is shown unfolded."""


@router.get("")
async def articles_page(
    desk: AtDesk, state: ArticleState | None = None, before: AwareDatetime | None = None
) -> HTMLResponse:
    """List articles, the last that something happened to first."""
    counts = await desk.statuses.counts()
    found = await desk.statuses.latest(PAGE + 1, state, before)
    shown = found[:PAGE]
    older = None
    if len(found) > PAGE:
        wanted = {"state": state, "before": shown[-1].updated_at.isoformat()}
        older = "/articles?" + urlencode({name: value for name, value in wanted.items() if value})
    return page(
        "articles.html",
        here="articles",
        counts={each: counts.get(each, 0) for each in ArticleState},
        state=state,
        articles=shown,
        older=older,
        later=before is not None,
    )


@router.get("/{article_id}")
async def article_page(desk: AtDesk, article_id: str, view: Literal["article", "page"] = "article") -> HTMLResponse:
    """Show one article, or the page it was read from; while it is under way the page refreshes itself."""
    known = await look_up(desk, article_id)
    if known is None:
        raise HTTPException(404, "No article of this name was ever asked for. Submit its address first.")
    return page(
        "article.html",
        here="articles",
        status=known.status,
        article=known.article,
        ended=known.ended,
        steps=_steps(known),
        whole=in_place(known.article) if known.article and view == "page" else None,
        groups=_groups(known.article.removed if known.article else ()),
        removed_share=_removed_share(known.article),
    )


def _steps(known: Known) -> Sequence[tuple[Stage, StatusEvent | None]]:
    """Pair every stage with what happened there, if anything did since the article was last asked for."""
    by_stage = {event.stage: event for event in known.status.stages}
    asked = by_stage.get(Stage.REQUESTED)
    current = {stage: event for stage, event in by_stage.items() if asked is None or event.at >= asked.at}
    return [(stage, current.get(stage)) for stage in Stage]


def _groups(removed: Sequence[Removed]) -> list[tuple[RemovalReason, list[Removed], bool]]:
    """Group removal records by reason, the largest group first, each in the order of the source."""
    by_reason: dict[RemovalReason, list[Removed]] = {}
    for record in sorted(removed, key=lambda each: each.position):
        by_reason.setdefault(record.reason, []).append(record)
    ranked = sorted(by_reason.items(), key=lambda group: (-len(group[1]), group[0]))
    return [(reason, records, len(records) <= OPEN_UP_TO) for reason, records in ranked]


def _removed_share(article: CleanArticle | None) -> int | None:
    """Say how much of the page's text was removed, in per cent."""
    if article is None:
        return None
    quality = article.quality
    whole = quality.kept_chars + quality.removed_chars
    return round(100 * quality.removed_chars / whole) if whole else None
