"""Compiled twins of what is asked of every line: its words, and whether it holds what a rule needs."""

from pathlib import Path

from winnow.stages.native import check_age

check_age(Path(__file__).parent)
