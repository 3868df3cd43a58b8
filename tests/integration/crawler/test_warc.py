"""An archive of a crawl, and the crawl repeated from it after the site is gone."""

from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from winnow.adapters.memory import MemoryEventLog
from winnow.adapters.warc import WarcFetcher
from winnow.codec import decode
from winnow.crawl.fetching import NoAnswer, Wanted
from winnow.crawl.urls import parse_url
from winnow.errors import ConfigError
from winnow.model import RawArticle, Reason, StageOutcome
from winnow.topics import FETCHED, REQUESTED
from winnow_crawler.replay import replay
from winnow_crawler.settings import CrawlerSettings

from .conftest import Crawl, Site


def essence(raws: list[RawArticle]) -> list[tuple[object, ...]]:
    return sorted((raw.article_id, raw.url, raw.body, raw.content_type, raw.charset, raw.etag) for raw in raws)


async def test_a_crawl_repeats_from_its_archive_without_the_network(
    site: Site, settings: CrawlerSettings, tmp_path: Path
) -> None:
    site.robots = "User-agent: *\nDisallow: /closed\n"
    site.page("/tea", "<p>T\u00e9a.</p>", ETag='"1"')
    site.page("/coffee")
    site.answer("/old", status=301, headers={"Location": "/coffee"})
    site.answer("/missing", status=404)
    kept = replace(settings, crawl_warc=str(tmp_path / "warc"))
    async with Crawl(log=MemoryEventLog(), settings=kept).running() as crawl:
        urls = [site.url(path) for path in ("/tea", "/old", "/missing", "/closed")]
        await crawl.request(*urls)
        for url in (*urls, site.url("/coffee")):
            await crawl.status(url)
        before = await crawl.raws()
    archives = sorted((tmp_path / "warc").glob("*.warc.gz"))
    asked = len(site.seen)
    log = MemoryEventLog()
    assert await replay(log, settings, archives) == 3
    after = [decode(FETCHED, message).payload async for message in log.read(FETCHED.name)]
    assert essence(after) == essence(before)
    for raw in after:
        (once,) = [each for each in before if each.article_id == raw.article_id]
        assert abs((raw.fetched_at - once.fetched_at).total_seconds()) < 5
    assert len(site.seen) == asked
    assert not [message async for message in log.read(REQUESTED.name)]
    statuses = await Crawl(log=log, settings=settings).statuses(site.url("/tea"))
    assert [each.outcome for each in statuses] == [StageOutcome.OK]


async def test_other_tools_read_the_archive(site: Site, settings: CrawlerSettings, tmp_path: Path) -> None:
    site.page("/tea")
    kept = replace(settings, crawl_warc=str(tmp_path / "warc"))
    async with Crawl(log=MemoryEventLog(), settings=kept).running() as crawl:
        await crawl.outcome(site.url("/tea"))
    (path,) = (tmp_path / "warc").iterdir()
    with path.open("rb") as file:
        records = [
            (record.rec_headers.get_header("WARC-Target-URI"), record.http_headers.get_statuscode())
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert records == [(site.url("/robots.txt"), "404"), (site.url("/tea"), "200")]


async def test_what_is_in_no_archive_could_not_be_reached(tmp_path: Path) -> None:
    path = tmp_path / "not.warc"
    path.write_bytes(b"no archive at all")
    with pytest.raises(ConfigError):
        WarcFetcher([path])
    result = await WarcFetcher([]).fetch(Wanted(url=parse_url("https://example.org/")))
    assert isinstance(result, NoAnswer)
    assert result.reason is Reason.CONNECT
