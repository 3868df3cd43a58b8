"""The marks that lists of questions carry, and what is left when they are off."""

import pytest
from winnow.stages.faq.marks import read_marks


@pytest.mark.parametrize(
    ("line", "text", "style"),
    [
        ("How deep should it be? ›", "How deep should it be?", "toggle"),
        ("▼ Darf ich das?", "Darf ich das?", "toggle"),
        ("+ Is it safe?", "Is it safe?", "toggle"),
        ("Is it safe? +", "Is it safe?", "toggle"),
        ("1. Does it hurt?", "Does it hurt?", "number"),
        ("12) Does it hurt?", "Does it hurt?", "number"),
        ("Q: Why?", "Why?", "letter-q"),
        ("Q3: Roller or brush first?", "Roller or brush first?", "letter-q"),
        ("Question 2: Why?", "Why?", "letter-q"),
        ("Q : Faut-il attendre ?", "Faut-il attendre ?", "letter-q"),
        ("F: Wie lange?", "Wie lange?", "letter-q"),
        ("V: Mag dat?", "Mag dat?", "letter-q"),
        ("A: Because.", "Because.", "letter-a"),
        ("R : Oui.", "Oui.", "letter-a"),
        ("¿Qué arroz conviene?", "¿Qué arroz conviene?", "plain"),
        ("How to tune it? chevron_right", "How to tune it?", "plain"),
        ("“Is it?”", "“Is it?”", "plain"),
    ],
)
def test_marks(line: str, text: str, style: str) -> None:
    marks = read_marks(line)
    assert (marks.text, marks.style) == (text, style)


@pytest.mark.parametrize("line", ["A Watchmaker’s Advice", "Vitamin D: what it does", "1912 was cold", "Plan B."])
def test_a_plain_line_has_none(line: str) -> None:
    marks = read_marks(line)
    assert (marks.text, marks.letter, marks.number, marks.toggle) == (line, "", 0, False)


def test_a_long_line_asks_nothing() -> None:
    assert not read_marks("why " * 200 + "?").asks
