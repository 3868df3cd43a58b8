"""A page whose scripts and styles were passed over is the page that would have been read with them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from winnow.stages import limits
from winnow.stages.blocks import Page
from winnow.stages.html.native import document, walk
from winnow.stages.html.parse import parse_in_python

LONG = ("let a = 1 < 2;\r\n" * 20, "p > a { color: red }\n" * 15, "é\0\r" * 120, " \n" * 200)
OPENING = (
    *("<script>", "<SCRIPT async>", "<style>", '<style title="a">', "<script/>", "<script type=application/ld+json>"),
    *('<script data-a=">">', "<script type=text/javascript src=x>", "<scripts>", "<script", "<style media='>"),
)
CLOSING = ("</script>", "</style>", "</SCRIPT>", "</script >", "</script/>", "</scripts>", "</style", "</sCript>")
AROUND = (
    *("<!--", "-->", "<!-->", "<![CDATA[", "]]>", "<p>", "</p>", '<p title="', "'", '">', "<textarea>", "</textarea>"),
    *("<div class=author>", "</div>", "<span id=byline>", "</span>", "<title>", "</title>", "<body>", "</head>"),
    *("<svg>", "</svg>", "<math>", "</math>", "<foreignobject>", "<template>", "</template>", "<table>", "<td>"),
    *("</table>", "<select>", "<option>", "<noscript>", "</noscript>", "<frameset>", "<iframe>", "</iframe>", "<b>"),
)
INSIDE = (
    "<!--",
    "-->",
    "<script>",
    "</style>",
    "<style>",
    "</script x>",
    "\u2028",
    "<![CDATA[",
    "&amp;",
    " ",
    "<p>",
    "\0",
)
raw = st.tuples(
    st.sampled_from(OPENING),
    st.lists(st.sampled_from((*LONG, *INSIDE)), max_size=4).map("".join),
    st.sampled_from(LONG),
    st.sampled_from(CLOSING),
).map("".join)
soup = st.lists(raw | st.sampled_from((*AROUND, *OPENING, *CLOSING, "text", " ", "\n", "; ")), max_size=20).map("".join)
SCRIPT = LONG[0]


def everything(page: Page) -> dict[str, Any]:
    return {
        "elements": [(e.tag, e.names, e.attributes, e.flags, e.parent and e.parent.order) for e in page.elements],
        "blocks": [(b.text, b.kind, b.link_chars, b.element and b.element.order) for b in page.blocks],
        "marked": [(m.element.names, m.block, m.node.text(separator="|")) for m in page.marked],
        "head": (page.title, page.language, page.metas, page.links, page.json_ld),
    }


@given(soup)
@settings(max_examples=600, deadline=None)
def test_tag_soup(html: str) -> None:
    assert everything(walk.parse(html.encode())) == everything(parse_in_python(html.encode()))


@pytest.mark.parametrize(
    "html",
    [
        f"<script>{SCRIPT}</script>",
        f"<p>text<style>{SCRIPT}</style>",
        f"<body><SCRIPT type=module>{SCRIPT}</Script>",
        f"<script><!-- {SCRIPT}</script>",
    ],
)
def test_what_nobody_reads_is_passed_over(html: str) -> None:
    assert len(document.Document(html.encode()).passed) == 1


@pytest.mark.parametrize(
    "html",
    [
        f"<script type='application/ld+json'>{SCRIPT}</script>",
        f"<!-- <script>{SCRIPT}</script> -->",
        f"<p title='<script>{SCRIPT}</script>'>",
        f"<textarea><style>{SCRIPT}</style></textarea>",
        f"<script><!-- <script>{SCRIPT}</script> --></script>",
        f"<svg><style>{SCRIPT}</style></svg>",
        f"<script>{SCRIPT}",
        "<script>short</script>",
        f"<script>{' ' * 1000}</script>",
    ],
)
def test_what_may_be_text_is_read(html: str) -> None:
    assert document.Document(html.encode()).passed == {}


@given(st.text("<a>", max_size=20), st.integers(0, 2000))
def test_tags_are_counted(text: str, times: int) -> None:
    markup = text.encode() * times
    assert document.count_tags(markup) == limits.count_tags_in_python(markup)
