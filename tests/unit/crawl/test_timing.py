"""The parts of a fetch: measured one after another, carried by the status event, told to a reader."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from winnow.codec import from_json, to_json
from winnow.crawl.timing import Stopwatch, in_words, parts_of
from winnow.model import Stage, StageOutcome, StatusEvent, Timing

PARTS = [field.name for field in fields(Timing) if field.name != "total"]
MILLISECONDS = st.floats(min_value=0, max_value=1e6)
TIMINGS = st.builds(Timing, **{part: st.none() | MILLISECONDS for part in PARTS}, total=MILLISECONDS)
EVENT = StatusEvent(
    article_id="a",
    url="https://tea.example/",
    stage=Stage.FETCHED,
    outcome=StageOutcome.OK,
    at=datetime(2026, 5, 1, tzinfo=UTC),
    trace_id="ab" * 16,
)


@pytest.mark.parametrize(
    ("timing", "words"),
    [
        (Timing(), "under 1 ms"),
        (Timing(total=120.0), "120 ms"),
        (
            Timing(dns=4.0, connect=12.0, tls=30.0, first_byte=90.0, body=0.1, total=136.1),
            "136 ms (name 4 ms, connection 12 ms, TLS 30 ms, first byte 90 ms, body under 1 ms)",
        ),
        (Timing(robots=80.0, total=80.0), "80 ms (robots.txt 80 ms)"),
        (Timing(dns=12_340.0, total=12_340.0), "12.3 s (name 12.3 s)"),
        (Timing(first_byte=9990.0, total=9990.0), "9990 ms (first byte 9990 ms)"),
    ],
)
def test_a_timing_is_told_in_words(timing: Timing, words: str) -> None:
    assert in_words(timing) == words


@given(st.lists(st.tuples(st.sampled_from(PARTS), st.floats(min_value=0, max_value=100))))
def test_every_part_that_was_entered_is_timed_and_they_add_up(course: list[tuple[str, float]]) -> None:
    now = 50.0
    watch = Stopwatch(lambda: now)
    spent = dict.fromkeys((part for part, _ in course), 0.0)
    for part, seconds in course:
        watch.enter(part)
        now += seconds
        spent[part] += seconds * 1000
    timing = watch.timing()
    assert parts_of(timing) == pytest.approx(spent, abs=0.01)
    assert timing.total == pytest.approx(sum(spent.values()), abs=0.01)


def test_what_comes_before_the_first_part_counts_for_the_whole_only() -> None:
    now = 0.0
    watch = Stopwatch(lambda: now)
    now = 1.0
    watch.enter("dns")
    now = 1.5
    assert watch.timing() == Timing(dns=500.0, total=1500.0)


@given(st.none() | TIMINGS)
def test_a_status_event_carries_its_timing(timing: Timing | None) -> None:
    event = replace(EVENT, timing=timing)
    assert from_json(StatusEvent, to_json(event)) == event


@given(TIMINGS)
def test_who_does_not_know_timings_yet_reads_the_rest(timing: Timing) -> None:
    """And an event from before them has none."""
    written = json.loads(to_json(replace(EVENT, timing=timing)))
    written["timing_of_later_days"] = written.pop("timing")
    assert from_json(StatusEvent, json.dumps(written)) == EVENT
