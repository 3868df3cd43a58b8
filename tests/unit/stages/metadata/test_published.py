"""Which of a page's days is the one it was published on."""

import pytest
from winnow.stages.html import parse_html
from winnow.stages.metadata import read_metadata

TEXT = "<p>The ferry lay at the quay all winter, and by spring the gulls had taken the bridge for their own.</p>"


def published(body: str, *, head: str = "", language: str = "en", url: str = "https://quay.example/ferry") -> str:
    """Return the day read from a page with a headline, the body and a text."""
    markup = f"<html lang={language}><head>{head}</head><body><h1>The idle ferry</h1>{body}{TEXT}</body></html>"
    return read_metadata(parse_html(markup), url).published


@pytest.mark.parametrize(
    "body",
    [
        "<p>By Ada Lindqvist May 3, 2021June 8, 2022</p>",
        "<p>May 3, 2021 June 8, 2022</p>",
        "<p><time>May 3, 2021</time> <time>June 8, 2022</time></p>",
        "<p><time>June 8, 2022</time> <time>May 3, 2021</time></p>",
    ],
    ids=["run-together", "side-by-side", "two-times", "two-times-turned"],
)
def test_of_two_days_side_by_side_the_later_is_a_change(body: str) -> None:
    assert published(body) == "2021-05-03"


def test_a_day_said_to_be_the_publication_s_is_no_change() -> None:
    assert published("<p>Open since May 3, 2021, published June 8, 2022</p>") == "2022-06-08"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("", "https://quay.example/2024/03/04/ferry"),
        ("<meta property=article:modified_time content=2024-03-04T10:00:00Z>", "https://quay.example/ferry"),
    ],
    ids=["address", "head"],
)
def test_numbers_are_read_as_the_page_states_the_day(head: str, url: str) -> None:
    assert published("<p>Published on 04/03/2024</p>", head=head, url=url)[:10] == "2024-03-04"
    assert published("<p>Published on 04/03/2024</p>") == "2024-04-03"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://quay.example.co.ke/ferry", "2024-03-04"),
        ("https://quay.example.sg/ferry", "2024-03-04"),
        ("https://quay.example.io/ferry", "2024-04-03"),
        ("https://quay.example.com/ferry", "2024-04-03"),
    ],
)
def test_the_country_of_the_address_tells_the_order(url: str, day: str) -> None:
    assert published("<p>Published on 04/03/2024</p>", url=url) == day


def test_a_byline_far_below_is_dated_when_nothing_else_is() -> None:
    far = TEXT * 60
    assert (
        published(f"{far}<p>By Quay News on 21/02/2021. Filed under harbour, with many words after it.</p>")
        == "2021-02-21"
    )
    assert published(f"{far}<p>The quay was closed on 21/02/2021 after the storm, as many of them remember.</p>") == ""
