"""A pattern with hints finds all that it would find without them."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from winnow.stages.html.notices import DISCLAIMERS
from winnow.stages.text import patterns
from winnow.stages.text.patterns import Hinted

HINTED = {name: value for name, value in vars(patterns).items() if isinstance(value, Hinted)} | {
    f"disclaimer: {disclaimer.hints[0]}": disclaimer for disclaimer in DISCLAIMERS
}


@pytest.mark.parametrize("name", HINTED)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_no_hint_keeps_a_pattern_from_a_text_that_it_is_in(name: str, data: st.DataObject) -> None:
    pattern = HINTED[name].pattern
    text = data.draw(st.from_regex(re.compile(pattern.pattern, pattern.flags & ~re.IGNORECASE)))
    for written in (text, text.upper()):
        if pattern.search(written):
            assert HINTED[name].search(written, written.casefold())


def test_a_pattern_is_not_looked_for_without_a_hint() -> None:
    assert not Hinted(re.compile("clay"), ("kiln",)).search("clay", "clay")
