"""Discovery over loopback: sitemaps, feeds, links within rules, and what folds two URLs into one article."""

import json
from dataclasses import replace
from pathlib import Path

from winnow.adapters.memory import MemoryEventLog
from winnow.crawl.urls import article_id, parse_url
from winnow.model import Reason, StageOutcome
from winnow_crawler.settings import CrawlerSettings

from .conftest import Crawl, Site

XML = {"Content-Type": "application/xml"}


def sitemap(*urls: str) -> bytes:
    return b"<urlset>%s</urlset>" % b"".join(b"<url><loc>%s</loc></url>" % url.encode() for url in urls)


async def test_a_submitted_sitemap_index_brings_its_pages(site: Site, crawl: Crawl) -> None:
    site.page("/1")
    site.page("/2")
    index = b"<sitemapindex><sitemap><loc>%s</loc></sitemap></sitemapindex>" % site.url("/pages.xml").encode()
    site.answer("/index.xml", body=index, headers=XML)
    site.answer("/pages.xml", body=sitemap(site.url("/1"), site.url("/2"), "http://10.0.0.1/"), headers=XML)
    status = await crawl.outcome(site.url("/index.xml"))
    assert status.outcome is StageOutcome.FOLLOWED
    assert "1 taken" in status.detail
    assert "2 taken" in (await crawl.status(site.url("/pages.xml"))).detail
    for path in ("/1", "/2"):
        assert (await crawl.status(site.url(path))).outcome is StageOutcome.OK
    assert len(await crawl.raws()) == 2


async def test_a_submitted_feed_brings_pages_of_other_hosts_through_the_log(site: Site, crawl: Crawl) -> None:
    elsewhere = site.url("/far", host="127.0.0.2")
    site.page("/near")
    site.page("/far")
    items = "".join(f"<item><link>{url}</link></item>" for url in (site.url("/near"), elsewhere))
    body = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
    site.answer("/feed", body=body, headers={"Content-Type": "application/rss+xml"})
    await crawl.request(site.url("/feed"))
    assert (await crawl.status(site.url("/near"))).outcome is StageOutcome.OK
    assert (await crawl.status(elsewhere)).outcome is StageOutcome.OK


async def test_xml_that_lists_nothing_is_refused(site: Site, crawl: Crawl) -> None:
    site.answer("/data.xml", body=b"<data/>", headers=XML)
    assert (await crawl.outcome(site.url("/data.xml"))).reason is Reason.CONTENT_TYPE


async def test_links_and_sitemaps_within_a_rule(site: Site, settings: CrawlerSettings, tmp_path: Path) -> None:
    rules = tmp_path / "rules.json"
    rules.write_text(json.dumps([{"host": "127.0.0.1", "allow": ["^/a", "xml$"], "deny": ["secret"], "depth": 2}]))
    site.robots = f"Sitemap: {site.url('/map.xml')}\n"
    site.answer("/map.xml", body=sitemap(site.url("/a-listed"), site.url("/b-listed")), headers=XML)
    site.page("/a-listed")
    site.page(
        "/start", "<a href='/a1'>1</a><a href='/a-secret'>2</a><a href='/b'>3</a><a href='http://127.0.0.2/a'>4</a>"
    )
    site.page("/a1", "<a href='/a2'>on</a>")
    site.page("/a2", "<a href='/a3'>too deep</a>")
    async with Crawl(log=MemoryEventLog(), settings=replace(settings, crawl_rules=str(rules))).running() as crawl:
        await crawl.request(site.url("/start"))
        for path in ("/start", "/a1", "/a2", "/a-listed"):
            assert (await crawl.status(site.url(path))).outcome is StageOutcome.OK
    asked = {each.path for each in site.seen}
    assert asked == {"/robots.txt", "/map.xml", "/start", "/a1", "/a2", "/a-listed"}


async def test_without_a_rule_nothing_is_followed(site: Site, crawl: Crawl) -> None:
    site.robots = f"Sitemap: {site.url('/map.xml')}\n"
    site.page("/start", "<a href='/next'>next</a>")
    await crawl.outcome(site.url("/start"))
    await crawl.outcome(site.url("/last"))
    assert [each.path for each in site.seen] == ["/robots.txt", "/start", "/last"]


async def test_a_canonical_link_folds_a_page_into_its_article(site: Site, crawl: Crawl) -> None:
    page = "<link rel=canonical href='/tea'><p>Tea.</p>"
    site.page("/tea", page)
    site.page("/tea/print", page)
    status = await crawl.outcome(site.url("/tea/print"))
    target = article_id(parse_url(site.url("/tea")))
    assert status.same_as == target
    assert (await crawl.status(site.url("/tea"))).outcome is StageOutcome.OK
    assert [raw.article_id for raw in await crawl.raws()] == [target]


async def test_a_page_whose_canonical_link_leads_nowhere_is_taken_as_it_is(site: Site, crawl: Crawl) -> None:
    site.page("/tea/print", "<link rel=canonical href='/missing'><p>Tea.</p>")
    assert (await crawl.outcome(site.url("/tea/print"))).outcome is StageOutcome.FOLLOWED
    retry = await crawl.status(site.url("/tea/print"), among=(StageOutcome.RETRY,))
    assert "404" in retry.detail
    assert (await crawl.status(site.url("/tea/print"), among=(StageOutcome.OK,))).same_as == ""
    assert [raw.article_id for raw in await crawl.raws()] == [article_id(parse_url(site.url("/tea/print")))]
    assert [each.path for each in site.seen] == ["/robots.txt", "/tea/print", "/missing", "/tea/print"]


async def test_a_page_that_asks_not_to_be_indexed_is_refused(site: Site, crawl: Crawl) -> None:
    site.page("/draft", "<meta name=robots content=noindex><p>Draft.</p>")
    site.page("/header", **{"X-Robots-Tag": "noindex"})
    for path in ("/draft", "/header"):
        status = await crawl.outcome(site.url(path))
        assert (status.outcome, status.reason) == (StageOutcome.REFUSED, Reason.ROBOTS)
    assert await crawl.raws() == []
