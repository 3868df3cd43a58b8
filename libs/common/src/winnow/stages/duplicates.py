"""Recognise the same text at several addresses, whatever small edits and additions it went through.

A text's word shingles are hashed and the least hash of each of ``BUCKETS`` buckets is kept (one-permutation MinHash:
Li, Owen and Zhang 2012; an empty bucket takes the next full one's). Two texts share about as large a part of their kept
hashes as of their shingles, so a comparison costs the same however long they are, and ``bands`` gives the keys under
which to look for candidates without comparing with every article there is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from winnow.model import CleanArticle

BUCKETS = 96
BANDS = 24
"""With four buckets a band, texts that share 65 % of their shingles meet in a band 99 times in 100."""
_ROWS = BUCKETS // BANDS

SAME_SHARE = 0.65
"""The share of shingles from which on two texts are the same article: a word in twelve changed, a third added, not half
left out. Of 200,000 pairs of different articles the nearest shared 0.35."""
_SHINGLE = 3
_FEWEST_WORDS = 24
"""A shorter text is the same only if all its words are: a weather report and the next day's differ in three."""
_MOST_CHARS = 100_000

_WORD = re.compile(r"\w+")
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))
_BUCKET_STARTS = np.arange(BUCKETS, dtype=np.uint64) << np.uint64(32)
_HIGH, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)


def with_likeness(article: CleanArticle) -> CleanArticle:
    """Return an article with the keys under which its copies are found."""
    return replace(article, likeness=bands(fingerprint(article.text)))


def fingerprint(text: str) -> bytes:
    """Return what is kept of a text for comparing it: the same for the same words; empty for a text without any."""
    words = _WORD.findall(text[:_MOST_CHARS].lower())
    if len(words) < _FEWEST_WORDS:
        return blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest() if words else b""
    return _least(_shingles(words)).astype("<u2").tobytes()


def bands(mark: bytes) -> Sequence[str]:
    """Return the keys under which to look for candidates: a near duplicate shares at least one."""
    if len(mark) != 2 * BUCKETS:
        return [mark.hex()] if mark else []
    width = 2 * _ROWS
    return [f"{n:x}{mark[n * width : (n + 1) * width].hex()}" for n in range(BANDS)]


def is_near_duplicate(one: bytes, other: bytes) -> bool:
    """Say whether two fingerprints are of the same article."""
    return similarity(one, other) >= SAME_SHARE


def mark_of(keys: Sequence[str]) -> bytes:
    """Return the fingerprint that these ``bands`` were made of."""
    width = 4 * _ROWS
    return b"".join(bytes.fromhex(key[-width:]) for key in keys)


def link_copies(
    articles: Sequence[CleanArticle], known: Mapping[str, Sequence[CleanArticle]]
) -> Sequence[CleanArticle]:
    """Return the articles, each copy linked to its original.

    ``known`` holds, for each article id, the originals that share a key with it, itself among them if it is one,
    in the order in which they were first seen. An original of the batch is known to those behind it.
    """
    linked: list[CleanArticle] = []
    for article in articles:
        if article.gone or not article.likeness:
            linked.append(article)
            continue
        here = [other for other in linked if not other.duplicate_of and set(other.likeness) & set(article.likeness)]
        originals = [*known.get(article.article_id, ()), *here]
        originals.sort(key=lambda other: other.article_id != article.article_id)
        candidates = [(other.article_id, mark_of(other.likeness)) for other in originals]
        original = find_original(article.article_id, mark_of(article.likeness), candidates)
        linked.append(replace(article, duplicate_of=original))
    return linked


def find_original(article_id: str, mark: bytes, candidates: Iterable[tuple[str, bytes]]) -> str:
    """Return the id of the first candidate that is the same article, or an empty string.

    ``candidates`` are the articles met under one of ``bands(mark)``, in the order in which they were first seen, with
    their fingerprints; those that are themselves linked to an original are left out, so that links never chain. An
    article that comes before its copies stays nobody's copy: candidates seen after it are not asked.
    """
    for candidate, other in candidates:
        if candidate == article_id:
            return ""
        if is_near_duplicate(mark, other):
            return candidate
    return ""


def similarity(one: bytes, other: bytes) -> float:
    """Return the estimated share of shingles that two texts have in common, 0 to 1; for short texts 0 or 1."""
    if not one or len(one) != len(other) or len(one) != 2 * BUCKETS:
        return float(bool(one) and one == other)
    return float(np.mean(np.frombuffer(one, "<u2") == np.frombuffer(other, "<u2")))


def _shingles(words: Sequence[str]) -> NDArray[np.uint64]:
    """Hash every run of three words, well mixed in all its bits."""
    codes = np.fromiter((crc32(w.encode("utf-8", "surrogatepass")) for w in words), dtype=np.uint64, count=len(words))
    count = len(words) - _SHINGLE + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for n, factor in enumerate(_MIX):
        mixed += (codes[n : n + count] + np.uint64(n + 1)) * factor
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    return mixed


def _least(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the low bits of the least hash of each bucket."""
    bucket = ((hashes >> _HIGH) * np.uint64(BUCKETS)) >> _HIGH
    ranked = np.sort((bucket << _HIGH) | (hashes & _LOW))
    at = np.searchsorted(ranked, _BUCKET_STARTS)
    return ranked[at % len(ranked)] & np.uint64(0xFFFF)
