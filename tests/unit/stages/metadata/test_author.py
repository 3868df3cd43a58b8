"""Who wrote a page, where several names stand on it."""

import json

import pytest
from winnow.stages.html import parse_html
from winnow.stages.metadata import read_metadata

TEXT = "<p>The kettle had been on the boil since seven, and nobody in the house had thought of turning it down.</p>"
BIOGRAPHY = (
    "<p>Ines Halloway is a plumber who writes of boilers, kettles and all else that whistles. She lives in Harrowick"
    " with two teapots and a samovar.</p>"
)


def author_of(body: str, *, stated: str = "") -> str:
    """Return what is read from a page with a headline, the body, and an author in its structured data."""
    article = json.dumps({"@type": "NewsArticle", "headline": "A Kettle", "author": {"name": stated}})
    head = f"<script type='application/ld+json'>{article}</script>" if stated else ""
    return read_metadata(parse_html(f"<head>{head}</head><body><h1>A Kettle</h1>{body}"), "").author


@pytest.mark.parametrize(
    "body",
    [
        f"<p>Author</p><p>Ines Halloway</p>{TEXT}",
        f"{TEXT}<div>Von:</div><div>Ines Halloway</div>",
        f"<p>Ines Halloway</p>{TEXT}{BIOGRAPHY}",
        f"<p class=byline>By Ines Halloway Illustration by Tom Quayle</p>{TEXT}",
        f"<p class=author>Von Ines Halloway Symbolbild</p>{TEXT}",
        f"<p class=author><a>Ines</a>, <a>Ines Halloway</a></p>{TEXT}",
    ],
    ids=[
        "label-above",
        "label-below-the-article",
        "biography-below",
        "illustrated-by",
        "stock-photo",
        "first-name-twice",
    ],
)
def test_the_author_is_told_from_the_words_around(body: str) -> None:
    assert author_of(body) == "Ines Halloway"


def test_a_label_before_anything_but_a_name_is_none() -> None:
    assert author_of(f"<p>Author</p><p>Read all about kettles</p>{TEXT}") == ""


def test_a_lone_name_of_whom_nothing_is_told_is_none() -> None:
    assert author_of(f"<p>Ines Halloway</p>{TEXT}") == ""


def test_a_first_name_stands_for_the_full_one_beside_the_headline() -> None:
    assert author_of(f"<p class=author>By Ines Halloway</p>{TEXT}", stated="Ines") == "Ines Halloway"


def test_a_byline_with_one_more_name_is_heard() -> None:
    assert author_of(f"<p class=byline>By Ines Halloway and Tom Quayle</p>{TEXT}", stated="Ines Halloway") == (
        "Ines Halloway, Tom Quayle"
    )


def test_a_second_name_that_only_stands_in_the_same_list_is_not() -> None:
    people = "<ul><li class=author>Ines Halloway</li><li class=author>Tom Quayle</li></ul>"
    assert author_of(f"<p>By Ines Halloway</p>{people}{TEXT}", stated="Ines Halloway") == "Ines Halloway"


@pytest.mark.parametrize(
    "body",
    [
        f"<p>Ines Halloway</p><p>3 May 2021</p>{TEXT}",
        f"<p>3 May 2021</p><p>Ines Halloway</p>{TEXT}",
        f"<p>Ines Halloway</p><p>5 comments</p><p>3 May 2021</p>{TEXT}",
        f"<p>Ines Halloway</p><p>Plumbing Editor</p>{TEXT}",
        f"<p>Ines Halloway Plumbing Editor</p>{TEXT}",
        f"<p>Ines Halloway</p><p>7 min read</p>{TEXT}",
        f"<p>Ines Halloway</p><p>Ines Halloway</p>{TEXT}",
        f"<p>Tips by</p><p>Ines Halloway</p>{TEXT}",
        f"<p>By Ines HallowayStaff Writer</p>{TEXT}",
        f"<p>By Ines Halloway@inesboils</p>{TEXT}",
        f"<p>By Ines Halloway Ines Halloway</p>{TEXT}",
        f"<p>By Ines Halloway For The Harrowick Courier</p>{TEXT}",
    ],
    ids=[
        "date-below",
        "date-above",
        "date-two-below",
        "role-below",
        "role-beside",
        "reading-time",
        "portrait-and-caption",
        "call-above",
        "run-together",
        "handle",
        "twice-in-one-line",
        "for-a-paper",
    ],
)
def test_what_stands_beside_a_name_makes_it_the_author_s(body: str) -> None:
    assert author_of(body) == "Ines Halloway"


@pytest.mark.parametrize(
    "body",
    [
        f"<p>Copper Pipes</p>{TEXT}",
        f"<p>Copper Pipes</p><p>Brass Taps</p>{TEXT}",
        f"<aside><p>Copper Pipes</p><p>3 May 2021</p></aside>{TEXT}",
        f"<p class=photo-author>Foto: Tom Quayle</p>{TEXT}",
        f"<p class=byline>Fact checked by <b>Tom Quayle</b> <i>Tom Quayle</i></p>{TEXT}",
    ],
    ids=["section", "sections", "aside", "photographer", "checker"],
)
def test_what_is_no_author_s_name_is_left(body: str) -> None:
    assert author_of(body) == ""


def test_a_widget_right_below_the_headline_holds_the_byline() -> None:
    byline = "<div class='sidebar-widget'><span class=author>Ines Halloway</span></div>"
    assert author_of(byline + TEXT) == "Ines Halloway"
    assert author_of(TEXT * 8 + byline) == ""


def test_the_site_s_name_behind_the_author_s_is_left_out() -> None:
    head = "<meta property=og:site_name content='Harrowick Courier'>"
    page = parse_html(f"{head}<h1>A Kettle</h1><p class=author>Ines Halloway Harrowick Courier</p>{TEXT}")
    assert read_metadata(page, "").author == "Ines Halloway"


def test_a_blog_may_have_its_author_s_name() -> None:
    head = "<meta property=og:site_name content='Ines Halloway'>"
    page = parse_html(f"{head}<h1>A Kettle</h1><p>Ines Halloway</p><p>3 May 2021</p>{TEXT}")
    assert read_metadata(page, "").author == "Ines Halloway"
