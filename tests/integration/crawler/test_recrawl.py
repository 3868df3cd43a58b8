"""Visiting again: unchanged, changed, gone twice, and a host that loses everything at once."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web
from winnow.adapters.memory import MemoryEventLog
from winnow.model import Reason, StageOutcome
from winnow_crawler.settings import CrawlerSettings

from .conftest import Crawl, Site


@pytest.fixture
async def soon(settings: CrawlerSettings) -> AsyncIterator[Crawl]:
    """A crawler that visits again after a moment."""
    quick = replace(settings, crawl_revisit=0.1, crawl_gone_apart=0.3)
    async with Crawl(log=MemoryEventLog(), settings=quick).running() as crawl:
        yield crawl


async def test_an_unchanged_page_is_asked_for_conditionally_and_published_once(site: Site, soon: Crawl) -> None:
    async def give(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"1"':
            return web.Response(status=304)
        return web.Response(text="<p>Tea.</p>", content_type="text/html", headers={"ETag": '"1"'})

    site.pages["/tea"] = give
    assert (await soon.outcome(site.url("/tea"))).outcome is StageOutcome.OK
    again = await soon.status(site.url("/tea"), among=(StageOutcome.UNCHANGED,))
    assert "not changed" in again.detail
    assert len(await soon.raws()) == 1


async def test_the_same_bytes_without_an_etag_are_unchanged_too_and_other_bytes_a_version(
    site: Site, soon: Crawl
) -> None:
    site.page("/tea", "<p>Tea.</p>")
    await soon.outcome(site.url("/tea"))
    await soon.status(site.url("/tea"), among=(StageOutcome.UNCHANGED,))
    site.page("/tea", "<p>Green tea.</p>")
    await soon.status(site.url("/tea"), after=1, among=(StageOutcome.OK,))
    first, second = await soon.raws()
    assert second.fetched_at > first.fetched_at
    assert second.article_id == first.article_id


async def test_a_page_is_taken_back_after_two_sightings(site: Site, soon: Crawl) -> None:
    site.page("/tea")
    await soon.outcome(site.url("/tea"))
    del site.pages["/tea"]
    first = await soon.status(site.url("/tea"), among=(StageOutcome.RETRY,))
    assert first.reason is Reason.GONE
    gone = await soon.status(site.url("/tea"), among=(StageOutcome.GONE,))
    assert (gone.at - first.at).total_seconds() >= soon.settings.crawl_gone_apart
    assert [raw.gone for raw in await soon.raws()] == [False, True]


async def test_a_page_that_is_emptied_keeps_its_version_until_it_is_so_twice(site: Site, soon: Crawl) -> None:
    site.page("/tea", f"<p>{'Tea. ' * 1000}</p>")
    await soon.outcome(site.url("/tea"))
    site.page("/tea", "<p>Back soon.</p>")
    assert (await soon.status(site.url("/tea"), among=(StageOutcome.RETRY,))).reason is Reason.EMPTY
    await soon.status(site.url("/tea"), after=1, among=(StageOutcome.OK,))
    assert len(await soon.raws()) == 2


async def test_a_host_that_loses_everything_is_held_until_somebody_confirms(
    site: Site, settings: CrawlerSettings
) -> None:
    quick = replace(settings, crawl_revisit=0.1, crawl_gone_apart=0.3, crawl_delay=0.001)
    urls = [site.url(f"/{n}") for n in range(8)]
    for n in range(8):
        site.page(f"/{n}")
    log = MemoryEventLog()
    async with Crawl(log=log, settings=quick).running() as crawl:
        await crawl.request(*urls)
        for url in urls:
            await crawl.status(url)
        site.pages.clear()
        for url in urls:
            held = await crawl.status(url, after=1, among=(StageOutcome.RETRY,))
        assert "operator" in held.detail
        assert not [raw for raw in await crawl.raws() if raw.gone]
    confirmed = replace(quick, crawl_confirmed_losses="127.0.0.1")
    async with Crawl(log=log, settings=confirmed).running() as crawl:
        for url in urls:
            assert (await crawl.status(url, among=(StageOutcome.GONE,))).reason is Reason.GONE
