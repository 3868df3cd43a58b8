"""What a process does with memory that it no longer uses, where pages come by the thousand."""

import ctypes
import gc

_COLLECT_AFTER = 20_000
"""New objects between two looks. At Python's own 700 they took a tenth of a crawl's time, and of a page as much as a
stage; what is made for a page goes without."""
_MMAP_THRESHOLD, _MMAP_FROM_BYTES = -3, 32 * 1024 * 1024
_TRIM_THRESHOLD, _KEPT_BYTES = -1, 64 * 1024 * 1024
"""The options of the C library's ``mallopt``, from its header ``malloc.h``. The first takes no more than 32 MB."""


def collect_seldom() -> None:
    """Look for cycles less often, and never among what a process is made of; called once its modules are loaded."""
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER, 20, 20)


def keep_freed_memory() -> None:
    """Keep what one page needed for the next one, where the C library can be told to.

    It would give each large piece back to the system, and the next page would have to wait for another one, zeroed.
    """
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(_MMAP_THRESHOLD, _MMAP_FROM_BYTES)
        libc.mallopt(_TRIM_THRESHOLD, _KEPT_BYTES)
