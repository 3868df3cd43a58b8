"""Compiled twins of what a page costs most: the walk of ``html.parse``, and what the judge works out of numbers.

They are built where there is a C compiler and give the same answers as the Python they stand in for, which is the
reference and what runs where they were not built.
"""

import ctypes
from pathlib import Path

from selectolax import lexbor

_shared = list(Path(__file__).parent.glob("*.pxd"))
for _source in Path(__file__).parent.glob("*.pyx"):
    _newest = max(_source, *_shared, key=lambda path: path.stat().st_mtime)
    for _module in _source.parent.glob(f"{_source.stem}.*.so"):
        if _module.stat().st_mtime < _newest.stat().st_mtime:
            raise ImportError(f"{_module.name} is older than {_newest.name}: `make setup` builds it again")

ctypes.CDLL(lexbor.__file__, mode=ctypes.RTLD_GLOBAL)
"""Makes the parser's own functions visible to the walk."""
