import html
import re
from collections.abc import AsyncIterator
from xml.etree import ElementTree as ET

import aiohttp
import ftfy
import pytest
from selectolax.lexbor import LexborHTMLParser
from winnow.model import FaqSource
from winnow_standalone.samples import (
    PRIVATE_PATH,
    SITEMAP_NAMESPACE,
    SamplePage,
    SampleSite,
    sample_pages,
    serve_samples,
)

PAGES = sample_pages()
BY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def encoding(page: SamplePage) -> str:
    return "windows-1252" if page.content_type == "text/html" else "utf-8"


def source(page: SamplePage) -> str:
    """The page's markup as a reader should see it: mojibake repaired."""
    text = page.body.decode(encoding(page))
    return ftfy.fix_encoding(text) if "mojibake" in page.demonstrates else text


def visible(page: SamplePage) -> str:
    """The words of the page outside its scripts and styles."""
    text = source(page)
    if page.content_type.startswith("text/plain"):
        return words(text)
    tree = LexborHTMLParser(text)
    tree.strip_tags(["script", "style", "title"])
    assert tree.body is not None
    return words(html.unescape(tree.body.text(separator=" ")))


@pytest.fixture
async def site() -> AsyncIterator[SampleSite]:
    async with serve_samples() as served:
        yield served


@pytest.fixture
async def client(site: SampleSite) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(site.url) as session:
        yield session


def test_paths_files_and_titles_are_unique() -> None:
    for field in ("path", "file", "title", "query"):
        values = [getattr(page, field) for page in PAGES]
        assert len(set(values)) == len(values), field


@BY_PAGE
def test_every_line_of_the_manifest_stands_on_its_page(page: SamplePage) -> None:
    text = visible(page)
    shown = [page.title, *page.keep, *page.remove]
    if page.faq_source != FaqSource.STRUCTURED_DATA:
        shown += [line for pair in page.pairs for line in (pair.question, *pair.answer.splitlines())]
    assert [line for line in shown if words(line) not in text] == []


@BY_PAGE
def test_no_line_to_remove_stands_in_the_article(page: SamplePage) -> None:
    article = "\n".join([*page.keep, *(f"{pair.question}\n{pair.answer}" for pair in page.pairs)])
    assert page.keep
    assert [line for line in page.remove if f" {words(line)} " in f" {words(article)} "] == []


@BY_PAGE
def test_no_page_loads_anything_from_elsewhere(page: SamplePage) -> None:
    assert not re.search(r"""(?:src|srcset|data|action)\s*=\s*["']?(?:https?:)?//""", source(page))
    assert not re.search(r"<link[^>]+href=[\"']?(?:https?:)?//|@import|url\(", source(page))


@BY_PAGE
async def test_a_page_is_served_with_its_bytes_type_and_validators(
    page: SamplePage, client: aiohttp.ClientSession
) -> None:
    async with client.get(page.path) as answer:
        assert answer.status == 200
        assert await answer.read() == page.body
        assert answer.headers["Content-Type"] == page.content_type
        etag, modified = answer.headers["ETag"], answer.headers["Last-Modified"]
    for condition in (
        {"If-None-Match": etag},
        {"If-None-Match": f'"other", W/{etag}'},
        {"If-Modified-Since": modified},
    ):
        async with client.get(page.path, headers=condition) as answer:
            assert (answer.status, await answer.read()) == (304, b"")
            assert answer.headers["ETag"] == etag


async def test_a_changed_etag_outranks_an_unchanged_date(client: aiohttp.ClientSession) -> None:
    async with client.get(PAGES[0].path) as answer:
        modified = answer.headers["Last-Modified"]
    condition = {"If-None-Match": '"other"', "If-Modified-Since": modified}
    async with client.get(PAGES[0].path, headers=condition) as answer:
        assert answer.status == 200


async def test_an_older_copy_is_sent_again(client: aiohttp.ClientSession) -> None:
    condition = {"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}
    async with client.get(PAGES[0].path, headers=condition) as answer:
        assert answer.status == 200


async def test_head_has_the_headers_and_no_body(client: aiohttp.ClientSession) -> None:
    async with client.head(PAGES[0].path) as answer:
        assert answer.status == 200
        assert int(answer.headers["Content-Length"]) == len(PAGES[0].body)


@pytest.mark.parametrize("path", ["/nowhere", "/site.json", "/pages/", "/../samples.py", "/%2e%2e/samples.py"])
async def test_anything_else_is_not_found(path: str, client: aiohttp.ClientSession) -> None:
    async with client.get(path) as answer:
        assert answer.status == 404


async def test_every_local_link_leads_somewhere(client: aiohttp.ClientSession) -> None:
    links = {
        href.partition("#")[0]
        for page in PAGES
        for href in re.findall(r'href="(/[^"]*)"', source(page))
        if page.content_type.startswith("text/html")
    }
    assert links
    for link in sorted(links):
        async with client.head(link) as answer:
            assert answer.status == 200, link


async def test_the_index_links_to_every_page(client: aiohttp.ClientSession) -> None:
    async with client.get("/") as answer:
        found = set(re.findall(r'href="(/[^"]+)"', await answer.text()))
    assert {page.path for page in PAGES} <= found


async def test_the_sitemap_lists_every_page(site: SampleSite, client: aiohttp.ClientSession) -> None:
    async with client.get("/sitemap.xml") as answer:
        assert answer.content_type == "application/xml"
        root = ET.fromstring(await answer.text())  # noqa: S314  our own document
    assert tuple(loc.text for loc in root.iter(f"{{{SITEMAP_NAMESPACE}}}loc")) == site.page_urls


async def test_the_feed_has_an_item_for_every_page(site: SampleSite, client: aiohttp.ClientSession) -> None:
    async with client.get("/feed.xml") as answer:
        assert answer.content_type == "application/rss+xml"
        root = ET.fromstring(await answer.text())  # noqa: S314  our own document
    items = {item.findtext("link"): item.findtext("title") for item in root.iter("item")}
    assert items == {site.url + page.path: page.title for page in PAGES}


async def test_robots_close_the_draft_that_exists(site: SampleSite, client: aiohttp.ClientSession) -> None:
    async with client.get("/robots.txt") as answer:
        assert answer.content_type == "text/plain"
        lines = (await answer.text()).splitlines()
    assert "Disallow: /private/" in lines
    assert f"Sitemap: {site.url}/sitemap.xml" in lines
    async with client.get(PRIVATE_PATH) as answer:
        assert answer.status == 200


async def test_two_sites_stand_side_by_side(site: SampleSite) -> None:
    async with serve_samples() as other:
        assert other.url != site.url
