"""Winnow beside the best public extractors: quality, speed and hostile input, in one run."""
