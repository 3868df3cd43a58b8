"""The pages as a browser without scripts meets them."""

import html
from typing import Any

import pytest
from winnow.model import Timing

HOSTILE = """<html><head><title>&lt;script&gt;alert(1)&lt;/script&gt;</title></head><body><article>
<p>A paragraph with &lt;img src=x onerror=alert(2)&gt; in its midst, long enough that any cleaner keeps it whole.</p>
<p>Another paragraph, so that there is enough of an article here to be kept, with words and a full stop.</p>
<details><summary>What is &lt;b&gt;bold&lt;/b&gt;?</summary>
<p>It is &lt;script&gt;alert(3)&lt;/script&gt;.</p></details>
</article></body></html>"""


async def get(http: Any, path: str) -> tuple[int, str]:
    async with http.get(path) as answer:
        return answer.status, await answer.text()


async def send(http: Any, path: str, follow: bool = True, **form: str) -> Any:
    return await http.post(path, data=form, allow_redirects=follow)


@pytest.mark.parametrize(
    "path", ["/", "/?q=nothing+like+it", "/submit", "/articles", "/articles?state=failed", "/ops", "/nowhere"]
)
async def test_every_page_has_a_title_a_language_landmarks_and_one_heading(http: Any, path: str) -> None:
    _, text = await get(http, path)
    assert '<html lang="en">' in text
    assert " · Winnow</title>" in text
    assert text.count("<main") == text.count("<h1") == 1
    assert 'class="skip" href="#main"' in text
    assert "<script>" not in text
    assert " style=" not in text
    assert " onclick" not in text


