"""A real process that runs a Faust app in a form that loses messages: what Winnow does not do."""

import asyncio
import sys

import faust
from winnow.adapters.process import supervised
from winnow.runtime import Pulse
from winnow.telemetry import configure_logging

BAD = b"3"
RAW = {"key_serializer": "raw", "value_serializer": "raw", "key_type": bytes, "value_type": bytes}


def build(form: str, servers: str, name: str) -> faust.App:
    app = faust.App(
        name,
        broker=f"kafka://{servers}",
        store="memory://",
        web_enabled=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        broker_commit_interval=0.5,
        datadir=f"/tmp/{name}",
    )
    source, target = app.topic(f"{name}.in", **RAW), app.topic(f"{name}.out", **RAW)

    async def passed_on(value: bytes) -> None:
        if value == BAD:
            raise ZeroDivisionError
        await (await target.send(value=value))

    async def exception_leaves_the_loop(stream) -> None:
        async for event in stream.events():
            await passed_on(event.value)

    async def take(stream) -> None:
        async for values in stream.take(5, within=0.5):
            for value in values:
                await passed_on(value)

    async def noack(stream) -> None:
        async for event in stream.noack().events():
            await passed_on(event.value)
            await stream.ack(event)

    forms = {each.__name__: each for each in (exception_leaves_the_loop, take, noack)}
    app.agent(source)(forms[form])
    return app


async def run(pulse: Pulse) -> None:
    app = build(*sys.argv[1:])
    await app.start()
    await pulse.stopping.wait()


if __name__ == "__main__":
    configure_logging("info")
    sys.exit(asyncio.run(supervised("losing", run)))
