"""The compiled function reads of every line the words that the one in Python reads."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from winnow.stages import prose
from winnow.stages.text import words
from winnow.stages.text.native import words as native

LETTERS = st.sampled_from("aZ_9éßÿ ’–…,.  \n\x85\u2028½²٣İŉœΩж한\u0345\ud800😀")


@given(st.text(LETTERS | st.characters(), max_size=40))
@example("")
@example("  ’ ")
@example("Café – 2½ cups")
@example("ß" * 600)
@example("x " * 600)
@settings(max_examples=1000, deadline=None)
def test_any_line(text: str) -> None:
    assert native.joined_words(text) == prose.joined_words(text)


def test_it_is_what_cleaning_uses() -> None:
    assert words.joined_words is native.joined_words
