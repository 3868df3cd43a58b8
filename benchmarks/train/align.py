"""Label a page's blocks by aligning a gold text to them."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

_TOKEN = re.compile(r"\w+")
_GRAM = 4
_MIN_SHARE = 0.5


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def align(blocks: Sequence[str], gold: str) -> list[float]:
    """Return for each block the share of it that stands in the gold text, each gold passage used once.

    Long blocks are matched by 4-grams; of several places the ones that keep the order of both texts win. A block of
    fewer words than that counts only where the gold text goes on with it, right after or before a matched block.
    """
    goal = tokens(gold)
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(goal) - _GRAM + 1):
        places[tuple(goal[i : i + _GRAM])].append(i)
    words = [tokens(block) for block in blocks]
    spans = [_spans(w, places) for w in words]
    chosen = _in_order(words, spans)
    used = [False] * len(goal)
    share = [0.0] * len(blocks)
    for n, span in chosen.items():
        share[n] = _take(words[n], span, goal, used)
    for n, found in enumerate(spans):
        if n not in chosen and found:
            share[n] = max((_take(words[n], span, goal, used) for span in found[:3]), default=0.0)
    _extend(words, share, chosen, goal, used)
    return share


def _spans(words: list[str], places: dict[tuple[str, ...], list[int]]) -> list[int]:
    """Return the places in the gold text where the block may begin, the likeliest first."""
    votes: dict[int, int] = defaultdict(int)
    grams = len(words) - _GRAM + 1
    for k in range(grams):
        for i in places.get(tuple(words[k : k + _GRAM]), ())[:20]:
            votes[i - k] += 1
    merged: dict[int, int] = defaultdict(int)
    for start, count in votes.items():
        merged[start // 8] += count
    good = {s for s, c in merged.items() if c >= max(1, grams) * _MIN_SHARE / 2}
    return sorted((s for s in votes if s // 8 in good), key=lambda s: -votes[s])[:5]


def _in_order(words: list[list[str]], spans: list[list[int]]) -> dict[int, int]:
    """Choose at most one place a block so that the places rise, the most words in all (a longest increasing chain)."""
    starts: list[int] = sorted({s for found in spans for s in found})
    steps: list[tuple[int, int, int]] = []
    tree_value = [0.0] * (len(starts) + 2)
    tree_step = [-1] * (len(starts) + 2)
    for n, found in enumerate(spans):
        new: list[tuple[int, float, int]] = []
        for s in found:
            at = bisect_left(starts, s) + 1
            value, step, i = 0.0, -1, at - 1
            while i > 0:
                if tree_value[i] > value:
                    value, step = tree_value[i], tree_step[i]
                i -= i & -i
            steps.append((n, s, step))
            new.append((at, value + len(words[n]), len(steps) - 1))
        for at, value, step in new:
            i = at
            while i < len(tree_value):
                if value > tree_value[i]:
                    tree_value[i], tree_step[i] = value, step
                i += i & -i
    top = max(range(len(tree_value)), key=lambda i: tree_value[i], default=0)
    chosen: dict[int, int] = {}
    step = tree_step[top] if tree_value else -1
    while step >= 0:
        n, s, step = steps[step]
        chosen[n] = s
    return chosen


def _take(words: list[str], start: int, goal: list[str], used: list[bool]) -> float:
    """Mark the gold words that the block covers from its place on; return the share of the block that is found."""
    hits, i = 0, max(0, start)
    for word in words:
        for j in range(i, min(len(goal), i + 6)):
            if goal[j] == word and not used[j]:
                used[j] = True
                hits, i = hits + 1, j + 1
                break
    return hits / len(words) if words else 0.0


def _extend(
    words: list[list[str]], share: list[float], chosen: dict[int, int], goal: list[str], used: list[bool]
) -> None:
    """Match short blocks beside matched ones."""
    ends = {n: s + len(words[n]) for n, s in chosen.items()}
    for order, step in ((range(len(words)), 1), (range(len(words) - 1, -1, -1), -1)):
        at: int | None = 0 if step == 1 else len(goal)
        for n in order:
            if n in chosen:
                at = ends[n] if step == 1 else chosen[n]
                continue
            size = len(words[n])
            if share[n] or not 0 < size <= 12 or at is None:
                continue
            for slack in (0, 1, -1, 2, -2):
                start = at + slack if step == 1 else at - size + slack
                if start >= 0 and goal[start : start + size] == words[n] and not any(used[start : start + size]):
                    used[start : start + size] = [True] * size
                    share[n] = 1.0
                    at = start + size if step == 1 else start
                    break
