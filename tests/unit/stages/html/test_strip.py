from collections.abc import Sequence

import numpy as np
import pytest
from winnow.model import RemovalReason
from winnow.stages.blocks import BlockKind, Page
from winnow.stages.html import parse_html, strip
from winnow.stages.html.features import ROWS, describe
from winnow.stages.html.forest import Forest
from winnow.stages.html.names import tokens_of
from winnow.stages.html.reasons import reason_for
from winnow.stages.html.spots import Matrix, Spots, TokenScores
from winnow.stages.html.strip import Opinion, judge, strip_html

PROSE = (
    "<p>The miller opened the sluice before sunrise, and by the time the village woke the wheel had turned a hundred"
)
ARTICLE = "".join(f"{PROSE} times, and then {n} more, because the river was high.</p>" for n in range(6))


def reason(html: str) -> RemovalReason:
    page = parse_html(html)
    ((block,), (around,)) = page.blocks, Spots(page, TokenScores({})).surroundings()
    return reason_for(block, around, frozenset(), after=True)[0]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<nav><ul><li><a href=#>Town</a></li></ul></nav>", RemovalReason.NAVIGATION),
        ("<footer><p>Contact</p></footer>", RemovalReason.FOOTER),
        ("<footer><p>© 2026 The Mill</p></footer>", RemovalReason.LEGAL),
        (
            "<div class='comment-list'><article><div><div><p>I agree</p></div></div></article></div>",
            RemovalReason.COMMENTS,
        ),
        ("<div id=cookie-banner><p>x</p></div>", RemovalReason.COOKIE),
        ("<ol class=breadcrumb><li>Start</li></ol>", RemovalReason.BREADCRUMB),
        ("<div class=share-buttons><span>Send</span></div>", RemovalReason.SHARE),
        ("<section class=related-posts><h3>Other mills</h3></section>", RemovalReason.RELATED),
        ("<figure><figcaption>The wheel in 1911</figcaption></figure>", RemovalReason.CAPTION),
        ("<figure><figcaption>Photo: Getty</figcaption></figure>", RemovalReason.CREDIT),
        ("<div class=byline>By Ada Quill</div>", RemovalReason.BYLINE),
        ("<div class=author-bio>" + PROSE + "</div>", RemovalReason.AUTHOR_BIO),
        ("<div hidden>x</div>", RemovalReason.HIDDEN),
        ("<button>Open</button>", RemovalReason.FORM),
        ("<p><a href=#>Another story altogether</a></p>", RemovalReason.RELATED),
        ("<p>Just something.</p>", RemovalReason.BOILERPLATE),
    ],
)
def test_structure_names_what_was_removed(html: str, expected: RemovalReason) -> None:
    assert reason(html) is expected


def test_a_page_without_blocks_has_no_verdicts() -> None:
    assert strip_html(Page()) == []


def test_prose_is_kept_and_what_surrounds_it_is_not() -> None:
    page = parse_html(
        f"<body><nav><a href=/>Home</a></nav><article><h1>The mill</h1>{ARTICLE}</article><footer>© Mill</footer>"
    )
    kept = {block.text for block, verdict in zip(page.blocks, strip_html(page), strict=True) if verdict.keep}

    assert sum("miller" in text for text in kept) == 6
    assert not kept & {"Home", "© Mill"}


@pytest.mark.parametrize(("author", "kept"), [("", True), ("Ada Miller", False)])
@pytest.mark.parametrize("around", ["section", "div"])
def test_a_last_paragraph_about_the_author_goes_where_the_author_is_known(around: str, author: str, kept: bool) -> None:
    bio = "Ada Miller is a senior reporter for the Leeds Courier, where she covers rye, rivers and the mills on them."
    page = parse_html(f"<body><article><h1>Mills</h1>{ARTICLE}<{around}><p>{bio}</p></{around}></article></body>")
    last = strip_html(page, title="Mills", author=author)[-1]
    assert last.keep == kept
    assert kept or last.reason is RemovalReason.AUTHOR_BIO


def test_a_notice_in_the_article_goes_where_the_judge_is_rather_sure_of_it() -> None:
    notice = "READ MORE: Why the wheel at Upper Harrowick has stood still"
    page = parse_html(f"<body><article><h1>Mills</h1>{ARTICLE}<ul><li>{notice}</li></ul>{ARTICLE}</article></body>")
    verdict = next(v for b, v in zip(page.blocks, strip_html(page), strict=True) if b.text == notice)
    assert (verdict.keep, verdict.reason) == (False, RemovalReason.RELATED)


@pytest.mark.parametrize(("below", "kept"), [("", False), (ARTICLE, True)])
def test_a_heading_stays_where_the_article_goes_on_below_it(below: str, kept: bool) -> None:
    heading = "The rye of the hill farms"
    page = parse_html(f"<body><article><h1>Mills</h1>{ARTICLE}<h2>{heading}</h2>{below}</article></body>")
    verdicts = zip(page.blocks, strip_html(page), strict=True)
    assert next(verdict for block, verdict in verdicts if block.text == heading).keep == kept


