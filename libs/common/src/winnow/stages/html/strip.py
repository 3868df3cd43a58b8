"""Decide for every block of an HTML page whether it belongs to the article, and why not."""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files

from winnow.model import RemovalReason
from winnow.stages.blocks import HEADING, Block, BlockKind, Page
from winnow.stages.html.judge import Opinion
from winnow.stages.html.notices import find_notices
from winnow.stages.html.stories import other_stories
from winnow.stages.prose import is_prose
from winnow.stages.text import strip_text
from winnow.stages.text.lines import section_reason
from winnow.stages.text.rules import MAX_CHARS, removal
from winnow.stages.verdict import Verdict

try:
    from winnow.stages.html.native.judge import Judge
    from winnow.stages.html.native.removals import write_verdicts
    from winnow.stages.html.native.threshold import best_cut
except ImportError:
    from winnow.stages.html.judge import Judge  # type: ignore[assignment]
    from winnow.stages.html.removals import write_verdicts
    from winnow.stages.html.threshold import best_cut

_KEEP_FROM = 0.45
_SURE = 0.85
_VERY_SURE = 0.96
_UNMISTAKABLE = (
    *("section:author", "section:article", "section:video"),
    *("line:video", "line:article-info", "line:score-of", "line:related-opening", "line:copyright", "line:subscribe"),
    *("line:advert-opening", "line:affiliate", "line:agency", "foot:byline"),
)
"""Rules for labels, marks and notices that no article has."""
_READS_THE_END = {"last-paragraph-names-author": 2.0, "call-at-the-end": 0.98}
"""Rules that go by what the last paragraphs say, which the judge cannot read: heard below this, 2 being always."""
_GUESSES_THE_TITLE = {"first-line": 0.6}
"""A page mostly names its title elsewhere, and what is kept first is then a summary."""
_HEARD_BELOW = _READS_THE_END | _GUESSES_THE_TITLE
_NAMED_DEBRIS = frozenset(
    (
        *("name:comments", "name:caption", "name:paywall", "name:related", "name:popup", "name:author", "name:cookie"),
        *("in:aside", "in:button"),
    )
)
_KEEP_NAMED_FROM = 0.8
"""What stands in a box that is called debris is kept only where the judge is rather sure of it."""
_KEEP_LINKS_FROM = 0.9
_MOSTLY_LINKS = 0.8
"""A paragraph that is little but a link mostly leads away from the article."""
_PARAGRAPH = BlockKind.PARAGRAPH
_QUOTE = BlockKind.QUOTE
_HOLDS_QUOTE = ("blockquote", "figure")
_FEET = ("footer", "figcaption", "cite")
_MAX_ATTRIBUTION = 120
_FORM = "in:form"
_FEW_WORDS = 0.33
"""Unless links, or forms, are so much of what would be kept: then they are what the page is for."""
_PLAIN_ARTICLE = 0.9
"""Unless nothing else is as sure as this: then they are what the page calls its article."""
_DOUBTFUL_HEADING = 0.25
_SURE_TEXT = 0.7
_ENCLOSED = (RemovalReason.AUTHOR_BIO, RemovalReason.COMMENTS, RemovalReason.NEWSLETTER, RemovalReason.RELATED)
_FEW_CELLS = 6
_CELL_WORDS = 12
_CELLS_ARE_UNDERRATED = 0.08


@cache
def judge() -> Judge:
    """Load the weights, once."""
    return Judge(files("winnow.stages.html").joinpath("weights.json").read_bytes())


def strip_html(page: Page, *, title: str = "", author: str = "") -> list[Verdict]:
    """Return one verdict a block, in the order of the blocks. The block that shows the title is never kept."""
    blocks = page.blocks
    if not blocks:
        return []
    opinion = judge()(page)
    _agree_on_tables(blocks, opinion)
    likely = opinion.likely.tolist()
    kept = _likely_enough(blocks, opinion, likely)
    kept |= _headings_between(blocks, likely, kept) | _headings_above(blocks, likely, kept)
    kept -= other_stories(blocks, title)
    notices = find_notices(blocks, sorted(kept), title)
    notices |= _below_debris_headings(blocks, likely, kept)
    kept -= notices.keys()
    kept |= _attributions(blocks, kept)
    kept -= _headings_at_the_end(blocks, likely, kept)
    decided = {n: Verdict(True, likely[n]) for n in kept} | notices
    decided |= _plain_debris(blocks, likely, sorted(kept), title, author)
    first = min(kept, default=len(blocks))
    return write_verdicts(blocks, likely, opinion, decided, title, first)


def _headings_between(blocks: Sequence[Block], likely: Sequence[float], kept: AbstractSet[int]) -> set[int]:
    """Find doubtful headings that stand between kept text and text that is surely the article's: they are its too."""
    return {
        above + 1
        for above in kept
        if above + 2 in kept
        and above + 1 not in kept
        and blocks[above + 1].kind is HEADING
        and likely[above + 1] >= _DOUBTFUL_HEADING
        and blocks[above + 2].kind is not HEADING
        and likely[above + 2] >= _SURE_TEXT
    }


def _below_debris_headings(
    blocks: Sequence[Block], likely: Sequence[float], kept: AbstractSet[int]
) -> dict[int, Verdict]:
    """Find what alone would be kept of a section that its heading calls debris: the last line of a biography."""
    found: dict[int, Verdict] = {}
    over: Block | None = None
    for n, block in enumerate(blocks):
        if block.kind is HEADING:
            over = None if n in kept else block
        elif over is not None and n in kept:
            reason = section_reason(over.text) if likely[n] < _SURE else None
            if reason is not None and reason in _ENCLOSED:
                found[n] = removal(reason, "below-heading", 1 - likely[n])
            else:
                over = None
    return found


