"""Tell the language of a text, with the page's own declaration as a second witness."""

import re
from functools import lru_cache

import pycld2

_SAMPLE_CHARS = 2_000
"""More text costs time and changes no answer."""
_GLANCE_CHARS = 600
_SURE_SHARE = 90
"""Percent of the first characters that must be in the declared language for the rest not to be asked."""
_ENOUGH_LETTERS = 40
"""In bytes, as a Chinese letter says more than a Latin one. Below this a detector guesses."""
_ENOUGH_SHARE = 60
"""Percent of the text that must be in one language before the text overrules the declaration."""

_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_][a-z0-9]+)*\Z")
_ADDRESS = re.compile(r"https?://\S+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LETTERS = re.compile(r"[^\W\d_]+")
_RENAMED = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "sh": "sr", "tl": "fil", "nb": "no"}
_UNKNOWN = frozenset({"", "un", "und", "mul", "zxx", "mis", "xxx"})


def identify_language(text: str, declared: str | None) -> str:
    """Return the text's language as a BCP 47 tag without region, or an empty string when it cannot be told.

    ``declared`` is what the page says of itself. It breaks ties and stands in for a text too short to tell,
    but a long text in another language wins: templates often keep the language they were written in.
    """
    claimed = normalise_tag(declared)
    sample = text[:_SAMPLE_CHARS]
    if "://" in sample:
        sample = _ADDRESS.sub(" ", sample)
    if not (_tells(sample[:80]) or _tells(sample[:400])):
        return claimed
    if claimed:
        detected, share = _detect(sample[:_GLANCE_CHARS], claimed)
        if share >= _SURE_SHARE and _same_language(claimed, detected):
            return claimed
    detected, share = _detect(sample, claimed)
    if not detected or (claimed and share < _ENOUGH_SHARE):
        return claimed
    return claimed if _same_language(claimed, detected) else detected


def _tells(sample: str) -> bool:
    return len("".join(_LETTERS.findall(sample)).encode()) >= _ENOUGH_LETTERS


@lru_cache(maxsize=1024)
def normalise_tag(tag: str | None) -> str:
    """Return the language, and the script if it is named, of a declared tag such as ``en_GB`` or ``zh-Hant-TW``."""
    match = _TAG.match((tag or "").strip().lower())
    if not match:
        return ""
    language = _RENAMED.get(match[1], match[1])
    if language in _UNKNOWN:
        return ""
    return f"{language}-{match[2].title()}" if match[2] else language


def _detect(sample: str, claimed: str) -> tuple[str, int]:
    if not sample.replace("\n", " ").isprintable():
        sample = _CONTROL.sub(" ", sample)
    hint = claimed.partition("-")[0] or None
    try:
        reliable, _, found = pycld2.detect(sample, hintLanguage=hint, bestEffort=not claimed)
    except pycld2.error:
        return "", 0
    _, code, share, _ = found[0]
    return (normalise_tag(code), share) if reliable else ("", 0)


def _same_language(claimed: str, detected: str) -> bool:
    """Say whether two tags differ in no more than the script, so that the fuller declaration may stand."""
    return bool(claimed) and claimed.partition("-")[0] == detected.partition("-")[0] and "-" not in detected
