"""Each folder under ``faq`` is a page, and the pairs that must be read from it; a new case needs no code."""

import json
from pathlib import Path

import pytest
from winnow.stages.faq import find_faqs
from winnow.stages.html import parse_html
from winnow.stages.repair import repair_page

CASES = sorted(p for p in (Path(__file__).parent / "faq").iterdir() if p.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_faq(case: Path) -> None:
    page = parse_html((case / "input.html").read_text("utf-8"))
    repair_page(page)
    found = [
        {"question": f.question, "answer": f.answer.splitlines(), "source": f.source.value}
        for f in find_faqs(page).pairs
    ]
    assert found == json.loads((case / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_positions_and_removals_are_blocks_of_the_page(case: Path) -> None:
    page = parse_html((case / "input.html").read_text("utf-8"))
    repair_page(page)
    result = find_faqs(page)
    positions = {block.position for block in page.blocks}
    assert result.positions <= positions
    assert {record.position for record in result.removed} <= result.positions
