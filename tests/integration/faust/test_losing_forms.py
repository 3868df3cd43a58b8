"""What Faust does with a message whose processing raises, in the forms that Winnow avoids (docs/adr/0003).

Each test states a loss. One that fails after an upgrade of Faust is good news: the form became safe.
"""

import asyncio
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from winnow.adapters.kafka import KafkaEventLog
from winnow.envelope import Record
from winnow.errors import Transient
from winnow.model import Request
from winnow.topics import Topic

WORKER = Path(__file__).with_name("losing_worker.py")
COUNT = 30


def start(arguments: list[str], folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "log").open("wb") as out:
        return subprocess.Popen([sys.executable, str(WORKER), *arguments], stdout=out, stderr=out, cwd=folder)


async def committed_everything(log: KafkaEventLog, name: str) -> None:
    async with asyncio.timeout(40):
        while await behind(log, name):
            await asyncio.sleep(0.2)


async def behind(log: KafkaEventLog, name: str) -> bool:
    try:
        return any(lag.messages for lag in await log.lag(name, [f"{name}.in"]))
    except Transient:  # a new broker makes the coordinator of its first group when it is asked for it
        return True


@pytest.mark.parametrize(
    ("form", "least_lost"),
    [
        ("exception_leaves_the_loop", {"3"}),
        ("take", {"3", "4"}),  # the rest of its batch of five
        ("noack", {"3"}),
    ],
)
async def test_faust_commits_what_was_never_processed(
    kafka_bootstrap: str, tmp_path: Path, form: str, least_lost: set[str]
) -> None:
    name = f"losing.{form.replace('_', '.')}.{uuid.uuid4().hex[:8]}"
    topics = [Topic(name=f"{name}.{end}", type=Request, key="", compacted=False, doc="") for end in ("in", "out")]
    async with KafkaEventLog(kafka_bootstrap, partitions=1) as log:
        await log.create(topics)
        await log.publish([Record(topic=f"{name}.in", key=None, value=b"%d" % n) for n in range(COUNT)])
        worker = start([form, kafka_bootstrap, name], tmp_path)
        try:
            await committed_everything(log, name)
        finally:
            worker.kill()
            worker.wait()
        passed = {(message.value or b"").decode() async for message in log.read(f"{name}.out")}
    lost = {str(n) for n in range(COUNT)} - passed
    assert lost >= least_lost, "everything is committed, and this never came out"
