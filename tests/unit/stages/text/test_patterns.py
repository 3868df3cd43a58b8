"""A pattern with hints finds all that it would find without them."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from winnow.stages.text import patterns
from winnow.stages.text.patterns import Hinted

HINTED = {name: value for name, value in vars(patterns).items() if isinstance(value, Hinted)}


@pytest.mark.parametrize("name", HINTED)
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_hint_keeps_a_pattern_from_a_text_that_it_is_in(name: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(HINTED[name].pattern.pattern))
    for written in (text, text.upper()):
        if HINTED[name].pattern.search(written):
            assert HINTED[name].search(written, written.casefold())


def test_a_pattern_is_not_looked_for_without_a_hint() -> None:
    assert not Hinted(re.compile("clay"), ("kiln",)).search("clay", "clay")
