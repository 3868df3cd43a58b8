"""The compiled judge sees in every page, to the last bit, what the judge in numpy sees."""

from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from winnow.stages.blocks import Block, BlockKind, Element, Page
from winnow.stages.html import judge, parse_html, strip
from winnow.stages.html.features import ROWS, describe
from winnow.stages.html.native import judge as native
from winnow.stages.html.spots import MEMORY, Spots

GOLDEN = sorted((Path(__file__).parents[3] / "golden").rglob("*.html"))
WEIGHTS = files("winnow.stages.html").joinpath("weights.json").read_bytes()
PLAIN, NATIVE, NARROW = judge.Judge(WEIGHTS), native.Judge(WEIGHTS), native.Judge(WEIGHTS, wide=False)

TAGS = ("div", "p", "li", "td", "article", "aside", "nav", "form", "section", "h1", "body", "x-card")
NAMES = ("", "", "story", "comment-list", "article body", "related sidebar", "share", "é\ud800", "footer nav", "author")
WORDS = (
    *("river", "Mill", "and,", "why?", "Once.", "|", "a\nb", "Ödön", "日本。", "\U0001f30a", "\udc80", "so."),
    *("The ferry left the quay with nobody aboard but the pilot, who had seen worse mornings, and said so.",) * 4,
)
SENTENCE = "The ferry left the quay with nobody aboard but the pilot, who had seen worse."


@st.composite
def pages(draw: st.DrawFn) -> Page:
    page = Page()
    for order in range(draw(st.integers(0, 40))):
        parent = page.elements[draw(st.integers(max(0, order - 4), order - 1))] if order else None
        depth = parent.depth + 1 if parent else 0
        tag, names = draw(st.sampled_from(TAGS)), draw(st.sampled_from(NAMES))
        page.elements.append(Element(tag, names, parent, depth, order))
    around = st.sampled_from([*page.elements, None])
    for position in range(draw(st.integers(1, 40))):
        text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)))
        links, strong = (draw(st.sampled_from((0, 0, len(text) // 3, len(text)))) for _ in range(2))
        kind, level = draw(st.sampled_from(list(BlockKind))), draw(st.integers(0, 6))
        hidden = draw(st.integers(0, 9)) == 0
        page.blocks.append(Block(position, text, kind, level, draw(around), links, strong, hidden))
    if draw(st.booleans()):
        page.json_ld.append('{"articleBody": "' + " ".join(b.text for b in page.blocks[::2]).replace("\n", " ") + '"}')
        page.metas.append({"name": "description", "content": page.blocks[-1].text})
    return page


def assert_same(page: Page) -> None:
    expected, found = describe(page, Spots(page, PLAIN.scores)), NATIVE.describe(page)
    assert [ROWS[row] for row in np.flatnonzero((expected != found).any(axis=1))] == []
    one = PLAIN(page)
    for other in (NATIVE(page), NARROW(page)):
        assert other.likely.tolist() == one.likely.tolist()
        assert other.words.tolist() == one.words.tolist()
        assert (other.against, other.around) == (one.against, one.around)


@given(pages())
@settings(max_examples=120, deadline=None)
def test_any_page(page: Page) -> None:
    assert_same(page)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parts[-3]}-{path.parts[-2]}")
def test_whole_pages(path: Path) -> None:
    assert_same(parse_html(path.read_bytes()))


@pytest.mark.parametrize(
    "html",
    [
        "<p>One block</p>",
        "<div>" * 400 + f"{SENTENCE}<p>{SENTENCE}</p>" + "</div>" * 100 + SENTENCE,
        "".join(f"<div class=part{n % 7}><p>{SENTENCE * (n % 3)} {n}</p></div>" for n in range(2100)),
        "".join(f"<p id=x{n}><a href=#>{'y' * (n % 90)}</a> {SENTENCE}</p>" for n in range(30_000)),
        "<ul>" + "<li><a href=#>a</a>" * 500,
    ],
    ids=["one-block", "deep", "many-groups", "as-many-blocks-as-there-may-be", "links-alone"],
)
def test_odd_pages(html: str) -> None:
    assert_same(parse_html(html))


def test_more_names_than_are_remembered() -> None:
    root = Element("body", "", None, 0, 0)
    elements = [root, *(Element("p", f"story n{n}", root, 1, n) for n in range(1, MEMORY + 100))]
    blocks = [Block(n, SENTENCE, BlockKind.PARAGRAPH, element=elements[-n]) for n in range(1, 300)]
    page = Page(blocks=blocks, elements=elements)

    assert_same(page)
    assert_same(parse_html(f"<body class=story><p>{SENTENCE}"))


def test_a_page_without_blocks() -> None:
    assert NATIVE(Page()).likely.tolist() == []


@pytest.mark.parametrize(
    "block",
    [
        Block(0, "", BlockKind.PARAGRAPH),
        Block(0, "x", "none"),  # type: ignore[arg-type]
        Block(0, "x", BlockKind.PARAGRAPH, element=Element("p", "", None, 0, 7)),
        Block(0, "x", BlockKind.PARAGRAPH, element=Element("p", "", None, 0, -2)),
        Block(0, "x", BlockKind.PARAGRAPH, link_chars=1 << 40),
        Block(0, None, BlockKind.PARAGRAPH),  # type: ignore[arg-type]
        Block(0, "x", BlockKind.PARAGRAPH, element=Block(0, "x", BlockKind.CODE)),  # type: ignore[arg-type]
        "no block",
    ],
)
def test_what_is_no_block_is_refused(block: Block) -> None:
    with pytest.raises((ValueError, OverflowError, TypeError, IndexError)):
        NATIVE(Page(blocks=[block], elements=[Element("body", "", None, 0, 0)]))


def test_an_element_before_its_parent_is_refused() -> None:
    later = Element("p", "", None, 0, 1)
    with pytest.raises(ValueError, match="stands before"):
        NATIVE(Page(blocks=[Block(0, "x", BlockKind.PARAGRAPH)], elements=[Element("p", "", later, 1, 0), later]))


def test_pages_judged_at_once_do_not_meet() -> None:
    several = [parse_html("".join(f"<p class=c{m}>{SENTENCE * m}" for m in range(n))) for n in range(1, 40)]
    alone = [NATIVE(page).likely.tolist() for page in several]

    with ThreadPoolExecutor(4) as pool:
        together = [opinion.likely.tolist() for opinion in pool.map(NATIVE, several)]

    assert together == alone


def test_it_is_what_cleaning_uses() -> None:
    assert strip.Judge is native.Judge
