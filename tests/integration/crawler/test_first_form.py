"""What every crawl does: robots first, one at a time per host, redirects folded, limits kept, private refused."""

import asyncio
import itertools

from aiohttp import web
from winnow.crawl.timing import parts_of
from winnow.crawl.urls import article_id, parse_url
from winnow.model import MAX_BODY_BYTES, Reason, StageOutcome

from .conftest import Crawl, Site


async def test_a_requested_page_is_published_raw_with_its_status(site: Site, crawl: Crawl) -> None:
    site.page("/tea", "<p>T\u00e9a.</p>", ETag='"1"')
    status = await crawl.outcome(site.url("/tea"))
    assert status.outcome is StageOutcome.OK
    assert status.timing is not None
    assert list(parts_of(status.timing)) == ["first_byte", "body"]  # robots.txt came over the same connection
    (raw,) = await crawl.raws()
    assert raw.body == "<p>T\u00e9a.</p>".encode()
    assert (raw.article_id, raw.url, raw.content_type, raw.charset, raw.etag) == (
        status.article_id,
        site.url("/tea"),
        "text/html",
        "utf-8",
        '"1"',
    )
    assert status.version == raw.fetched_at


async def test_robots_are_asked_first_and_obeyed(site: Site, crawl: Crawl) -> None:
    site.robots = "User-agent: winnow\nDisallow: /closed\n"
    site.page("/closed")
    site.page("/open")
    await crawl.request(site.url("/closed"), site.url("/open"))
    assert (await crawl.status(site.url("/closed"))).reason is Reason.ROBOTS
    assert (await crawl.status(site.url("/open"))).outcome is StageOutcome.OK
    assert [each.path for each in site.seen] == ["/robots.txt", "/open"]
    assert (await crawl.status(site.url("/closed"))).timing is None


async def test_a_robots_txt_that_cannot_be_read_closes_the_site(site: Site, crawl: Crawl) -> None:
    site.answer("/robots.txt", status=503)
    site.page("/page")
    status = await crawl.outcome(site.url("/page"))
    assert (status.outcome, status.reason) == (StageOutcome.RETRY, Reason.ROBOTS)
    assert status.timing is not None
    assert parts_of(status.timing) == {"robots": status.timing.total}
    assert not site.asked("/page")


async def test_one_request_at_a_time_per_host_with_the_delay_between(site: Site, crawl: Crawl) -> None:
    async def slowly(_request: web.Request) -> web.Response:
        await asyncio.sleep(0.03)
        return web.Response(text="<p>Here.</p>", content_type="text/html")

    urls = [site.url(f"/{n}") for n in range(6)]
    site.pages = {f"/{n}": slowly for n in range(6)}
    await crawl.request(*urls)
    for url in urls:
        await crawl.status(url)
    visits = sorted(site.seen, key=lambda each: each.began)
    assert len(visits) == 7
    for before, after in itertools.pairwise(visits):
        assert after.began - before.ended >= crawl.settings.crawl_delay * 0.9


async def test_a_redirect_goes_on_under_the_id_of_its_target(site: Site, crawl: Crawl) -> None:
    site.answer("/old", status=301, headers={"Location": "/new?utm_source=old"})
    site.page("/new")
    status = await crawl.outcome(site.url("/old"))
    target = article_id(parse_url(site.url("/new")))
    assert (status.outcome, status.same_as) == (StageOutcome.FOLLOWED, target)
    assert (await crawl.status(site.url("/new"))).outcome is StageOutcome.OK
    assert [raw.article_id for raw in await crawl.raws()] == [target]


async def test_a_redirect_loop_ends_with_its_reason(site: Site, crawl: Crawl) -> None:
    site.answer("/a", status=302, headers={"Location": "/b"})
    site.answer("/b", status=302, headers={"Location": "/a"})
    await crawl.request(site.url("/a"))
    ended = [asyncio.create_task(crawl.status(site.url(path), among=(StageOutcome.FAILED,))) for path in ("/a", "/b")]
    done, pending = await asyncio.wait(ended, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    assert done.pop().result().reason is Reason.REDIRECT_LOOP
    assert len(site.seen) < 15


async def test_a_private_address_is_refused_directly_and_behind_a_redirect(site: Site, crawl: Crawl) -> None:
    assert (await crawl.outcome("http://169.254.169.254/latest")).reason is Reason.PRIVATE_ADDRESS
    site.answer("/out", status=302, headers={"Location": "http://10.0.0.1/"})
    assert (await crawl.outcome(site.url("/out"))).reason is Reason.PRIVATE_ADDRESS
    assert await crawl.raws() == []


async def test_limits_of_size_time_and_type(site: Site, crawl: Crawl) -> None:
    async def never_ends(_request: web.Request) -> web.Response:
        await asyncio.sleep(60)
        return web.Response()

    site.answer("/large", body=b"<p>" + b"x" * MAX_BODY_BYTES, headers={"Content-Type": "text/html"})
    site.answer("/image", body=b"GIF89a", headers={"Content-Type": "image/gif"})
    site.pages["/slow"] = never_ends
    assert (await crawl.outcome(site.url("/large"))).reason is Reason.TOO_LARGE
    assert (await crawl.outcome(site.url("/image"))).reason is Reason.CONTENT_TYPE
    status = await crawl.outcome(site.url("/slow"))
    assert (status.outcome, status.reason) == (StageOutcome.RETRY, Reason.TIMEOUT)
    assert status.timing is not None
    assert (status.timing.first_byte or 0.0) >= 1000 * crawl.settings.crawl_timeout / 2
    assert status.timing.body is None


async def test_failures_are_tried_again_up_to_the_cap(site: Site, crawl: Crawl) -> None:
    site.answer("/ill", status=500)
    site.answer("/missing", status=404)
    await crawl.request(site.url("/ill"), site.url("/missing"))
    missing = await crawl.status(site.url("/missing"))
    assert (missing.outcome, missing.reason) == (StageOutcome.FAILED, Reason.HTTP_4XX)
    ill = await crawl.status(site.url("/ill"), among=(StageOutcome.FAILED,))
    assert ill.reason is Reason.HTTP_5XX
    assert len(site.asked("/ill")) == crawl.settings.crawl_attempts