def _attributions(blocks: Sequence[Block], kept: AbstractSet[int]) -> set[int]:
    """Find who said what is quoted: it stands in the quotation's own foot or caption, directly below."""
    return {
        n + 1
        for n in kept
        if blocks[n].kind is _QUOTE and n + 1 < len(blocks) and n + 1 not in kept and _is_foot(blocks[n], blocks[n + 1])
    }


def _is_foot(quote: Block, below: Block) -> bool:
    if quote.element is None or below.element is None or len(below.text) > _MAX_ATTRIBUTION:
        return False
    if not any(e.tag in _FEET for e in (below.element, below.element.parent) if e is not None):
        return False
    holders = [e for e in quote.element.ancestors() if e.tag in _HOLDS_QUOTE]
    return any(e is holder for e in below.element.ancestors() for holder in holders)


def _headings_at_the_end(blocks: Sequence[Block], likely: Sequence[float], kept: AbstractSet[int]) -> set[int]:
    """Find headings of what follows the article: nothing that is kept stands below them."""
    last = max((n for n in kept if blocks[n].kind is not HEADING), default=len(blocks))
    return {n for n in kept if n > last and likely[n] < _VERY_SURE}


def _headings_above(blocks: Sequence[Block], likely: Sequence[float], kept: AbstractSet[int]) -> set[int]:
    """Find doubtful headings above all that is kept: what is set there as one more often introduces the article."""
    first = min(kept, default=0)
    return {n for n in range(first) if blocks[n].kind is HEADING and likely[n] >= _DOUBTFUL_HEADING}


def _agree_on_tables(blocks: Sequence[Block], opinion: Opinion) -> None:
    """Let the cells of a table of short entries share one opinion: a table belongs as a whole or not at all."""
    tables: dict[int, list[int]] = defaultdict(list)
    cell = BlockKind.TABLE_CELL
    for n in [n for n, block in enumerate(blocks) if block.kind is cell]:
        element = blocks[n].element
        table = next((e for e in element.ancestors() if e.tag == "table"), None) if element else None
        if table is not None:
            tables[table.order].append(n)
    likely = opinion.likely
    for cells in tables.values():
        words = opinion.words[cells]
        if len(cells) >= _FEW_CELLS and words.mean() < _CELL_WORDS:
            likely[cells] = (likely[cells] * words).sum() / words.sum() + _CELLS_ARE_UNDERRATED


def _likely_enough(blocks: Sequence[Block], opinion: Opinion, likely: Sequence[float]) -> set[int]:
    """Return the blocks to keep by what the judge thinks: more is needed of links, and in boxes called debris."""
    usual, words = _threshold(opinion), opinion.words.tolist()
    enough = [n for n, p in enumerate(likely) if p >= usual]
    boxed = [(n, found[1]) for n in enough if (found := opinion.around[n]) is not None]
    named = {n: _KEEP_NAMED_FROM for n, rule in boxed if rule in _NAMED_DEBRIS}
    strict = named | {n: _KEEP_NAMED_FROM for n, rule in boxed if rule == _FORM}
    strict |= {n: _KEEP_LINKS_FROM for n in enough if _leads_away(blocks[n])}
    lost = sum(words[n] for n, needed in strict.items() if named.get(n, usual) <= likely[n] < needed)
    needed = strict if lost <= _FEW_WORDS * sum([words[n] for n in enough]) else named
    if not any(likely[n] >= _PLAIN_ARTICLE for n in enough if n not in needed):
        return set(enough)
    return {n for n in enough if likely[n] >= needed.get(n, usual)}


def _leads_away(block: Block) -> bool:
    """Say whether a block is a paragraph that is little but a link."""
    linked = block.link_chars
    return linked > 0 and block.kind is _PARAGRAPH and linked > _MOSTLY_LINKS * len(block.text)


def _threshold(opinion: Opinion) -> float:
    """Return from where on blocks are kept: lower on a page where the judge is sure of nothing."""
    return min(_KEEP_FROM, best_cut(opinion.likely, opinion.words))


def _plain_debris(
    blocks: Sequence[Block], likely: Sequence[float], kept: Sequence[int], title: str, author: str
) -> dict[int, Verdict]:
    """Find what the judge would keep but the rules for text know as debris.

    The rules look at what is kept as at an extracted text; where the judge is sure they are not heard, and what stands
    among what it is sure of they need not see. The last block is always looked at.
    """
    if not kept:
        return {}
    last = len(kept) - 1
    doubtful = [at for at, n in enumerate(kept) if likely[n] < _VERY_SURE and _is_doubtful(blocks[n].text, likely[n])]
    doubtful.append(last)
    near = {at + step for at in doubtful for step in (-1, 0, 1)}
    seen = [n for at, n in enumerate(kept) if at in near or at == 0]
    lines = strip_text(Page(blocks=[blocks[n] for n in seen], is_html=False), title=title, author=author)
    return {n: v for n, v in zip(seen, lines, strict=True) if not v.keep and likely[n] < _heard_below(v)}


def _is_doubtful(text: str, likely: float) -> bool:
    """Say whether a rule may be heard about a block, however sure it is: where the judge is too, about no paragraph."""
    return len(text) <= MAX_CHARS and (likely < _SURE or not is_prose(text))


def _heard_below(verdict: Verdict) -> float:
    """Return how sure the judge has to be for a rule not to be heard: surer where the form is unmistakable."""
    usual = _VERY_SURE if verdict.rule.startswith(_UNMISTAKABLE) else _SURE
    return _HEARD_BELOW.get(verdict.rule, usual)
