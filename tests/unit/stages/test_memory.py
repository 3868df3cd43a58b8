"""Site memory on a generated site: it removes what a single page cannot tell, and no article text."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import msgspec
import pytest
from winnow.model import CleanArticle, RawArticle, RemovalReason
from winnow.stages.clean import clean
from winnow.stages.memory import (
    MOST_LINES,
    MOST_PAGES,
    SiteLines,
    SiteProfile,
    fingerprint_line,
    learn,
    page_lines,
    recurring,
)

HOST = "orchard.example"
NOW = datetime(2024, 5, 1, tzinfo=UTC)
PLEA = "Growing these notes takes many early mornings, and the orchard keeps going because readers lend a hand."
NOTE = "Quantities on this site are given for a household of four unless a line says something else."
INGREDIENT = "two spoons of cane sugar"
HEADING = "What you will need to have at hand before you begin"

SUBJECTS = ["the pear tree", "an old quince", "the cider press", "our north wall", "the bee garden", "one late frost"]
VERBS = ["rewards", "outlives", "needs", "surprises", "resists", "teaches", "outgrows"]
OBJECTS = ["a patient pair of hands", "every hurried plan", "the shade of the barn", "the driest of summers"]
ENDINGS = ["as my neighbour saw in bed {n}", "which cost us basket {n}", "and that was row {n}", "long before page {n}"]


def learn_all(host: str, articles: Iterable[CleanArticle]) -> SiteProfile:
    profile = SiteProfile(host=host)
    for article in articles:
        profile = learn(profile, page_lines(article))
    return profile


def sentences(seed: int, count: int) -> list[str]:
    """Make sentences that no other seed makes: each ends in a word of its own."""
    pick = random.Random(seed).choice  # noqa: S311 - the same site each time
    return [
        f"{pick(SUBJECTS).capitalize()} {pick(VERBS)} {pick(OBJECTS)}, {pick(ENDINGS).format(n=_word(seed, n))}."
        for n in range(count)
    ]


def _word(seed: int, n: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in f"{seed:03}{n:02}")


def body(seed: int) -> list[str]:
    lines = sentences(seed, 24)
    return [" ".join(lines[n : n + 4]) for n in range(0, 24, 4)]


def page(paragraphs: Sequence[str], *, title: str, note: bool = True) -> str:
    own = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f"<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>{own}<p>{PLEA}</p>"
        f"{f'<p>{NOTE}</p>' if note else ''}<h2>{HEADING}</h2><ul><li>{INGREDIENT}</li></ul>"
        f"<p>{paragraphs[0]} Again.</p></article></body></html>"
    )


def raw(html: str, name: str) -> RawArticle:
    return RawArticle(
        article_id=name,
        url=f"https://{HOST}/{name}",
        host=HOST,
        fetched_at=NOW,
        content_type="text/html",
        body=html.encode(),
    )


def site(pages: int) -> list[CleanArticle]:
    return [clean(raw(page(body(n), title=f"Orchard notes {n}"), f"note-{n}")) for n in range(pages)]


def test_what_recurs_goes_and_what_is_told_once_stays() -> None:
    articles = site(20)
    assert all(PLEA in article.text for article in articles), "one page alone cannot tell"

    memory = recurring(learn_all(HOST, articles))

    for n in range(20, 25):
        after = clean(raw(page(body(n), title=f"Orchard notes {n}"), f"note-{n}"), memory)
        assert PLEA not in after.text
        assert NOTE not in after.text
        assert {r.text for r in after.removed if r.reason is RemovalReason.SITE_MEMORY} >= {PLEA, NOTE}
        assert all(paragraph in after.text for paragraph in body(n))


def test_no_article_text_of_any_page_is_in_memory() -> None:
    memory = recurring(learn_all(HOST, site(30)))
    assert not any(fingerprint_line(p) in memory for n in range(30) for p in body(n))


def test_few_pages_teach_nothing() -> None:
    assert not recurring(learn_all(HOST, site(5)))


def test_the_same_article_at_many_addresses_counts_once() -> None:
    html = page(body(1), title="The same again")
    copies = [clean(raw(html, f"copy-{n}")) for n in range(40)]
    profile = learn_all(HOST, [*copies, *site(6)])
    assert profile.pages == 6, "seed 1 is among the site's own pages"
    assert not any(fingerprint_line(p) in recurring(profile) for p in body(1))


def test_a_page_fetched_again_counts_once_even_when_it_changed() -> None:
    versions = [clean(raw(page([*body(1)[:5], *sentences(100 + n, 3)], title="Diary"), "diary")) for n in range(30)]
    profile = learn_all(HOST, versions)
    assert profile.pages == 1
    assert not recurring(profile)


def test_short_lines_and_headings_are_never_removed() -> None:
    articles = site(20)
    memory = recurring(learn_all(HOST, articles))
    after = clean(raw(page(body(50), title="Orchard notes"), "x"), memory)
    assert HEADING in after.text
    assert INGREDIENT in after.text
    assert fingerprint_line("What you need") is None


def test_a_page_of_nothing_but_recurring_lines_is_left_alone() -> None:
    memory = recurring(learn_all(HOST, site(20)))
    html = f"<html><body><article><h1>About</h1><p>{PLEA}</p><p>{NOTE}</p></article></body></html>"
    assert PLEA in clean(raw(html, "about"), memory).text


def test_a_line_is_known_while_it_is_being_removed() -> None:
    memory = recurring(learn_all(HOST, site(20)))
    after = clean(raw(page(body(60), title="Orchard notes"), "y"), memory)
    assert fingerprint_line(PLEA) in page_lines(after).lines


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Read by 1,204 people in the last 7 days, says our counter",
            "Read by 88 people in the last 30 days, says our counter",
        ),
        ("GROWING these notes takes many early mornings!", "Growing these notes takes many early mornings."),
    ],
)
def test_numbers_case_and_punctuation_do_not_hide_a_line(one: str, other: str) -> None:
    assert fingerprint_line(one) == fingerprint_line(other) is not None


def test_a_profile_is_bounded() -> None:
    profile = SiteProfile(host=HOST)
    for n in range(700):
        lines = {f"{n:08x}{k:04x}": 60 for k in range(20)}
        profile = learn(profile, SiteLines(host="example.org", page=f"page-{n}", lines={**lines, "recurs": 60}))
    assert len(profile.lines) <= MOST_LINES
    assert len(profile.seen) == MOST_PAGES
    assert recurring(profile) == {"recurs"}
    assert len(msgspec.json.encode(profile)) < 60_000


def test_a_redesign_is_learned_and_the_old_design_forgotten() -> None:
    profile = SiteProfile(host=HOST)
    for n in range(4_000):
        design = "old" if n < 1_500 else "new"
        profile = learn(profile, SiteLines(host="example.org", page=f"page-{n}", lines={f"own-{n}": 200, design: 40}))
    assert recurring(profile) == {"new"}


def test_a_profile_survives_the_topic() -> None:
    profile = learn_all(HOST, site(8))
    assert msgspec.json.decode(msgspec.json.encode(profile), type=SiteProfile) == profile
