"""A rule that waits for a first word is asked about each line that it would speak about."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from winnow.stages.text import lexicon, patterns, words
from winnow.stages.text.lines import asked_about
from winnow.stages.text.notes import NOTES
from winnow.stages.text.rules import MAX_CHARS, RULES, Rule
from winnow.stages.text.words import key

PATTERNS = {
    "bracketed": patterns.BRACKETED,
    "comments": patterns.COMMENT_COUNT,
    "count": patterns.COUNT_OF,
    "credit": patterns.CREDIT_TO,
    "hearts": patterns.HEARTS,
    "helpful": patterns.FOUND_HELPFUL,
    "liked": patterns.LIKED_IT,
    "made": patterns.MADE_IT,
    "share-on": patterns.SHARE_ON,
    "shop": patterns.SHOP,
} | {f"note: {reason}": pattern for reason, pattern in NOTES}
PHRASES = sorted(
    {phrase for found in lexicon.SECTION_HEADINGS.values() for phrase in found}
    | {phrase for found in lexicon.OPENINGS.values() for phrase in found}
    | {word for _, telling, others in lexicon.LABELS for word in telling | others}
    | {"17", "3rd", *words.NETWORKS, *words.SHARE_FILLERS, *words.BYLINE_OPENINGS}
)
LINES = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=6).flatmap(
    lambda said: st.sampled_from((" ", ", ", ": ", " – ", "! ")).map(lambda mark: mark.join(said)[:MAX_CHARS].strip())
)

LETTERS = st.characters(exclude_categories=("Mn", "Cs"))
"""A mark without its letter, which no line begins with, may be a letter in lower case."""


def speaking(line: str, rules: Sequence[Rule]) -> list[Rule]:
    said = key(line)
    return [rule for rule in rules if rule(line, said, said.split())]


def check(line: str) -> None:
    told = [asked.rule for asked in RULES if len(line) <= asked.longest]
    if key(line) and len(line) <= MAX_CHARS:
        assert speaking(line, asked_about(line, key(line))) == speaking(line, told)


@pytest.mark.parametrize("name", PATTERNS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_no_first_word_keeps_a_rule_from_a_line_that_its_pattern_knows(name: str, data: st.DataObject) -> None:
    pattern = PATTERNS[name]
    as_written = re.compile(rf"\A(?:{pattern.pattern})", pattern.flags & ~re.IGNORECASE)
    line = " ".join(data.draw(st.from_regex(as_written, alphabet=LETTERS)).split())
    for written in (line, line.upper()):
        check(written)


@given(line=LINES)
def test_no_first_word_keeps_a_rule_from_a_line_of_its_own_words(line: str) -> None:
    check(line)
    check(f"({line.capitalize()}) 2")


def test_a_rule_that_waits_for_a_word_is_not_asked_about_another_line() -> None:
    line = "Kilns are fired twice."
    waiting = {asked.rule for asked in RULES if asked.begins is not None}
    assert waiting.isdisjoint(asked_about(line, key(line)))
