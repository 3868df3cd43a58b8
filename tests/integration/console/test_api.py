"""The HTTP API as a program meets it, over a real socket."""

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest
from winnow.model import MAX_BODY_BYTES, Reason, Timing
from winnow.topics import FETCHED, REQUESTED, STATUS

if TYPE_CHECKING:
    import aiohttp


async def get(http: "aiohttp.ClientSession", path: str, **params: str | int) -> tuple[int, Any]:
    async with http.get(path, params=params) as answer:
        return answer.status, await answer.json(content_type=None)


async def post(http: "aiohttp.ClientSession", path: str, body: object) -> tuple[int, Any]:
    async with http.post(path, json=body) as answer:
        return answer.status, await answer.json(content_type=None)


async def test_a_submission_is_durable_when_it_is_answered_and_known_at_once(world: Any, http: Any) -> None:
    status, said = await post(http, "/api/submissions", {"urls": ["https://example.org/a", "http://10.0.0.1/"]})
    assert status == 202
    (taken,) = said["submissions"]
    assert taken["status_url"] == f"/api/articles/{taken['article_id']}"
    assert [one["reason"] for one in said["refused"]] == ["private-address"]
    assert len(await world.records(REQUESTED.name)) == len(await world.records(STATUS.name)) == 1
    status, article = await get(http, taken["status_url"])
    assert (status, article["state"], article["article"], article["removed"]) == (200, "requested", None, None)
    assert [stage["stage"] for stage in article["stages"]] == ["requested"]


async def test_a_submission_of_nothing_but_refusals_is_answered_with_their_reasons(world: Any, http: Any) -> None:
    status, said = await post(http, "/api/submissions", {"urls": ["nonsense", "ftp://example.org/"]})
    assert status == 202
    assert said["submissions"] == []
    assert [one["reason"] for one in said["refused"]] == ["invalid-url", "scheme"]
    assert await world.records(REQUESTED.name) == []


async def test_content_ends_as_a_document_with_removals_and_a_faq(world: Any, http: Any, page: str) -> None:
    given = {"url": "https://example.org/kettle", "content": page, "content_type": "text/html"}
    status, said = await post(http, "/api/submissions", given)
    assert (status, said["refused"]) == (202, [])
    assert await world.records(REQUESTED.name) == []
    assert len(await world.records(FETCHED.name)) == 1
    await world.work()
    status, found = await get(http, "/api/articles", url="https://EXAMPLE.org/kettle#top")
    assert status == 200
    assert found["article_id"] == said["submissions"][0]["article_id"]
    assert found["state"] == "indexed"
    assert [stage["stage"] for stage in found["stages"]] == ["requested", "fetched", "cleaned", "indexed"]
    article = found["article"]
    assert article["title"] == "Repairing a Kettle"
    assert "most of the time it is the switch" in article["text"]
    assert {faq["question"] for faq in article["faqs"]} == {"Is it safe to open a kettle?", "Where do I buy a switch?"}
    assert any("Shop" in removed["text"] for removed in found["removed"])
    assert set(found["removed"][0]) == {"text", "reason", "rule", "score", "position"}


async def test_a_stage_tells_how_long_the_parts_of_its_fetch_took(world: Any, http: Any) -> None:
    _, said = await post(http, "/api/submissions", {"urls": ["https://example.org/kettle"]})
    name = said["submissions"][0]["article_id"]
    await world.fetch_fails(name, Timing(dns=4.5, connect=12.25, tls=30.0, total=46.75))
    _, found = await get(http, f"/api/articles/{name}")
    asked, fetched = found["stages"]
    assert asked["timing"] is None
    assert fetched["timing"] == {
        "robots": None,
        "dns": 4.5,
        "connect": 12.25,
        "tls": 30.0,
        "first_byte": None,
        "body": None,
        "total": 46.75,
    }


async def test_search_finds_it_with_its_answer(world: Any, http: Any, page: str) -> None:
    await post(http, "/api/submissions", {"url": "https://example.org/kettle", "content": page})
    await world.work()
    status, found = await get(http, "/api/search", q="open a kettle", host="example.org", size=5, **{"from": 0})
    assert (status, found["total"]) == (200, 1)
    (hit,) = found["hits"]
    assert set(hit) == {
        "article_id",
        "url",
        "title",
        "highlights",
        "answers",
        "published",
        "host",
        "language",
    }
    assert {"question": "Is it safe to open a kettle?", "answer": "It is, once it is unplugged and cold."} in hit[
        "answers"
    ]
    assert found["facets"]["host"] == [{"value": "example.org", "count": 1}]
    assert (await get(http, "/api/search", q="kettle", host="other.org"))[1]["total"] == 0


