"""A submission is decided on before anything is published."""

import ipaddress
from datetime import UTC, datetime, timedelta

import pytest
from winnow.codec import decode
from winnow.crawl.urls import article_id, parse_url
from winnow.envelope import Message, Record
from winnow.model import MAX_BODY_BYTES, RawArticle, Reason, Request, Stage
from winnow.topics import BY_NAME, FETCHED, REQUESTED, STATUS
from winnow_console.submit import plan_content, plan_urls

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)


def payload(record: Record) -> object:
    message = Message(
        topic=record.topic,
        partition=0,
        offset=0,
        key=record.key,
        value=record.value,
        headers=record.headers,
        at=NOW,
    )
    return decode(BY_NAME[record.topic], message).payload


def test_a_url_becomes_a_request_under_its_host_and_a_status_under_its_article_id() -> None:
    plan = plan_urls(["HTTPS://Example.org:443/A?utm_source=x#part"], (), NOW)
    (taken,) = plan.accepted
    assert taken.url == "https://example.org/A"
    assert taken.article_id == article_id(parse_url("https://example.org/A"))
    request, status = taken.records
    assert (request.topic, request.key) == (REQUESTED.name, b"example.org")
    assert (status.topic, status.key) == (STATUS.name, taken.article_id.encode())
    assert payload(request) == Request(
        article_id=taken.article_id, url=taken.url, host="example.org", requested_at=NOW, origin="submission"
    )
    assert payload(status) == taken.events[0]


def test_request_and_status_share_one_trace_and_each_submission_has_its_own() -> None:
    def traces(at: datetime) -> set[bytes]:
        (taken,) = plan_urls(["https://example.org/"], (), at).accepted
        return {dict(record.headers)["traceparent"][3:35] for record in taken.records}

    assert len(traces(NOW)) == 1
    assert traces(NOW) != traces(NOW + timedelta(seconds=1))


def test_a_url_that_comes_twice_in_any_spelling_is_taken_once() -> None:
    plan = plan_urls(["https://example.org/a", "https://EXAMPLE.org/a#x", "nonsense", "nonsense"], (), NOW)
    assert [one.url for one in plan.accepted] == ["https://example.org/a"]
    assert [one.url for one in plan.refused] == ["nonsense"]


def test_requests_of_one_call_have_times_of_their_own_so_that_listings_do_not_skip_any() -> None:
    plan = plan_urls([f"https://example.org/{n}" for n in range(5)], (), NOW)
    times = [event.at for event in plan.events]
    assert len(set(times)) == 5
    assert times == sorted(times)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", Reason.INVALID_URL),
        ("example.org/no-scheme", Reason.INVALID_URL),
        ("file:///etc/passwd", Reason.SCHEME),
        ("https://user:secret@example.org/", Reason.CREDENTIALS_IN_URL),
        ("http://127.0.0.1/", Reason.PRIVATE_ADDRESS),
        ("http://[::ffff:10.0.0.1]/", Reason.PRIVATE_ADDRESS),
        ("http://2130706433/", Reason.PRIVATE_ADDRESS),
        ("https://example.org/" + "a" * 3000, Reason.INVALID_URL),
    ],
)
def test_what_is_never_fetched_is_refused_with_a_reason(url: str, reason: Reason) -> None:
    plan = plan_urls([url], (), NOW)
    assert not plan.accepted
    (refusal,) = plan.refused
    assert (refusal.url, refusal.reason) == (url, reason)
    assert refusal.detail


def test_a_named_network_may_be_asked_for() -> None:
    assert plan_urls(["http://127.0.0.1:8080/page"], LOOPBACK, NOW).accepted


def test_content_goes_straight_to_the_processor_as_if_fetched() -> None:
    (taken,) = plan_content("https://example.org/a", "<p>Ünïcode", "text/html; charset=x", NOW).accepted
    raw = payload(taken.records[0])
    assert raw == RawArticle(
        article_id=taken.article_id,
        url="https://example.org/a",
        host="example.org",
        fetched_at=NOW,
        content_type="text/html",
        body="<p>Ünïcode".encode(),
        charset="utf-8",
    )
    assert (taken.records[0].topic, taken.records[0].key) == (FETCHED.name, taken.article_id.encode())
    assert [event.stage for event in taken.events] == [Stage.REQUESTED, Stage.FETCHED]


def test_content_for_a_private_address_is_taken_since_nothing_is_fetched() -> None:
    assert plan_content("http://10.1.2.3/", "text", "text/plain", NOW).accepted


@pytest.mark.parametrize(
    ("content", "content_type", "reason"),
    [
        ("é" * (MAX_BODY_BYTES // 2) + "x", "text/plain", Reason.TOO_LARGE),
        ("{}", "application/json", Reason.CONTENT_TYPE),
    ],
)
def test_content_that_could_not_be_cleaned_is_refused(content: str, content_type: str, reason: Reason) -> None:
    plan = plan_content("https://example.org/", content, content_type, NOW)
    assert [one.reason for one in plan.refused] == [reason]
    assert not plan.records


def test_the_largest_content_fits_into_a_record() -> None:
    assert plan_content("https://example.org/", "é" * (MAX_BODY_BYTES // 2), "text/plain", NOW).accepted
