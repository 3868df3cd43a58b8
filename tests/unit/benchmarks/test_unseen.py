"""Figures on unseen pages come of the weights that are named, and of nothing else that differs."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

from winnow_bench.contenders import HERE, WINNOW

TEXT = "The kettle stands on the hob and sings a little before it boils, which is when the tea is best made. " * 3
PAGE = f"<html><title>Kettles</title><body><article><h1>Kettles</h1><p>{TEXT}</p><p>{TEXT}!</p></article></body></html>"
ROW = {"id": "a", "url": "https://page.example/", "content_type": "text/html", "content": PAGE}


def _cleaned(*command: str) -> Any:
    done = subprocess.run(command, input=json.dumps(ROW), capture_output=True, text=True, check=False)
    return json.loads(done.stdout)


def _by_weights(folder: Path, weights: Any) -> Any:
    (folder / "1.json").write_text(json.dumps(weights))
    (folder / "folds.json").write_text(json.dumps({"a set": {"a": 1}}))
    return _cleaned(sys.executable, str(HERE / "unseen.py"), str(folder))


def test_the_same_weights_give_the_same_answer_and_others_another(tmp_path: Path) -> None:
    weights = json.loads(files("winnow.stages.html").joinpath("weights.json").read_bytes())
    usual = _cleaned(*WINNOW.command)
    assert "kettle" in usual["text"]
    assert _by_weights(tmp_path, weights) == usual
    weights["bias"] = -1000.0
    assert _by_weights(tmp_path, weights) != usual
