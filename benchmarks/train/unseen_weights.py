"""Learn weights that have not seen a fifth of the sites, five times: for figures on pages that played no part.

    WINNOW_CORPORA=… PYTHONPATH=libs/common/src python benchmarks/train/unseen_weights.py FOLDER

Writes FOLDER/<fold>.json, weights as ``strip`` reads them, and FOLDER/folds.json: the fold of every page by set and id.
Runs in the environment of ``train.py``.
"""

import json
import sys
from pathlib import Path

import numpy as np
from dataset import read_all
from tokens import learn_tokens
from train import FOLDS, ROWS, described, exported, fit, fold_of


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    samples = list(read_all())
    folds = fold_of(samples)
    features = described(samples)
    for fold in range(FOLDS):
        seen = np.flatnonzero(folds != fold)
        pages = [samples[i] for i in seen]
        forest = exported(fit(pages, [features[i] for i in seen]), ROWS, folder)
        weights = {"tokens": learn_tokens(pages), **forest}
        (folder / f"{fold}.json").write_text(json.dumps(weights, ensure_ascii=False))
        print(f"fold {fold}: learned from {len(seen)} of {len(samples)} pages", flush=True)
    of_page: dict[str, dict[str, int]] = {}
    for sample, fold in zip(samples, folds.tolist(), strict=True):
        of_page.setdefault(sample.set_name, {})[sample.gold["id"]] = fold
    (folder / "folds.json").write_text(json.dumps(of_page))


if __name__ == "__main__":
    main()
