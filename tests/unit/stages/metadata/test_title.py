"""The headline of a page that has no main heading."""

import pytest
from winnow.stages.html import parse_html
from winnow.stages.metadata import read_metadata

TEXT = "<p>The ferry lay at the quay all winter, and by spring the gulls had taken the bridge for their own.</p>"


def title_of(head: str, body: str) -> str:
    """Return the title read from a page with this head and body."""
    return read_metadata(parse_html(f"<head>{head}</head><body>{body}{TEXT}</body>"), "https://quay.example/x").title


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("The idle ferry - and why it stays", "The idle ferry - and why it stays"),
        ("The idle old ferry - Harbour and tides", "The idle old ferry"),
        ("Harbour - The idle old ferry", "The idle old ferry"),
    ],
    ids=["whole", "without-the-last-part", "without-the-first-part"],
)
def test_the_part_that_is_shown_is_the_headline(title: str, shown: str) -> None:
    assert title_of(f"<title>{title}</title>", f"<div>{shown}</div>") == shown


def test_a_line_marked_as_a_title_is_the_headline() -> None:
    head = "<title>Why the ferry stays idle this winter</title>"
    body = "<div class=post-title>An idle ferry, and why it stays</div>"
    assert title_of(head, body) == "An idle ferry, and why it stays"


def test_a_marked_line_about_something_else_is_a_teaser() -> None:
    head = "<title>Why the ferry stays idle this winter</title>"
    body = "<div class=post-title>Ten recipes with kelp</div>"
    assert title_of(head, body) == "Why the ferry stays idle this winter"


def test_a_menu_that_names_a_part_of_the_title_is_not_heard() -> None:
    head = "<title>Old Quay - The idle ferry</title><meta property=og:title content='The idle ferry'>"
    assert title_of(head, "<ul><li>Old Quay</li><li>Tides</li></ul>") == "The idle ferry"


def test_a_main_heading_is_believed_over_marked_lines() -> None:
    head = "<title>Why the ferry stays idle this winter</title>"
    body = "<div class=post-title>The ferry stays: why is it idle?</div><h1>Idle again: the winter ferry</h1>"
    assert title_of(head, body) == "Idle again: the winter ferry"
