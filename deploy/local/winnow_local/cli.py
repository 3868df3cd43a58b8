"""The commands: all of Winnow up and down, or one server on its own."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from . import elasticsearch, kafka, machine, whole
from .errors import LocalError, MissingProgramError

STATE = Path(__file__).parents[3] / ".local"
WHOLE = {
    "up": (whole.up, "start Kafka, Elasticsearch and every service; what runs already stays"),
    "down": (whole.down, "stop what `up` started; data stays"),
    "status": (whole.status, "say what runs"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 failed, 2 wrong use, 3 a program is missing on this machine."""
    wanted = _parser().parse_args(arguments)
    folder = (wanted.dir or STATE / wanted.of).resolve()
    try:
        print(WHOLE[wanted.command][0](folder) if wanted.command in WHOLE else _one(wanted, folder))
    except MissingProgramError as problem:
        print(problem, file=sys.stderr)
        return 3
    except LocalError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _one(wanted: argparse.Namespace, folder: Path) -> str:
    server = whole.SERVERS[wanted.command]
    match wanted.action:
        case "fetch":
            return str(server.fetch())
        case "start":
            with machine.locked(folder / "start.lock"):
                return str(server.start(folder, port=wanted.port, heap=wanted.heap))
        case "stop":
            return "stopped" if server.stop(folder) else "was not running"
        case _:
            server.wipe(folder)
            return "stopped, its data removed"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python deploy/local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (_, told) in WHOLE.items():
        command = commands.add_parser(name, help=told)
        command.add_argument("--dir", type=Path, help="data, logs and pids (.local)")
        command.set_defaults(of="")
    for name, (port, heap) in {"kafka": (kafka.PORT, "512m"), "elasticsearch": (elasticsearch.PORT, "1g")}.items():
        server = commands.add_parser(name, help=f"one {name} on its own")
        server.add_argument("action", choices=["fetch", "start", "stop", "wipe"])
        server.add_argument("--dir", type=Path, help=f"its data, log and pid (.local/{name})")
        server.add_argument("--port", type=int, default=port, help="0 takes any free one (%(default)s)")
        server.add_argument("--heap", default=heap, help="memory of the Java heap (%(default)s)")
        server.set_defaults(of=name)
    return parser
