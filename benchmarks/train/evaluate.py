"""Score opinions on unseen pages the way the benchmark sets are scored: an honest guess at pages kept aside.

    WINNOW_CORPORA=… PYTHONPATH=libs/common/src python benchmarks/train/evaluate.py FILE

The scoring code is the corpora folder's own (score_pages.py).
"""

import pickle
import sys
from collections import defaultdict
from pathlib import Path

from dataset import Sample, corpora, read_all

sys.path.insert(0, str(corpora()))
import score_pages as scoring

TARGETS = ("scrapinghub", "newspaper4k-ds", "trafilatura", "fundus", "wcxb")


def score(samples: list[Sample], opinions: list, threshold: float) -> dict[str, float]:
    by_set = defaultdict(list)
    for sample, opinion in zip(samples, opinions, strict=True):
        gold, name = sample.gold, sample.set_name
        if name == "articles" or (name != "trafilatura" and "text" not in gold):
            continue
        if gold.get("page_type", "article") != "article":
            name = "other"
        text = "\n".join(b.text for b, p in zip(sample.page.blocks, opinion, strict=True) if p >= threshold)
        if gold.get("text_is_prefix"):
            words = len(scoring.TOK.findall(gold["text"]))
            ends = list(scoring.TOK.finditer(text))
            text = text[: ends[words - 1].end()] if 0 < words <= len(ends) else text
        scored = scoring.seg_doc(gold, text) if name == "trafilatura" else scoring.shingle_doc(gold["text"], text)
        by_set[name].append(scored)
    out = {}
    for name, rows in by_set.items():
        if name == "trafilatura":
            tp, fp, fn = (sum(row[i] for row in rows) for i in range(3))
            out[name] = 2 * tp / (2 * tp + fp + fn)
        else:
            out[name] = scoring.shingle_agg(rows)["f1"]
    lines = [
        (p >= threshold, y >= 0.5)
        for sample, opinion in zip(samples, opinions, strict=True)
        if sample.set_name == "articles"
        for p, y in zip(opinion, sample.labels, strict=True)
        if y >= 0
    ]
    out["articles_keep"] = sum(kept for kept, wanted in lines if wanted) / sum(wanted for _, wanted in lines)
    out["articles_drop"] = sum(not kept for kept, wanted in lines if not wanted) / sum(not w for _, w in lines)
    out["mean"] = sum(out[name] for name in TARGETS) / len(TARGETS)
    return out


def main() -> None:
    found = {(name, key): opinion for name, key, opinion in pickle.loads(Path(sys.argv[1]).read_bytes())}
    samples = list(read_all())
    opinions = [found[s.set_name, s.gold["id"]] for s in samples]
    for threshold in (0.4, 0.45, 0.5):
        figures = score(samples, opinions, threshold)
        print(threshold, " ".join(f"{k} {v:.4f}" for k, v in figures.items()))


if __name__ == "__main__":
    main()
