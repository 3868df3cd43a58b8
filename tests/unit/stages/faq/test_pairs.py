"""Pairs: repeats merged, trailing dates dropped, questions with one answer joined."""

from winnow.model import FaqSource, RemovalReason
from winnow.stages.blocks import Block, BlockKind
from winnow.stages.faq.pairs import Found, settle

ANSWER = "About an hour a week from April to August."


def found(question: str, *lines: str, at: int = 0) -> Found:
    blocks = [Block(at + n, line, BlockKind.PARAGRAPH) for n, line in enumerate(lines, 1)]
    return Found(question, list(lines), FaqSource.TEXT, blocks, Block(at, question, BlockKind.PARAGRAPH))


def test_an_exact_repeat_is_merged_and_recorded() -> None:
    result = settle([found("Why?", ANSWER), found("Why ?", ANSWER, at=10)], [])
    assert [pair.question for pair in result.pairs] == ["Why?"]
    assert [(r.reason, r.position) for r in result.removed] == [(RemovalReason.REPEAT, 10), (RemovalReason.REPEAT, 11)]


def test_the_same_question_with_another_answer_stays() -> None:
    result = settle([found("Why?", ANSWER), found("Why?", "Because of the moon.", at=10)], [])
    assert [pair.answer for pair in result.pairs] == [ANSWER, "Because of the moon."]


def test_questions_with_one_answer_are_alternates() -> None:
    result = settle([found("How long?", ANSWER), found("How many hours?", ANSWER, at=10)], [])
    assert [(pair.question, list(pair.alternates)) for pair in result.pairs] == [("How long?", ["How many hours?"])]


def test_a_short_answer_joins_nothing() -> None:
    assert len(settle([found("Hot?", "Yes."), found("Cold?", "Yes.", at=10)], []).pairs) == 2


def test_a_trailing_date_goes_with_a_record() -> None:
    result = settle([found("Why?", ANSWER, "Mar 4, 2021")], [])
    assert result.pairs[0].answer == ANSWER
    assert [(r.reason, r.text) for r in result.removed] == [(RemovalReason.TRAILING_DATE, "Mar 4, 2021")]


def test_a_date_that_is_the_answer_stays() -> None:
    assert settle([found("When was it built?", "May 9, 1920")], []).pairs[0].answer == "May 9, 1920"


def test_headings_questions_and_answers_are_positions() -> None:
    heading = Block(4, "FAQ", BlockKind.HEADING, 2)
    assert settle([found("Why?", ANSWER, at=5)], [heading]).positions == {4, 5, 6}
