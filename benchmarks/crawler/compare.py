"""Pages a second of one crawler process over many hosts, beside Scrapy with the same politeness in the same run.

    python benchmarks/crawler/compare.py [--hosts 1000] [--pages 20] [--delay 0.25] [--rounds 3]

Every host is a loopback address of one server with the sample pages. Both crawlers obey robots.txt, make one request
at a time to a host and wait the same delay; both keep what they fetched: Scrapy in a file, Winnow in its durable log,
with a durable frontier. Scrapy runs in an environment of its own, made on the first run from ``requirements.txt``
beside this file.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parent
ENVIRONMENT = HERE / ".venv"


def environment() -> Path:
    python = ENVIRONMENT / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", HERE / "requirements.txt"]
        subprocess.run(install, check=True)
    return python


def run(name: str, command: Sequence[object], total: int) -> dict[str, float]:
    """Run a crawler against a server of its own, and report what both saw."""
    with subprocess.Popen(
        [sys.executable, HERE / "server.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        urls = Path(str(command[2]))
        urls.write_text(urls.read_text().replace("PORT", str(port)))
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([str(part) for part in command], check=True)
        took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/stats") as answer:
            seen = json.load(answer)
        server.terminate()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    row = {"pages_per_s": round(total / took, 1), "cpu_us_per_page": round(cpu / total * 1e6), **seen}
    print(f"{name:8}", "  ".join(f"{key} {value}" for key, value in row.items()), flush=True)
    return row


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--hosts", type=int, default=1000)
    options.add_argument("--pages", type=int, default=20)
    options.add_argument("--delay", type=float, default=0.25)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    hosts = [f"127.1.{n // 250}.{n % 250 + 1}" for n in range(given.hosts)]
    urls = "\n".join(f"http://{host}:PORT/{n}" for n in range(given.pages) for host in hosts)
    pythons = {"scrapy": environment(), "winnow": Path(sys.executable)}
    rows: dict[str, list[dict[str, float]]] = {name: [] for name in pythons}
    for _ in range(given.rounds):
        for name, python in pythons.items():
            with tempfile.TemporaryDirectory() as folder:
                listed = Path(folder, "urls.txt")
                listed.write_text(urls)
                target = Path(folder, "pages.jsonl") if name == "scrapy" else Path(folder)
                command = [python, HERE / f"with_{name}.py", listed, target, given.delay, given.hosts]
                rows[name].append(run(name, command, given.hosts * given.pages))
    summarise(rows)


def summarise(rows: Mapping[str, Sequence[Mapping[str, float]]]) -> None:
    """Compare round by round, for another load on the machine drifts between them."""
    rounds = list(zip(rows["winnow"], rows["scrapy"], strict=True))
    for figure, ratios in (
        ("pages_per_s", [winnow["pages_per_s"] / scrapy["pages_per_s"] for winnow, scrapy in rounds]),
        ("cpu_us_per_page", [scrapy["cpu_us_per_page"] / winnow["cpu_us_per_page"] for winnow, scrapy in rounds]),
    ):
        medians = {name: statistics.median(row[figure] for row in rows[name]) for name in rows}
        told = f"{statistics.median(ratios):.2f} x in winnow's favour, from {min(ratios):.2f} to {max(ratios):.2f}"
        print(f"{figure}: {medians}  {told}")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