async def test_while_the_log_is_away_nothing_is_taken(world: Any, http: Any) -> None:
    world.log.away = True
    async with http.post("/api/submissions", json={"urls": ["https://example.org/"]}) as answer:
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "5"
        assert answer.content_type == "application/problem+json"
    world.log.away = False
    assert (await get(http, "/api/articles", url="https://example.org/"))[0] == 404


async def test_while_the_status_index_is_away_submissions_are_taken_and_followed(world: Any, http: Any) -> None:
    world.statuses.away = True
    status, said = await post(http, "/api/submissions", {"urls": ["https://example.org/"]})
    assert status == 202
    status, article = await get(http, said["submissions"][0]["status_url"])
    assert (status, article["state"]) == (200, "requested")
    assert (await get(http, "/api/articles/unknown"))[0] == 503


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/articles/unknown", None, 404),
        ("GET", "/api/articles", None, 422),
        ("GET", "/api/articles?url=nonsense", None, 422),
        ("GET", "/api/nowhere", None, 404),
        ("DELETE", "/api/submissions", None, 405),
        ("POST", "/api/submissions", b"not json", 422),
        ("POST", "/api/submissions", b'{"urls": []}', 422),
        ("POST", "/api/submissions", b'{"urls": ["\\ud800"]}', 422),
        ("POST", "/api/submissions", b'{"urls": ["https://a.example/"], "extra": 1}', 422),
        ("POST", "/api/submissions", b'{"url": "https://a.example/"}', 422),
        ("GET", "/api/search", None, 422),
        ("GET", "/api/search?q=a&size=101", None, 422),
        ("GET", "/api/search?q=a&from=-1", None, 422),
        ("GET", "/api/dead-letters/unknown", None, 404),
        ("POST", "/api/dead-letters/redrive", b"{}", 422),
    ],
)
async def test_every_error_is_a_problem(http: Any, method: str, path: str, body: bytes | None, status: int) -> None:
    headers = {"Content-Type": "application/json"}
    async with http.request(method, path, data=body, headers=headers) as answer:
        assert answer.status == status
        assert answer.content_type == "application/problem+json"
        problem = await answer.json(content_type=None)
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]


async def test_more_urls_than_fit_in_a_call_are_a_problem(http: Any) -> None:
    urls = [f"https://example.org/{n}" for n in range(1001)]
    assert (await post(http, "/api/submissions", {"urls": urls}))[0] == 422
    status, said = await post(http, "/api/submissions", {"urls": urls[:1000]})
    assert (status, len(said["submissions"])) == (202, 1000)


async def test_content_over_the_limit_is_refused_and_a_boundless_body_is_cut_off(http: Any) -> None:
    given = {"url": "https://example.org/", "content": "a" * (MAX_BODY_BYTES + 1)}
    status, said = await post(http, "/api/submissions", given)
    assert (status, said["refused"][0]["reason"]) == (202, "too-large")

    async def endless() -> Any:
        for _ in range(40):
            yield b" " * 1024 * 1024

    headers = {"Content-Type": "application/json"}
    async with http.post("/api/submissions", data=endless(), headers=headers) as answer:
        assert answer.status == 413
        assert answer.content_type == "application/problem+json"


async def test_what_another_site_posts_is_refused(world: Any, http: Any) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        async with http.post("/api/submissions", json={"urls": ["https://a.example/"]}, headers=headers) as answer:
            assert answer.status == 403
            assert answer.content_type == "application/problem+json"
    assert await world.records(REQUESTED.name) == []


async def test_head_is_get_without_the_body(http: Any) -> None:
    for path, status in (("/livez", 200), ("/", 200), ("/api/articles/unknown", 404)):
        async with http.head(path) as answer:
            assert answer.status == status
            assert int(answer.headers["Content-Length"]) > 0
            assert await answer.read() == b""


