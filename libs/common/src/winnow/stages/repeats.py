"""Remove what is said twice by accident: a paragraph below itself, and an excerpt above the paragraph it was cut from.

Only these: an article may well say the same thing again further down, as a refrain, a recipe or an interview does.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from winnow.model import RemovalReason
from winnow.stages.blocks import Block
from winnow.stages.prose import PROSE_CHARS
from winnow.stages.verdict import Verdict

_CUT_OFF = re.compile(r"\s?[\[(]?(?:…|\.\.\.)[\])]?\s*\Z")
_MIN_EXCERPT = 60
_SOON = 6
"""How many blocks an excerpt may stand above its paragraph, and how deep in the article it may begin."""


def drop_repeats(
    blocks: Sequence[Block], verdicts: Sequence[Verdict], in_faq: AbstractSet[int] = frozenset()
) -> list[Verdict]:
    """Return the verdicts with a removal for each block that only repeats its neighbour."""
    decided = list(verdicts)
    kept = [i for i, block in enumerate(blocks) if verdicts[i].keep and block.position not in in_faq]
    for above, below in pairwise(kept):
        if len(blocks[below].text) >= PROSE_CHARS and blocks[above].text == blocks[below].text:
            decided[below] = Verdict(keep=False, score=0.95, reason=RemovalReason.REPEAT, rule="paragraph-again")
    for n, i in enumerate(kept[:_SOON]):
        if _is_excerpt(blocks[i].text, [blocks[j].text for j in kept[n + 1 : n + 1 + _SOON]]):
            decided[i] = Verdict(keep=False, score=0.85, reason=RemovalReason.REPEAT, rule="excerpt")
    return decided


def _is_excerpt(text: str, following: Sequence[str]) -> bool:
    """Say whether a text breaks off where a text soon below it goes on."""
    cut = _CUT_OFF.search(text[-12:])
    if cut is None:
        return False
    begin = text[: len(text) - len(cut.group())]
    return len(begin) >= _MIN_EXCERPT and any(other.startswith(begin) and len(other) > len(text) for other in following)
