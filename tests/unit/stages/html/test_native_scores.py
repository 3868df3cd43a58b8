"""The compiled code finds tags and names to say what Python finds."""

import json
from importlib.resources import files

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from winnow.stages.html import names, spots
from winnow.stages.html.native import scores as native
from winnow.stages.html.tags import TAGS

SCORES = json.loads(files("winnow.stages.html").joinpath("weights.json").read_bytes())["tokens"]
NAMES = st.lists(st.sampled_from([*sorted(SCORES)[::9], "comments", "share", "é\ud800", "x"]), max_size=6).map(" ".join)
TAG = st.sampled_from([*(name for name, *_ in TAGS.values()), "x-card"])


@given(st.lists(st.tuples(TAG, NAMES), max_size=20))
def test_any_names(keys: list[tuple[str, str]]) -> None:
    expected, found = np.zeros((2, len(keys), 7))
    spots.write_said_in_python(expected, keys, SCORES, names.NameReader(SCORES))
    native.write_said(found, keys, SCORES, spots.NameReader(SCORES))

    assert found.tolist() == expected.tolist()


def test_it_is_what_cleaning_uses() -> None:
    assert spots.write_said is native.write_said
