"""Put the kept blocks together as a document, with a removal record for every other block."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from winnow.model import FaqEntry, Quality, Removed, Section
from winnow.stages.blocks import HEADING, Block
from winnow.stages.verdict import Verdict

_NO_TIE = 0.4999


def join_text(blocks: Sequence[Block]) -> str:
    """Return the body, one block a line."""
    return "\n".join(block.text for block in blocks)


def line_positions(blocks: Sequence[Block]) -> list[int]:
    """Return where each line of the body stood in the source."""
    return [block.position for block in blocks for _ in block.text.split("\n")]


def make_sections(blocks: Sequence[Block]) -> list[Section]:
    """Group the kept blocks below their headings; text before the first heading stands alone (level 0)."""
    sections: list[Section] = []
    heading, level, lines = "", 0, list[str]()
    for block in blocks:
        if block.kind is not HEADING:
            lines.append(block.text)
            continue
        if heading or lines:
            sections.append(Section(heading=heading, level=level, text="\n".join(lines)))
        heading, level, lines = block.text, block.level, []
    if heading or lines:
        sections.append(Section(heading=heading, level=level, text="\n".join(lines)))
    return sections


def removal_records(judged: Iterable[tuple[Block, Verdict]]) -> list[Removed]:
    """Say of each block that is not kept what was removed, and why."""
    return [
        Removed(block.text, verdict.reason, verdict.rule, _rounded(verdict.score), block.position)
        for block, verdict in judged
        if not verdict.keep
    ]


def _rounded(score: float) -> float:
    """Round to three places. What is no tie needs none of the decimal arithmetic that ``round`` does for the others."""
    scaled = score * 1000
    whole = int(scaled + 0.5)
    return whole / 1000 if abs(scaled - whole) < _NO_TIE else round(score, 3)


def measure(blocks: Sequence[Block], verdicts: Sequence[Verdict], *, repaired: bool, encoding: str | None) -> Quality:
    """Return the figures of one cleaning."""
    sizes = [len(block.text) for block in blocks]
    kept = [size for size, verdict in zip(sizes, verdicts, strict=True) if verdict.keep]
    scores = [verdict.score for verdict in verdicts]
    return Quality(
        blocks=len(blocks),
        kept_blocks=len(kept),
        kept_chars=sum(kept),
        removed_chars=sum(sizes) - sum(kept),
        confidence=round(sum(scores) / len(scores), 3) if scores else 1.0,
        repaired=repaired,
        encoding=encoding,
    )


def content_hash(title: str, text: str, faqs: Sequence[FaqEntry]) -> str:
    """Return a digest of what a reader sees, so that a page which only changed its debris is recognised."""
    digest = blake2b(digest_size=16)
    for part in (title, text, *(f"{faq.question}\n{faq.answer}" for faq in faqs)):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()
