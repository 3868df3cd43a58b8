"""RFC 9309 and what site owners write in spite of it."""

import base64
import json
import os
import re
from pathlib import Path

import pytest
from winnow.crawl.robots import MAX_ROBOTS_BYTES, matches, parse_robots, product_token


def allows(robots: str | bytes, path: str) -> bool:
    body = robots if isinstance(robots, bytes) else robots.encode()
    return parse_robots(body, "Winnow").allows(path)


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/x", True),
        ("User-agent: *\nDisallow:\n", "/x", True),
        ("User-agent: *\nDisallow: /\n", "/", False),
        ("User-agent: winnow\nAllow: /\n\nUser-agent: *\nDisallow: /\n", "/x", True),
        ("User-agent: other\nDisallow: /\n", "/x", True),
        ("User-agent: other\nUser-agent: WINNOW\nDisallow: /x\n", "/x", False),
        ("User-agent: winnow\nDisallow: /a\n\nUser-agent: *\n\nUser-agent: winnow\nDisallow: /b\n", "/b", False),
        ("User-agent: winnow\nDisallow: /a\n\nUser-agent: *\nDisallow: /c\n", "/c", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/b/c", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a\n", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /a*b*c\n", "/a-b-b-c-d", False),
        ("User-agent: *\nDisallow: /\nAllow: /$\n", "/", True),
        ("User-agent: *\nDisallow: /\nAllow: /index.html\n", "/", True),
        ("User-agent: *\nDisallow: /\u00fc\n", "/%C3%BC", False),
        ("User-agent: *\nDisallow: /%c3%bc\n", "/%C3%BC", False),
        ("User-agent: *\rDisallow: /a\r\nDisallow: /b\n", "/b", False),
        ("user agent : *\ndissalow: /a\n", "/a", False),
        ("User-agent *\nDisallow /a\n", "/a", False),
        ("Disallow: /a\nUser-agent: *\nDisallow: /b # why\n", "/b", False),
        ("Disallow: /a\nUser-agent: *\nDisallow: /b\n", "/a", True),
        ("User-agent: winnow-news\nDisallow: /\n", "/x", True),
        ("User-agent: winnow/2.0 (x)\nDisallow: /\n", "/x", False),
        ("\ufeffUser-agent: *\nDisallow: /\n", "/x", False),
    ],
)  # fmt: skip
def test_rules(robots: str, path: str, allowed: bool) -> None:
    assert allows(robots, path) is allowed


def test_crawl_delay_and_sitemaps() -> None:
    robots = parse_robots(
        b"Sitemap: https://e.org/1.xml\nUser-agent: *\nCrawl-delay: 2.5\n"
        b"User-agent: x\nCrawl-delay: soon\nsitemap: /2.xml",
        "w",
    )
    assert robots.crawl_delay == 2.5
    assert robots.sitemaps == ("https://e.org/1.xml", "/2.xml")


def test_the_group_that_names_us_has_the_delay_that_counts() -> None:
    robots = b"User-agent: *\nCrawl-delay: 9\n\nUser-agent: winnow\nCrawl-delay: 1\nDisallow: /x\n"
    assert parse_robots(robots, "winnow").crawl_delay == 1.0


def test_what_comes_after_500_kib_is_not_read() -> None:
    padding = b"#" * 99 + b"\n"
    body = b"User-agent: *\n" + padding * (MAX_ROBOTS_BYTES // 100 + 1) + b"Disallow: /\n"
    assert allows(body, "/x")


def test_a_pattern_of_many_stars_takes_no_time() -> None:
    assert not matches(b"/" + b"*a" * 5000 + b"$", b"/" + b"a" * 4000)
    assert not matches(b"*a" * 50 + b"b", b"/" + b"a" * 2000)


def test_the_product_token_is_what_the_user_agent_begins_with() -> None:
    assert product_token("Winnow/0.1 (+https://example.org/bot)") == "Winnow"
    assert product_token("123") == ""


def test_conformance() -> None:
    """Hold the parser to the expectations that the largest crawler publishes, where they are at hand."""
    corpora = os.environ.get("WINNOW_CORPORA")
    if not corpora:
        pytest.skip("WINNOW_CORPORA names no folder")
    rows = [json.loads(line) for line in (Path(corpora) / "web/robots.jsonl").read_text().splitlines()]
    wrong = [row for row in rows if _judged(row) != row["allowed"]]
    assert len(wrong) <= len(rows) * 0.01, [row["url"] for row in wrong]


def _judged(row: dict[str, str]) -> bool:
    path = re.sub(r"^[a-z]+://[^/?#]*|#.*", "", row["url"]) or "/"
    return parse_robots(base64.b64decode(row["robots_base64"]), row["user_agent"]).allows(path)
