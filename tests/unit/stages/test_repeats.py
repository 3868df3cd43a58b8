"""Only a true repeat goes: a paragraph below itself, an excerpt above what it was cut from."""

from winnow.model import RemovalReason
from winnow.stages.blocks import Block, BlockKind
from winnow.stages.repeats import drop_repeats
from winnow.stages.verdict import KEPT, Verdict

LONG = "The kiln stands behind the mill and is lit twice a year, in spring and after the harvest, when wood is dry."
OTHER = "Clay that has been left alone for a winter is easier to work than clay that was dug up yesterday, they say."


def blocks_of(*texts: str) -> list[Block]:
    return [Block(n, text, BlockKind.PARAGRAPH) for n, text in enumerate(texts)]


def kept(*texts: str) -> list[str]:
    blocks = blocks_of(*texts)
    return [b.text for b, v in zip(blocks, drop_repeats(blocks, [KEPT] * len(blocks)), strict=True) if v.keep]


def test_a_paragraph_below_itself_goes() -> None:
    assert kept(LONG, LONG, OTHER) == [LONG, OTHER]


def test_a_refrain_stays() -> None:
    assert kept(LONG, OTHER, LONG) == [LONG, OTHER, LONG]
    assert kept("Turn, wheel, turn", "Turn, wheel, turn") == ["Turn, wheel, turn"] * 2


def test_what_stands_between_and_is_removed_does_not_hide_a_repeat() -> None:
    blocks = blocks_of(LONG, "Advertisement", LONG)
    gone = Verdict(keep=False, score=1.0, reason=RemovalReason.ADVERT)
    assert [v.keep for v in drop_repeats(blocks, [KEPT, gone, KEPT])] == [True, False, False]


def test_an_excerpt_above_its_paragraph_goes() -> None:
    assert kept(LONG[:70] + "…", "How It Began", LONG) == ["How It Began", LONG]
    assert kept(LONG[:70] + " [...]", LONG) == [LONG]


def test_an_ellipsis_alone_is_no_excerpt() -> None:
    assert kept(LONG[:-1] + "…", OTHER) == [LONG[:-1] + "…", OTHER]


def test_an_answer_may_repeat_the_article() -> None:
    blocks = blocks_of(LONG, LONG)
    assert all(v.keep for v in drop_repeats(blocks, [KEPT, KEPT], frozenset({1})))
