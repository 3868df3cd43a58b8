"""The processor: the cleaning flow as a Faust app, watched by its committed offsets."""

import asyncio
from pathlib import Path

from winnow.adapters.faust import build_app, partitions, run_app
from winnow.adapters.progress import watch
from winnow.flows import CLEAN
from winnow.ports import EventLog
from winnow.runtime import Pulse
from winnow.serving import Run

GROUP = "processor"


async def process(to: EventLog, run: Run, pulse: Pulse, *, bootstrap_servers: str, data_dir: Path) -> None:
    """Clean what was fetched until the service is asked to stop."""
    app = build_app(CLEAN, run, pulse, group=GROUP, bootstrap_servers=bootstrap_servers, data_dir=data_dir)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run_app(app, pulse))
        tasks.create_task(watch(to, GROUP, CLEAN.source.name, lambda: partitions(app), CLEAN.name, pulse))
