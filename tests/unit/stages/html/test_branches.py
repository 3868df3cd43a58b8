import numpy as np
from winnow.stages.html import parse_html
from winnow.stages.html.features import ROWS, describe
from winnow.stages.html.spots import Spots, TokenScores

SCORES = TokenScores({"replies": -2.0, "story": 1.0, "box": -1.0})
PARAGRAPH = "<p>The ferry left the quay with nobody aboard but the pilot, who had seen worse mornings, and said so.</p>"


def rows(html: str) -> dict[str, list[float]]:
    page = parse_html(html)
    return dict(zip(ROWS, describe(page, Spots(page, SCORES)).tolist(), strict=True))


def test_names_that_a_block_shares_with_the_article_say_nothing_of_it() -> None:
    found = rows(
        f"<body class=replies><div class=story>{PARAGRAPH * 4}<div class=box>Buy now</div></div>"
        f"<ul class=replies><li><div>{PARAGRAPH}</div></li></ul>"
    )

    assert found["path_low"] == [-2.0] * 6
    assert found["branch_low"] == [0, 0, 0, 0, -1.0, -2.0]
    assert found["branch_root_low"][4:] == [-1.0, -2.0]


def test_a_block_stands_before_the_article_in_it_or_behind_it() -> None:
    found = rows(
        f"<body><h1>Ferry</h1><div>{PARAGRAPH * 2}<h2>Later</h2>{PARAGRAPH * 2}</div><h1>Trains</h1>{PARAGRAPH}"
    )

    assert found["branch_side"] == [-1, 0, 0, 0, 0, 0, 1, 1]
    assert found["branch_level"] == [1, 0, 0, 0, 0, 0, 1, 1]
    assert found["h1_number"] == [1, 1, 1, 1, 1, 1, 2, 2]


def test_branches_of_one_name_are_counted() -> None:
    reply = f"<section class=reply><i>Ada</i>{PARAGRAPH}</section>"
    found = rows(f"<body><div>{PARAGRAPH * 9}</div>{reply * 3}<section class=other>{PARAGRAPH}</section>")

    assert found["branch_like"][9:] == [6, 6, 6, 6, 6, 6, 1]
    assert found["branch_blocks"][9:] == [2, 2, 2, 2, 2, 2, 1]


def test_the_paragraphs_of_the_article_are_told_from_what_interrupts_them() -> None:
    found = rows(f"<body><div>{PARAGRAPH}{PARAGRAPH}<div class=box>Buy</div>{PARAGRAPH}{PARAGRAPH}</div><div>End</div>")

    assert found["is_main"] == [1, 1, 0, 1, 1, 0]
    assert found["until_main"] == [0, 0, 1, 0, 0, 99]
    assert np.allclose(found["main_after"], [0.75, 0.5, 0.5, 0.25, 0, 0])


def test_a_list_of_links_is_never_of_the_article_even_beside_its_paragraphs() -> None:
    found = rows(f"<body><div><p><a href=#>Index</a></p>{PARAGRAPH * 3}</div>")

    assert found["is_main"] == [0, 1, 1, 1]


def test_a_page_without_prose_has_numbers_too() -> None:
    page = parse_html("<ul><li><a href=#>a</a><li>b</ul>")

    assert np.isfinite(describe(page, Spots(page, SCORES))).all()
