"""``GET /api/articles``: where is my URL, and what became of it."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query
from winnow.model import CleanArticle, Removed, StatusEvent

from winnow_console.api.views import ArticleView, Cleaned, RemovedView, StageView
from winnow_console.desk import AtDesk, Desk
from winnow_console.lookup import id_of, look_up

router = APIRouter(prefix="/api/articles", tags=["articles"])


@router.get("")
async def find_article(desk: AtDesk, url: Annotated[str, Query(min_length=1)]) -> ArticleView:
    """Find an article by its URL, in whatever spelling."""
    return await _view(desk, id_of(url), url)


@router.get("/{article_id}")
async def get_article(desk: AtDesk, article_id: Annotated[str, Path(max_length=64)]) -> ArticleView:
    """Say where an article is; its text, and what was removed, are there once it was indexed."""
    return await _view(desk, article_id, article_id)


async def _view(desk: Desk, name: str, asked_as: str) -> ArticleView:
    known = await look_up(desk, name)
    if known is None:
        raise HTTPException(404, f"{asked_as} was never asked for. Submit its URL first.")
    status, article = known.status, known.article
    return ArticleView(
        article_id=status.article_id,
        url=status.url,
        state=status.state,
        trace_id=status.trace_id,
        updated_at=status.updated_at,
        stages=[_stage(event) for event in status.stages],
        article=None if article is None else _cleaned(article),
        removed=None if article is None else [_removed(record) for record in article.removed],
    )


def _stage(event: StatusEvent) -> StageView:
    return StageView(
        stage=event.stage,
        at=event.at,
        outcome=event.outcome,
        reason=event.reason,
        detail=event.detail,
        timing=event.timing,
    )


def _removed(record: Removed) -> RemovedView:
    return RemovedView(
        text=record.text, reason=record.reason, rule=record.rule, score=record.score, position=record.position
    )


def _cleaned(article: CleanArticle) -> Cleaned:
    return Cleaned(
        id=article.article_id,
        title=article.title,
        author=article.author,
        published=article.published,
        language=article.language,
        text=article.text,
        sections=article.sections,
        faqs=article.faqs,
        quality=article.quality,
        fetched_at=article.fetched_at,
        duplicate_of=article.duplicate_of,
    )
