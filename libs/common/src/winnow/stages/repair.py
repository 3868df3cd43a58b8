"""Undo damage to the characters of a text: mojibake, invisible characters, half-escaped entities.

What is not damaged is not touched: quotes, widths and spellings stay as the author wrote them.
"""

import re
from html import unescape
from unicodedata import normalize

from ftfy import TextFixerConfig, fix_text
from ftfy.badness import is_bad

from winnow.stages.blocks import Page

MAX_REPAIRED = 1_000_000
"""Characters of one document that are offered to the repair: it takes 0.6 s a million, and debris has no end."""

_CHUNK = 50_000
_TEXT_CONFIG = TextFixerConfig(uncurl_quotes=False, fix_character_width=False)
_HTML_CONFIG = TextFixerConfig(uncurl_quotes=False, fix_character_width=False, unescape_html=False)

_LEADS = "\x80-\x9fÀ-\u024f\u0370-\u04ff√∏≈≤≥∂∑∫Ω¬◊├┬╬╤╨╓─┼ß║╗‚"
_FOLLOWERS = (
    "\x80-\xbf\u2010-\u203a€ƒˆ‰ŠŒŽ˜™šœžŸŚŤŹśťźˇ˘ŁĄŞŻłąşĽ˝ľżĘęΆΈΉΊΌΎΏΐЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЁЄЇІіґёєјЅѕї№\u2190-\u25ff\ufb00-\ufb06"
    "√∏≈ƒ∆«»…ŒœÆØøÄÃÕ÷◊¿¡ªºµß®©´¨í╗îïëìÔÓÒÚÛÙı¯˙˚¸˛\ufffd"
)
_COMPOUND = "\u01c4-\u01cc\ufb00-\ufb06"
"""Letters that stand for two: no search finds them."""
_COMPOUND_LETTERS = re.compile(f"[{_COMPOUND}]")
_SUSPECT = re.compile(f"[{_LEADS}{_COMPOUND}](?:(?<=[\x80-\x9f√{_COMPOUND}])|(?<=[ÃÂĂ])\\s|[{_FOLLOWERS}])")
"""A compound letter, or what mojibake cannot do without: a letter that begins a sequence, then one that continues it.
Twenty times faster than the real test, and clean text in any Latin script hardly has it."""
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff]"
)
_JOINERS = re.compile("(?<=[\x21-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?=[\x21-\u024f])")
"""Joiners are needed in Persian, in Indic scripts and between emoji; beside a Latin letter they hide."""
_WIDE = re.compile("[\uff01-\uff5e]")
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Wide letters and marks belong to these scripts; in a line without any they came with the damage."""
_CAPITALS_A = re.compile("[A-Z]{2}Â\xa0[A-Z]{2}")
"""A word in capitals that ends in Â, before a fixed space: it only looks like a damaged space."""


class _Repair:
    """One document's repair: what it may still cost, and whether anything was mojibake."""

    def __init__(self, config: TextFixerConfig) -> None:
        self._config = config
        self._left = MAX_REPAIRED
        self.repaired = False

    def line(self, text: str) -> str:
        """Return a line (or a block with line feeds) repaired."""
        if text.isascii():
            return without_invisible(text)
        text = text.replace("\u0149", "'n")
        if self._left > 0 and (_SUSPECT.search(text) or "&" in text):
            text = self._fix(text)
        return without_invisible(text)

    def _fix(self, text: str) -> str:
        head, rest = text[: self._left], text[self._left :]
        self._left -= len(head)
        damaged = self._is_damaged(head)
        if not damaged and not _COMPOUND_LETTERS.search(head):
            return text
        chunks = (head[at : at + _CHUNK] for at in range(0, len(head), _CHUNK))
        fixed = "".join(fix_text(chunk, self._config) for chunk in chunks) + rest
        if damaged and not _IDEOGRAPHS.search(fixed):
            fixed = _WIDE.sub(lambda match: normalize("NFKC", match.group()), fixed)
        self.repaired |= damaged and fixed != text
        return fixed

    def _is_damaged(self, text: str) -> bool:
        if _CAPITALS_A.search(text):
            return False
        return is_bad(text) or (bool(self._config.unescape_html) and "&" in text and is_bad(unescape(text)))


def repair_text(text: str) -> tuple[str, bool]:
    """Return a plain text repaired line by line, and whether anything was mojibake."""
    if text.isascii():
        return without_invisible(text), False
    repair = _Repair(_TEXT_CONFIG)
    lines = [" ".join(repair.line(line).split("\n")) for line in text.split("\n")]
    return "\n".join(lines), repair.repaired


def repair_page(page: Page) -> bool:
    """Repair a parsed page in place; say whether anything was mojibake. Blocks with nothing visible go."""
    repair = _Repair(_HTML_CONFIG)
    emptied = False
    for block in page.unusual:
        block.text = repair.line(block.text)
        emptied |= not block.text
    if emptied:
        page.blocks = [block for block in page.blocks if block.text]
    page.title = repair.line(page.title)
    for meta in page.metas:
        content = meta.get("content")
        if content and not (content.isascii() and content.isprintable()):
            meta["content"] = repair.line(content)
    return repair.repaired


def without_invisible(text: str) -> str:
    """Return the text without control characters, soft hyphens and other things that nobody sees."""
    if text.isprintable():
        return text
    text = _INVISIBLE.sub("", text)
    return _JOINERS.sub("", text) if "\u200c" in text or "\u200d" in text else text