@pytest.mark.parametrize("box", ["article", "div class='post entry-7'"])
def test_a_story_that_the_page_appends_goes_as_a_whole(box: str) -> None:
    end = box.split(maxsplit=1)[0]
    stories = [f"<{box}><header><h1 class=head>{name}</h1></header>{ARTICLE}</{end}>" for name in ("Mills", "Kilns")]
    page = parse_html(f"<body><main>{''.join(stories)}</main></body>")
    verdicts = strip_html(page, title="Mills")
    kept = [block.position for block, verdict in zip(page.blocks, verdicts, strict=True) if verdict.keep]
    assert kept == [1, 2, 3, 4, 5, 6]


def test_sections_that_are_headed_as_the_page_is_are_its_own() -> None:
    sections = "".join(f"<div class=entry><h1>{name}</h1>{ARTICLE}</div>" for name in ("Wheels", "Stones"))
    page = parse_html(f"<body><div class=entry><h1>Mills</h1>{ARTICLE}{sections}</div></body>")
    kept = sum(verdict.keep for verdict in strip_html(page, title="Mills"))
    assert kept == 18 + 2


@pytest.mark.parametrize("alone", [False, True])
def test_a_box_that_is_called_debris_is_kept_if_it_is_all_there_is(alone: bool) -> None:
    remark = "I have walked past that wheel since I was a child, and never once did I see it stand still on a weekday."
    remarks = f"<div class=comments>{f'<div class=comment-body><p>{remark}</p></div>' * 3}</div>"
    page = parse_html(f"<body><main>{'' if alone else ARTICLE}{remarks}</main></body>")
    verdicts = zip(page.blocks, strip_html(page), strict=True)
    assert any(verdict.keep for block, verdict in verdicts if block.text == remark) == alone


def test_the_title_is_removed_as_such() -> None:
    page = parse_html(f"<body><article><h2>The mill</h2>{ARTICLE}</article>")
    verdict = strip_html(page, title="The mill")[0]

    assert (verdict.keep, verdict.reason) == (False, RemovalReason.TITLE)


def test_the_same_page_is_always_judged_the_same() -> None:
    page = parse_html(f"<body><div>{ARTICLE}</div><div class=links><a href=#>x</a></div>")

    assert [v.score for v in strip_html(page)] == [v.score for v in strip_html(page)]


def test_every_feature_is_a_finite_number_for_every_block() -> None:
    page = parse_html(f"<title>t</title><p>a<p>b<ul><li>c</ul><table><tr><td>d</table>{ARTICLE}")
    features = describe(page, Spots(page, TokenScores({"p": 0.5})))

    assert features.shape == (len(ROWS), len(page.blocks))
    assert np.isfinite(features).all()


def test_token_scores_follow_the_way_down() -> None:
    page = parse_html("<main class=story><div class='ad-box'><p>x</p></div></main>")
    spots = Spots(page, TokenScores({"story": 2.0, "box": -1.0}))
    (at,) = spots.own

    low, high, total = spots.paths[:, at]

    assert (low, high) == (-1.0, 2.0)
    assert total == pytest.approx(0.7 * -1.0 + 0.7**2 * 2.0)
    assert tokens_of("div", "ad-box x9 abcdefghijklmnopqrstuvw") == ["div", "box"]


def test_trees_are_looked_up_by_their_answers() -> None:
    forest = Forest(
        {
            "depth": 2,
            "scale": 1.0,
            "bias": 0.0,
            "features": ["a", "b"],
            "questions": [[0, 0.5], [1, 0.5]],
            "trees": [[0, 1], [1, 0], [1, 1]],
            "leaves": [[-3, -1, 1, 3], [0, -1, -2, 0], [0, 0, 0, 0]],
        },
        ["b", "a"],
    )
    columns = np.array([[0, 0, 1, 1], [0, 1, 0, 1]], dtype=np.float32)

    likely, against = forest.explained(columns)

    assert np.allclose(np.log(likely / (1 - likely)), [-3, -3, 0, 3], atol=1e-5)
    assert against == ["a", "b", "b", "b"]


def test_cells_of_one_table_are_judged_together() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>Wheel {n}</td><td>{n * 17} turns</td></tr>" for n in range(8))
    page = parse_html(f"<body><nav><a href=/>Home</a></nav><article>{ARTICLE}<table>{rows}</table>{ARTICLE}</article>")
    cells = {v.keep for b, v in zip(page.blocks, strip_html(page), strict=True) if b.kind is BlockKind.TABLE_CELL}

    assert len(cells) == 1


def floats(numbers: Sequence[float]) -> Matrix:
    return np.array(numbers, dtype=np.float32)


def test_a_doubtful_heading_above_the_article_is_kept_and_below_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    page = parse_html("<p>Ferries</p><h2>Who mends the pier</h2><p>Nobody has mended it for years.</p><h2>Weather</h2>")
    opinion = Opinion(floats([0.3, 0.3, 0.99, 0.3]), [""] * 4, [None] * 4, floats([1, 4, 60, 1]))
    monkeypatch.setattr(strip, "judge", lambda: lambda _: opinion)

    assert [verdict.keep for verdict in strip_html(page)] == [False, True, True, False]


