"""Structured data: a last resort, and a witness for what is visible."""

import json

import pytest
from winnow.model import FaqSource
from winnow.stages.faq import find_faqs
from winnow.stages.faq.stated import read_stated
from winnow.stages.html import parse_html

PROSE = "<p>Chickpeas are patient: they wait in the cupboard for years and in cold water for a night.</p>"


def stated(*pairs: tuple[str, str], kind: str = "FAQPage") -> str:
    questions = [{"@type": "Question", "name": q, "acceptedAnswer": {"@type": "Answer", "text": a}} for q, a in pairs]
    return json.dumps({"@context": "https://schema.org", "@graph": [{"@type": kind, "mainEntity": questions}]})


def page_with(script: str, body: str) -> str:
    return (
        f'<head><script type="application/ld+json">{script}</script></head><body><h1>Chickpeas</h1>{PROSE}{body}</body>'
    )


def test_what_is_only_stated_is_read_as_such() -> None:
    html = page_with(stated(("How long do they cook?", "<p>An hour.</p><ul><li>Less when new</li></ul>")), "")
    (pair,) = find_faqs(parse_html(html)).pairs
    assert (pair.answer, pair.source) == ("An hour.\nLess when new", FaqSource.STRUCTURED_DATA)


def test_a_visible_question_that_agrees_is_read_from_the_page() -> None:
    answer = "An hour, or forty minutes when they are new."
    body = f"<h2>How long do they cook?</h2><p>{answer}</p><h2>Storing</h2>{PROSE}"
    (pair,) = find_faqs(parse_html(page_with(stated(("How long do they cook?", answer)), body))).pairs
    assert (pair.answer, pair.source) == (answer, FaqSource.HTML)


def test_a_section_that_says_something_else_stays_in_the_article() -> None:
    body = f"<h2>How long do they cook?</h2>{PROSE}{PROSE}<h2>Storing</h2>{PROSE}"
    result = find_faqs(parse_html(page_with(stated(("How long do they cook?", "An hour.")), body)))
    assert [pair.source for pair in result.pairs] == [FaqSource.STRUCTURED_DATA]
    assert result.positions == frozenset()


def test_a_forum_thread_is_no_faq() -> None:
    assert read_stated([stated(("Why?", "So."), kind="QAPage")]) == []


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "FAQPage", "mainEntity": "x"}',
        '{"@type": "FAQPage", "mainEntity": [{"name": 3, "acceptedAnswer": []}, null]}',
        '{"@type": "FAQPage", "mainEntity": [{"name": "Why?"}]}',
        '{"@type": ["WebPage", "FAQPage"]',
        "FAQPage",
        "[" * 5000 + "FAQPage",
    ],
)
def test_broken_data_states_nothing(script: str) -> None:
    assert read_stated([script]) == []


def test_an_answer_in_plain_text_keeps_its_lines() -> None:
    (pair,) = read_stated([stated(("Why?", "First line.\n\nSecond\u00a0line.\u200b"))])
    assert pair.lines == ["First line.", "Second line."]
