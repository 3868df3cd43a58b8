"""The compiled search finds as much of a text in a page's told body as the one in Python."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from winnow.stages.html import told
from winnow.stages.html.native import told as native

WORDS = ("river", "Mill", "Mil", "\u65e5\u672c", "\U0001f30a", "\udc80", "a", "\u00a0", "\n", " ", "and so it went on")
BODY = "".join(f"The{n}thferryleftthequaywithnobodyaboardbutthepilot" for n in range(60))


def same(body: str, texts: list[str]) -> list[float]:
    expected = told.shares_in_python(body, texts)
    assert native.shares_in(body, texts) == expected
    return expected


@given(
    st.lists(st.sampled_from(WORDS), max_size=80), st.lists(st.lists(st.sampled_from(WORDS), max_size=30), min_size=1)
)
def test_any_body(body: list[str], texts: list[list[str]]) -> None:
    same("".join("".join(body).split()), ["".join(text) for text in texts])


def test_parts_of_the_body() -> None:
    texts = [BODY[start : start + size] for start in range(0, 2000, 31) for size in (1, 3, 4, 40, 120, 121, 400)]
    found = same(
        BODY, [*texts, *[text + "?" for text in texts], *[f"? {text} {end}" for text in texts for end in "?!"]]
    )

    assert {0.0, 1 / 3, 2 / 3, 1.0} == set(found)


@pytest.mark.parametrize("body", ["x", "xyz", "abab" * 2000, "a" * 5000 + "b" * 39])
def test_bodies_that_are_short_or_repeat_themselves(body: str) -> None:
    same(body, ["x", "z", "xyz", "ab" * 20, "a" * 40, "b" + "a" * 39, "a" + "b" * 39, "a" * 300 + "c", ""])


def test_it_is_what_cleaning_uses() -> None:
    assert told.shares_in is native.shares_in
