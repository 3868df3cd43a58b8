"""Who is measured, and how each is run."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parents[1]
ROOT = HERE.parent
PEERS_PYTHON = ROOT / ".local/peers/bin/python"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """An extractor as a command: a JSON row a line in, a JSON row a line out."""

    name: str
    command: tuple[str, ...]
    reads_text: bool = False
    """Whether plain text is an input too, not HTML alone."""


WINNOW = Contender(
    name="Winnow", command=(str(Path(sys.executable).parent / "winnow"), "clean", "--jsonl"), reads_text=True
)
UNSEEN_WEIGHTS = ROOT / ".local/unseen"
UNSEEN = Contender(
    name="Winnow, unseen sites",
    command=(sys.executable, str(HERE / "unseen.py"), str(UNSEEN_WEIGHTS)),
    reads_text=True,
)
"""Winnow by weights that have not seen the page's site, where ``train/unseen_weights.py`` has made such weights."""


def _peer(name: str) -> Contender:
    return Contender(name=name, command=(str(PEERS_PYTHON), str(HERE / "peer.py"), name))


TRAFILATURA = _peer("trafilatura")
PEERS = (
    TRAFILATURA,
    *map(_peer, ("trafilatura fast", "trafilatura precision", "readability-lxml", "newspaper4k", "resiliparse")),
    *map(_peer, ("jusText", "boilerpy3", "goose3")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of a contender took, and what it answered."""

    seconds: float
    cpu: float
    megabytes: float
    code: int | None
    """None when it was killed, by the time limit or the system."""
    answers: tuple[Row, ...]


def run(
    contender: Contender, rows: Sequence[Row], *, core: int, limit_seconds: float = 600, limit_megabytes: int = 8192
) -> Run:
    """Give a contender rows, alone on one core. Its peak memory is that of its largest process."""
    with tempfile.TemporaryDirectory() as folder:
        given, report, answered = (Path(folder) / name for name in ("rows", "report", "answers"))
        given.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
        limits = (str(core), str(limit_seconds), str(limit_megabytes))
        with given.open() as stdin, answered.open("w") as stdout:
            subprocess.run(
                [sys.executable, "-S", str(HERE / "measured.py"), str(report), *limits, *contender.command],
                stdin=stdin,
                stdout=stdout,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONHASHSEED": "0"},
                check=True,
            )
        with answered.open(encoding="utf8") as lines:
            answers = tuple(json.loads(line) for line in lines if line.endswith("\n"))
        return Run(**json.loads(report.read_text()), answers=answers)
