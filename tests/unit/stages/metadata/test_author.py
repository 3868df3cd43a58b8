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
