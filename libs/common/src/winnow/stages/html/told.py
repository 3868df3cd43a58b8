"""What the page's head says of the article's own words: a second witness for each block."""

import html
import json
import re
from collections.abc import Sequence

from winnow.stages.blocks import Page

_BODY = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")')
_TAG = re.compile(r"<[^<>]*>")
_PROBE = 40
"""Characters of a block that are looked for in the told body, at its start, middle and end."""
_SLICE = 60
_SUMMARY_NAMES = frozenset(("description", "og:description", "twitter:description"))


class Told:
    """The body and the summary that structured data and ``<meta>`` give, without white space."""

    def __init__(self, page: Page) -> None:
        bodies = [_squeeze(_string(match)) for script in page.json_ld for match in _BODY.findall(script)]
        self._body = max(bodies, key=len, default="")
        summaries = {
            _squeeze((meta.get("content") or "")[:_SLICE])[:_PROBE]
            for meta in page.metas
            if (meta.get("name") or meta.get("property")) in _SUMMARY_NAMES
        }
        self._summaries = [summary for summary in summaries if len(summary) == _PROBE]

    def in_body(self, texts: Sequence[str]) -> list[float] | float:
        """Return how much of each text the told body holds, 0 to 1; -1 for all when there is none."""
        body = self._body
        return [_share(text, body) for text in texts] if body else -1.0

    def in_summary(self, texts: Sequence[str]) -> list[bool] | float:
        """Say of each text whether a summary begins as it does."""
        found = self._summaries
        if not found:
            return 0.0
        return [len(text) > _PROBE and _squeeze(text[:_SLICE])[:_PROBE] in found for text in texts]


def _share(text: str, body: str) -> float:
    size = len(text)
    if size <= 2 * _SLICE:
        return float(_squeeze(text) in body)
    middle = size // 2
    found = int(_squeeze(text[:_SLICE])[:_PROBE] in body)
    found += _squeeze(text[middle : middle + _SLICE])[:_PROBE] in body
    found += _squeeze(text[-_SLICE:])[-_PROBE:] in body
    return found / 3


def _string(literal: str) -> str:
    try:
        text: str = json.loads(literal, strict=False)
    except ValueError:
        return ""
    if "&" in text:
        text = html.unescape(text)
    return _TAG.sub(" ", text) if "<" in text else text


def _squeeze(text: str) -> str:
    return "".join(text.split())
