"""Gather the blocks of an HTML page that could be questions, by their place and form, before anything is decided."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from winnow.stages.blocks import Block, BlockKind, Element
from winnow.stages.faq.marks import MAX_QUESTION, asks, read_marks
from winnow.stages.faq.words import is_faq_heading

_MAX_UNTOLD = 140
"""A question without a question mark is a heading or a label, and those are short."""
_MOSTLY = 0.9
_TRIGGER_NAMES = re.compile(
    r"accordion|akkordeon|acordeon|accordeon|toggle|collaps|expand|expander|spoiler|dropdown|panel-title"
)
_QUESTION_NAMES = re.compile(r"question|frage|pregunta|pergunta|domanda|v(?<![a-z]v)raag")
_HANDLE_NAMES = re.compile(r"title|head|button|trigger|click|label|link|toggle|question|control")
OPENERS = (BlockKind.SUMMARY, BlockKind.TERM, BlockKind.CONTROL)
_HEADS = (*OPENERS, BlockKind.HEADING)
"""Tuples: whether a member of an enumeration is among a few is told by identity, and its hash is slow."""
_DIGITS = re.compile(r"[\d_-]*\d[\w-]*")


class Form(Enum):
    """What makes a block look like a question's."""

    TRIGGER = "trigger"
    """Something that opens: a ``summary``, an accordion's button, a term of a definition list."""
    HEADING = "heading"
    STRONG = "strong"
    LETTER = "letter"
    """``Q:`` stands before it."""
    NAMED = "named"
    """Its element is called a question."""
    PLAIN = "plain"
    """Nothing but its question mark."""


@dataclass(slots=True, eq=False)
class Ask:
    """A block that could be a question."""

    index: int
    """Its place in ``Page.blocks``."""
    block: Block
    element: Element
    text: str
    form: Form
    asks: bool
    inline: list[str] = field(default_factory=list)
    """The answer's lines, when it stands in the same block."""
    signature: tuple[str, ...] = ()
    """Equal for blocks that are built alike."""


def gather(blocks: Sequence[Block]) -> list[Ask]:
    """Return every block that could be a question, in order."""
    return [ask for i, block in enumerate(blocks) if (ask := _read(i, block)) is not None]


def _read(index: int, block: Block) -> Ask | None:
    element = block.element
    if element is None or not block.text:
        return None
    if not block.strong_chars and "?" not in block.text and "？" not in block.text and not _could_head(block, element):
        return None
    if element.tag == "label" and any(e.tag == "form" for e in element.ancestors()):
        return None
    strong = block.strong_chars >= _MOSTLY * len(block.text)
    head, rest = _split_inline(block) or (block.text, [])
    if len(head) > MAX_QUESTION or "\n" in head:
        return None
    marks = read_marks(head)
    form = _form(block, element, marks.letter, strong=bool(rest) or strong)
    if not marks.text or marks.letter == "a" or (not marks.asks and not _fits_untold(head, rest, form)):
        return None
    signature = _signature(element, form, told=marks.asks)
    return Ask(index, block, element, marks.text, form, marks.asks or marks.letter == "q", rest, signature)


def _fits_untold(head: str, rest: list[str], form: Form) -> bool:
    """Say whether a line without a question mark could still be a question, if its heading says so."""
    if len(head) > _MAX_UNTOLD or is_faq_heading(head) or form is Form.PLAIN:
        return False
    return form is Form.STRONG or not rest


def _could_head(block: Block, element: Element) -> bool:
    """Say whether a block without a question mark is built like something that heads an answer."""
    return len(block.text) <= _MAX_UNTOLD and (block.kind in _HEADS or is_built_to_ask(element))


def is_built_to_ask(element: Element) -> bool:
    """Say whether an element opens something or is called a question, by itself or by what is around it."""
    if element.attributes.get("role") == "tab":
        return True
    at: Element | None = element
    for _ in range(3):
        if at is None:
            return False
        if (at.names and _names_asking(at.names)) or "aria-expanded" in at.attributes:
            return True
        at = at.parent
    return False


