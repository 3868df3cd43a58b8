"""The compiled walk finds in every page what the walk in Python finds."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple
from winnow.stages.blocks import Element, Page
from winnow.stages.html import parse, tags
from winnow.stages.html.native import walk as native
from winnow.stages.html.parse import parse_in_python

GOLDEN = sorted((Path(__file__).parents[3] / "golden").rglob("*.html"))
TAGS = [*(name for name, *_ in tags.TAGS.values()), "meta", "x-card"]
NAMES = ["class", "id", "role", "itemprop", "rel", "style", "hidden", "aria-hidden", "type", "href", "lang", "data-x"]
VALUES = (
    *("", "post-author", "Byline", "timeline", "time timeline", "menu main", " date ", "display: none", "true"),
    *("application/ld+json", "text/javascript", "navigation", "é\u00a0ß", "a\x0bb"),
    *("Entry-Meta", "entry meta", "timelinetime", "TIMEOUT", "updateD", "by", "É", "n" * 600, " writers "),
)
TEXTS = (
    "",
    " ",
    "\n\t",
    "word",
    " word",
    "word ",
    "a  b",
    "a\nb",
    "x\u00a0",
    "\u2003y",
    "&amp;",
    "&nbsp;",
    "<",
    "\x00",
    "日本",
    "l’été",
    "it’s",
    "you & “me”",
    "me & you",
    "a\x01b",
    "–\u3000—",
    "\u200b",
    "{}",
)


@st.composite
def markup(draw: st.DrawFn) -> str:
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 40))):
        tag, kind = draw(st.sampled_from(TAGS)), draw(st.integers(0, 9))
        attributes = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)), max_size=3))
        written = "".join(f' {name}="{value}"' if value else f" {name}" for name, value in attributes)
        parts.append(f"</{tag}>" if kind < 3 else "<!-- c -->" if kind == 3 else f"<{tag}{written}>")
        parts.append(draw(st.sampled_from(TEXTS)))
    return "".join(parts)


def told(element: Element | None) -> Any:
    if element is None:
        return None
    return element.tag, element.names, element.depth, element.order, element.attributes, element.flags, element.kind


def everything(page: Page) -> dict[str, Any]:
    return {
        "elements": [(told(e), told(e.parent)) for e in page.elements],
        "blocks": [(*astuple(b)[:4], told(b.element), *astuple(b)[5:]) for b in page.blocks],
        "unusual": [b.position for b in page.unusual],
        "marked": [
            (told(m.element), told(m.element.parent), m.block, m.text, m.node.text(separator="|")) for m in page.marked
        ],
        "head": (page.title, page.language, page.metas, page.links, page.json_ld),
    }


def assert_same(html: str | bytes) -> None:
    markup = html if isinstance(html, bytes) else html.encode()
    assert everything(native.parse(markup)) == everything(parse_in_python(markup))


@given(markup())
@settings(max_examples=600, deadline=None)
def test_tag_soup(html: str) -> None:
    assert_same(html)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parts[-3]}-{path.parts[-2]}")
def test_whole_pages(path: Path) -> None:
    assert_same(path.read_bytes())


@pytest.mark.parametrize(
    "html",
    [
        "",
        "\x00",
        "text alone",
        "<div>" * 2000 + "deep" + "</div>" * 500 + "less deep",
        "<p>a" * 2000,
        "<x-card class=author>a<x-note>b</x-note></x-card>",
        b"<p class='\xff\xfe'>\xff</p>",
        "<p>a<br><br> <br>b<pre>c\n\nd</pre><br>e",
        "<a><time>1 May</time></a><time class=x></time><time><p>2 May</time>",
    ],
)
def test_odd_pages(html: str | bytes) -> None:
    assert_same(html)


def test_it_is_what_cleaning_uses() -> None:
    assert parse.parse is native.parse


def test_a_marked_text_outlasts_the_parser() -> None:
    page = native.parse(b"<p class=byline>By <b>Ines</b> Halloway</p>")
    assert [mark.text for mark in page.marked] == ["By Ines Halloway"]
