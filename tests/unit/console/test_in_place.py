"""A page is put together again from what was kept and what was removed."""

from dataclasses import replace
from datetime import UTC, datetime

from winnow.model import CleanArticle, RawArticle, RemovalReason, Removed, Section
from winnow.stages.clean import clean
from winnow_console.pages.in_place import in_place

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
SHARE = Removed(text="Share this", reason=RemovalReason.SHARE, rule="words", score=0.9, position=2)
MENU = Removed(text="Menu", reason=RemovalReason.NAVIGATION, rule="words", score=0.9, position=0)
ARTICLE = CleanArticle(
    article_id="a",
    url="https://example.org/",
    host="example.org",
    fetched_at=NOW,
    text="First.\nA heading\nLast.",
    sections=(Section(heading="", level=0, text="First."), Section(heading="A heading", level=3, text="Last.")),
    removed=(MENU, SHARE),
    positions=(1, 3, 4),
)


def test_kept_and_removed_stand_in_the_order_of_the_source() -> None:
    assert [(piece.text, piece.level, piece.removed) for piece in in_place(ARTICLE)] == [
        ("Menu", 0, MENU),
        ("First.", 0, None),
        ("Share this", 0, SHARE),
        ("A heading", 3, None),
        ("Last.", 0, None),
    ]


def test_an_article_without_positions_is_not_guessed_at() -> None:
    assert in_place(replace(ARTICLE, positions=())) == ()


def test_what_the_cleaner_gives_is_put_together_whole() -> None:
    html = """<html><body><nav><a href=/>Home</a> <a href=/s>Shop</a></nav><article><h1>A title here</h1>
    <p>The first paragraph is long enough that any cleaner keeps it whole, with some words and a full stop.</p>
    <h2>Below</h2><ul><li>An item that is kept as a line</li><li>Another item, kept as well</li></ul>
    <p>The last paragraph is long enough to be kept too, so there is text at the end of the article.</p></article>
    <footer>All rights reserved</footer></body></html>"""
    article = clean(
        RawArticle(
            article_id="a",
            url="https://example.org/",
            host="example.org",
            fetched_at=NOW,
            content_type="text/html",
            body=html.encode(),
        )
    )
    pieces = in_place(article)
    assert "\n".join(piece.text for piece in pieces if piece.removed is None) == article.text
    assert [piece.removed for piece in pieces if piece.removed] == list(article.removed)
