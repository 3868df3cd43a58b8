"""What is asked before a page's questions are gathered never hides a FAQ."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from winnow.stages.blocks import Element
from winnow.stages.faq import find_faqs, groups, html, words
from winnow.stages.html import parse_html
from winnow.stages.repair import repair_page

HEADINGS = (
    *(
        "FAQ",
        "Häufige Fragen",
        "Frequently asked questions",
        "Your questions",
        "Questions about sheds",
        "Preguntas",
        "Q&A",
    ),
    *("Ask us", "Building a shed", "Answers"),
)
QUESTIONS = (
    "Does it need a permit?",
    "How long does it last？",
    "Q: Which screws hold?",
    "Timber",
    "Frequent",
    "FAQ: Oil?",
)
TAGS = ("h2", "h3", "p", "li", "div", "dt", "summary", "button", "span", "label", "b")
NAMES = ("", "faq", "q-and-a", "accordion-title", "question", "toggle-head", "acceptedAnswer", "frequently", "comment")
BUILT = ("", "aria-expanded=false", "role=tab", "itemtype=https://schema.org/FAQPage", "role=button")
ELSEWHERE = "<p>Any questions</p><p>Ask us. Are we here?</p>"
"""What makes every page worth a look."""


@st.composite
def heading(draw: st.DrawFn) -> str:
    tag, text = draw(st.sampled_from(("h2", "h2", "p", "div"))), draw(st.sampled_from(HEADINGS))
    return f"<{tag}>{draw(st.sampled_from((text, f'<a href=/x>{text}</a>')))}</{tag}>"


@st.composite
def questions(draw: st.DrawFn) -> str:
    """Draw up to three questions that are built alike, below a heading or without one."""
    outer, name, built, answer = (draw(st.sampled_from(("", "", *some))) for some in (NAMES, NAMES, BUILT, NAMES))
    tag, above = draw(st.sampled_from(TAGS)), draw(st.just("") | heading())
    asked = draw(st.lists(st.sampled_from(QUESTIONS), min_size=1, max_size=3, unique=True))
    pairs = [
        f'<div><{tag} class="{name}" {built}>{text}</{tag}><p class="{answer}">It is free below two metres.</p></div>'
        for text in asked
    ]
    return f'{above}<div class="{outer}">{"".join(pairs)}</div>'


BROKEN = "<p>FAQ<br>Which screws?<br>Stainless ones.<br>Any others?<br>None.</p>"


@given(questions() | heading().map(lambda above: above + BROKEN))
@example("".join(f"<div><p class=question>Is it {n}?</p><p class=answer>It is.</p></div>" for n in "12"))
@settings(max_examples=500, deadline=None)
def test_nothing_that_could_be_told_is_hidden(markup: str) -> None:
    page = parse_html(f"<main>{ELSEWHERE}{markup}</main>")
    repair_page(page)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "_may_be_told", lambda *_: True)
        wanted = find_faqs(page)
    assert find_faqs(page) == wanted


@given(st.lists(st.sampled_from(HEADINGS) | st.sampled_from(HEADINGS).map(str.upper) | st.text(max_size=4), max_size=8))
@example(["x", "Ask"])
@example(["task", "K\N{LATIN SMALL LETTER LONG S}k"])
@settings(max_examples=300, deadline=None)
def test_texts_asked_together_hint_at_what_each_does(texts: list[str]) -> None:
    assert words.hinting_at_faq(texts) == [text for text in texts if words.hints_at_faq(text)]


@given(
    st.lists(
        st.sampled_from(("faq", "frequently", "accepted", "answer", "s", "question", "-", "and", "&", "q", "a", "_"))
    )
)
@example(["accepted", "answer"])
@settings(max_examples=400, deadline=None)
def test_no_name_of_a_faq_is_hidden(parts: list[str]) -> None:
    names = "".join(parts)
    element = Element("div", names, None, 1, 0)
    assert groups.says_faq(element) == (groups._FAQ_NAMES.search(names) is not None)