async def test_pages_forbid_foreign_scripts_and_frames(http: Any) -> None:
    for path in ("/", "/nowhere", "/static/winnow.css"):
        async with http.get(path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_single_address_is_followed_at_once(http: Any) -> None:
    answer = await send(http, "/submit", urls="https://example.org/a", follow=False)
    assert answer.status == 303
    status, text = await get(http, answer.headers["Location"])
    assert status == 200
    assert "example.org/a" in text
    assert 'http-equiv="refresh"' in text
    assert "data-under-way" in text


async def test_several_addresses_are_listed_and_refused_ones_stay_in_the_form(http: Any) -> None:
    answer = await send(http, "/submit", urls="https://example.org/a\r\n http://10.0.0.1/<b> \nhttps://example.org/b")
    text = await answer.text()
    assert answer.status == 200
    assert "2 taken" in text
    assert "1 refused" in text
    assert "private address" in text
    assert "http://10.0.0.1/&lt;b&gt;</textarea>" in text


@pytest.mark.parametrize("form", [{}, {"urls": "  "}, {"content": "text", "url": " "}, {"urls": "a " * 1001}])
async def test_an_incomplete_form_says_what_is_missing(http: Any, form: dict[str, str]) -> None:
    answer = await send(http, "/submit", **form)
    assert answer.status == 422
    assert 'role="alert"' in await answer.text()


async def test_pasted_content_is_read_beside_what_was_removed(world: Any, http: Any, page: str) -> None:
    answer = await send(http, "/submit", url="https://example.org/kettle", content=page, follow=False)
    path = answer.headers["Location"]
    await world.work()
    status, text = await get(http, path)
    assert status == 200
    assert "<h1" in text
    assert "Repairing a Kettle</h1>" in text
    assert "Unplug it, wait until it is cold" in text
    assert "<summary>Is it safe to open a kettle?</summary>" in text
    assert "<del" in text
    assert "% sure" in text
    assert "data-under-way" not in text
    assert 'rel="noopener noreferrer nofollow external"' in text


async def test_an_answer_is_shown_as_an_answer(world: Any, http: Any, page: str) -> None:
    for host in ("example.org", "example.com"):
        await send(http, "/submit", url=f"https://{host}/kettle", content=page)
    await world.work()
    _, text = await get(http, "/?q=safe+kettle")
    assert "<h3>Is it safe to open a kettle?</h3>" in text
    assert "It is, once it is unplugged and cold." in text
    assert "<mark>kettle</mark>" in text
    assert 'href="/?q=safe+kettle&amp;host=example.org"' in text


async def test_what_a_page_says_never_becomes_markup(world: Any, http: Any) -> None:
    answer = await send(http, "/submit", url="https://example.org/evil", content=HOSTILE, follow=False)
    await world.work()
    for path in (
        answer.headers["Location"],
        "/?q=paragraph+bold",
        "/articles",
        "/?q=%3Cscript%3Ealert(1)%3C/script%3E",
    ):
        _, text = await get(http, path)
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<b>bold" not in text
    _, text = await get(http, answer.headers["Location"])
    assert html.escape("<script>alert(1)</script>") in text


async def test_a_stage_shows_how_long_its_fetch_took(world: Any, http: Any) -> None:
    await world.fetch_fails("kettle", Timing(dns=4.5, tls=30.0, total=34.5))
    _, text = await get(http, "/articles/kettle")
    assert "took 34 ms" in text
    assert "<dt>name</dt><dd>4 ms</dd>" in text
    assert "<dt>TLS</dt><dd>30 ms</dd>" in text
    assert "<dt>body</dt>" not in text
    await world.fetch_fails("kettle", None)
    assert "took" not in (await get(http, "/articles/kettle"))[1]


async def test_articles_are_listed_by_state_and_page_by_page(http: Any) -> None:
    await send(http, "/submit", urls="\n".join(f"https://example.org/{n}" for n in range(60)))
    _, first = await get(http, "/articles?state=requested")
    assert first.count('<a href="/articles/') == 50
    older = html.unescape(first.split('rel="next" href="')[1].split('"')[0])
    _, second = await get(http, older)
    assert second.count('<a href="/articles/') == 10
    assert "No article is in this state" in (await get(http, "/articles?state=gone"))[1]


async def test_the_pipeline_page_adds_up_and_redrives(world: Any, http: Any) -> None:
    first, second = await world.set_aside(1), await world.set_aside(2)
    _, text = await get(http, "/ops")
    assert "<b>0</b> under way + <b>0</b> ended = <b>0</b> known" in text
    assert html.escape("it <b>broke</b>") in text
    answer = await send(http, "/ops/redrive", id=first)
    text = await answer.text()
    assert "1 record was sent through again" in text
    assert second in text
    assert first not in text
    assert (await get(http, f"/ops/dead-letters/{second}"))[0] == 200
    await send(http, "/ops/redrive", topic="articles.fetched", reason="stage-error")
    assert "None: every record" in (await get(http, "/ops"))[1]
    assert (await get(http, f"/ops/dead-letters/{second}"))[0] == 404


async def test_a_form_from_another_site_does_nothing(world: Any, http: Any) -> None:
    await world.set_aside(1)
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    for path, form in (("/ops/redrive", {"topic": "articles.fetched"}), ("/submit", {"urls": "https://a.example/"})):
        async with http.post(path, data=form, headers=headers) as answer:
            assert answer.status == 403
            assert "sent from another site" in await answer.text()
    assert await world.records("articles.fetched") == []
    assert await world.records("articles.requested") == []


async def test_errors_are_pages_for_people(world: Any, http: Any) -> None:
    status, text = await get(http, "/articles/unknown")
    assert status == 404
    assert "Nothing here" in text
    world.log.away = True
    answer = await send(http, "/submit", urls="https://example.org/")
    assert answer.status == 503
    assert "Not reachable just now" in await answer.text()
    assert (await http.post("/submit", json={})).status == 415


async def test_what_is_known_is_shown_while_a_part_is_away(world: Any, http: Any) -> None:
    world.statuses.away = True
    status, text = await get(http, "/ops")
    assert status == 200
    assert "Not known just now: the index is away" in text
    assert "articles.requested" in text
    async with http.get("/api/overview") as answer:
        seen = await answer.json()
    assert seen["articles"] is None
    assert seen["unavailable"] == {"articles": "the index is away"}
    assert len(seen["lag"]) == 4
