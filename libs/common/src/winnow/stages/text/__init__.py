"""Read text that somebody else extracted as lines, and decide for each line whether it belongs to the article."""

from winnow.stages.text.strip import parse_text, strip_text

__all__ = ["parse_text", "strip_text"]
