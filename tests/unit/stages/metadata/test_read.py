"""What a page says of itself, when it is built to be slow or strange."""

import time

import pytest
from winnow.stages.html import parse_html
from winnow.stages.metadata import Metadata, read_metadata, read_text_metadata
from winnow.stages.text import parse_text

WIDE = "lorem " * 100_000


@pytest.mark.parametrize(
    "html",
    [
        f"<title>{WIDE}</title><h1>{WIDE}</h1><p>{WIDE}</p>",
        f"<meta property='og:title' content='{WIDE}'><meta name=author content='{WIDE}'><p>text</p>",
        "<div class='author date'>" * 400 + WIDE,
        "<span class=author>By A</span><time>2020</time>" * 20_000,
        f"<script type='application/ld+json'>{' ' * 399_000}]]x</script><p>text</p>",
        "<script type='application/ld+json'>" + '"author":{' * 30_000 + "</script><p>text</p>",
        "<script type='application/ld+json'>" + ", " * 150_000 + "</script><p>text</p>",
        "<h1>" + "A - B | " * 20_000 + "</h1>",
        "<h2>x</h2>" * 30_000,
        "<p>" + "1.2.2020 " * 50_000,
        "<p>By " + "and " * 50_000,
        "<h1>\ud800 \x00</h1>".replace("\ud800", "\ufffd"),
        "",
    ],
    ids=[
        "title",
        "metas",
        "nested",
        "marks",
        "spaces",
        "braces",
        "commas",
        "parts",
        "headings",
        "dates",
        "names",
        "odd",
        "empty",
    ],
)
def test_the_work_is_bounded(html: str) -> None:
    page = parse_html(html)
    start = time.process_time()
    assert isinstance(read_metadata(page, "https://a.example/x"), Metadata)
    assert time.process_time() - start < 1.0


@pytest.mark.parametrize("url", [None, "", "::", "https://[", "https://a.example:port/2020/13/45/"])
def test_any_address_will_do(url: str | None) -> None:
    assert read_metadata(parse_html("<h1>A dry meadow</h1><p>text</p>"), url).title == "A dry meadow"


@pytest.mark.parametrize("text", ["", "\n\n", WIDE, "***\n---"])
def test_a_text_without_a_title_has_none(text: str) -> None:
    assert read_text_metadata(parse_text(text).blocks).title == ""


def test_the_headline_is_where_the_title_is_shown() -> None:
    page = parse_html("<title>A dry meadow | Talbote</title><p>Talbote</p><p>News</p><h1>A dry meadow</h1><p>text</p>")
    assert read_metadata(page, None).headline == 2
