"""The compiled search finds the parts of words in every text that Python finds them in."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from winnow.stages.html import hints, notices
from winnow.stages.html.native import hints as native

PARTS = ("disclaim", "disclosure", " links", "es only", "ki", "kin", "dis")
PIECES = (
    *PARTS,
    "DISCLAIM",
    "Disc",
    "\u0130",
    "\u212a",
    "K",
    "i",
    "\u0307",
    "\u00df",
    "\U0001f30a",
    "n",
    "@",
    "\x00",
    " ",
)


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=6))
@example(["k\u0130", "\u212ai", "\u212a\u0130", "KIN"])
@settings(max_examples=400, deadline=None)
def test_any_texts(texts: list[str]) -> None:
    parts = PARTS[:-1]
    assert native.Hints(parts).found_in(texts) == hints.Hints(parts).found_in(texts)


@pytest.mark.parametrize("part", ["x", "a-b", "é!"])
def test_other_parts_are_refused(part: str) -> None:
    with pytest.raises(ValueError):
        native.Hints([part])


def test_it_is_what_cleaning_uses() -> None:
    assert notices.Hints is native.Hints