def judged(monkeypatch: pytest.MonkeyPatch, html: str, likely: list[float]) -> list[bool]:
    page, n = parse_html(html), len(likely)
    words = floats([block.text.count(" ") + 1 for block in page.blocks])
    opinion = Opinion(floats(likely), [""] * n, [None] * n, words)
    monkeypatch.setattr(strip, "judge", lambda: lambda _: opinion)
    return [verdict.keep for verdict in strip_html(page, title="Mills")]


@pytest.mark.parametrize("rule", ["in:form", "in:aside", "name:comments"])
@pytest.mark.parametrize(("likely", "kept"), [(0.7, False), (0.95, True)])
def test_more_is_asked_of_what_stands_in_debris(
    monkeypatch: pytest.MonkeyPatch, rule: str, likely: float, kept: bool
) -> None:
    page = parse_html(f"<body>{PROSE}.</p><div><p>Ask the miller about the wheel.</p></div>")
    around = [None, (RemovalReason.FORM, rule)]
    opinion = Opinion(floats([0.99, likely]), ["", ""], around, floats([19, 6]))
    monkeypatch.setattr(strip, "judge", lambda: lambda _: opinion)
    assert [verdict.keep for verdict in strip_html(page)] == [True, kept]


@pytest.mark.parametrize(("likely", "kept"), [(0.7, False), (0.95, True)])
def test_a_paragraph_that_is_a_link_is_kept_where_the_judge_is_sure(
    monkeypatch: pytest.MonkeyPatch, likely: float, kept: bool
) -> None:
    link = "<p><a href=/kilns>Kilns of the hill country and those who fire them</a></p>"
    assert judged(monkeypatch, f"{PROSE}.</p>{link}{PROSE}, again.</p>", [0.99, likely, 0.99]) == [True, kept, True]


@pytest.mark.parametrize("above", ["", "<p>All mills on the river and who keeps them:</p>"])
def test_links_are_kept_if_the_page_is_made_of_them(monkeypatch: pytest.MonkeyPatch, above: str) -> None:
    links = "".join(f"<p><a href=/{n}>Mill number {n} on the river above the old town</a></p>" for n in range(3))
    assert all(judged(monkeypatch, above + links, [*([0.95] if above else []), 0.7, 0.7, 0.7]))


@pytest.mark.parametrize(("likely", "kept"), [(0.5, False), (0.7, True)])
def test_a_short_line_that_opens_a_page_whose_title_is_known_is_a_summary(
    monkeypatch: pytest.MonkeyPatch, likely: float, kept: bool
) -> None:
    html = f"<p>A wheel, a river and two winters of work</p>{PROSE}.</p>{PROSE}, again.</p>"
    assert judged(monkeypatch, html, [likely, 0.99, 0.99])[0] == kept


def test_a_disclaimer_goes_and_takes_its_heading_along(monkeypatch: pytest.MonkeyPatch) -> None:
    end = "<h2>Please note</h2><p>All this is for general information only, and no more than that.</p>"
    assert judged(monkeypatch, f"{PROSE}.</p>{end}", [0.99, 0.8, 0.98]) == [True, False, False]


def test_the_shipped_weights_ask_for_features_that_exist() -> None:
    assert judge()


@pytest.mark.parametrize(("heading", "kept"), [("About the author", False), ("The miller's year", True)])
@pytest.mark.parametrize("likely", [0.7, 0.95])
def test_what_alone_would_be_kept_of_a_section_of_debris_goes_unless_the_judge_is_sure(
    monkeypatch: pytest.MonkeyPatch, heading: str, kept: bool, likely: float
) -> None:
    life = f"<h4>{heading}</h4><p>Born: 1961</p><p>Twelve years at a lathe, and now he mends floors.</p>"
    found = judged(monkeypatch, f"{PROSE}.</p>{life}{PROSE}, again.</p>", [0.99, 0.1, 0.2, likely, 0.99])
    assert found == [True, False, False, kept or likely > 0.9, True]


@pytest.mark.parametrize(
    ("quoted", "kept"),
    [
        ("<blockquote><p>{q}</p><footer>Jan Mulder, miller</footer></blockquote>", True),
        ("<figure><blockquote>{q}</blockquote><figcaption>Jan Mulder</figcaption></figure>", True),
        ("<blockquote><p>{q}</p></blockquote><footer>Jan Mulder, miller</footer>", False),
    ],
)
def test_who_is_quoted_stays_with_the_quotation(monkeypatch: pytest.MonkeyPatch, quoted: str, kept: bool) -> None:
    html = f"{PROSE}.</p>" + quoted.format(q="The river does the work, I only tell it when.") + f"{PROSE}, again.</p>"
    assert judged(monkeypatch, html, [0.99, 0.8, 0.1, 0.99]) == [True, True, kept, True]
