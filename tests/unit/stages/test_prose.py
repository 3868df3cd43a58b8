"""A line as words: the quick way for Latin-1 reads what the pattern reads."""

import re

from hypothesis import example, given
from hypothesis import strategies as st
from winnow.stages.prose import words_in


@given(st.text() | st.text(st.characters(max_codepoint=0x7F)) | st.text(st.characters(max_codepoint=0xFF)))
@example("snake_case, 2nd-hand\x1cand\x00more\x7f")
@example("l’été\xa0– 20\u202f½ª·ß… “Œuvre”")
def test_words_are_runs_of_letters_digits_and_underscores(text: str) -> None:
    assert words_in(text) == re.findall(r"\w+", text)
