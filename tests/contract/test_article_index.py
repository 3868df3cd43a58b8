"""What every article index promises, whatever it is made of."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from winnow.adapters.memory import MemoryArticleIndex
from winnow.model import CleanArticle, FaqEntry, FaqSource, Quality, RemovalReason, Removed, Section
from winnow.ports import ArticleIndex, Query

NOON = datetime(2026, 5, 1, 12, 0, 0, 123456, tzinfo=UTC)

KETTLE = CleanArticle(
    article_id="kettle",
    url="https://tea.example/kettle",
    host="tea.example",
    fetched_at=NOON,
    title="Descaling a kettle",
    author="Rosa Quint",
    published="2026-04-30",
    language="en",
    text="Limescale grows in every kettle.\nVinegar dissolves it <quickly> & cheaply.",
    sections=[Section(heading="", level=0, text="Limescale grows in every kettle.")],
    faqs=[
        FaqEntry(
            question="How often should it be descaled?",
            answer="Every other month.\nSooner where water is hard.",
            alternates=["When to descale?"],
            source=FaqSource.TEXT,
        ),
        FaqEntry(question="Does lemon juice work too?", answer="Slowly, because citric acid is weak."),
    ],
    removed=[
        Removed(text="Share this", reason=RemovalReason.SHARE, rule="share-words", score=0.97, position=7),
    ],
    quality=Quality(blocks=9, kept_blocks=2, kept_chars=80, removed_chars=10, confidence=0.91, encoding="utf-8"),
    content_hash="c0ffee",
    likeness=["0f1e", "1d2c"],
    positions=[3, 4],
)
GARTEN = CleanArticle(
    article_id="garten",
    url="https://beet.example/garten",
    host="beet.example",
    fetched_at=NOON,
    title="Tomaten im Kübel",
    language="de",
    text="Ein Kübel genügt für Tomaten.\nJede Pflanze braucht Wasser und ein Kettle aus Blech.",
)


@pytest.fixture
async def index(articles: ArticleIndex) -> ArticleIndex:
    await articles.prepare()
    return articles


async def found(index: ArticleIndex, text: str, **how: Any) -> list[str]:
    await index.refresh()
    return [hit.article_id for hit in (await index.search(Query(text=text, **how))).hits]


async def test_a_document_comes_back_as_it_was_written(index):
    report = await index.upsert([KETTLE, GARTEN])
    assert sorted(report.ok) == ["garten", "kettle"]
    kept = await index.get("kettle")
    assert kept == replace(KETTLE, sections=kept.sections, faqs=kept.faqs, removed=kept.removed)
    assert list(kept.sections) == list(KETTLE.sections)
    assert list(kept.removed) == list(KETTLE.removed)
    assert [faq.question for faq in kept.faqs] == [faq.question for faq in KETTLE.faqs]
    assert list(kept.faqs[0].alternates) == ["When to descale?"]


async def test_what_is_not_there_is_none(index):
    assert await index.get("nothing") is None
    assert await found(index, "nothing") == []


async def test_preparing_again_harms_nothing(index):
    await index.upsert([KETTLE])
    await index.prepare()
    assert await index.get("kettle") is not None


async def test_an_older_version_is_stale_and_the_same_one_is_not(index):
    await index.upsert([replace(KETTLE, title="now")])
    older = replace(KETTLE, title="before", fetched_at=NOON - timedelta(microseconds=1))
    assert list((await index.upsert([older])).stale) == ["kettle"]
    assert (await index.get("kettle")).title == "now"
    assert list((await index.upsert([replace(KETTLE, title="cleaned again")])).ok) == ["kettle"]
    assert (await index.get("kettle")).title == "cleaned again"


async def test_of_two_versions_in_a_batch_the_newer_one_stays(index):
    newer = replace(KETTLE, title="newer", fetched_at=NOON + timedelta(seconds=1))
    report = await index.upsert([newer, KETTLE])
    assert (await index.get("kettle")).title == "newer"
    assert (list(report.ok), list(report.stale)) == (["kettle"], [])


async def test_two_writers_leave_the_newest_version(index):
    versions = [replace(KETTLE, title=str(n), fetched_at=NOON + timedelta(seconds=n)) for n in range(20)]
    await asyncio.gather(*(index.upsert([version]) for version in versions))
    assert (await index.get("kettle")).title == "19"


async def test_a_gone_article_is_hidden_and_an_older_version_does_not_bring_it_back(index):
    await index.upsert([KETTLE])
    await index.upsert([replace(KETTLE, gone=True, text="", faqs=(), fetched_at=NOON + timedelta(hours=1))])
    await index.upsert([replace(KETTLE, fetched_at=NOON + timedelta(minutes=30))])
    assert await found(index, "kettle") == []
    assert (await index.get("kettle")).gone
    await index.upsert([replace(KETTLE, fetched_at=NOON + timedelta(hours=2))])
    assert await found(index, "kettle") == ["kettle"]


async def test_a_duplicate_is_not_found_beside_its_first(index):
    await index.upsert([KETTLE, replace(KETTLE, article_id="copy", duplicate_of="kettle")])
    assert await found(index, "limescale") == ["kettle"]


async def test_articles_are_found_by_title_text_and_faq(index):
    await index.upsert([KETTLE, GARTEN])
    assert await found(index, "descaling") == ["kettle"]
    assert await found(index, "vinegar") == ["kettle"]
    assert await found(index, "citric acid") == ["kettle"]
    assert await found(index, "Tomaten") == ["garten"]


async def test_what_has_some_of_the_words_is_found_when_nothing_has_them_all(index):
    await index.upsert([KETTLE, GARTEN])
    assert await found(index, "vinegar astronomy telescope galaxies") == ["kettle"]


async def test_the_title_weighs_more_than_the_text(index):
    if isinstance(index, MemoryArticleIndex):
        pytest.skip("it only counts words")
    await index.upsert([KETTLE, GARTEN])
    assert await found(index, "kettle") == ["kettle", "garten"]


async def test_words_are_found_in_other_forms_and_without_accents(index):
    if isinstance(index, MemoryArticleIndex):
        pytest.skip("it only counts words")
    await index.upsert([KETTLE, GARTEN])
    assert set(await found(index, "kettles")) >= {"kettle"}
    assert await found(index, "kubel") == ["garten"]


async def test_the_answering_pairs_come_with_the_hit(index):
    await index.upsert([KETTLE])
    await index.refresh()
    (hit,) = (await index.search(Query(text="lemon juice"))).hits
    assert (hit.answers[0].question, hit.answers[0].answer) == (
        "Does lemon juice work too?",
        "Slowly, because citric acid is weak.",
    )
    (hit,) = (await index.search(Query(text="limescale"))).hits
    assert list(hit.answers) == []


async def test_highlights_mark_the_words_and_escape_the_rest(index):
    await index.upsert([KETTLE])
    await index.refresh()
    (hit,) = (await index.search(Query(text="vinegar"))).hits
    fragment = next(fragment for fragment in hit.highlights if "<mark>Vinegar</mark>" in fragment)
    assert "&lt;quickly&gt; &amp; cheaply" in fragment


async def test_a_hit_names_its_article(index):
    await index.upsert([KETTLE])
    await index.refresh()
    (hit,) = (await index.search(Query(text="kettle"))).hits
    assert (hit.url, hit.title, hit.host) == (KETTLE.url, KETTLE.title, KETTLE.host)
    assert (hit.language, hit.published) == ("en", "2026-04-30")


async def test_filters_and_facets_count_hosts_and_languages(index):
    await index.upsert([KETTLE, GARTEN])
    assert await found(index, "kettle", host="beet.example") == ["garten"]
    assert await found(index, "kettle", language="en") == ["kettle"]
    facets = (await index.search(Query(text="kettle"))).facets
    assert {(each.value, each.count) for each in facets["host"]} == {("tea.example", 1), ("beet.example", 1)}
    assert {(each.value, each.count) for each in facets["language"]} == {("en", 1), ("de", 1)}


async def test_pages_of_results_hold_each_hit_once(index):
    await index.upsert([replace(KETTLE, article_id=f"kettle-{n}") for n in range(7)])
    pages = [await found(index, "kettle", offset=offset, size=3) for offset in (0, 3, 6, 9)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert len({article_id for page in pages for article_id in page}) == 7
    assert (await index.search(Query(text="kettle", size=3))).total == 7


@pytest.mark.parametrize("text", ["", "   ", '"', "AND OR NOT", "title:x^2 (", "*", "a" * 100_000, "\x00"])
async def test_no_query_is_an_error(index, text):
    await index.upsert([KETTLE])
    await index.refresh()
    await index.search(Query(text=text))


async def test_an_article_without_date_or_with_an_odd_one_is_indexed(index):
    report = await index.upsert([replace(KETTLE, published=""), replace(GARTEN, published="last spring")])
    assert sorted(report.ok) == ["garten", "kettle"]


async def test_a_long_article_is_found_and_highlighted(index):
    long = replace(KETTLE, text="Limescale first.\n" + "word " * 400_000 + "\nthe zymurgy comes last")
    await index.upsert([long])
    assert await found(index, "zymurgy") == ["kettle"]


async def test_it_answers_a_ping(index):
    await index.ping()


async def test_originals_with_a_common_key_are_alike_first_fetched_first(index):
    first = replace(KETTLE, article_id="first", likeness=("0a", "1b", "2c"), fetched_at=NOON - timedelta(days=2))
    second = replace(KETTLE, article_id="second", likeness=("0x", "1b"), fetched_at=NOON - timedelta(days=1))
    others = [
        replace(KETTLE, article_id="copy", likeness=("0a",), duplicate_of="first"),
        replace(KETTLE, article_id="gone", likeness=("0a",), gone=True),
        replace(KETTLE, article_id="other", likeness=("9z",)),
    ]
    await index.upsert([second, first, *others])
    await index.refresh()
    asked = replace(KETTLE, article_id="asked", likeness=("0a", "1b"))
    alike = await index.alike([asked, replace(KETTLE, article_id="bare")])
    assert [(known.article_id, tuple(known.likeness)) for known in alike["asked"]] == [
        ("first", ("0a", "1b", "2c")),
        ("second", ("0x", "1b")),
    ]
    assert not alike.get("bare")


async def test_a_key_that_a_new_version_lost_is_no_longer_found(index):
    old = replace(KETTLE, likeness=("0a",))
    await index.upsert([old])
    await index.upsert([replace(old, likeness=("0b",), fetched_at=NOON + timedelta(hours=1))])
    await index.refresh()
    asked = replace(KETTLE, article_id="asked", likeness=("0a",))
    assert not (await index.alike([asked])).get("asked")


async def test_writing_nothing_changes_nothing(index):
    report = await index.upsert([])
    assert not (report.ok)
    assert not (report.stale)
    assert not (report.retry)
    assert not (report.rejected)
    assert not await index.alike([])
