"""Folding events into a status does not depend on the order in which they come."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from winnow.model import ArticleState, Reason, Stage, StageOutcome, StatusEvent
from winnow.stages.status import fold

START = datetime(2026, 1, 1, tzinfo=UTC)


def event(stage: Stage, outcome: StageOutcome = StageOutcome.OK, minutes: int = 0, detail: str = "") -> StatusEvent:
    return StatusEvent(
        article_id="a",
        url="https://example.org/",
        stage=stage,
        outcome=outcome,
        at=START + timedelta(minutes=minutes),
        trace_id="0" * 32,
        reason=Reason.ROBOTS if outcome is StageOutcome.REFUSED else None,
        detail=detail,
    )


def folded(*events: StatusEvent):
    status = None
    for each in events:
        status = fold(status, each)
    return status


EVENTS = st.builds(
    event,
    st.sampled_from(Stage),
    st.sampled_from(StageOutcome),
    st.integers(0, 5),
    st.sampled_from(["", "one", "two"]),
)


@given(st.lists(EVENTS, min_size=1, max_size=8).flatmap(lambda es: st.tuples(st.just(es), st.permutations(es))))
def test_any_order_and_any_repeat_gives_the_same_status(pair):
    events, shuffled = pair
    assert folded(*events) == folded(*shuffled) == folded(*events, *shuffled)


def test_the_furthest_stage_is_the_state():
    assert folded(event(Stage.REQUESTED)).state is ArticleState.REQUESTED
    assert folded(event(Stage.REQUESTED), event(Stage.FETCHED, minutes=1)).state is ArticleState.FETCHED
    done = folded(*(event(stage, minutes=n) for n, stage in enumerate(Stage)))
    assert done.state is ArticleState.INDEXED
    assert [kept.stage for kept in done.stages] == list(Stage)


def test_an_end_is_the_state_wherever_it_came():
    refused = folded(event(Stage.REQUESTED), event(Stage.FETCHED, StageOutcome.REFUSED, 1))
    assert refused.state is ArticleState.REFUSED
    assert folded(event(Stage.CLEANED, StageOutcome.FAILED)).state is ArticleState.FAILED
    assert folded(event(Stage.INDEXED, StageOutcome.GONE)).state is ArticleState.GONE
    listing = folded(event(Stage.REQUESTED), event(Stage.FETCHED, StageOutcome.FOLLOWED, 1))
    assert listing.state is ArticleState.FOLLOWED


def test_a_new_request_begins_again():
    indexed = [event(stage, minutes=n) for n, stage in enumerate(Stage)]
    again = folded(*indexed, event(Stage.REQUESTED, minutes=10))
    assert again.state is ArticleState.REQUESTED
    assert fold(again, event(Stage.FETCHED, minutes=11)).state is ArticleState.FETCHED


def test_a_retry_is_still_on_its_way():
    assert folded(event(Stage.REQUESTED), event(Stage.FETCHED, StageOutcome.RETRY, 1)).state is ArticleState.REQUESTED


def test_an_unchanged_page_stays_what_it_was():
    indexed = [event(stage, minutes=n) for n, stage in enumerate(Stage)]
    unchanged = folded(
        *indexed, event(Stage.REQUESTED, minutes=10), event(Stage.FETCHED, StageOutcome.UNCHANGED, minutes=11)
    )
    assert unchanged.state is ArticleState.INDEXED
