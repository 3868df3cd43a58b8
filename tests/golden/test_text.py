"""Each folder under ``text`` is a text that somebody else extracted, and what must become of it; no code per case."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from winnow.model import CleanArticle, RawArticle
from winnow.stages.clean import clean

CASES = sorted(p for p in (Path(__file__).parent / "text").iterdir() if p.is_dir())


def clean_text(text: str) -> CleanArticle:
    return clean(
        RawArticle(
            article_id="a" * 32,
            url="https://stand.example/article",
            host="stand.example",
            fetched_at=datetime(2024, 5, 1, tzinfo=UTC),
            content_type="text/plain",
            body=text.encode(),
            charset="utf-8",
        )
    )


def shown(article: CleanArticle) -> dict[str, object]:
    return {
        "title": article.title,
        "text": article.text.splitlines(),
        "faqs": [
            {"question": f.question, "answer": f.answer.splitlines(), "alternates": list(f.alternates)}
            for f in article.faqs
        ],
        "removed": [[r.reason.value, r.text] for r in article.removed],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_text(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    assert shown(clean_text((case / "input.txt").read_text("utf-8"))) == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cleaning_what_is_clean_removes_nothing(case: Path) -> None:
    once = clean_text((case / "input.txt").read_text("utf-8"))
    if not once.text:
        pytest.skip("a FAQ and nothing else")
    twice = clean_text("\n\n".join([once.title, *once.text.splitlines()]))
    assert (twice.title, twice.text, list(twice.faqs)) == (once.title, once.text, [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_line_is_accounted_for(case: Path) -> None:
    source = (case / "input.txt").read_text("utf-8")
    article = clean_text(source)
    out = Counter(article.text.splitlines())
    out.update(r.text for r in article.removed)
    out.update(line for f in article.faqs for line in f.answer.splitlines())
    said = "\n".join([*out, *(q for f in article.faqs for q in (f.question, *f.alternates))])
    for line in filter(str.strip, source.splitlines()):
        words = " ".join(line.split())
        assert words in out or any(part in words for part in said.splitlines() if part), line
