"""Read the questions that a page states in structured data (schema.org ``FAQPage``)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from winnow.model import FaqSource
from winnow.stages.faq.pairs import Found
from winnow.stages.html import parse_html
from winnow.stages.metadata.json_ld import parse, types_of
from winnow.stages.repair import repair_page, without_invisible
from winnow.stages.text.words import words_of

_MAX_CHARS = 400_000
_MAX_DEPTH = 6
_MAX_PAIRS = 300
_AGREES = 0.6


def read_stated(scripts: Sequence[str]) -> list[Found]:
    """Return the pairs of every ``FAQPage`` in the scripts. A ``QAPage`` is a forum's thread, and is left alone."""
    found: list[Found] = []
    for script in scripts:
        if "FAQPage" not in script or len(script) > _MAX_CHARS:
            continue
        for page in _pages(parse(script), 0):
            found += [pair for entity in _list(page.get("mainEntity")) if (pair := _pair(entity))]
    return found[:_MAX_PAIRS]


def agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two answers say the same in much the same words."""
    first, second = Counter(words_of("\n".join(one))), Counter(words_of("\n".join(other)))
    shared = sum((first & second).values())
    return 2 * shared >= _AGREES * (first.total() + second.total())


def _pages(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _pages(item, depth + 1)
    elif isinstance(value, dict):
        if "FAQPage" in types_of(value):
            yield value
        else:
            yield from _pages([v for v in value.values() if isinstance(v, dict | list)], depth + 1)


def _pair(entity: Any) -> Found | None:
    if not isinstance(entity, dict):
        return None
    answers = _list(entity.get("acceptedAnswer"))
    text = answers[0].get("text") if answers and isinstance(answers[0], dict) else None
    question = _lines(entity.get("name"))
    lines = _lines(text)
    return Found(" ".join(question), lines, FaqSource.STRUCTURED_DATA) if question and lines else None


def _lines(value: Any) -> list[str]:
    """Return a text's lines; the markup inside is read as a page's is."""
    if not isinstance(value, str) or len(value) > _MAX_CHARS:
        return []
    if "<" in value or "&" in value:
        page = parse_html(value)
        repair_page(page)
        return [line for block in page.blocks for line in block.text.split("\n") if line]
    lines = (" ".join(without_invisible(line).split()) for line in value.splitlines())
    return [line for line in lines if line]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
