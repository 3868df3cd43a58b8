"""Each folder under ``clean`` is a page, and what must become of it; no code per case.

``expected.json`` holds the text and, for each removed line that matters, the reasons that fit it.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from winnow.model import CleanArticle, RawArticle
from winnow.stages.clean import clean

CASES = sorted(p for p in (Path(__file__).parent / "clean").iterdir() if p.is_dir())


def cleaned(case: Path) -> CleanArticle:
    return clean(
        RawArticle(
            article_id="a" * 32,
            url="https://page.example/article",
            host="page.example",
            fetched_at=datetime(2026, 5, 1, tzinfo=UTC),
            content_type="text/html",
            body=(case / "input.html").read_bytes(),
        )
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_text_is_the_article(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text("utf-8"))

    assert cleaned(case).text.splitlines() == expected["text"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_removal_has_a_fitting_reason(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    reasons = {record.text: record.reason.value for record in cleaned(case).removed}

    assert {text: reasons.get(text) for text in expected["removed"]} == expected["removed"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_record_says_what_decided_and_where(case: Path) -> None:
    records = cleaned(case).removed

    assert all(record.rule and 0 <= record.score <= 1 for record in records)
    assert [r.position for r in records] == sorted(r.position for r in records)
