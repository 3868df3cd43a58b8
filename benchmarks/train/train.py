"""Learn the weights of ``strip``: which blocks of a page belong to its article.

    WINNOW_CORPORA=… PYTHONPATH=libs/common/src python benchmarks/train/train.py [--cv FILE] [--out FILE]

Needs catboost, numpy, selectolax, msgspec and beautifulsoup4 in an environment of its own. Two forests: the first sees each
block and its surroundings, the second sees the first one's opinion of all blocks as well. The second learns from
opinions on pages that the first had not seen, and so do both from token scores. --cv writes the opinions on unseen
pages, for ``evaluate.py``.
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
from winnow.stages.context import CONTEXT_ROWS, describe_context
from winnow.stages.features import ROWS, describe
from winnow.stages.spots import TokenScores, survey

FOLDS = 5
DEPTH = 6
LEAF_STEP = 0.001
Matrix = npt.NDArray[np.float32]
FIRST: dict[str, Any] = {"iterations": 300, "learning_rate": 0.08, "l2_leaf_reg": 6, "rsm": 0.3}
SECOND: dict[str, Any] = {"iterations": 200, "learning_rate": 0.06, "l2_leaf_reg": 10, "rsm": 0.3}


def fold_of(samples: Sequence[Sample]) -> npt.NDArray[np.intp]:
    """Number the folds; a site is in one fold only."""
    sites = sorted({sample.site for sample in samples})
    order = np.random.default_rng(0).permutation(len(sites))
    number = {sites[i]: n % FOLDS for n, i in enumerate(order)}
    return np.array([number[sample.site] for sample in samples])


def fit(samples: Sequence[Sample], features: Sequence[Matrix], settings: dict[str, Any]) -> CatBoostClassifier:
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
        allow_writing_files=False, verbose=False, **settings,
    )  # fmt: skip
    return model.fit(Pool(np.concatenate(rows), np.concatenate(labels).astype(int), weight=weight / weight.mean()))


def unseen(samples: Sequence[Sample], features: Sequence[Matrix], settings: dict[str, Any]) -> list[Matrix]:
    """Return each page's opinions by a model that has not seen its site."""
    folds, out = fold_of(samples), [np.zeros(0, np.float32)] * len(samples)
    for fold in range(FOLDS):
        inside = [i for i, f in enumerate(folds) if f != fold]
        model = fit([samples[i] for i in inside], [features[i] for i in inside], settings)
        for i in np.flatnonzero(folds == fold):
            out[i] = model.predict_proba(features[i].T)[:, 1].astype(np.float32)
    return out


def described(samples: Sequence[Sample]) -> list[Matrix]:
    """Describe each page with token scores learned from other sites."""
    folds, out = fold_of(samples), [np.zeros((0, 0), np.float32)] * len(samples)
    for fold in range(FOLDS):
        scores = TokenScores(learn_tokens([s for s, f in zip(samples, folds, strict=True) if f != fold]))
        for i in np.flatnonzero(folds == fold):
            out[i] = describe(samples[i].page, survey(samples[i].page, scores))
    return out


def with_context(samples: Sequence[Sample], features: Sequence[Matrix], opinions: Sequence[Matrix]) -> list[Matrix]:
    level = ROWS.index("level")
    return [
        np.concatenate([describe_context(sample.page, opinion, matrix[level] > 0), matrix])
        for sample, matrix, opinion in zip(samples, features, opinions, strict=True)
    ]


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
    opinions = unseen(samples, features, FIRST)
    both = with_context(samples, features, opinions)
    if args.cv:
        second = unseen(samples, both, SECOND)
        args.cv.write_bytes(
            pickle.dumps([(s.set_name, s.gold["id"], p, q) for s, p, q in zip(samples, opinions, second, strict=True)])
        )
    if args.out:
        weights = {
            "tokens": learn_tokens(samples),
            "first": exported(fit(samples, features, FIRST), ROWS, args.out.parent),
            "second": exported(fit(samples, both, SECOND), [*CONTEXT_ROWS, *ROWS], args.out.parent),
        }
        args.out.write_text(
            json.dumps(weights, separators=(",", ":"), ensure_ascii=False)
            .replace('"first"', '\n"first"')
            .replace('"second"', '\n"second"')
            + "\n"
        )


if __name__ == "__main__":
    main()
