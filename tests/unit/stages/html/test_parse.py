import pytest
from winnow.stages.blocks import BlockKind
from winnow.stages.html import parse_html


def texts(html: str) -> list[str]:
    return [block.text for block in parse_html(html).blocks]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One <b>two</b> <i>three</i></p><p>four", ["One two three", "four"]),
        ("<div>before<p>inside</p>after</div>", ["before", "inside", "after"]),
        ("<div>before<hr>after</div>", ["before", "after"]),
        ("<p>a<br>b<br><br>c</p>", ["a\nb", "c"]),
        ("<p>a<br> <br>\n<br>b</p>", ["a", "b"]),
        ("<p><span>T</span>his</p>", ["This"]),
        ("<p>a&nbsp;&nbsp;b\n\t c</p>", ["a b c"]),
        ("<pre>x = 1\n  y = 2</pre>", ["x = 1\ny = 2"]),
        ("<p>a<script>var b</script>c<style>p{}</style></p>", ["ac"]),
        ("<select><option>a<option>b</select><p>c", ["c"]),
        ("<body><noscript><p>a</p></noscript><svg><text>b</text></svg><p>c", ["c"]),
        ("<p>   </p><div></div>", []),
        ("", []),
        ("text alone", ["text alone"]),
        ("<b>never <i>closed", ["never closed"]),
    ],
)
def test_blocks_follow_what_a_reader_sees(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<h2>x</h2>", BlockKind.HEADING),
        ("<h2><a href=#>x</a></h2>", BlockKind.HEADING),
        ("<ul><li><p>x</p></li></ul>", BlockKind.LIST_ITEM),
        ("<blockquote><p>x</p></blockquote>", BlockKind.QUOTE),
        ("<dl><dt>x</dt></dl>", BlockKind.TERM),
        ("<dl><dd><div>x</div></dd></dl>", BlockKind.DEFINITION),
        ("<details><summary>x</summary></details>", BlockKind.SUMMARY),
        ("<figure><figcaption>x</figcaption></figure>", BlockKind.CAPTION),
        ("<table><tr><td>x</td></tr></table>", BlockKind.TABLE_CELL),
        ("<button>x</button>", BlockKind.CONTROL),
        ("<li><article><p>x</p></article></li>", BlockKind.PARAGRAPH),
    ],
)
def test_a_block_knows_what_it_is(html: str, kind: BlockKind) -> None:
    assert [block.kind for block in parse_html(html).blocks] == [kind]


def test_a_heading_has_its_level() -> None:
    assert [block.level for block in parse_html("<h1>a</h1><h3><span>b</span></h3><p>c").blocks] == [1, 3, 0]


def test_link_and_strong_characters_are_counted() -> None:
    (block,) = parse_html("<p>ab <a href=x>cde</a> <strong>fg</strong></p>").blocks

    assert (block.text, block.link_chars, block.strong_chars) == ("ab cde fg", 3, 2)


@pytest.mark.parametrize("markup", ["hidden", 'aria-hidden="true"', 'style="display: none"'])
def test_hidden_text_is_a_block_that_says_so(markup: str) -> None:
    blocks = parse_html(f"<div {markup}><p>a</p></div><p>b</p>").blocks

    assert [(block.text, block.hidden) for block in blocks] == [("a", True), ("b", False)]


def test_names_hold_what_an_element_is_called() -> None:
    (block,) = parse_html('<p class="Lead Text" id=Intro itemprop=description>x</p>').blocks

    assert block.element is not None
    assert block.element.names == "lead text intro description"
    assert [e.tag for e in block.element.ancestors()] == ["p", "body", "html"]


def test_the_head_is_set_aside() -> None:
    page = parse_html(
        "<html lang=de><head><title> A\n title </title><meta name=author content=B><link rel=canonical href=/c>"
        '<script type="application/ld+json">{"a": 1}</script><script>no</script></head>'
        '<body><svg><title>icon</title></svg><span class="byline">By <b>Ada</b> Quill</span>'
        "<time datetime=2020>then</time>"
    )

    assert (page.title, page.language) == ("A title", "de")
    assert page.metas == [{"name": "author", "content": "B"}]
    assert page.links == [{"rel": "canonical", "href": "/c"}]
    assert page.json_ld == ['{"a": 1}']
    assert [(mark.element.tag, mark.text) for mark in page.marked] == [("span", "By Ada Quill"), ("time", "then")]


def test_what_is_never_shown_speaks_of_nobody() -> None:
    page = parse_html("<script class=author>x</script><svg class=date><text>x</text></svg><p class=author>Ada</p>")

    assert [mark.element.tag for mark in page.marked] == ["p"]


def test_bytes_are_read_as_utf8_and_a_bad_sequence_harms_nothing_else() -> None:
    blocks = parse_html(b"<p class=\xff>caf\xc3\xa9 \xc3</p><p>\xe2\x80\x94").blocks

    assert [block.text for block in blocks] == ["café \ufffd", "—"]
    assert blocks[0].element is not None
    assert blocks[0].element.names == "\ufffd"


def test_a_custom_element_is_recorded_but_ends_no_block() -> None:
    page = parse_html("<p>a <x-note class=aside>b</x-note> c</p><x-panel><p>d</p></x-panel>")

    assert [block.text for block in page.blocks] == ["a b c", "d"]
    assert [element.tag for element in page.elements] == ["html", "body", "p", "x-note", "x-panel", "p"]


def test_deep_nesting_ends_in_a_bounded_chain_of_ancestors() -> None:
    (block,) = parse_html("<span>" * 2000 + "x").blocks

    assert block.element is not None
    assert len(list(block.element.ancestors())) < 300
