"""The compiled code gives every block the verdict that Python gives it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple
from winnow.stages.blocks import Block, BlockKind
from winnow.stages.html import removals, strip
from winnow.stages.html.judge import Opinion
from winnow.stages.html.native import removals as native
from winnow.stages.html.reasons import AROUND
from winnow.stages.verdict import Verdict

LINES = (
    *("Ferries", "Copyright Mill Quay", "Photo: A. Ferryman", "3 May 2031", "By Una Mill", "Share", "REPLY \u2014 now"),
    *("5 min read", "Log in", "Watch \u0130t", "Read more mehr", "\u00a9 x", "\u0130 \u212a", "a\nb", "Tags: quay"),
    "The ferry left the quay with nobody aboard but the pilot, who had seen worse mornings, and said so twice.",
    "The ferry left the quay in may with nobody aboard but two pilots of the photo desk and no rights reserved at all.",
    "copyright " * 20,
)
KEPT = Verdict(True, 0.9)


@st.composite
def judged(draw: st.DrawFn) -> tuple[list[Block], Opinion, dict[int, Verdict]]:
    blocks = []
    for position in range(draw(st.integers(0, 20))):
        text, kind = draw(st.sampled_from(LINES)), draw(st.sampled_from(list(BlockKind)))
        links = draw(st.sampled_from((0, len(text) // 2, len(text))))
        blocks.append(Block(position, text, kind, 0, None, links, hidden=draw(st.integers(0, 9)) == 0))
    around = [draw(st.none() | st.sampled_from(AROUND)) for _ in blocks]
    against = [draw(st.sampled_from(("chars", "links_1_up"))) for _ in blocks]
    some = np.array([draw(st.integers(0, 100)) / 100 for _ in blocks], dtype=np.float32)
    decided = {n: draw(st.sampled_from((KEPT, removals.IS_TITLE))) for n in range(len(blocks)) if draw(st.booleans())}
    return blocks, Opinion(some, against, around, some), decided


@given(judged(), st.sampled_from(("", "Ferries", "Share")), st.integers(0, 20))
@settings(max_examples=300, deadline=None)
def test_any_page(page: tuple[list[Block], Opinion, dict[int, Verdict]], title: str, first: int) -> None:
    blocks, opinion, decided = page
    likely = opinion.likely.tolist()

    expected = removals.write_verdicts(blocks, likely, opinion, decided, title, first)
    found = native.write_verdicts(blocks, likely, opinion, decided, title, first)

    assert [astuple(verdict) for verdict in found] == [astuple(verdict) for verdict in expected]


@pytest.mark.parametrize(
    ("block", "likely", "error"), [(Block(0, "x", BlockKind.PARAGRAPH), [], ValueError), ("x", [0.5], TypeError)]
)
def test_what_does_not_fit_is_refused(block: Block, likely: list[float], error: type[Exception]) -> None:
    opinion = Opinion(np.zeros(1), [""], [None], np.zeros(1))
    with pytest.raises(error):
        native.write_verdicts([block], likely, opinion, {}, "", 0)


def test_it_is_what_cleaning_uses() -> None:
    assert strip.write_verdicts is native.write_verdicts
