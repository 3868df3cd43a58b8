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
        articles=StateCounts(total=seen.total, under_way=seen.under_way, ended=seen.ended, by_state=seen.by_state),
        lag=[
            LagView(group=one.group, topic=one.topic, messages=one.messages, partitions=one.partitions)
            for one in seen.lag
        ],
        dead_letters=DeadLetterCounts(total=sum(seen.dead_letters.values()), by_topic=seen.dead_letters),
    )
