"""``winnow replay``: repeat a crawl from archives."""

import asyncio
from dataclasses import replace
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from winnow_standalone.settings import StandaloneSettings


def replay_command(
    archives: Annotated[list[Path], typer.Argument(help="WARC files, plain or gzipped.", exists=True, dir_okay=False)],
    data: Annotated[Path | None, typer.Option(help="Folder of the standalone data. [WINNOW_DATA_DIR]")] = None,
) -> None:
    """Take in what WARC archives hold, without the network; the next `winnow up` cleans and indexes it."""
    from winnow.settings import load
    from winnow.telemetry import configure_logging

    from winnow_standalone.settings import StandaloneSettings

    settings = load(StandaloneSettings, environ)
    settings = settings if data is None else replace(settings, data_dir=data)
    configure_logging(settings.log_level, service="replay")
    visited = asyncio.run(_replay(archives, settings))
    print(f"{visited} URLs taken from {len(archives)} archives into {settings.data_dir.resolve()}")


async def _replay(archives: list[Path], settings: "StandaloneSettings") -> int:
    from winnow.adapters.sqlite_file import owned
    from winnow.adapters.sqlite_log import SqliteEventLog
    from winnow_crawler.replay import replay

    with owned(settings.data_dir):
        async with SqliteEventLog(settings.data_dir / "log.sqlite") as log:
            return await replay(log, settings, archives)
