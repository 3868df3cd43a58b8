"""Compiled twins of what a page costs most: the walk of ``html.parse``, and what the judge works out of numbers.

They are built where there is a C compiler and give the same answers as the Python they stand in for, which is the
reference and what runs where they were not built.
"""

import ctypes
from pathlib import Path

from selectolax import lexbor

from winnow.stages.native import check_age

check_age(Path(__file__).parent)
ctypes.CDLL(lexbor.__file__, mode=ctypes.RTLD_GLOBAL)
"""Makes the parser's own functions visible to the walk."""
