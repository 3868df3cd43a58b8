"""What follows from each way in which a visit can end."""

import pytest
from msgspec.structs import replace
from winnow.crawl.fetching import Answer, NoAnswer
from winnow.crawl.frontier import Entry, Lane, merged
from winnow.crawl.politeness import MAX_CRAWL_DELAY, MAX_RETRY_AFTER, Manners, Pace, pace_after, retry_after
from winnow.crawl.schedule import DAY, MAX_HOPS, Decision, Policy, decide, listed, moved
from winnow.crawl.urls import article_id, parse_url
from winnow.model import Reason, StageOutcome

URL = parse_url("https://example.org/tea")
NOW = 1_700_000_000.0
POLICY = Policy()
NEW = Entry(article_id=article_id(URL), url=URL.href, host=URL.host, lane=Lane.EDITOR, due=NOW, requested_at=NOW)


def answer(status: int = 200, body: bytes = b"tea", **headers: str) -> Answer:
    return Answer(url=URL, status=status, body=body, headers=headers, content_type="text/html")


def visited(entry: Entry, result: Answer | NoAnswer, at: float) -> Decision:
    return decide(entry, result, at, POLICY)


KNOWN = visited(NEW, answer(), NOW).entry


def test_a_new_page_is_a_version_and_is_visited_again() -> None:
    decision = visited(NEW, answer(etag='"1"'), NOW)
    assert decision.outcome is StageOutcome.OK
    assert decision.raw is not None
    assert decision.raw.fetched_at.timestamp() == NOW
    assert (decision.entry.due, decision.entry.etag, decision.entry.lane) == (NOW + DAY, '"1"', Lane.REVISIT)


@pytest.mark.parametrize("same", [answer(), answer(304, b"")])
def test_an_unchanged_page_publishes_nothing_and_is_visited_less_often(same: Answer) -> None:
    decision = visited(KNOWN, same, NOW + DAY)
    assert (decision.outcome, decision.raw) == (StageOutcome.UNCHANGED, None)
    assert decision.entry.interval == 1.5 * DAY
    assert decision.entry.published_at == KNOWN.published_at


def test_a_changed_page_is_a_new_version_and_is_visited_more_often() -> None:
    decision = visited(KNOWN, answer(body=b"green tea"), NOW + DAY)
    assert decision.raw is not None
    assert decision.entry.interval == DAY / 2


def test_the_interval_stays_within_its_bounds() -> None:
    often, seldom = KNOWN, KNOWN
    for step in range(40):
        often = visited(often, answer(body=b"%d" % step), NOW + step).entry
        seldom = visited(seldom, answer(), NOW + step).entry
    assert (often.interval, seldom.interval) == (POLICY.revisit_min, POLICY.revisit_max)


def test_a_page_is_gone_when_it_is_missing_twice_some_time_apart() -> None:
    first = visited(KNOWN, answer(404), NOW + DAY)
    assert (first.outcome, first.reason, first.raw) == (StageOutcome.RETRY, Reason.GONE, None)
    too_soon = visited(first.entry, answer(404), NOW + DAY + 60)
    assert too_soon.raw is None
    assert too_soon.entry.due == NOW + DAY + POLICY.gone_apart
    second = visited(too_soon.entry, answer(410), NOW + DAY + POLICY.gone_apart)
    assert second.outcome is StageOutcome.GONE
    assert second.raw is not None
    assert second.raw.gone


def test_a_page_that_comes_back_in_between_was_never_gone() -> None:
    first = visited(KNOWN, answer(404), NOW + DAY)
    back = visited(first.entry, answer(), NOW + DAY + POLICY.gone_apart)
    assert back.outcome is StageOutcome.OK
    assert back.entry.missing_since is None


def test_a_page_that_never_was_there_fails_at_once() -> None:
    decision = visited(NEW, answer(404), NOW)
    assert (decision.outcome, decision.reason, decision.entry.due) == (StageOutcome.FAILED, Reason.HTTP_4XX, None)


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (answer(500), Reason.HTTP_5XX),
        (answer(429), Reason.HTTP_4XX),
        (NoAnswer(url=URL, reason=Reason.TIMEOUT, detail="late"), Reason.TIMEOUT),
        (NoAnswer(url=URL, reason=Reason.DNS, detail="no such name"), Reason.DNS),
    ],
)
def test_trouble_that_may_pass_is_tried_again_with_growing_pauses_up_to_a_cap(
    result: Answer | NoAnswer, reason: Reason
) -> None:
    entry, pauses = NEW, []
    for _ in range(POLICY.attempts - 1):
        decision = visited(entry, result, NOW)
        assert (decision.outcome, decision.reason) == (StageOutcome.RETRY, reason)
        entry = decision.entry
        assert entry.due is not None
        pauses.append(entry.due - NOW)
    assert pauses == [30, 60, 120, 240]
    last = visited(entry, result, NOW)
    assert (last.outcome, last.reason, last.entry.due) == (StageOutcome.FAILED, reason, None)


