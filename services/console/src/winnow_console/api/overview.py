"""``GET /api/overview``: the pipeline in figures."""

from fastapi import APIRouter

from winnow_console import overview
from winnow_console.api.views import DeadLetterCounts, LagView, OverviewView, StateCounts
from winnow_console.desk import AtDesk

router = APIRouter(prefix="/api/overview", tags=["overview"])


@router.get("")
async def get_overview(desk: AtDesk) -> OverviewView:
    """Count articles by state, messages not yet processed by group, and dead letters by topic."""
    seen = await overview.look(desk)
    return OverviewView(
        articles=None if seen.counts is None else StateCounts.model_validate(seen.counts, from_attributes=True),
        lag=None if seen.lag is None else [LagView.model_validate(one, from_attributes=True) for one in seen.lag],
        dead_letters=None
        if seen.dead_letters is None
        else DeadLetterCounts(total=sum(seen.dead_letters.values()), by_topic=seen.dead_letters),
        unavailable=seen.unavailable,
    )
