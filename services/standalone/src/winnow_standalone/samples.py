"""The sample site: our own pages in the forms that scraped articles have, served on loopback.

``sample_site/site.json`` lists the pages, what each one demonstrates, and what a cleaner should make of it.
The first start of standalone ingests them, and the tests use them as known pages.
"""

import hashlib
import html
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree as ET

import msgspec
from aiohttp import web
from winnow.model import FaqEntry, FaqSource, Instant

SITEMAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PRIVATE_PATH = "/private/draft"
"""A page that exists and that robots.txt closes: a polite crawler never asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePair:
    """A question and answer as the cleaner should give them, one line a paragraph or list item."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePage:
    """One page of the site and what a cleaner should make of it."""

    path: str
    file: str
    """Its place in the package data; the bytes are served as they are."""
    content_type: str
    title: str
    author: str
    published: str
    modified: Instant
    language: str
    demonstrates: str
    query: str
    """A search that should find this page."""
    keep: Sequence[str]
    """Some of the lines of the article, headings among them."""
    remove: Sequence[str]
    """Lines around the article that belong in no cleaned text."""
    faq_source: FaqSource
    faqs: Sequence[SamplePair]

    @property
    def body(self) -> bytes:
        """The page's bytes."""
        return (files(__package__) / "sample_site" / self.file).read_bytes()

    @property
    def pairs(self) -> tuple[FaqEntry, ...]:
        """All question-answer pairs, in the page's order and each of them once."""
        return tuple(FaqEntry(question=p.question, answer=p.answer, source=self.faq_source) for p in self.faqs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One of the publications that share the site, each below a path of its own."""

    path: str
    title: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSite:
    """The site while it is served."""

    url: str
    """The origin, without a slash at its end."""
    page_urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Manifest:
    publications: Sequence[Publication]
    pages: Sequence[SamplePage]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resource:
    body: bytes
    content_type: str
    modified: datetime

    @property
    def etag(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:20]


@cache
def _manifest() -> _Manifest:
    return msgspec.json.decode((files(__package__) / "sample_site" / "site.json").read_bytes(), type=_Manifest)


def sample_pages() -> tuple[SamplePage, ...]:
    """List the pages, in the order of their paths."""
    return tuple(_manifest().pages)


@asynccontextmanager
async def serve_samples(host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[SampleSite]:
    """Serve the site until the block ends; port 0 takes a free one."""
    listener = socket.create_server((host, port))
    url = f"http://{host}:{listener.getsockname()[1]}"
    runner = web.AppRunner(_application(_resources(url)), access_log=None)
    try:
        await runner.setup()
        await web.SockSite(runner, listener).start()
        yield SampleSite(url=url, page_urls=tuple(url + page.path for page in sample_pages()))
    finally:
        await runner.cleanup()
        listener.close()


def _application(resources: Mapping[str, _Resource]) -> web.Application:
    async def answer(request: web.Request) -> web.Response:
        resource = resources.get(request.path)
        if resource is None:
            raise web.HTTPNotFound(text="There is no such page here.\n")
        return _respond(request, resource)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    return app


def _respond(request: web.Request, resource: _Resource) -> web.Response:
    headers = {
        "ETag": f'"{resource.etag}"',
        "Last-Modified": format_datetime(resource.modified, usegmt=True),
        "Cache-Control": "no-cache",
    }
    if _is_current(request, resource):
        return web.Response(status=304, headers=headers)
    return web.Response(body=resource.body, headers={**headers, "Content-Type": resource.content_type})


def _is_current(request: web.Request, resource: _Resource) -> bool:
    """Tell whether the client already has this version; an ETag outranks a date (RFC 9110, 13.2.2)."""
    if request.if_none_match is not None:
        return any(tag.value in ("*", resource.etag) for tag in request.if_none_match)
    return request.if_modified_since is not None and resource.modified <= request.if_modified_since


def _resources(url: str) -> dict[str, _Resource]:
    manifest = _manifest()
    newest = max(page.modified for page in manifest.pages)

    def made(text: str, content_type: str) -> _Resource:
        return _Resource(body=text.encode(), content_type=f"{content_type}; charset=utf-8", modified=newest)

    resources = {
        page.path: _Resource(body=page.body, content_type=page.content_type, modified=page.modified)
        for page in manifest.pages
    }
    for publication in manifest.publications:
        resources[publication.path] = made(_listing(publication.title, [publication]), "text/html")
    resources["/"] = made(_listing("The sample site", manifest.publications), "text/html")
    resources["/robots.txt"] = made(_robots(url), "text/plain")
    resources["/sitemap.xml"] = made(_sitemap(url), "application/xml")
    resources["/feed.xml"] = made(_feed(url), "application/rss+xml")
    resources[PRIVATE_PATH] = made("<!doctype html><title>Draft</title><p>Not for robots.</p>", "text/html")
    return resources


def _robots(url: str) -> str:
    return f"User-agent: *\nDisallow: /private/\n\nSitemap: {url}/sitemap.xml\n"


def _sitemap(url: str) -> str:
    root = ET.Element("urlset", xmlns=SITEMAP_NAMESPACE)
    for page in sample_pages():
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = url + page.path
        ET.SubElement(entry, "lastmod").text = page.modified.isoformat()
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def _feed(url: str) -> str:
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    ET.SubElement(channel, "title").text = "Winnow sample site"
    ET.SubElement(channel, "link").text = f"{url}/"
    ET.SubElement(channel, "description").text = "Pages in the forms that scraped articles have"
    for page in sorted(sample_pages(), key=lambda page: page.modified, reverse=True):
        item = ET.SubElement(channel, "item")
        ET.SubElement(item, "title").text = page.title
        ET.SubElement(item, "link").text = url + page.path
        ET.SubElement(item, "guid").text = url + page.path
        ET.SubElement(item, "pubDate").text = format_datetime(page.modified, usegmt=True)
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def _listing(title: str, publications: Sequence[Publication]) -> str:
    sections = "".join(_section(publication) for publication in publications)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n"
        '<link rel="alternate" type="application/rss+xml" title="All pages" href="/feed.xml">\n'
        "<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}</style>\n"
        f"</head>\n<body>\n<main>\n<h1>{html.escape(title)}</h1>\n{sections}</main>\n</body>\n</html>\n"
    )


def _section(publication: Publication) -> str:
    items = "".join(
        f'<li><a href="{html.escape(page.path)}" lang="{page.language}">{html.escape(page.title)}</a>'
        f"<br><small>{html.escape(page.demonstrates)}</small></li>\n"
        for page in sample_pages()
        if page.path.startswith(publication.path)
    )
    return f"<h2>{html.escape(publication.title)}</h2>\n<p>{html.escape(publication.about)}</p>\n<ul>\n{items}</ul>\n"
