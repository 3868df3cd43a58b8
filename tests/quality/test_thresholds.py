"""The cleaner is not to get worse: its figures over the gold sets stay above those of thresholds.json.

The sets stand outside the repository; WINNOW_CORPORA names their folder. Without it there is nothing to measure.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from winnow.stages.repair import repair_text

CORPORA = os.environ.get("WINNOW_CORPORA")
if CORPORA is None:
    pytest.skip("no gold sets: WINNOW_CORPORA is not set", allow_module_level=True)

FOLDER = Path(CORPORA)
THRESHOLDS: Mapping[str, Mapping[str, Mapping[str, float]]] = json.loads(
    (Path(__file__).parent / "thresholds.json").read_text()
)
pytestmark = pytest.mark.timeout(300)
STRAIGHT = str.maketrans(dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟", '"'))
ONLY = {"pages/wcxb": ("--where", "page_type=article")}
METADATA = ("pages/trafilatura", "pages/newspaper4k-ds", "pages/fundus", "pages/wcxb")

Figures = Mapping[str, Mapping[str, float]]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    if not CORPORA or not (FOLDER / "run.py").is_file():
        message = f"WINNOW_CORPORA={CORPORA!r} holds no gold sets (no run.py)"
        pytest.fail(message, pytrace=False) if os.environ.get("CI") else pytest.skip(message)
    report = tmp_path_factory.mktemp("figures") / "report.json"
    sets = [name for name in THRESHOLDS["at_least"] if (FOLDER / name).is_dir()]
    found = dict(_measured([name for name in sets if name not in ONLY], (), report))
    for name, filter_options in ONLY.items():
        found.update(_measured([name], filter_options, report))
    found["metadata"] = {
        key: sum(found[name][key] for name in METADATA) / len(METADATA)
        for key in ("title_exact", "author_exact", "date_exact")
    }
    found["mojibake"] = _mojibake()
    return found


def _measured(sets: list[str], options: tuple[str, ...], report: Path) -> Figures:
    winnow = Path(sys.executable).parent / "winnow"
    command = [sys.executable, str(FOLDER / "run.py"), "--cmd", f"{winnow} clean --jsonl", "--json", str(report)]
    done = subprocess.run([*command, *options, *sets], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    measured: Figures = json.loads(report.read_text())
    return measured


def _mojibake() -> Mapping[str, float]:
    """Count the texts that come out right, and those that were right and are not left alone.

    The gold straightens typographic quotes. The cleaner leaves them as their author set them, so they count as equal.
    """
    with (FOLDER / "pages/aux/mojibake_ftfy.jsonl").open(encoding="utf8") as lines:
        cases = [(case["original"], case["fixed"]) for case in map(json.loads, lines)]
    repaired = [(repair_text(original)[0], original, fixed) for original, fixed in cases]
    return {
        "right": sum(text.translate(STRAIGHT) == fixed.translate(STRAIGHT) for text, _, fixed in repaired),
        "wrongly_changed": sum(text != original for text, original, fixed in repaired if original == fixed),
    }


@pytest.mark.parametrize(
    ("bound", "gold_set", "figure", "threshold"),
    [
        pytest.param(bound, gold_set, figure, threshold, id=f"{gold_set}:{figure}")
        for bound, sets in THRESHOLDS.items()
        for gold_set, wanted in sets.items()
        for figure, threshold in wanted.items()
    ],
)
def test_figure(figures: Figures, bound: str, gold_set: str, figure: str, threshold: float) -> None:
    reached = figures[gold_set][figure]
    assert reached >= threshold if bound == "at_least" else reached <= threshold
