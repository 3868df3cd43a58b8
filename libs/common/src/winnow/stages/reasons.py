"""Name what a removed block was, by where it stands and what it is called: the first rule that fits.

The decision to remove is made elsewhere (``strip``). Structure decides here; words only where structure is silent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from winnow.model import RemovalReason as Why
from winnow.stages.blocks import Block, BlockKind
from winnow.stages.cues import CUES, NAMES
from winnow.stages.spots import PATH_TAGS, Spot

_NAME = {name: 1 << number for number, name in enumerate(NAMES)}
_CUE = {name: 1 << number for number, name in enumerate(CUES)}

_CLOSE: tuple[tuple[str, Why], ...] = (
    ("cookie", Why.COOKIE),
    ("breadcrumb", Why.BREADCRUMB),
    ("comments", Why.COMMENTS),
    ("share", Why.SHARE),
    ("newsletter", Why.NEWSLETTER),
    ("advert", Why.ADVERT),
    ("toc", Why.TOC),
    ("paywall", Why.PAYWALL),
    ("tags", Why.TAGS),
    ("rating", Why.RATING),
    ("caption", Why.CAPTION),
    ("author", Why.AUTHOR_BIO),
    ("related", Why.RELATED),
    ("nav", Why.NAVIGATION),
    ("footer", Why.FOOTER),
    ("popup", Why.CALL_TO_ACTION),
    ("form", Why.FORM),
    ("side", Why.RELATED),
    ("product", Why.CALL_TO_ACTION),
)
"""What an element called so holds; the more telling name first."""

_FAR = ("cookie", "comments", "newsletter", "related", "nav", "footer", "side", "popup", "header")
"""Names that tell even from far above."""

_CUES: tuple[tuple[str, Why], ...] = (
    ("legal", Why.LEGAL),
    ("reading", Why.READING_TIME),
    ("advert", Why.ADVERT),
    ("credit", Why.CREDIT),
    ("byline", Why.BYLINE),
    ("date", Why.DATE),
    ("tags", Why.TAGS),
    ("share", Why.SHARE),
    ("subscribe", Why.NEWSLETTER),
    ("comments", Why.COMMENTS),
    ("video", Why.VIDEO),
    ("account", Why.NAVIGATION),
    ("related", Why.RELATED),
    ("ask", Why.CALL_TO_ACTION),
)
_FEW_WORDS = 12
_MOSTLY_LINKS = 0.5


@dataclass(frozen=True, slots=True)
class Scene:
    """A removed block with what is around it."""

    block: Block
    spot: Spot
    cues: int
    repeated: bool
    """The same text stands earlier in the page."""
    after: bool
    """Some of the article stands before it."""

    @property
    def words(self) -> int:
        """Words in the block."""
        return self.block.text.count(" ") + 1


def reason_for(scene: Scene) -> tuple[Why, str]:
    """Return the reason and the rule that gave it."""
    for rule in _RULES:
        found = rule(scene)
        if found:
            return found
    return Why.BOILERPLATE, "no-rule"


Found = tuple[Why, str] | None


def _hidden(scene: Scene) -> Found:
    return (Why.HIDDEN, "hidden") if scene.block.hidden else None


def _kind(scene: Scene) -> Found:
    if scene.block.kind is BlockKind.CAPTION:
        return (Why.CREDIT, "caption-credit") if _is_credit(scene) else (Why.CAPTION, "caption-element")
    return None


def _close(scene: Scene) -> Found:
    """Go by the names of the element and of the two above it."""
    name = _first_close(scene.spot.bits[2])
    if name is None:
        return None
    rule = f"name:{name}"
    if name == "author" and scene.words <= _FEW_WORDS:
        return (Why.DATE if scene.cues & _CUE["date"] else Why.BYLINE), rule
    if name == "caption" and _is_credit(scene):
        return Why.CREDIT, rule
    if name == "footer" and scene.cues & _CUE["legal"]:
        return Why.LEGAL, rule
    return dict(_CLOSE)[name], rule


@lru_cache(maxsize=4096)
def _first_close(names: int) -> str | None:
    return next((name for name, _ in _CLOSE if names & _NAME[name]), None)


def _is_credit(scene: Scene) -> bool:
    return bool(scene.cues & (_CUE["credit"] | _CUE["legal"])) and scene.words <= _FEW_WORDS


def _repeat(scene: Scene) -> Found:
    return (Why.REPEAT, "said-before") if scene.repeated and scene.words > _FEW_WORDS else None


def _tags(scene: Scene) -> Found:
    """Go by the elements on the way down."""
    tags = scene.spot.bits[0]
    if tags & PATH_TAGS["nav"]:
        return Why.NAVIGATION, "in:nav"
    if tags & PATH_TAGS["footer"]:
        return (Why.LEGAL if scene.cues & _CUE["legal"] else Why.FOOTER), "in:footer"
    if tags & PATH_TAGS["figure"]:
        return (Why.CREDIT if _is_credit(scene) else Why.CAPTION), "in:figure"
    if tags & (PATH_TAGS["form"] | PATH_TAGS["button"]) or scene.block.kind is BlockKind.CONTROL:
        return Why.FORM, "in:form"
    return None


def _cue(scene: Scene) -> Found:
    """Go by the words of a short line."""
    if scene.words > _FEW_WORDS or not scene.cues:
        return None
    return next(((why, f"words:{cue}") for cue, why in _CUES if scene.cues & _CUE[cue]), None)


def _far(scene: Scene) -> Found:
    names = scene.spot.bits[3]
    name = next((name for name in _FAR if names & _NAME[name]), None)
    if name is None:
        return None
    return (Why.NAVIGATION if name == "header" else dict(_CLOSE)[name]), f"above:{name}"


def _links(scene: Scene) -> Found:
    if scene.block.link_chars <= _MOSTLY_LINKS * len(scene.block.text):
        return None
    return (Why.RELATED if scene.after else Why.NAVIGATION), "mostly-links"


def _aside(scene: Scene) -> Found:
    return (Why.RELATED, "in:aside") if scene.spot.bits[0] & PATH_TAGS["aside"] else None


_RULES: tuple[Callable[[Scene], Found], ...] = (_hidden, _kind, _close, _repeat, _tags, _cue, _aside, _links, _far)
