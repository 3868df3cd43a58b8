"""Each folder under ``metadata`` is a page or a text, and what must be read from it; a new case needs no code.

``expected.json`` holds the page's address (``url``) and the parts to compare.
"""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from winnow.stages.html import parse_html
from winnow.stages.metadata import Metadata, read_metadata, read_text_metadata
from winnow.stages.text import parse_text

CASES = sorted(p for p in (Path(__file__).parent / "metadata").iterdir() if p.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_metadata(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    found = asdict(_read(case, expected.pop("url")))
    assert {key: found[key] for key in expected} == expected


def _read(case: Path, url: str | None) -> Metadata:
    html = case / "input.html"
    if html.exists():
        return read_metadata(parse_html(html.read_text("utf-8")), url)
    return read_text_metadata(parse_text((case / "input.txt").read_text("utf-8")).blocks)
