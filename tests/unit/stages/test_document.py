"""What a removal record shows of a verdict."""

from hypothesis import example, given
from hypothesis import strategies as st
from winnow.stages.blocks import Block, BlockKind
from winnow.stages.document import removal_records
from winnow.stages.verdict import Verdict


@given(st.floats(0, 1) | st.integers(0, 2000).map(lambda halves: halves / 2000))
@example(0.0625)
@example(1.0)
def test_a_score_is_rounded_to_three_places(score: float) -> None:
    block = Block(0, "Menu", BlockKind.PARAGRAPH)
    (record,) = removal_records([(block, Verdict(keep=False, score=score))])
    assert record.score == round(score, 3)
