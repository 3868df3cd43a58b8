"""What was decided about a block."""

from dataclasses import dataclass

from winnow.model import RemovalReason


@dataclass(slots=True)
class Verdict:
    """Keep a block, or remove it for a reason; by which rule, and how sure (0 to 1). Made once, never changed."""

    keep: bool
    score: float
    reason: RemovalReason = RemovalReason.BOILERPLATE
    rule: str = ""


KEPT = Verdict(keep=True, score=1.0)
