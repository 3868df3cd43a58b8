"""Find the stories that a page appends to its own: whole articles, with a headline of the same make.

A judge of blocks cannot tell them from the article, as they are articles.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from winnow.stages.blocks import Block, Element

_STORY = re.compile(r"article|story|post|entry")


def other_stories(blocks: Sequence[Block], title: str) -> set[int]:
    """Return the numbers of the blocks that stand in other stories than the one with this title."""
    heads = [(n, block.element) for n, block in enumerate(blocks) if block.level == 1 and block.element is not None]
    own = next(((n, head) for n, head in heads if blocks[n].text == title), None)
    if own is None:
        return set()
    first, headline = own
    roots = {root.order for n, head in heads if n > first and (root := _appended(headline, head)) is not None}
    return {n for n in range(first, len(blocks)) if _stands_in(blocks[n].element, roots)} if roots else set()


def _appended(headline: Element, head: Element) -> Element | None:
    """Return the element that holds another headline's story, if it is built as the one around the page's own is."""
    if (head.tag, head.names) != (headline.tag, headline.names):
        return None
    above = {element.order: below for below, element in _steps(headline)}
    for root, element in _steps(head):
        if element.order in above:
            ours = above[element.order]
            alike = (root.tag, root.names) == (ours.tag, ours.names)
            return root if alike and root is not head and _STORY.search(f"{root.tag} {root.names}") else None
    return None


def _steps(element: Element) -> list[tuple[Element, Element]]:
    """Return the pairs of an element and its parent, from here up to the root."""
    return list(pairwise(element.ancestors()))


def _stands_in(element: Element | None, roots: set[int]) -> bool:
    return element is not None and any(above.order in roots for above in element.ancestors())
