"""Plain text as a whole: marks and titles, what may never happen to any input, and what hostile input may cost."""

import time
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from winnow.errors import Rejected
from winnow.model import CleanArticle, RawArticle
from winnow.stages.blocks import BlockKind
from winnow.stages.clean import clean
from winnow.stages.faq import find_faqs
from winnow.stages.repair import repair_text
from winnow.stages.text.strip import MAX_LINES, parse_text, strip_text

LINES = st.sampled_from(
    [
        "The kiln stands behind the mill and is lit twice a year, in spring and after the harvest, when wood is dry.",
        "Clay that has been left alone for a winter is easier to work than clay that was dug yesterday, say the old.",
        "Nobody could say why the glaze turned green, and the recipe had been lost in the flood of that year.",
        "How It Began",
        "Where the clay comes from",
        "Why does it crack?",
        "Is it safe? ›",
        "▼ Can it be mended?",
        "1. How long does it take?",
        "Q: Who lights the fire?",
        "A: The youngest of the family.",
        "FAQs",
        "Häufige Fragen",
        "• Two buckets of ash",
        "  1. Sieve the clay. ...",
        "Mar 4, 2021",
        "(Video) Lighting the kiln",
        "Videos",
        "Related Posts",
        "Boats of clay",
        "By Odile Marn",
        "Author information",
        "Name: Odile Marn",
        "Views: 211",
        "Share on Facebook | Email",
        "Book a visit with our team today.",
        "“I would come again.”",
        "— Tam",
        "Leave a Reply",
        "Contents",
        "Published on 3 March 2022 by Odile Marn, 4 min read",
        "Posted by potter9 » 14 Jan 2022, 19:32",
        "Reply",
        "Quote",
        "Was this helpful?",
        "Yes (4)",
        "About Odile Marn",
        "Next: Boats of clay",
        "More kiln stories",
        "Interview by Odile Marn",
        "Why Does Clay Crack? A Primer FAQs",
        "",
        "?? What You Need",
        "Itâ€™s late",
    ]
)
TEXTS = st.one_of(
    st.lists(LINES, max_size=40).map("\n".join),
    st.lists(LINES, max_size=25).map("\n\n".join),
    st.text(max_size=400),
    st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=20).map("\n".join),
)


def clean_text(text: str) -> CleanArticle:
    return clean(
        RawArticle(
            article_id="a" * 32,
            url="https://kiln.example/article",
            host="kiln.example",
            fetched_at=datetime(2024, 5, 1, tzinfo=UTC),
            content_type="text/plain",
            body=text.encode("utf-8", "replace"),
            charset="utf-8",
        )
    )


def cleaned(text: str) -> CleanArticle | None:
    try:
        return clean_text(text)
    except Rejected:
        return None
    except Exception as error:
        if type(error).__name__ == "Refused":
            return None
        raise


def lines_of(text: str) -> list[str]:
    return [" ".join(line.split()) for line in repair_text(text)[0].splitlines()]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_line_out_is_a_line_in(text: str) -> None:
    article = cleaned(text)
    if article is None:
        return
    source = lines_of(text.encode("utf-8", "replace").decode())
    out = [*article.text.splitlines(), *(line for f in article.faqs for line in f.answer.splitlines())]
    for line in [*out, *(f.question for f in article.faqs)]:
        assert any(line in given_line for given_line in source), line


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_control_characters_come_out(text: str) -> None:
    article = cleaned(text)
    said = (
        "" if article is None else article.text + article.title + "".join(f.question + f.answer for f in article.faqs)
    )
    assert not [c for c in said if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"]


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=40).map("\n\n".join))
def test_cleaning_comes_to_rest(text: str) -> None:
    article = cleaned(text)
    for _ in range(4):
        if article is None or not article.text:
            return
        again = cleaned("\n\n".join([article.title, *article.text.splitlines()]))
        if again is None or again.text == article.text:
            return
        assert {*again.text.splitlines()} <= {article.title, *article.text.splitlines()}
        article = again
    pytest.fail("it goes on removing")


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_every_block_is_kept_removed_or_in_a_pair(text: str) -> None:
    page = parse_text(repair_text(text)[0])
    faq = find_faqs(page)
    verdicts = strip_text(page, in_faq=faq.positions)
    assert len(verdicts) == len(page.blocks)
    assert faq.positions <= {block.position for block in page.blocks}


def test_list_marks_are_taken_off() -> None:
    page = parse_text("• one\n- two\n  1. three\n4. four\n5. five\n\n7. A heading\n\n— Tam")
    assert [block.text for block in page.blocks] == ["one", "two", "three", "four", "five", "7. A heading", "— Tam"]
    assert [block.kind for block in page.blocks][-2:] == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_a_position_is_a_line_number() -> None:
    assert [block.position for block in parse_text("a\n\n\nb\nc").blocks] == [0, 3, 4]


def test_a_text_without_a_title_keeps_its_first_paragraph() -> None:
    first = "The kiln stands behind the mill and is lit twice a year, in spring and after the harvest."
    article = clean_text(f"{first}\n\nHow It Began\n\n{first.replace('kiln', 'oven')}")
    assert article.text.splitlines()[:2] == [first, "How It Began"]


def test_a_line_alone_is_the_text() -> None:
    assert clean_text("A note to the milkman").text == "A note to the milkman"
    assert clean_text("A note to the milkman\n\nShare this article").text == "A note to the milkman"


def test_more_lines_than_an_article_has_are_refused() -> None:
    with pytest.raises(Rejected):
        parse_text("a\n" * (MAX_LINES + 1))


@pytest.mark.parametrize(
    "hostile",
    [
        "a " * 2_500_000,
        '"' * 5_000_000,
        "Related: " * 500_000,
        "Why? ›\n" * 50_000,
        "FAQ\nWhy? ›\n" * 25_000,
        "FAQ\n" + "How to do\nSome answer that is a sentence.\n" * 25_000,
        "Book now\n" * 50_000,
        "About the author\n" * 50_000,
        "Contents\n" * 50_000,
        "3 comments\nThis is a comment that is long enough to be taken for a paragraph of the article.\n" * 25_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_hostile_text_is_answered_in_time(hostile: str) -> None:
    begin = time.process_time()
    page = parse_text(hostile)
    strip_text(page, in_faq=find_faqs(page).positions)
    assert time.process_time() - begin < 5
