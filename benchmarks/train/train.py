"""Learn the weights of ``strip``: which blocks of a page belong to its article.

    WINNOW_CORPORA=… PYTHONPATH=libs/common/src python benchmarks/train/train.py [--cv FILE] [--out FILE]

Needs catboost, numpy, selectolax, msgspec and beautifulsoup4 in an environment of its own. The forest learns from token
scores of other sites. --cv writes the opinions on pages of sites that were not learned from, for ``evaluate.py``.
"""

import argparse
import json
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from catboost import CatBoostClassifier, Pool
from dataset import Sample, read_all
from tokens import learn_tokens
from winnow.stages.html.features import ROWS, describe
from winnow.stages.html.spots import Spots, TokenScores

FOLDS = 5
DEPTH = 6
LEAF_STEP = 0.001
Matrix = npt.NDArray[np.float32]
SETTINGS: dict[str, Any] = {"iterations": 400, "learning_rate": 0.07, "l2_leaf_reg": 20, "rsm": 0.3}


def fold_of(samples: Sequence[Sample]) -> npt.NDArray[np.intp]:
    """Number the folds; a site is in one fold only."""
    sites = sorted({sample.site for sample in samples})
    order = np.random.default_rng(0).permutation(len(sites))
    number = {sites[i]: n % FOLDS for n, i in enumerate(order)}
    return np.array([number[sample.site] for sample in samples])


def fit(samples: Sequence[Sample], features: Sequence[Matrix]) -> CatBoostClassifier:
    rows, labels, weights = [], [], []
    for sample, matrix in zip(samples, features, strict=True):
        weight = sample.weights()
        used = weight > 0
        rows.append(matrix.T[used])
        labels.append(sample.labels[used] >= 0.5)
        weights.append(weight[used])
    weight = np.concatenate(weights)
    model = CatBoostClassifier(
        depth=DEPTH, border_count=64, bootstrap_type="Bernoulli", subsample=0.7, random_seed=1, thread_count=2,
        allow_writing_files=False, verbose=False, **SETTINGS,
    )  # fmt: skip
    return model.fit(Pool(np.concatenate(rows), np.concatenate(labels).astype(int), weight=weight / weight.mean()))


def unseen(samples: Sequence[Sample], features: Sequence[Matrix]) -> list[Matrix]:
    """Return each page's opinions by a model that has not seen its site."""
    folds, out = fold_of(samples), [np.zeros(0, np.float32)] * len(samples)
    for fold in range(FOLDS):
        inside = [i for i, f in enumerate(folds) if f != fold]
        model = fit([samples[i] for i in inside], [features[i] for i in inside])
        for i in np.flatnonzero(folds == fold):
            out[i] = model.predict_proba(features[i].T)[:, 1].astype(np.float32)
    return out


def described(samples: Sequence[Sample]) -> list[Matrix]:
    """Describe each page with token scores learned from other sites."""
    folds, out = fold_of(samples), [np.zeros((0, 0), np.float32)] * len(samples)
    for fold in range(FOLDS):
        scores = TokenScores(learn_tokens([s for s, f in zip(samples, folds, strict=True) if f != fold]))
        for i in np.flatnonzero(folds == fold):
            out[i] = describe(samples[i].page, Spots(samples[i].page, scores))
    return out


def exported(model: CatBoostClassifier, names: Sequence[str], folder: Path) -> dict[str, Any]:
    """Turn a model into the plain numbers that ``Forest`` reads."""
    path = folder / "model.json"
    model.save_model(str(path), format="json")
    data = json.loads(path.read_text())
    path.unlink()
    floats = {f["feature_index"]: names[f["flat_feature_index"]] for f in data["features_info"]["float_features"]}
    questions: dict[tuple[str, float], int] = {}
    trees, leaves = [], []
    for tree in data["oblivious_trees"]:
        asked = [(floats[split["float_feature_index"]], round(split["border"], 6)) for split in tree["splits"]]
        values = [round(value / LEAF_STEP) for value in tree["leaf_values"]]
        while len(asked) < DEPTH:
            asked.append(asked[0])
            values += values
        trees.append([questions.setdefault(question, len(questions)) for question in asked])
        leaves.append(values)
    used = sorted({name for name, _ in questions})
    scale, bias = data["scale_and_bias"]
    return {
        "depth": DEPTH,
        "scale": LEAF_STEP * scale,
        "bias": round(float(np.ravel(bias)[0]), 6),
        "features": used,
        "questions": [[used.index(name), border] for name, border in questions],
        "trees": trees,
        "leaves": leaves,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cv", type=Path, help="where to write the opinions on unseen pages")
    parser.add_argument("--out", type=Path, help="where to write the weights")
    args = parser.parse_args()
    samples = list(read_all())
    features = described(samples)
    if args.cv:
        opinions = unseen(samples, features)
        found = [(s.set_name, s.gold["id"], p) for s, p in zip(samples, opinions, strict=True)]
        args.cv.write_bytes(pickle.dumps(found))
    if args.out:
        forest = exported(fit(samples, features), ROWS, args.out.parent)
        parts = {"tokens": learn_tokens(samples), **forest}
        lines = (f"{json.dumps(key)}:{json.dumps(part, separators=(',', ':'))}" for key, part in parts.items())
        args.out.write_text("{" + ",\n".join(lines) + "}\n")


if __name__ == "__main__":
    main()
