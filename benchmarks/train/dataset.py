"""Read labelled pages from the corpora folder (WINNOW_CORPORA) as blocks with labels."""

import base64
import gzip
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
from align import align, tokens
from winnow.stages.blocks import Page
from winnow.stages.encoding import decode
from winnow.stages.html import parse_html

TEXT_SETS = (
    *("scrapinghub", "newspaper4k-ds", "wcxb", "fundus"),
    *("readability", "defuddle", "goose3", "newspaper4k-tests"),
)
_UNKNOWN = -1.0
_MIN_REACHED = 0.8
"""A page whose gold text is not in its blocks teaches nothing."""


@dataclass(slots=True)
class Sample:
    """A page with a label a block: the share that belongs to the article, or -1 when it is not known."""

    set_name: str
    gold: dict[str, Any]
    host: str
    page: Page
    labels: npt.NDArray[np.float32]
    weight: float
    trained: bool = True

    @property
    def site(self) -> str:
        """The host's registered domain, roughly: pages of one site never stand on both sides of a split."""
        if "/" in self.host:
            return self.host
        parts = self.host.split(".")
        return ".".join(parts[-3:] if len(parts) > 2 and len(parts[-2]) <= 3 and len(parts[-1]) == 2 else parts[-2:])

    def weights(self) -> npt.NDArray[np.float32]:
        """Weigh blocks as the scores do: by their share of the page's article; unknown ones by nothing."""
        known = self.labels >= 0
        if self.set_name in {"trafilatura", "articles"}:
            return (known * (0.7 * self.weight / max(1, known.sum()))).astype(np.float32)
        words = np.array([len(tokens(b.text)) for b in self.page.blocks], dtype=np.float32)
        article = max(60.0, float(words[self.labels >= 0.5].sum()))
        return (np.minimum((words + 3) / article, 0.5) * known * self.weight * self.trained).astype(np.float32)


def corpora() -> Path:
    folder = os.environ.get("WINNOW_CORPORA")
    if not folder:
        sys.exit("WINNOW_CORPORA must name the folder that holds pages/ and articles/")
    return Path(folder)


def read_all() -> Iterator[Sample]:
    for name in (*TEXT_SETS, "trafilatura"):
        folder = corpora() / "pages" / name
        for gold in _rows(folder):
            body = gzip.decompress((folder / f"{gold['id']}.html.gz").read_bytes())
            page = parse_html(decode(body).text)
            if page.blocks:
                yield _sample(name, gold, page)
    for gold in _rows(corpora() / "articles"):
        if gold["content_type"] == "text/html":
            body = base64.b64decode(gold["content_base64"]) if "content_base64" in gold else gold["content"].encode()
            yield _from_lines(gold, parse_html(decode(body).text))


def _rows(folder: Path) -> list[dict[str, Any]]:
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _sample(name: str, gold: dict[str, Any], page: Page) -> Sample:
    host = (urlsplit(gold.get("url") or "").hostname or f"{name}/{gold['id']}").removeprefix("www.")
    if "text" not in gold:
        return Sample(name, gold, host, page, _from_segments(page, gold), 1.0)
    labels = np.array(align([b.text for b in page.blocks], gold["text"]), dtype=np.float32)
    reached = sum(len(tokens(b.text)) for b, y in zip(page.blocks, labels, strict=True) if y >= 0.5)
    trained = reached >= _MIN_REACHED * len(tokens(gold["text"]))
    if gold.get("text_is_prefix"):
        last = max((n for n, y in enumerate(labels) if y >= 0.5), default=0)
        labels[last + 1 :] = _UNKNOWN
    article = gold.get("page_type", "article") == "article"
    weight = (1.0 if article else 0.2) * (0.4 if name in {"readability", "defuddle", "goose3"} else 1.0)
    return Sample(name, gold, host, page, labels, weight, trained)


def _from_segments(page: Page, gold: dict[str, Any]) -> npt.NDArray[np.float32]:
    labels = np.full(len(page.blocks), _UNKNOWN, dtype=np.float32)
    for key, label in (("without", 0.0), ("with", 1.0)):
        for segment in gold.get(key) or []:
            wanted = " ".join(segment.split())
            found = [n for n, b in enumerate(page.blocks) if wanted in " ".join(b.text.split())]
            if len(found) == 1 or label == 0.0:
                labels[found] = label
    return labels


def _from_lines(gold: dict[str, Any], page: Page) -> Sample:
    keep = {" ".join(tokens(line["text"].lower())) for line in gold["keep"]}
    drop = {" ".join(tokens(line["text"].lower())) for line in gold["drop"]}
    labels = np.full(len(page.blocks), _UNKNOWN, dtype=np.float32)
    for n, block in enumerate(page.blocks):
        text = " ".join(tokens(block.text.lower()))
        if text in keep and text not in drop:
            labels[n] = 1.0
        elif text in drop and text not in keep:
            labels[n] = 0.0
    return Sample("articles", gold, f"articles/{gold['id']}", page, labels, 1.0)
