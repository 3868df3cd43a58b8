"""The description of the events says what the code does, and is valid by the standard's own parser."""

import fcntl
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from winnow.adapters.kafka import OVERHEAD_BYTES
from winnow.codec import encode
from winnow.envelope import Envelope, Trace
from winnow.model import DeadLetter, Request
from winnow.topics import ALL_TOPICS, MAX_RECORD_BYTES, REQUESTED, Topic

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "schemas/asyncapi.yaml"
PARSER = "@asyncapi/parser@3.6.3"
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    made: dict[str, Any] = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    return made


@pytest.fixture(scope="module")
def parser() -> Path:
    """Return the folder of the parser, fetched at the first use."""
    folder = ROOT / ".local/asyncapi"
    folder.mkdir(parents=True, exist_ok=True)
    npm = shutil.which("npm")
    if npm is None:
        return missing("no npm on this machine")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "node_modules/@asyncapi/parser").exists():
            command = [npm, "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]
            done = subprocess.run([*command, "--prefix", folder, PARSER], capture_output=True, text=True, check=False)
            if done.returncode:
                return missing(f"{PARSER} cannot be fetched: {done.stderr[-500:]}")
    return folder


def missing(why: str) -> Path:
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def test_it_is_valid(parser: Path) -> None:
    check = Path(__file__).with_name("asyncapi_check.mjs")
    done = subprocess.run(["node", check, parser, DOCUMENT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_topic_is_a_channel_and_no_other(document: dict[str, Any]) -> None:
    assert {each["address"] for each in document["channels"].values()} == {topic.name for topic in ALL_TOPICS}


@pytest.mark.parametrize("topic", ALL_TOPICS, ids=lambda topic: topic.name)
def test_a_channel_says_of_its_topic_what_is_so(document: dict[str, Any], topic: Topic[Any]) -> None:
    channel = next(each for each in document["channels"].values() if each["address"] == topic.name)
    assert list(channel["messages"]) == [topic.type.__name__]
    configuration = channel["bindings"]["kafka"]["topicConfiguration"]
    assert configuration["cleanup.policy"] == ["compact" if topic.compacted else "delete"]
    assert configuration["max.message.bytes"] == MAX_RECORD_BYTES + OVERHEAD_BYTES
    message = document["components"]["messages"][topic.type.__name__]
    assert message["bindings"]["kafka"]["key"]["description"] == topic.key
    schema = "dead-letter" if topic.type is DeadLetter else topic.name
    assert message["payload"]["$ref"] == f"./events/{schema}.json"
    assert (ROOT / "schemas/events" / f"{schema}.json").exists()


def test_the_headers_are_those_of_a_record(document: dict[str, Any]) -> None:
    request = Request(article_id="a", url="https://tea.example/", host="tea.example", requested_at=NOON)
    envelope = Envelope(key=request.host, trace=Trace.start("a"), occurred_at=NOON, payload=request)
    written = {name for name, _ in encode(REQUESTED, envelope).headers}
    described = document["components"]["messageTraits"]["cloudEvent"]["headers"]
    assert written == set(described["properties"])
    assert set(described["required"]) == written - {"ce_host"}


def test_every_channel_is_used(document: dict[str, Any]) -> None:
    used = {each["channel"]["$ref"].rpartition("/")[2] for each in document["operations"].values()}
    assert used == set(document["channels"])