@lru_cache(maxsize=4096)
def _names_asking(names: str) -> bool:
    return _names_question(names) or _names_trigger(names)


@lru_cache(maxsize=4096)
def _names_question(names: str) -> bool:
    return _QUESTION_NAMES.search(names) is not None


@lru_cache(maxsize=4096)
def _names_trigger(names: str) -> bool:
    return _TRIGGER_NAMES.search(names) is not None and _HANDLE_NAMES.search(names) is not None


def _split_inline(block: Block) -> tuple[str, list[str]] | None:
    """Split ``<p><strong>Question?</strong> Answer</p>``, with or without a line break between the two."""
    head, _, rest = block.text.partition("\n")
    if rest and read_marks(head).letter == "q":
        return head, rest.split("\n")
    strong = block.strong_chars
    if rest and not strong and block.kind is BlockKind.PARAGRAPH and len(head) <= _MAX_UNTOLD and asks(head):
        return head, rest.split("\n")
    if not strong or strong >= _MOSTLY * len(block.text) or block.kind is BlockKind.CONTROL:
        return None
    if rest and abs(strong - len(head)) <= 2:
        return head, rest.split("\n")
    head, rest = block.text[:strong].rstrip(), block.text[strong:].lstrip(" \n:–—-")
    if "\n" in head or not rest or read_marks(head).letter:
        return None
    return (head, rest.split("\n")) if asks(head) or _could_be_label(head) else None


def _could_be_label(head: str) -> bool:
    """Say whether a bold beginning could be a question without its mark: more than ``Q:`` or a word in a sentence."""
    return head[-1:] not in ",;-" and " " in head


def _form(block: Block, element: Element, letter: str, *, strong: bool) -> Form:
    if letter == "q":
        return Form.LETTER
    if block.kind in OPENERS or _in_summary(element) or is_trigger(element):
        return Form.TRIGGER
    if any(e.names and _names_question(e.names) for e in near(element, 2)):
        return Form.NAMED
    if block.kind is BlockKind.HEADING:
        return Form.HEADING
    return Form.STRONG if strong else Form.PLAIN


def opens_or_is_named(block: Block, element: Element) -> bool:
    """Say whether a block opens something or is called a question, so that others like it can do without a heading."""
    return _form(block, element, "", strong=False) in (Form.TRIGGER, Form.NAMED)


def near(element: Element, levels: int) -> list[Element]:
    """Return an element and what stands up to so many levels above it."""
    found = [element]
    at = element.parent
    while at is not None and len(found) <= levels:
        found.append(at)
        at = at.parent
    return found


def is_panel(element: Element) -> bool:
    """Say whether an element is what a trigger opens, by what it or its parents are called."""
    return any(e.names and _names_panel(e.names) for e in near(element, 2))


@lru_cache(maxsize=4096)
def _names_panel(names: str) -> bool:
    return re.search(r"collaps|panel|accordion|toggle|answer|content-inner", names) is not None


def _in_summary(element: Element) -> bool:
    return "summary" in [e.tag for e in near(element, 3)]


def is_trigger(element: Element) -> bool:
    """Say whether an element opens or closes another: by ARIA, or by what it or its parent is called."""
    for e in near(element, 2):
        if "aria-expanded" in e.attributes or (e.tag in {"button", "a"} and "aria-controls" in e.attributes):
            return True
        if e.tag == "button" or e.attributes.get("role") in {"tab", "button"}:
            return True
        if e.names and _names_trigger(e.names):
            return True
    return False


def _signature(element: Element, form: Form, *, told: bool) -> tuple[str, ...]:
    """Describe how a block is built: its form, tags and class, without numbers and states.

    Bold lines are everywhere, so those that ask are not thrown together with those that do not.
    """
    name = _first_class(element) if told or form is not Form.STRONG else "untold"
    return (form.value, name, *[e.tag for e in near(element, 2)])


def _first_class(element: Element) -> str:
    for e in near(element, 1):
        for name in (e.attributes.get("class") or "").lower().split():
            plain = _DIGITS.sub("", name)
            if len(plain) > 2:
                return plain
    return ""
