"""Name what a removed block was, by where it stands and what it is called: the first rule that fits.

The decision to remove is made elsewhere (``html.strip``). Structure decides here; words only where structure is silent.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from winnow.model import RemovalReason as Why
from winnow.stages.blocks import Block, BlockKind, Element
from winnow.stages.html.cues import cues_in, name_group

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
_BY_CUE = {
    "legal": Why.LEGAL,
    "reading": Why.READING_TIME,
    "advert": Why.ADVERT,
    "credit": Why.CREDIT,
    "byline": Why.BYLINE,
    "date": Why.DATE,
    "tags": Why.TAGS,
    "share": Why.SHARE,
    "subscribe": Why.NEWSLETTER,
    "comments": Why.COMMENTS,
    "video": Why.VIDEO,
    "account": Why.NAVIGATION,
    "related": Why.RELATED,
    "ask": Why.CALL_TO_ACTION,
}
_NEAR = 3
_FEW_WORDS = 12
_MOSTLY_LINKS = 0.5

Found = tuple[Why, str]


@dataclass(slots=True)
class Scene:
    """A removed block with what is around it."""

    block: Block
    around: Found | None
    """What its element and those above it are, as far as their names and tags tell."""
    repeated: bool
    """The same text stands earlier in the page."""
    after: bool
    """Some of the article stands before it."""


class Surroundings:
    """What each element is, by its own names and those above it; worked out once an element."""

    def __init__(self) -> None:
        self._known: dict[int, Found | None] = {}
        self._afar: dict[int, Found | None] = {}

    def of(self, element: Element | None) -> Found | None:
        """Return what names and tags say of an element, the nearest one that says anything."""
        if element is None:
            return None
        order = element.order
        if order not in self._known:
            self._known[order] = self._look(element)
        return self._known[order]

    def _look(self, element: Element) -> Found | None:
        at: Element | None = element
        for _ in range(_NEAR):
            if at is None:
                return None
            if near := _says(at.tag, at.names)[0]:
                return near
            at = at.parent
        return self._from_afar(at)

    def _from_afar(self, element: Element | None) -> Found | None:
        if element is None:
            return None
        order = element.order
        if order not in self._afar:
            self._afar[order] = _says(element.tag, element.names)[1] or self._from_afar(element.parent)
        return self._afar[order]


@lru_cache(maxsize=16384)
def _says(tag: str, names: str) -> tuple[Found | None, Found | None]:
    """Return what an element says of what is close inside it, and of all that is in it."""
    why = _BY_TAG.get(tag)
    by_tag = (why, f"in:{tag}") if why is not None else None
    group = name_group(names) if names else None
    if group is None:
        return by_tag, by_tag
    by_name = _BY_NAME[group], f"name:{group}"
    return by_name, by_name if group in _TELLS_FROM_AFAR else by_tag


def reason_for(scene: Scene) -> Found:
    """Return the reason and the rule that gave it."""
    if scene.block.hidden:
        return Why.HIDDEN, "hidden"
    if scene.around is not None:
        return _refined(scene, scene.around)
    for rule in _RULES:
        if found := rule(scene):
            return found
    return Why.BOILERPLATE, "no-rule"


def _refined(scene: Scene, around: Found) -> Found:
    """Tell apart what one name covers: a biography from a byline, a caption from its credit."""
    why, rule = around
    text = scene.block.text
    if why is Why.AUTHOR_BIO and text.count(" ") < _FEW_WORDS:
        return (Why.DATE if "date" in cues_in(text) else Why.BYLINE), rule
    if why is Why.CAPTION and text.count(" ") < _FEW_WORDS and cues_in(text) & _CREDITED:
        return Why.CREDIT, rule
    if why is Why.FOOTER and "legal" in cues_in(text):
        return Why.LEGAL, rule
    return around


_CREDITED: AbstractSet[str] = frozenset(("credit", "legal"))


def _repeat(scene: Scene) -> Found | None:
    return (Why.REPEAT, "said-before") if scene.repeated and scene.block.text.count(" ") >= _FEW_WORDS else None


def _control(scene: Scene) -> Found | None:
    return (Why.FORM, "control") if scene.block.kind is BlockKind.CONTROL else None


def _cue(scene: Scene) -> Found | None:
    """Go by the words of a short line."""
    text = scene.block.text
    if text.count(" ") >= _FEW_WORDS:
        return None
    cues = cues_in(text)
    return next(((why, f"words:{cue}") for cue, why in _BY_CUE.items() if cue in cues), None) if cues else None


def _links(scene: Scene) -> Found | None:
    if scene.block.link_chars <= _MOSTLY_LINKS * len(scene.block.text):
        return None
    return (Why.RELATED if scene.after else Why.NAVIGATION), "mostly-links"


_RULES: tuple[Callable[[Scene], Found | None], ...] = (_repeat, _control, _cue, _links)
