"""The compiled code finds the cut that numpy finds, to the last bit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from winnow.stages.html import strip, threshold
from winnow.stages.html.native import threshold as native

LIKELY = st.floats(0, 1.0625, width=32) | st.sampled_from((0.0, 0.25, 0.5, 1.0))


@given(st.lists(st.tuples(LIKELY, st.integers(1, 4000)), min_size=1, max_size=300))
def test_any_opinions(blocks: list[tuple[float, int]]) -> None:
    likely, words = np.array(blocks, dtype=np.float32).T.copy()

    assert native.best_cut(likely, words) == threshold.best_cut(likely, words)


def test_many_opinions() -> None:
    likely, words = np.random.default_rng(7).random((2, 30_000), dtype=np.float32)
    words = np.floor(words * 200) + 1

    assert native.best_cut(likely, words) == threshold.best_cut(likely, words)


def test_as_many_words_as_opinions() -> None:
    with pytest.raises(ValueError, match="as many words"):
        native.best_cut(np.ones(2, np.float32), np.ones(3, np.float32))


def test_it_is_what_cleaning_uses() -> None:
    assert strip.best_cut is native.best_cut