async def test_a_rebound_name_is_not_answered_to(http: Any) -> None:
    async with http.get("/api/overview", headers={"Host": "evil.example"}) as answer:
        assert answer.status == 421
        assert answer.content_type == "application/problem+json"


async def test_dead_letters_are_listed_shown_and_redriven(world: Any, http: Any) -> None:
    ids = [await world.set_aside(n) for n in range(3)]
    broken = await world.set_aside(9, Reason.INVALID_EVENT, b"\xff")
    status, first = await get(http, "/api/dead-letters", limit=3)
    assert (status, first["total"], len(first["dead_letters"])) == (200, 4, 3)
    _, rest = await get(http, "/api/dead-letters", limit=3, after=first["next"])
    assert rest["next"] is None
    assert {one["id"] for one in first["dead_letters"] + rest["dead_letters"]} == {*ids, broken}
    _, shown = await get(http, f"/api/dead-letters/{broken}")
    assert (shown["value"], shown["value_base64"], shown["key"]) == (None, "/w==", "key")
    assert shown["headers"][0][0] == "traceparent"
    _, done = await post(http, "/api/dead-letters/redrive", {"ids": [ids[0], "articles.fetched:0:77"]})
    assert done == {"redriven": [ids[0]], "unknown": ["articles.fetched:0:77"]}
    _, done = await post(http, "/api/dead-letters/redrive", {"topic": "articles.fetched", "reason": "stage-error"})
    assert sorted(done["redriven"]) == ids[1:]
    assert len(await world.records(FETCHED.name)) == 3
    assert (await get(http, "/api/dead-letters", topic="articles.cleaned"))[1]["total"] == 0
    assert (await get(http, "/api/dead-letters"))[1]["total"] == 1


async def test_the_overview_adds_up(world: Any, http: Any, page: str) -> None:
    await post(http, "/api/submissions", {"urls": [f"https://example.org/{n}" for n in range(3)]})
    await post(http, "/api/submissions", {"url": "https://example.org/kettle", "content": page})
    await world.work()
    await world.set_aside(1)
    status, seen = await get(http, "/api/overview")
    assert status == 200
    articles = seen["articles"]
    assert articles["total"] == articles["under_way"] + articles["ended"] == sum(articles["by_state"].values()) == 4
    assert articles["by_state"]["indexed"] == 1
    assert {one["group"]: one["messages"] for one in seen["lag"]} == {
        "crawler": 3,
        "processor": 1,
        "indexer": 1,
        "status": len(await world.records(STATUS.name)),
    }
    assert seen["dead_letters"]["total"] == seen["dead_letters"]["by_topic"]["articles.fetched"] == 1


async def test_health_tells_alive_from_ready(world: Any, http: Any) -> None:
    assert (await get(http, "/livez"))[0] == 200
    assert (await get(http, "/readyz"))[1]["checks"] == {"log": "ok", "index": "ok"}
    world.log.away = True
    status, problem = await get(http, "/readyz")
    assert (status, problem["detail"]) == (503, "log: the log is away")
    assert (await get(http, "/livez"))[0] == 200
    world.pulse.beats["a loop"] = -1000.0
    assert (await get(http, "/livez"))[0] == 503


async def test_metrics_tell_submissions_and_lag(http: Any) -> None:
    await post(http, "/api/submissions", {"urls": ["https://example.org/", "nonsense"]})
    async with http.get("/metrics") as answer:
        assert answer.content_type == "text/plain"
        text = await answer.text()
    assert re.search(r'winnow_submissions_total\{outcome="accepted"\} [1-9]', text)
    assert 'winnow_lag_messages{group="crawler",topic="articles.requested"} 1.0' in text


async def test_a_request_under_way_is_answered_when_the_service_stops(world: Any, http: Any) -> None:
    released = asyncio.Event()

    async def slowly() -> Any:
        yield b'{"urls": ["https://example.org/'
        world.pulse.stopping.set()
        await released.wait()
        yield b'"]}'

    headers = {"Content-Type": "application/json"}
    asking = asyncio.ensure_future(http.post("/api/submissions", data=slowly(), headers=headers))
    await world.pulse.stopping.wait()
    done, _ = await asyncio.wait({world.served}, timeout=0.5)
    assert not done, "it waits for what is under way"
    released.set()
    async with await asking as answer:
        assert answer.status == 202
    await world.served
