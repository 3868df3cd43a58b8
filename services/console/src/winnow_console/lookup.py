"""Find out all there is to know of one article: its status and, once it is indexed, its content."""

from dataclasses import dataclass, replace

from winnow.crawl.urls import article_id, parse_url
from winnow.errors import Transient
from winnow.model import ENDS, ArticleState, ArticleStatus, CleanArticle, Stage, StageOutcome, StatusEvent

from winnow_console.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One article: where it is, and what it says once it was indexed."""

    status: ArticleStatus
    article: CleanArticle | None

    @property
    def ended(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.status.state in ENDS


async def look_up(desk: Desk, name: str) -> Known | None:
    """Return what is known of an article id; raises ``Transient`` when an index does not answer."""
    known = await _look_up_one(desk, name)
    seen, at = {name}, known
    while known and at and (target := _folded_into(at.status)) and target not in seen:
        seen.add(target)
        at = await _look_up_one(desk, target)
        known = _continued(known, at)
    return known


async def _look_up_one(desk: Desk, name: str) -> Known | None:
    """Ask for the status first: a document is written before it is called indexed, so that none is missed then."""
    status = await _status(desk, name)
    article = await desk.articles.get(name)
    if status is None and article is not None:
        status = _from_document(article)
    return None if status is None else Known(status=status, article=article)


def _folded_into(status: ArticleStatus) -> str:
    """Return the article id under which an article goes on, if a redirect or a canonical link led there."""
    fetched = _fetched(status)
    return fetched.same_as if fetched else ""


def _fetched(status: ArticleStatus) -> StatusEvent | None:
    return next((event for event in status.stages if event.stage is Stage.FETCHED), None)


def _continued(known: Known, target: Known | None) -> Known:
    """Tell of an article what became of the one it was folded into."""
    if target is None:
        return replace(known, status=replace(known.status, state=ArticleState.REQUESTED))
    asked = [event for event in known.status.stages if event.stage is Stage.REQUESTED]
    fetched = _fetched(known.status)
    rest = [
        _led_there(event, fetched.detail if fetched else "")
        for event in target.status.stages
        if event.stage is not Stage.REQUESTED
    ]
    status = replace(
        known.status,
        state=target.status.state,
        updated_at=max(known.status.updated_at, target.status.updated_at),
        stages=(*asked, *rest) or known.status.stages,
    )
    return Known(status=status, article=target.article)


def _led_there(event: StatusEvent, how: str) -> StatusEvent:
    """Add to what a fetch came to how it came to be of another URL."""
    if event.stage is not Stage.FETCHED:
        return event
    return replace(event, detail="; ".join(filter(None, (how, event.detail))))


def id_of(url: str) -> str:
    """Return the article id of a URL as anybody may write it; raises ``Refused`` when it is none."""
    return article_id(parse_url(url))


async def _status(desk: Desk, name: str) -> ArticleStatus | None:
    """Prefer the index; what was submitted a moment ago is known here before it is known there."""
    recent = desk.recent.get(name)
    try:
        indexed = await desk.statuses.get(name)
    except Transient:
        if recent is None:
            raise
        return recent
    if indexed is None or (recent is not None and recent.updated_at > indexed.updated_at):
        return recent
    return indexed


def _from_document(article: CleanArticle) -> ArticleStatus:
    """Make up for a lost status: a document that is there has been indexed."""
    outcome = StageOutcome.GONE if article.gone else StageOutcome.OK
    event = StatusEvent(
        article_id=article.article_id,
        url=article.url,
        stage=Stage.INDEXED,
        outcome=outcome,
        at=article.fetched_at,
        trace_id="",
        version=article.fetched_at,
    )
    return ArticleStatus(
        article_id=article.article_id,
        url=article.url,
        state=ArticleState.GONE if article.gone else ArticleState.INDEXED,
        trace_id="",
        updated_at=article.fetched_at,
        stages=(event,),
    )
