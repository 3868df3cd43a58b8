"""Read an HTML page as blocks, and decide for each block whether it belongs to the article."""

from winnow.stages.html.parse import parse_html
from winnow.stages.html.strip import strip_html

__all__ = ["parse_html", "strip_html"]
