"""Name what a removed block was, by where it stands and what it is called: the first rule that fits.

The decision to remove is made elsewhere (``html.strip``). Structure decides here; words only where structure is silent.
``html.native.removals`` does the same in C, where it was built.
"""

from collections.abc import Set as AbstractSet

from winnow.model import RemovalReason as Why
from winnow.stages.blocks import Block, BlockKind
from winnow.stages.html.cues import NAMES, cues_in
from winnow.stages.html.names import NO_RANK

_BY_NAME = {
    "cookie": Why.COOKIE,
    "breadcrumb": Why.BREADCRUMB,
    "comments": Why.COMMENTS,
    "share": Why.SHARE,
    "newsletter": Why.NEWSLETTER,
    "advert": Why.ADVERT,
    "toc": Why.TOC,
    "paywall": Why.PAYWALL,
    "tags": Why.TAGS,
    "rating": Why.RATING,
    "caption": Why.CAPTION,
    "author": Why.AUTHOR_BIO,
    "related": Why.RELATED,
    "video": Why.VIDEO,
    "testimonial": Why.TESTIMONIAL,
    "nav": Why.NAVIGATION,
    "footer": Why.FOOTER,
    "popup": Why.CALL_TO_ACTION,
    "form": Why.FORM,
    "side": Why.RELATED,
    "product": Why.CALL_TO_ACTION,
    "header": Why.NAVIGATION,
    "date": Why.DATE,
}
_TELLS_FROM_AFAR = frozenset(
    ("cookie", "comments", "newsletter", "related", "nav", "footer", "side", "popup", "header")
)
"""Other names say what an element is, not what all in it is."""
_BY_TAG = {
    "nav": Why.NAVIGATION,
    "footer": Why.FOOTER,
    "figure": Why.CAPTION,
    "figcaption": Why.CAPTION,
    "form": Why.FORM,
    "button": Why.FORM,
    "label": Why.FORM,
    "aside": Why.RELATED,
}
BY_CUE = {
    "legal": (Why.LEGAL, "words:legal"),
    "reading": (Why.READING_TIME, "words:reading"),
    "advert": (Why.ADVERT, "words:advert"),
    "credit": (Why.CREDIT, "words:credit"),
    "byline": (Why.BYLINE, "words:byline"),
    "date": (Why.DATE, "words:date"),
    "tags": (Why.TAGS, "words:tags"),
    "share": (Why.SHARE, "words:share"),
    "subscribe": (Why.NEWSLETTER, "words:subscribe"),
    "comments": (Why.COMMENTS, "words:comments"),
    "video": (Why.VIDEO, "words:video"),
    "account": (Why.NAVIGATION, "words:account"),
    "related": (Why.RELATED, "words:related"),
    "ask": (Why.CALL_TO_ACTION, "words:ask"),
}
FEW_WORDS = 12
MOSTLY_LINKS = 0.5

Found = tuple[Why, str]
"""A reason, and the rule that gave it."""


_TAGS_SAY = {tag: (why, f"in:{tag}") for tag, why in _BY_TAG.items()}
_NAMES_SAY = {group: (why, f"name:{group}") for group, why in _BY_NAME.items()}
AROUND: tuple[Found | None, ...] = (None, *_TAGS_SAY.values(), *_NAMES_SAY.values())
"""All that names and tags can say of an element: it is known by its place here, and nothing is 0."""
_PLACE = {found: place for place, found in enumerate(AROUND)}
_NAMED = [_PLACE[_NAMES_SAY[group]] for group in NAMES]
_TELLING = frozenset(rank for rank, group in enumerate(NAMES) if group in _TELLS_FROM_AFAR)


def says(tag: str, rank: int) -> tuple[int, int]:
    """Return what an element with such names says of what is close inside it, and of all that is in it."""
    by_tag = _PLACE[_TAGS_SAY.get(tag)]
    return (by_tag, by_tag) if rank == NO_RANK else (_NAMED[rank], _NAMED[rank] if rank in _TELLING else by_tag)


def reason_for(block: Block, around: Found | None, said: AbstractSet[str], *, after: bool) -> Found:
    """Return the reason and the rule that gave it.

    ``around`` is what is said by the elements the block stands in, ``said`` the texts of the blocks above it, and
    ``after`` whether some of the article is among them.
    """
    if block.hidden:
        return HIDDEN
    if around is None:
        return _told_by_text(block, said, after=after)
    return _refined(block.text, around) if around[1] in REFINED else around


def _refined(text: str, around: Found) -> Found:
    """Tell apart what one name covers: a biography from a byline, a caption from its credit."""
    why, rule = around
    if why is FOOTER:
        return (Why.LEGAL, rule) if "legal" in cues_in(text) else around
    if text.count(" ") >= FEW_WORDS:
        return around
    cues = cues_in(text)
    if why is Why.AUTHOR_BIO:
        return (Why.DATE if "date" in cues else Why.BYLINE), rule
    return (Why.CREDIT, rule) if cues & CREDITED else around


HIDDEN = Why.HIDDEN, "hidden"
REPEAT = Why.REPEAT, "said-before"
CONTROL = Why.FORM, "control"
LINKS_BEFORE, LINKS_AFTER = (Why.NAVIGATION, "mostly-links"), (Why.RELATED, "mostly-links")
NO_RULE = Why.BOILERPLATE, "no-rule"
REFINED = frozenset(
    found[1] for found in AROUND if found is not None and found[0] in (Why.AUTHOR_BIO, Why.CAPTION, Why.FOOTER)
)
FOOTER = Why.FOOTER
CREDITED: AbstractSet[str] = frozenset(("credit", "legal"))


def _told_by_text(block: Block, said: AbstractSet[str], *, after: bool) -> Found:
    """Go by the block itself, where names and tags say nothing: what it repeats, what a short one says, its links."""
    text = block.text
    is_short = text.count(" ") < FEW_WORDS
    if not is_short and text in said:
        return REPEAT
    if block.kind is BlockKind.CONTROL:
        return CONTROL
    if is_short and (cues := cues_in(text)):
        return next(found for cue, found in BY_CUE.items() if cue in cues)
    if block.link_chars > MOSTLY_LINKS * len(text):
        return LINKS_AFTER if after else LINKS_BEFORE
    return NO_RULE
