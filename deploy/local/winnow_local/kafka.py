"""One Kafka node (KRaft) from Maven artifacts."""

import base64
import os
import shutil
import subprocess
from pathlib import Path

from . import background, machine
from .errors import LocalError

VERSION = "4.3.1"
PORT = 9092
FILES = Path(__file__).parent.parent / "kafka"
JAVA = 17
READY = "Kafka Server started"


def fetch() -> Path:
    """Return the folder of Kafka's jars; fetch them at the first use."""
    jars = machine.cache() / f"kafka-{VERSION}"
    with machine.locked(machine.cache() / "kafka.lock"):
        if not jars.exists():
            machine.say(f"fetching Kafka {VERSION} (45 MB, once)")
            partial = jars.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            goal = (f"{machine.MAVEN_DEPENDENCY_PLUGIN}:copy-dependencies", "-DincludeScope=runtime")
            machine.maven("--file", str(FILES / "pom.xml"), *goal, f"-DoutputDirectory={partial}")
            partial.rename(jars)
    return jars


def start(folder: Path, *, port: int = PORT, heap: str = "512m") -> str:
    """Start the broker of this folder unless it runs; return its address once it takes requests."""
    address = f"127.0.0.1:{machine.port_of(folder, 'kafka', port)}"
    if background.running(folder) is None:
        java = _java(fetch())
        machine.say("starting Kafka")
        properties = _configure(folder, address)
        _format(folder, java, properties)
        options = (f"-Xms{heap}", f"-Xmx{heap}", "-XX:+UseG1GC", f"-Dlog4j2.configurationFile={FILES / 'log4j2.xml'}")
        pid = background.launch([*java, *options, "kafka.Kafka", str(properties)], folder)
        background.remember(folder, pid)
    background.wait_until(lambda: _is_ready(folder), folder, name="Kafka")
    return address


def stop(folder: Path) -> bool:
    """Stop the broker of this folder."""
    return background.stop(folder)


def wipe(folder: Path) -> None:
    """Stop the broker of this folder and forget its data."""
    stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _java(jars: Path) -> list[str]:
    return [str(machine.java_home(JAVA) / "bin/java"), "-cp", f"{jars}{os.sep}*"]


def _configure(folder: Path, address: str) -> Path:
    controller = f"127.0.0.1:{machine.port_of(folder, 'controller')}"
    own = {
        "listeners": f"CLIENT://{address},CONTROLLER://{controller}",
        "advertised.listeners": f"CLIENT://{address}",
        "controller.quorum.voters": f"1@{controller}",
        "log.dirs": str(folder / "data"),
    }
    properties = folder / "server.properties"
    lines = "".join(f"{key}={value}\n" for key, value in own.items())
    properties.write_text((FILES / "server.properties").read_text(encoding="utf-8") + lines, encoding="utf-8")
    return properties


def _format(folder: Path, java: list[str], properties: Path) -> None:
    if (folder / "data/meta.properties").exists():
        return
    cluster = base64.urlsafe_b64encode(b"winnow-on-a-desk").decode().rstrip("=")
    command = [*java, "kafka.tools.StorageTool", "format", "-t", cluster, "-c", str(properties)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LocalError(f"Kafka could not prepare {folder / 'data'}:\n{done.stdout}{done.stderr}")


def _is_ready(folder: Path) -> bool:
    return READY in (folder / background.LOG_FILE).read_text(encoding="utf-8", errors="replace")
