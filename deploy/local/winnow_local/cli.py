"""The commands: fetch, start, stop and wipe one server."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from . import elasticsearch, kafka, machine
from .errors import LocalError, MissingProgramError

SERVERS = {"kafka": kafka, "elasticsearch": elasticsearch}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 failed, 2 wrong use, 3 a program is missing on this machine."""
    wanted = _parser().parse_args(arguments)
    try:
        _run(wanted)
    except MissingProgramError as problem:
        print(problem, file=sys.stderr)
        return 3
    except LocalError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _run(wanted: argparse.Namespace) -> None:
    server = SERVERS[wanted.command]
    folder = wanted.dir.resolve()
    match wanted.action:
        case "fetch":
            print(server.fetch())
        case "start":
            with machine.locked(folder / "start.lock"):
                print(server.start(folder, port=wanted.port, heap=wanted.heap))
        case "stop":
            server.stop(folder)
        case "wipe":
            server.wipe(folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python deploy/local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (port, heap) in {"kafka": (kafka.PORT, "512m"), "elasticsearch": (elasticsearch.PORT, "1g")}.items():
        server = commands.add_parser(name, help=f"one {name} on its own")
        server.add_argument("action", choices=["fetch", "start", "stop", "wipe"])
        server.add_argument("--dir", type=Path, default=f".local/{name}", help="its data, log and pid (%(default)s)")
        server.add_argument("--port", type=int, default=port, help="0 takes any free one (%(default)s)")
        server.add_argument("--heap", default=heap, help="memory of the Java heap (%(default)s)")
    return parser
