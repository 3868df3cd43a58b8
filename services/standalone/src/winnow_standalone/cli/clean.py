"""``winnow clean``: cleaning alone, no server."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from io import RawIOBase
from pathlib import Path
from typing import Annotated

import typer

_PIECE_BYTES = 1 << 18


def clean_command(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE…|-]", help="Files to clean; - or none: stdin.")
    ] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="A JSON row in, a JSON row out, in order.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show what was removed, and why.")] = False,
) -> None:
    """Strip articles of their debris. HTML and plain text, from files or from standard input."""
    streams = _open_all(files or ["-"])
    failed = _clean_rows(streams) if jsonl else _clean_files(streams, explain=explain)
    raise typer.Exit(1 if failed else 0)


def _open_all(files: list[str]) -> Iterator[tuple[str, RawIOBase]]:
    missing = [name for name in files if name != "-" and (Path(name).is_dir() or not Path(name).exists())]
    if missing:
        raise typer.BadParameter(f"no such file: {', '.join(missing)}")
    return ((name, _open(name)) for name in files)


def _open(name: str) -> RawIOBase:
    if name == "-":
        return os.fdopen(0, "rb", buffering=0, closefd=False)
    return Path(name).open("rb", buffering=0)


def _clean_rows(streams: Iterator[tuple[str, RawIOBase]]) -> bool:
    """Answer each row; say whether one failed."""
    from winnow.adapters.garbage import keep_freed_memory
    from winnow.adapters.sandbox import Sandbox
    from winnow.errors import Refused, Rejected

    from winnow_standalone.cli.rows import answer, encode, error_row

    keep_freed_memory()
    failed = False
    write = sys.stdout.buffer.write
    with Sandbox(answer, start="fork") as sandbox:
        for line in _lines(streams):
            try:
                cleaned = sandbox.run(line)
            except (Refused, Rejected) as error:
                failed = True
                cleaned = encode(error_row(line, error))
            write(cleaned + b"\n")
    sys.stdout.buffer.flush()
    return failed


def _lines(streams: Iterator[tuple[str, RawIOBase]]) -> Iterator[bytes]:
    for _, stream in streams:
        with closing(stream):
            for line in _split(stream):
                if not line.isspace():
                    yield line


def _split(stream: RawIOBase) -> Iterator[bytes]:
    """Go through a stream's lines, in half the time that it takes by itself where lines are longer than its buffer."""
    begun: list[bytes] = []
    while piece := stream.read(_PIECE_BYTES):
        start = 0
        while end := piece.find(b"\n", start) + 1:
            yield b"".join([*begun, piece[start:end]])
            begun.clear()
            start = end
        begun.append(piece[start:])
    if rest := b"".join(begun):
        yield rest


def _clean_files(streams: Iterator[tuple[str, RawIOBase]], *, explain: bool) -> bool:
    """Print each file for a person; say whether one failed."""
    from winnow.adapters.sandbox import Sandbox
    from winnow.errors import Refused, Rejected
    from winnow.stages.clean import clean

    from winnow_standalone.cli.rows import InputRow, raw_article
    from winnow_standalone.cli.show import show

    failed = False
    with Sandbox(clean, start="fork") as sandbox:
        for name, stream in streams:
            with closing(stream):
                body = stream.read()
            row = InputRow(id=name, content_type=_content_type(name, body), content_base64=body)
            try:
                show(sandbox.run(raw_article(row)), explain=explain)
            except (Refused, Rejected) as error:
                failed = True
                print(f"winnow: {name}: {error}", file=sys.stderr)
    return failed


def _content_type(name: str, body: bytes) -> str:
    if Path(name).suffix.lower() in {".html", ".htm", ".xhtml"}:
        return "text/html"
    return "text/html" if body[:1024].lstrip().startswith(b"<") else "text/plain"
