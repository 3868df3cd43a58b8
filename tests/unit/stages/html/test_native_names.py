"""The compiled reader finds in every name what the reader in Python finds."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from winnow.stages.html import names, spots
from winnow.stages.html.native import names as native

SCORES = {"story": 0.5, "author": -1.25, "nav": -0.75, "p": 3.0, "x" * 17: 0.125, "x" * 18: 0.25}
PARTS = (*names.RANKS, *SCORES, "commen", "nav-", "Ω", "é", "-", "_", " ", "\t", "7", "\ud800", "\x00", "ü", "ſ")


@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=3), max_size=12).map("".join))
@example("x" * 17)
@example(f"a {'x' * 18} story")
@example("more-fromore-from")
@settings(max_examples=500, deadline=None)
def test_any_names(text: str) -> None:
    assert native.NameReader(SCORES).read(text) == names.NameReader(SCORES).read(text)


def test_it_is_what_cleaning_uses() -> None:
    assert spots.NameReader is native.NameReader
