"""``python -m winnow_bench``: measure, print, and with ``--write`` put the figures into docs/benchmarks.md."""

import argparse
import json
import os
import platform
import re
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from winnow_bench.contenders import HERE, PEERS, ROOT, TRAFILATURA, UNSEEN, UNSEEN_WEIGHTS, WINNOW
from winnow_bench.corpora import SPEED, Corpora, complain
from winnow_bench.hostile import hostile
from winnow_bench.quality import quality
from winnow_bench.speed import speed
from winnow_bench.tables import placed, tables

PAGE = ROOT / "docs/benchmarks.md"
FIGURES = ROOT / ".local/benchmarks.json"
"""The figures last measured, so that one part can be measured again alone."""
PARTS = ("quality", "speed", "hostile")
PARSERS = ("readability-lxml", "resiliparse")
"""One peer for each other parser: hostile input is about parsers."""


def main() -> int:
    """Measure the parts asked for; exit 2 when the gold sets are missing."""
    options = _options()
    corpora = Corpora.named(os.environ)
    if corpora is None:
        return complain()
    results = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    results["machine"] = _machine()
    for part in options.only or PARTS:
        results[part] = _measured(part, corpora, options, results.get(part) or {})
        print(f"\n## {part}\n\n{_shown(part, results)}", flush=True)
        FIGURES.write_text(json.dumps(results, indent=1))
    if options.write:
        PAGE.write_text(placed(PAGE.read_text(encoding="utf8"), tables(results)), encoding="utf8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="winnow_bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, help="this part alone; may be given again")
    parser.add_argument("--winnow-only", action="store_true", help="quality: keep the peers' figures of the last run")
    parser.add_argument("--rounds", type=int, default=3, help="of the speed measurement")
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)), help="the core that all run on")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    return parser.parse_args()


def _measured(part: str, corpora: Corpora, options: argparse.Namespace, before: Mapping[str, Any]) -> object:
    if part == "quality":
        ours = (WINNOW, UNSEEN) if UNSEEN_WEIGHTS.is_dir() else (WINNOW,)
        peers = () if options.winnow_only else PEERS
        figures = {}
        for name, found in quality(corpora, (*ours, *peers), core=options.core):
            print(f"{name}: done", file=sys.stderr, flush=True)
            figures[name] = found
        return figures | {peer.name: before[peer.name] for peer in PEERS if peer not in peers and peer.name in before}
    if part == "speed":
        rows = [corpora.input_row(each, gold) for each in SPEED for gold in corpora.gold(each)]
        contenders = (TRAFILATURA, WINNOW, *PEERS[1:])
        return [asdict(each) for each in speed(contenders, rows, rounds=options.rounds, core=options.core)]
    contenders = (WINNOW, TRAFILATURA, *(each for each in PEERS if each.name in PARSERS))
    return dict(hostile(contenders, core=options.core))


def _shown(part: str, results: Mapping[str, object]) -> str:
    return "\n".join(tables({part: results[part]}).values())


def _machine() -> dict[str, str]:
    pinned = dict(re.findall(r"^([\w-]+)==([\w.]+)", (HERE / "peers.txt").read_text(), re.MULTILINE))
    peers = ("trafilatura", "readability-lxml", "newspaper4k", "resiliparse", "justext", "boilerpy3", "goose3")
    return {
        "measured": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "machine": f"{_processor()}, {os.cpu_count()} cores, one of them used; Python {platform.python_version()}",
        "native part": "built" if find_spec("winnow.stages.html.native.judge") else "not built",
        "peers": ", ".join(f"{name} {pinned[name]}" for name in peers),
        "load before the run": f"{os.getloadavg()[1]:.1f} (five minutes)",
    }


def _processor() -> str:
    found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else platform.machine()


if __name__ == "__main__":
    sys.exit(main())
