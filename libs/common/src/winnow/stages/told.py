"""What the page's head says of the article's own words: a second witness for each block."""

import html
import json
import re

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

    def in_body(self, text: str) -> float:
        """Return how much of the text the told body holds, 0 to 1; -1 when there is none."""
        body = self._body
        if not body:
            return -1.0
        size = len(text)
        if size <= 2 * _SLICE:
            return float(_squeeze(text) in body)
        middle = size // 2
        found = int(_squeeze(text[:_SLICE])[:_PROBE] in body)
        found += _squeeze(text[middle : middle + _SLICE])[:_PROBE] in body
        found += _squeeze(text[-_SLICE:])[-_PROBE:] in body
        return found / 3

    def in_summary(self, text: str) -> bool:
        """Say whether a summary begins as the text does."""
        return len(text) > _PROBE and bool(self._summaries) and _squeeze(text[:_SLICE])[:_PROBE] in self._summaries


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
