import pytest
from winnow.errors import Rejected
from winnow.model import Reason
from winnow.stages.html import parse_html
from winnow.stages.limits import MAX_ATTRIBUTES, MAX_BLOCKS, MAX_TAGS, check_blocks, check_markup

PROSE = "<p>A paragraph.</p>"


@pytest.mark.parametrize(
    "markup",
    [
        "<div " + " ".join(f"a{n}=1" for n in range(MAX_ATTRIBUTES * 3)) + ">" + PROSE,
        PROSE + "<div " + " ".join(f"a{n}" for n in range(MAX_ATTRIBUTES * 3)),
        "<div>" * 100_000,
        "<b><i>" * 50_000 + "</i></b>" * 50_000,
        "<p>" * (MAX_TAGS + 1),
    ],
    ids=["attributes", "unclosed-tag", "nesting", "closed-nesting", "tags"],
)
def test_markup_that_stalls_a_parser_is_rejected(markup: str) -> None:
    with pytest.raises(Rejected) as rejected:
        check_markup(markup.encode())

    assert rejected.value.reason is Reason.MARKUP_LIMIT


@pytest.mark.parametrize(
    "markup",
    [
        PROSE * 20_000,
        "<ul>" + "<li>item" * 40_000,
        "<table>" + "<tr><td>cell" * 40_000,
        "<script>var state = " + "'a <b and words ' + " * 40_000 + "</script>",
        f"<img src='data:image/png;base64,{'A' * 500_000}'>",
        "plain " * 200_000,
        "<" * 5,
    ],
    ids=["paragraphs", "open-items", "open-cells", "script", "data-uri", "text", "brackets"],
)
def test_what_real_pages_hold_passes(markup: str) -> None:
    check_markup(markup.encode())


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_long_value_is_one_attribute_however_many_words_it_holds(quote):
    check_markup(f"<div data-state={quote}{'word > / = ' * 20_000}{quote} class=a>text</div>".encode())


@pytest.mark.parametrize("value", ['"' + "word " * 1_000_000, "=" * 1_000_000, "a=b " * 9_000 + '"'])
def test_an_unclosed_value_ends_with_the_page(value):
    check_markup(f"<div data-state={value}".encode())


def test_a_page_in_too_many_pieces_is_rejected() -> None:
    with pytest.raises(Rejected) as rejected:
        check_blocks(parse_html("<p>x" * (MAX_BLOCKS + 1)))

    assert rejected.value.reason is Reason.MARKUP_LIMIT
