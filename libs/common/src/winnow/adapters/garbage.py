"""How often Python looks for garbage that refers to itself, where pages come by the thousand."""

import gc

_COLLECT_AFTER = 20_000
"""New objects between two looks. At Python's own 700 they took a tenth of a crawl's time, and of a page as much as a
stage; what is made for a page goes without."""


def collect_seldom() -> None:
    """Look for cycles less often, and never among what a process is made of; called once its modules are loaded."""
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER, 20, 20)
