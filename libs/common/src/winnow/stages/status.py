"""Fold an article's status events into where it is."""

from winnow.model import ArticleState, ArticleStatus, Stage, StageOutcome, StatusEvent

_ORDER = {stage: rank for rank, stage in enumerate(Stage)}
_ENDS = {
    StageOutcome.FOLLOWED: ArticleState.FOLLOWED,
    StageOutcome.REFUSED: ArticleState.REFUSED,
    StageOutcome.FAILED: ArticleState.FAILED,
    StageOutcome.GONE: ArticleState.GONE,
}


def fold(old: ArticleStatus | None, event: StatusEvent) -> ArticleStatus:
    """Add an event to what is known of its article.

    The latest event of each stage is kept, so repeats and late arrivals change nothing: the result does not
    depend on the order in which events come.
    """
    latest = {kept.stage: kept for kept in (old.stages if old else ())}
    known = latest.get(event.stage)
    if known is None or _newer(event, known):
        latest[event.stage] = event
    stages = sorted(latest.values(), key=lambda kept: _ORDER[kept.stage])
    newest = max(stages, key=lambda kept: (kept.at, _ORDER[kept.stage]))
    return ArticleStatus(
        article_id=event.article_id,
        url=newest.url,
        state=_state(stages),
        trace_id=newest.trace_id,
        updated_at=newest.at,
        stages=tuple(stages),
    )


def _newer(event: StatusEvent, known: StatusEvent) -> bool:
    """Decide between two events of one stage. The order is total, so that any order of arrival agrees."""
    return (event.at, event.outcome, event.detail) > (known.at, known.outcome, known.detail)


def _state(stages: list[StatusEvent]) -> ArticleState:
    """Say what the stages amount to: those that happened since the last request, the furthest of them."""
    requested = next((event.at for event in stages if event.stage is Stage.REQUESTED), None)
    current = [event for event in stages if requested is None or event.at >= requested]
    furthest = max(current, key=lambda event: _ORDER[event.stage])
    if furthest.outcome is StageOutcome.RETRY:
        return ArticleState.REQUESTED
    if furthest.outcome is StageOutcome.UNCHANGED:
        furthest = stages[-1]  # an unchanged page is where its last version got to
    return _ENDS.get(furthest.outcome) or ArticleState(furthest.stage.value)
