"""Find out which encoding the bytes of a page are in, and decode them."""

from winnow.stages.encoding.decode import decode

__all__ = ["decode"]