@pytest.mark.parametrize(
    ("result", "outcome", "reason"),
    [
        (answer(403), StageOutcome.FAILED, Reason.HTTP_4XX),
        (answer(204), StageOutcome.FAILED, Reason.PROTOCOL),
        (NoAnswer(url=URL, reason=Reason.TOO_LARGE, detail=""), StageOutcome.REFUSED, Reason.TOO_LARGE),
        (NoAnswer(url=URL, reason=Reason.CONTENT_TYPE, detail=""), StageOutcome.REFUSED, Reason.CONTENT_TYPE),
    ],
)
def test_trouble_that_does_not_pass_ends_it(result: Answer | NoAnswer, outcome: StageOutcome, reason: Reason) -> None:
    decision = visited(NEW, result, NOW)
    assert (decision.outcome, decision.reason, decision.entry.due) == (outcome, reason, None)
    assert visited(KNOWN, result, NOW).entry.due == NOW + POLICY.revisit_max


def test_a_failing_page_keeps_what_was_published_of_it() -> None:
    assert visited(KNOWN, answer(500), NOW + DAY).entry.published_at == KNOWN.published_at


def test_a_redirect_folds_into_its_target_and_too_many_are_a_loop() -> None:
    target = parse_url("https://example.org/new")
    decision = moved(NEW, target, "redirected to", NOW, POLICY)
    assert (decision.outcome, decision.moved_to, decision.raw) == (StageOutcome.FOLLOWED, target, None)
    loop = moved(replace(NEW, hops=MAX_HOPS), target, "redirected to", NOW, POLICY)
    assert (loop.outcome, loop.reason, loop.moved_to) == (StageOutcome.FAILED, Reason.REDIRECT_LOOP, None)


def test_a_listing_has_ended_whether_it_changed_or_not() -> None:
    first = listed(NEW, answer(), "a listing", NOW, POLICY)
    again = visited(first.entry, answer(304, b""), NOW + DAY)
    assert first.outcome is again.outcome is StageOutcome.FOLLOWED
    assert (first.raw, again.raw) == (None, None)


def test_what_was_published_at_a_moved_url_goes_after_a_second_look() -> None:
    target = parse_url("https://example.org/new")
    first = moved(KNOWN, target, "redirected to", NOW, POLICY)
    assert first.raw is None
    second = moved(first.entry, target, "redirected to", NOW + POLICY.gone_apart, POLICY)
    assert second.raw is not None
    assert second.raw.gone


def test_a_redelivered_request_changes_nothing_and_a_later_one_comes_first() -> None:
    assert merged(KNOWN, NEW) is None
    assert merged(KNOWN, replace(NEW, requested_at=NOW + 1, lane=Lane.LINK)) is None
    again = merged(KNOWN, replace(NEW, requested_at=NOW + 1, due=NOW + 1))
    assert again is not None
    assert (again.due, again.lane, again.content_hash) == (NOW + 1, Lane.EDITOR, KNOWN.content_hash)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Tue, 14 Nov 2023 22:14:20 GMT", 60.0),
        ("Tue, 14 Nov 2003 22:14:20 GMT", 0.0),
        ("999999999999", MAX_RETRY_AFTER),
        ("soon", None),
        ("-5", None),
        (None, None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


def test_a_host_that_asks_for_less_is_given_less_and_forgiven_slowly() -> None:
    pace, penalties = Pace(), []
    for status in (429, 429, 503, 200, 200, None):
        pace = pace_after(pace, status)
        penalties.append(pace.penalty)
    assert penalties == [5.0, 10.0, 20.0, 10.0, 5.0, 5.0]
    assert pace.failures == 1


def test_the_longest_of_all_reasons_to_wait_counts() -> None:
    manners = Manners(delay=1.0)
    assert manners.pause(Pace(), 0.1, None) == 1.0
    assert manners.pause(Pace(), 3.0, None) == 6.0
    assert manners.pause(Pace(), 0.1, 4.0) == 4.0
    assert manners.pause(Pace(), 0.1, 10_000.0) == MAX_CRAWL_DELAY
    assert manners.pause(Pace(penalty=7.0), 0.1, 5.0) == 8.0
