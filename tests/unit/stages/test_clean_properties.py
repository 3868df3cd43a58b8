"""What holds for every input: nothing invented, nothing unaccounted for, no control characters, no crash."""

import gc
import random
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from winnow.errors import Refused, Rejected
from winnow.model import CleanArticle, RawArticle
from winnow.stages.clean import clean
from winnow.stages.html import parse_html
from winnow.stages.repair import repair_page

PAGES = sorted((Path(__file__).parents[2] / "golden" / "clean").glob("*/input.html"))
PIECES = (
    *(
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<table><tr><td>",
        "</table>",
        "<ul><li>",
        "</ul>",
        "<a href='x'>",
        "</a>",
        "<b>",
    ),
    *("<script>", "</script>", "<!--", "-->", "<br><br>", "<h2>", "</h2>", "<details><summary>", "</details>", "<svg>"),
    *(
        "&#0;",
        "&#xD800;",
        "&nbsp;",
        "\0",
        "\x1b",
        "\ufeff",
        "<article>",
        "</article>",
        "<template>",
        "<select><option>",
    ),
    *(
        "<blockquote",
        ">",
        "<",
        "&",
        '"',
        "=",
        "<body>",
        "</html>",
        "<plaintext>",
        "\r\n",
        "\u202e",
        "Ã¼",
        "What is it?",
    ),
)
WORDS = st.sampled_from(
    ["river", "mill", "by Ada", "What is a weir?", "© 2026", "Share", "ünïcode", "«quoted»", "12:30"]
)
MARKUP = st.lists(st.one_of(st.sampled_from(PIECES), WORDS, st.text(max_size=12)), max_size=60).map(" ".join)


def cleaned(html: str) -> CleanArticle | None:
    raw = RawArticle(
        article_id="a" * 32,
        url="https://page.example/article",
        host="page.example",
        fetched_at=datetime(2026, 5, 1, tzinfo=UTC),
        content_type="text/html",
        body=html.encode("utf-8", "surrogatepass"),
        charset="utf-8",
    )
    try:
        return clean(raw)
    except (Refused, Rejected):
        return None


def lines_of(html: str) -> set[str]:
    page = parse_html(html.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
    repair_page(page)
    return {" ".join(line.split()) for block in page.blocks for line in block.text.split("\n")}


def check(html: str) -> None:
    article = cleaned(html)
    if article is None:
        return
    source = lines_of(html)
    assert {" ".join(line.split()) for line in article.text.split("\n")} <= source | {""}
    shown = "\n".join([article.text, article.title, *(r.text for r in article.removed)])
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"]
    assert [r.position for r in article.removed] == sorted(r.position for r in article.removed)


@given(MARKUP)
@settings(max_examples=150, deadline=None)
def test_no_markup_is_too_strange(markup: str) -> None:
    check(markup)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_mutated_pages_are_cleaned_like_any_other(page: Path) -> None:
    html, chance = page.read_text("utf-8"), random.Random(page.parent.name)  # noqa: S311 (the same mutations in every run)
    for _ in range(25):
        mutated = html
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(mutated))
            cut = chance.choice((0, 0, 1, 5, 200))
            mutated = mutated[:at] + chance.choice(PIECES) + mutated[at + cut :]
        check(mutated)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_cleaning_what_is_clean_removes_nothing_more(page: Path) -> None:
    once = cleaned(page.read_text("utf-8"))
    assert once is not None
    body = "".join(f"<p>{line}</p>" for line in once.text.split("\n"))
    twice = cleaned(f"<html><head><title>{once.title}</title></head><body><article>{body}</article></body></html>")

    assert twice is not None
    assert re.sub(r"\s+", " ", twice.text) == re.sub(r"\s+", " ", once.text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_every_block_is_kept_or_recorded(page: Path) -> None:
    html = page.read_text("utf-8")
    article = cleaned(html)
    assert article is not None
    faq = "\n".join(f"{f.question}\n{f.answer}" for f in article.faqs)
    told = {r.position for r in article.removed}

    for block in parse_html(html).blocks:
        assert block.position in told or block.text in article.text or block.text in faq


def test_a_page_leaves_nothing_to_the_garbage_collector() -> None:
    pages = [path.read_text("utf-8") for path in PAGES]
    first = [cleaned(html) for html in pages]  # fills what is looked up once
    gc.collect()
    gc.disable()
    try:
        again = [cleaned(html) for html in pages]
        found = gc.collect()
    finally:
        gc.enable()

    assert again == first
    assert found == 0, "a value refers to itself by some way round"
