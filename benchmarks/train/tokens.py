"""Learn what the parts of class names say: how much more often than usual a block inside such an element is kept."""

import math
from collections import defaultdict
from collections.abc import Sequence

from dataset import Sample
from winnow.stages.html.names import tokens_of

_MIN_HOSTS = 6
"""A token must be in use on several hosts: no site's own names are learned."""
_USUAL = 0.25
_PRIOR = 4
_UP = 4
_MAX_WORDS = 60


def learn_tokens(samples: Sequence[Sample]) -> dict[str, float]:
    """Return a log odds ratio a token, the mean over hosts."""
    by_host: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for sample in samples:
        if sample.set_name == "articles" or not sample.trained:
            continue
        for token, (kept, words) in _count(sample).items():
            seen = by_host[token].setdefault(sample.site, [0.0, 0.0])
            seen[0] += kept
            seen[1] += words
    scores = {}
    for token, hosts in sorted(by_host.items()):
        if len(hosts) >= _MIN_HOSTS:
            kept = sum(k / w for k, w in hosts.values())
            share = (kept + _USUAL * _PRIOR) / (len(hosts) + _PRIOR)
            scores[token] = round(math.log(share / (1 - share)) - math.log(_USUAL / (1 - _USUAL)), 2)
    return scores


def _count(sample: Sample) -> dict[str, list[float]]:
    """Add up the words of the blocks at most ``_UP`` levels below each token, the kept ones and all."""
    counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for block, label in zip(sample.page.blocks, sample.labels, strict=True):
        if label < 0 or block.element is None:
            continue
        words = min(block.text.count(" ") + 3, _MAX_WORDS)
        tokens: set[str] = set()
        for up, element in enumerate(block.element.ancestors()):
            if up == _UP:
                break
            tokens.update(tokens_of(element.tag, element.names))
        for token in tokens:
            counts[token][0] += words * (label >= 0.5)
            counts[token][1] += words
    return counts
