"""What the page's head says of the article's own words: a second witness for each block."""

import html
import json
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from winnow.stages.blocks import Page

_BODY = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]++|\\.)*+")')
_TAG = re.compile(r"<[^<>]*>")
PROBE = 40
"""Characters of a block that are looked for in the told body, at its start, middle and end."""
SLICE = 60
_SUMMARY_NAMES = frozenset(("description", "og:description", "twitter:description"))
_RUN = 4


class Told:
    """The body and the summary that structured data and ``<meta>`` give, without white space."""

    def __init__(self, page: Page) -> None:
        literals = [match for script in page.json_ld if '"articleBody"' in script for match in _BODY.findall(script)]
        self._body = max((_squeeze(_string(literal)) for literal in literals), key=len, default="")
        summaries = {
            _squeeze((meta.get("content") or "")[:SLICE])[:PROBE]
            for meta in page.metas
            if (meta.get("name") or meta.get("property")) in _SUMMARY_NAMES
        }
        self._summaries = [summary for summary in summaries if len(summary) == PROBE]
        self.firsts = "".join([summary[0] for summary in self._summaries])
        """What summaries begin with."""

    def in_body(self, texts: list[str]) -> list[float] | float:
        """Return how much of each text the told body holds, 0 to 1; -1 for all when there is none."""
        return shares_in(self._body, texts) if self._body else -1.0

    def in_summary(self, texts: Sequence[str]) -> list[bool] | float:
        """Say of each text whether a summary begins as it does."""
        firsts = self.firsts
        return [text[0] in firsts and self.begins(text) for text in texts] if firsts else 0.0

    def begins(self, text: str) -> bool:
        """Say whether a summary begins as a text does."""
        return len(text) > PROBE and _squeeze(text[:SLICE])[:PROBE] in self._summaries


def shares_in_python(body: str, texts: list[str]) -> list[float]:
    """Return how much of each text the body holds."""
    squeezed = "".join("\0".join(texts).split()).split("\0")
    begun = _begun(squeezed, body)
    return [
        _share(text, body) if len(text) > 2 * SLICE else float(maybe and short in body)
        for text, short, maybe in zip(texts, squeezed, begun, strict=True)
    ]


def _share(text: str, body: str) -> float:
    """Return how much of a long text the body holds: its start, its middle, its end."""
    middle = len(text) // 2
    found = int(_squeeze(text[:SLICE])[:PROBE] in body)
    found += _squeeze(text[middle : middle + SLICE])[:PROBE] in body
    found += _squeeze(text[-SLICE:])[-PROBE:] in body
    return found / 3


def _begun(texts: Sequence[str], body: str) -> list[bool]:
    """Say of each squeezed text whether its start may stand in the body: a search from end to end costs far more."""
    known = np.zeros(1 << 16, dtype=np.bool_)
    known[_runs(body)] = True
    firsts = [text[:_RUN] for text in texts]
    begun = known[_runs("".join([first.ljust(_RUN) for first in firsts]))[::_RUN]]
    return [maybe or len(first) < _RUN for maybe, first in zip(begun.tolist(), firsts, strict=True)]


def _runs(text: str) -> npt.NDArray[np.uint32]:
    """Return a number below 65,536 for each run of four characters, the same for the same run."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    mixed = codes[: 1 - _RUN].copy()
    for n in range(1, _RUN):
        mixed *= np.uint32(0x9E3779B1)
        mixed += codes[n : len(codes) + 1 + n - _RUN]
    mixed *= np.uint32(0x9E3779B1)
    return mixed >> np.uint32(16)


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


try:
    from winnow.stages.html.native.told import shares_in
except ImportError:
    shares_in = shares_in_python
