"""A real process that runs the adapter's Faust app with a slow stage which raises for some articles."""

import asyncio
import sys
from pathlib import Path

from winnow.adapters.faust import build_app, run_app
from winnow.adapters.process import supervised
from winnow.envelope import Message
from winnow.flows import Flow, Outcome
from winnow.model import CleanArticle, RawArticle, Stage
from winnow.runtime import Pulse
from winnow.serving import inline
from winnow.telemetry import configure_logging
from winnow.topics import CLEANED, FETCHED

STAGE_SECONDS = 0.02
POISON = b"poison"
OUTSIDE = b"poison outside of the stage"


def step(raw: RawArticle) -> CleanArticle:
    if raw.body == POISON:
        raise ZeroDivisionError("the stage has a bug")
    return CleanArticle(article_id=raw.article_id, url=raw.url, host=raw.host, fetched_at=raw.fetched_at)


FLOW = Flow(name="clean", source=FETCHED, step=step, target=CLEANED, stage=Stage.CLEANED)


async def slowly(flow: Flow, message: Message) -> Outcome:
    await asyncio.sleep(STAGE_SECONDS)
    if OUTSIDE in (message.value or b""):
        raise ZeroDivisionError("what runs the stage has a bug")
    return await inline(flow, message)


async def run(pulse: Pulse) -> None:
    servers, folder = sys.argv[1:]
    app = build_app(FLOW, slowly, pulse, group="processor", bootstrap_servers=servers, data_dir=Path(folder))
    await run_app(app, pulse)


if __name__ == "__main__":
    configure_logging("info")
    sys.exit(asyncio.run(supervised("proof", run)))
