import pytest
from winnow.model import RemovalReason
from winnow.stages.html import parse_html
from winnow.stages.html.notices import find_notices

PROSE = "<p>The ferryman tied up below the mill and waited for the fog to lift, as he had done each autumn morning.</p>"
ARTICLE = PROSE * 5


def removed(html: str, title: str = "") -> dict[str, RemovalReason]:
    blocks = parse_html(html).blocks
    return {blocks[n].text: v.reason for n, v in find_notices(blocks, range(len(blocks)), title).items()}


@pytest.mark.parametrize(
    "text",
    [
        "Disclaimer: the views in this column are those of its writer.",
        "This page is for general information only and was last reviewed in spring.",
        "It is provided for educational purposes only.",
        "Nothing here is meant to be a substitute for the advice of your own doctor.",
        "These tables do not constitute investment advice.",
        "If you buy through a link on this page, we may receive a small commission.",
        "Brokerage services are offered through Millbrook Securities, Inc.",
        "Dieser Text ersetzt keine ärztliche Beratung.",
        "Cet article ne remplace pas un conseil juridique.",
        "Mill Notes is a trading name of Weir & Sons, authorised and regulated by the harbour board.",
        "This page has links that may earn us a commission.",
    ],
)
def test_a_disclaimer_is_not_the_articles_own(text: str) -> None:
    assert removed(f"{ARTICLE}<p>{text}</p>") == {text: RemovalReason.LEGAL}


@pytest.mark.parametrize(
    "text",
    [
        "The minister added a disclaimer to the report and refused to replace the harbour master.",
        "There is no substitute for patience when the dough is cold, the baker says.",
        "A seller may receive compensation from the state once the mill is closed.",
        "Members constitute a third of the council, and the rest is drawn by lot.",
    ],
)
def test_a_sentence_that_uses_the_same_words_stays(text: str) -> None:
    assert removed(f"{ARTICLE}<p>{text}</p>") == {}


def test_an_article_about_a_disclaimer_keeps_it() -> None:
    text = "Disclaimer: the views in this column are those of its writer."
    assert removed(f"{ARTICLE}<p>{text}</p>", "Disclaimer") == {}


def test_a_page_does_not_lose_all_its_text() -> None:
    assert removed("<h1>Ferries</h1><p>This page is for general information only.</p>") == {}


@pytest.mark.parametrize(("boxes", "gone"), [(4, True), (1, False)])
def test_dummy_text_goes_where_a_template_left_it_all_over_the_page(boxes: int, gone: bool) -> None:
    text = "Lorem ipsum dolor sit amet"
    html = f"<div>{f'<p>{text}</p>' * (5 - boxes)}</div>" * boxes
    assert removed(ARTICLE + html) == ({text: RemovalReason.BOILERPLATE} if gone else {})


@pytest.mark.parametrize(
    ("times", "tag", "gone"), [(4, "p", True), (3, "p", False), (4, "h3", False), (4, "td", False)]
)
def test_a_link_that_comes_again_and_again_is_a_button(times: int, tag: str, gone: bool) -> None:
    entry = f"{PROSE}<{tag}><a href=/offers>Compare all ferries</a></{tag}>"
    html = entry * times if tag != "td" else PROSE + f"<table>{f'<tr>{entry}</tr>' * times}</table>"
    assert removed(html) == ({"Compare all ferries": RemovalReason.CALL_TO_ACTION} if gone else {})


@pytest.mark.parametrize(("stamps", "gone"), [(1, True), (2, False)])
def test_the_only_date_above_an_article_is_when_it_was_published(stamps: int, gone: bool) -> None:
    dates = ["Updated March 3rd, 2021", "Updated March 4th, 2021"][:stamps]
    html = "".join(f"<p>{date}</p>" for date in dates) + ARTICLE
    assert removed(html) == ({dates[0]: RemovalReason.DATE} if gone else {})


def left(html: str, *away: str) -> set[str]:
    """Return what goes besides what the judge has left out already."""
    blocks = parse_html(html).blocks
    kept = [n for n, block in enumerate(blocks) if block.text not in away]
    return {blocks[n].text for n in find_notices(blocks, kept, "")}


BOX = "<div><h3>Fancy a crossing?</h3><p>The punt leaves at noon.</p><p><a href=/book>Save me a seat</a></p></div>"


def test_words_left_beside_a_button_go_with_it() -> None:
    assert left(ARTICLE + BOX, "Fancy a crossing?", "Save me a seat") == {"The punt leaves at noon."}


def test_a_line_about_the_writer_may_stand_below_the_box() -> None:
    life = "<p>The writer runs the upper crossing.</p>"
    assert left(ARTICLE + BOX + life, "Fancy a crossing?", "Save me a seat") == {"The punt leaves at noon."}


@pytest.mark.parametrize("html", [BOX + ARTICLE, ARTICLE + BOX.replace("<a href=/book>Save me a seat</a>", "Noon")])
def test_words_that_are_not_last_or_have_no_button_stay(html: str) -> None:
    assert left(html, "Fancy a crossing?", "Save me a seat", "Noon") == set()


@pytest.mark.parametrize(("below", "gone"), [("", True), (PROSE, False)])
def test_a_last_quotation_goes_with_the_name_below_it(below: str, gone: bool) -> None:
    quote = "<blockquote><p>We were dry, fed and home by six.</p><cite>Ina, Goole</cite></blockquote>"
    assert left(ARTICLE + quote + below, "Ina, Goole") == ({"We were dry, fed and home by six."} if gone else set())


def test_a_last_quotation_of_somebody_in_the_article_stays() -> None:
    quote = "<blockquote><p>We were dry, fed and home by six.</p><footer>Ina Sharp</footer></blockquote>"
    told = (
        "<p>Ina Sharp has kept the lower crossing since her father drowned, and no fog has ever stopped her boat.</p>"
    )
    assert left(ARTICLE + told + quote, "Ina Sharp") == set()


def test_several_last_quotations_with_names_are_praise() -> None:
    praise = ["Dry feet all the way.", "Ina, Goole", "A boatman with stories.", "T. Reed"]
    quotes = "".join(f"<blockquote><p>{a}</p><cite>{b}</cite></blockquote>" for a, b in (praise[:2], praise[2:]))
    assert left(ARTICLE + quotes) == set(praise)
    assert left(ARTICLE + quotes.replace("cite", "p") + "<p>The ferryman has eleven children.</p>") == set(praise)
    assert left(ARTICLE + quotes + ARTICLE) == set()
    assert left(ARTICLE + f"<blockquote><p>{praise[0]}</p><cite>{praise[1]}</cite></blockquote>") == set()


@pytest.mark.parametrize(("away", "gone"), [(("Moorings", "Fares"), True), ((), False)])
def test_the_heading_of_contents_goes_with_its_entries(away: tuple[str, ...], gone: bool) -> None:
    html = f"<h2>Contents</h2><ol><li>Moorings</li><li>Fares</li></ol><h2>The river</h2>{ARTICLE}"
    assert left(html, *away) == ({"Contents"} if gone else set())


def test_words_below_their_own_heading_go_with_the_button_too() -> None:
    assert left(ARTICLE + BOX, "Save me a seat") == {"Fancy a crossing?", "The punt leaves at noon."}


def test_a_box_like_others_of_the_page_stays() -> None:
    assert left(BOX.replace("noon", "nine") + ARTICLE + BOX, "Save me a seat") == set()
