"""``winnow up``: everything in one process."""

import asyncio
import sys
from dataclasses import replace
from os import environ
from pathlib import Path
from typing import Annotated, Any

import typer


def up_command(
    data: Annotated[Path | None, typer.Option(help="Folder for everything that is kept. [WINNOW_DATA_DIR]")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on. [WINNOW_HTTP_HOST]")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 picks one. [WINNOW_HTTP_PORT]")] = None,
    samples: Annotated[bool, typer.Option("--samples/--no-samples", help="Serve and ingest the sample site.")] = True,
) -> None:
    """Run all services in one process on SQLite, until Ctrl-C."""
    from winnow.adapters.process import supervised
    from winnow.settings import load
    from winnow.telemetry import configure_logging

    from winnow_standalone.service import run_standalone
    from winnow_standalone.settings import StandaloneSettings

    settings = load(StandaloneSettings, environ)
    given: dict[str, Any] = {"data_dir": data, "http_host": host, "http_port": port}
    settings = replace(settings, **{name: value for name, value in given.items() if value is not None})
    configure_logging(settings.log_level, service="standalone")

    def started(address: str) -> None:
        print(f"Winnow is up: {address}   (data in {settings.data_dir.resolve()}; Ctrl-C stops it)", flush=True)

    code = asyncio.run(
        supervised("standalone", lambda p: run_standalone(settings, p, samples=samples, started=started))
    )
    sys.exit(code)
