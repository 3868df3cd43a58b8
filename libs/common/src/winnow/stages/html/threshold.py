"""Find from how likely on blocks are best kept.

``html.native.threshold`` does the same in C, where it was built.
"""

import numpy as np

from winnow.stages.html.spots import Matrix


def best_cut(likely: Matrix, words: Matrix) -> float:
    """Return the cut that leaves the best balance of what is kept and what is lost, if the opinions are right."""
    order = np.argsort(-likely, kind="stable")
    words, likely = words[order], likely[order]
    found = np.cumsum(likely * words)
    best = int(np.argmax(found / (np.cumsum(words) + found[-1])))
    return float(likely[best])
