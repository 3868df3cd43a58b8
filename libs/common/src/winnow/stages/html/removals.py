"""Write the verdicts on a page's blocks: what was decided about some, and why all others are removed.

``html.native.removals`` does the same in C, where it was built.
"""

from collections.abc import Mapping, Sequence

from winnow.model import RemovalReason
from winnow.stages.blocks import Block
from winnow.stages.html.judge import Opinion
from winnow.stages.html.reasons import reason_for
from winnow.stages.verdict import Verdict

IS_TITLE = Verdict(False, 1.0, RemovalReason.TITLE, "is-title")


def write_verdicts(
    blocks: Sequence[Block],
    likely: Sequence[float],
    opinion: Opinion,
    decided: Mapping[int, Verdict],
    title: str,
    first: int,
) -> list[Verdict]:
    """Return one verdict a block. The block that shows the title is never kept; ``first`` is the article's first."""
    said: set[str] = set()
    verdicts: list[Verdict] = []
    for n, (block, p, around, against) in enumerate(zip(blocks, likely, opinion.around, opinion.against, strict=True)):
        text = block.text
        if title and text == title:
            verdict = IS_TITLE
        elif n in decided:
            verdict = decided[n]
        else:
            reason, rule = reason_for(block, around, said, after=n > first)
            verdict = Verdict(False, 1 - p, reason, f"{rule}; {against}")
        said.add(text)
        verdicts.append(verdict)
    return verdicts
