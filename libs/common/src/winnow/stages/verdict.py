"""What was decided about a block."""

from msgspec import Struct

from winnow.model import RemovalReason


class Verdict(Struct, gc=False):
    """Keep a block, or remove it for a reason; by which rule, and how sure (0 to 1). Made once, never changed."""

    keep: bool
    score: float
    reason: RemovalReason = RemovalReason.BOILERPLATE
    rule: str = ""


KEPT = Verdict(keep=True, score=1.0)
