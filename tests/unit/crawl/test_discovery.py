"""What pages, sitemaps and feeds say of themselves and of other pages."""

import gzip

import pytest
from winnow.crawl.feeds import parse_feed
from winnow.crawl.links import page_links
from winnow.crawl.page_head import canonical_target, read_head
from winnow.crawl.rules import HostRule, Rules, read_rules
from winnow.crawl.sitemaps import MAX_SITEMAP_BYTES, parse_sitemap, timestamp, unpacked
from winnow.crawl.urls import parse_url
from winnow.errors import ConfigError, Refused

PAGE = parse_url("https://example.org/tea/green?cup=1")


@pytest.mark.parametrize(
    ("page", "headers", "noindex", "nofollow"),
    [
        (b"<p>robots, winnow, noindex", {}, False, False),
        (b'<meta name="robots" content="noindex">', {}, True, False),
        (b"<META content='NoFollow, NoIndex' name=ROBOTS>", {}, True, True),
        (b'<meta name="robots" content="none" />', {}, True, True),
        (b'<meta name="winnow" content="nofollow">', {}, False, True),
        (b'<meta name="googlebot" content="noindex">', {}, False, False),
        (b'<meta name="robots" content="max-snippet:-1, index">', {}, False, False),
        (b"", {"x-robots-tag": "noindex"}, True, False),
        (b"", {"x-robots-tag": "otherbot: noindex, nofollow"}, False, False),
        (b"", {"x-robots-tag": "otherbot: noindex, winnow: nofollow"}, False, True),
        (b"", {"x-robots-tag": "unavailable_after: 25 Jun 2030 15:00:00 PST"}, False, False),
    ],
)
def test_directives(page: bytes, headers: dict[str, str], noindex: bool, nofollow: bool) -> None:
    head = read_head(page, headers, "Winnow")
    assert (head.noindex, head.nofollow) == (noindex, nofollow)


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("/tea/green", "https://example.org/tea/green"),
        ("https://www.example.org/tea", "https://www.example.org/tea"),
        ("?cup=1&utm_source=x", None),
        ("http://example.org/tea/green", None),
        ("https://elsewhere.example/tea", None),
        ("/", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_a_canonical_link_is_followed_where_it_can_be_trusted(written: str, target: str | None) -> None:
    found = canonical_target(PAGE, written)
    assert (found and found.href) == target


def test_where_a_canonical_link_stands() -> None:
    assert read_head(b'<link href="/a?b=1&amp;c" rel="canonical">', {}, "w").canonical == "/a?b=1&c"
    assert read_head(b"", {"link": '</x>; rel="next", </a>; rel="canonical"'}, "w").canonical == "/a"
    assert read_head(b'<link rel="stylesheet" href="/canonical.css">', {}, "w").canonical == ""


def test_a_sitemap_with_dates() -> None:
    listing = parse_sitemap(b"""<?xml version="1.0"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
        <url><loc> https://e.org/1?a=1&amp;b=2 </loc><lastmod>2026-01-02</lastmod></url>
        <url><loc><![CDATA[https://e.org/2]]></loc><news:news><news:title>x</news:title>
        <news:publication_date>2026-01-02T01:00:00+01:00</news:publication_date></news:news></url>
        <url><loc></loc></url></urlset>""")
    assert listing is not None
    assert [each.url for each in listing.pages] == ["https://e.org/1?a=1&b=2", "https://e.org/2"]
    assert listing.pages[0].changed == listing.pages[1].changed == timestamp("2026-01-02")


def test_a_sitemap_index_and_a_sitemap_that_breaks_off() -> None:
    index = parse_sitemap(b"<sitemapindex><sitemap><loc>https://e.org/1.xml</loc></sitemap></sitemapindex>")
    assert index is not None
    assert [each.url for each in index.listings] == ["https://e.org/1.xml"]
    broken = parse_sitemap(b"<urlset><url><loc>https://e.org/1</loc></url><url><loc>https://")
    assert broken is not None
    assert (len(broken.pages), bool(broken.trouble)) == (1, True)


@pytest.mark.parametrize("body", [b"", b"<html><body>", b"{}", b"<rss version='2.0'></rss>", b"\x00\xff"])
def test_what_is_no_sitemap(body: bytes) -> None:
    assert parse_sitemap(body) is None


def test_entities_are_not_expanded() -> None:
    body = b'<!DOCTYPE u [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'
    assert parse_sitemap(body) is None


def test_a_packed_sitemap_within_the_limit() -> None:
    assert unpacked(gzip.compress(b"<urlset/>")) == b"<urlset/>"
    assert unpacked(b"<urlset/>") == b"<urlset/>"
    with pytest.raises(Refused):
        unpacked(gzip.compress(bytes(MAX_SITEMAP_BYTES + 1)))


def test_feeds() -> None:
    rss = parse_feed(
        b"<rss version='2.0'><channel><item><link>https://e.org/1</link>"
        b"<pubDate>Tue, 14 Nov 2023 22:13:20 GMT</pubDate></item><item><title>no link</title></item></channel></rss>"
    )
    assert rss is not None
    assert [(each.url, each.changed) for each in rss.pages] == [("https://e.org/1", 1_700_000_000.0)]
    atom = parse_feed(
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='https://e.org/2'/>"
        b"<updated>2023-11-14T22:13:20Z</updated></entry></feed>"
    )
    assert atom is not None
    assert [(each.url, each.changed) for each in atom.pages] == [("https://e.org/2", 1_700_000_000.0)]
    assert parse_feed(b"<html><p>no feed</p></html>") is None


def test_links_are_absolute_unique_and_followed_only_if_they_may_be() -> None:
    body = b"""<base href="/tea/"><a href="black">1</a><a href="/x#a">2</a><a href="/x#b">3</a>
        <a href="mailto:a@b">4</a><a href="/no" rel="ugc nofollow">5</a><a>6</a><a href="https://other.example/">7</a>"""
    found = [url.href for url in page_links(body, PAGE)]
    assert found == ["https://example.org/tea/black", "https://example.org/x", "https://other.example/"]


def test_rules_allow_then_deny_and_nothing_without_a_rule() -> None:
    rules = Rules([HostRule(host="example.org", allow=["^/tea/"], deny=[r"\?", "/old"]), HostRule(host="all.example")])
    verdicts = {
        "https://example.org/tea/green": True,
        "https://example.org/tea/old": False,
        "https://example.org/tea/?a=b": False,
        "https://example.org/coffee": False,
        "https://all.example/anything": True,
        "https://unknown.example/": False,
    }
    assert {url: rules.takes(parse_url(url)) for url in verdicts} == verdicts


@pytest.mark.parametrize(
    "text", [b"{}", b'[{"depth": 1}]', b'[{"host": "a", "allow": ["("]}]', b'[{"host": "a", "deny": ["(?=a)"]}]']
)
def test_rules_that_cannot_work_stop_the_start(text: bytes) -> None:
    with pytest.raises(ConfigError):
        read_rules(text)


def test_a_hostile_pattern_takes_no_time() -> None:
    rules = Rules([HostRule(host="example.org", allow=["(a*)*b"])])
    assert not rules.takes(parse_url("https://example.org/" + "a" * 1500))
