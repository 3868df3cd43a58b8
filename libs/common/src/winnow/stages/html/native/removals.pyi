from collections.abc import Mapping, Sequence

from winnow.stages.blocks import Block
from winnow.stages.html.judge import Opinion
from winnow.stages.verdict import Verdict

def write_verdicts(
    blocks: Sequence[Block],
    likely: Sequence[float],
    opinion: Opinion,
    decided: Mapping[int, Verdict],
    title: str,
    first: int,
) -> list[Verdict]: ...
