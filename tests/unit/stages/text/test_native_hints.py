"""The compiled hints are found in every line in which those in Python are found."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from winnow.stages.text import hints, patterns, rules
from winnow.stages.text.native import hints as native

LISTS = [patterns.MAIL_HINTS, patterns.PAYWALL_HINTS, patterns.LEGAL_HINTS, patterns.SITE_HINTS]
FEW = ([{"kiln", "clay"}, {"kiln", "ém"}], [("glaze today", "fire"), ("fire", "potter's")], ("laz",))
ALL = ([rules.NAMED], LISTS, patterns.INFIX_HINTS)
PARTS = (
    *(part for parts in (*LISTS, *FEW[1]) for part in parts),
    *("kiln", "clay", "ém", "laz", "fires", "fir", "potters", "Ω", "é", "œuf", "\ud800", "\x00", "link", "posts"),
)


@pytest.mark.parametrize("lists", [FEW, ALL])
@given(
    said=st.lists(st.sampled_from(PARTS) | st.text(max_size=4), max_size=9).flatmap(
        lambda parts: st.sampled_from((" ", "", "x")).map(lambda between: between.join(parts))
    )
)
@example(said="")
@example(said="kiln")
@example(said="a fire")
@example(said="aglazed")
@example(said="glaz")
@settings(max_examples=400, deadline=None)
def test_any_line(lists: tuple[list[set[str]], list[tuple[str, ...]], tuple[str, ...]], said: str) -> None:
    said = " ".join(said.split())
    for surely in (False, True):
        assert native.Hints(*lists).found(said, surely) == hints.Hints(*lists).found(said, surely)


@pytest.mark.parametrize("make", [hints.Hints, native.Hints])
def test_a_bit_stands_for_each_set_and_list(make: type[hints.Hints]) -> None:
    asked = make([{"kiln"}], [("fire",), ("glaze", "clay pit")], ("laz",))
    assert asked.found("a kiln of clay", surely=False) == 0b001
    assert asked.found("fires in pits", surely=False) == 0
    assert asked.found("fire in pits", surely=False) == 0b010
    assert asked.found("fires in clay pits", surely=False) == 0b110
    assert asked.found("backfire", surely=False) == 0
    assert asked.found("backfire", surely=True) == 0b010
    assert asked.found("unglazed backfire", surely=False) == 0b110


def test_it_is_what_cleaning_uses() -> None:
    assert rules.Hints is native.Hints
