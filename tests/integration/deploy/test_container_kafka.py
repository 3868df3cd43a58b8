"""A real Kafka accepts what the containers are told: the image writes each KAFKA_ variable as a property."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from winnow_local import kafka, machine

ROOT = Path(__file__).parents[3]
NOT_PROPERTIES = {"KAFKA_HEAP_OPTS"}


def of_compose() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["kafka"][
        "environment"
    ]
    return found


def of_kubernetes() -> dict[str, str]:
    manifests: Any = yaml.safe_load_all((ROOT / "deploy/k8s/overlays/local/kafka.yaml").read_text())
    (broker,) = (each for each in manifests if each["kind"] == "StatefulSet")
    return {each["name"]: each["value"] for each in broker["spec"]["template"]["spec"]["containers"][0]["env"]}


@pytest.mark.parametrize("environment", [of_compose(), of_kubernetes()], ids=["compose", "kubernetes"])
@pytest.mark.usefixtures("kafka_bootstrap")
def test_a_real_kafka_accepts_the_settings(environment: dict[str, str], tmp_path: Path) -> None:
    own = {**environment, "KAFKA_LOG_DIRS": str(tmp_path / "data")}
    lines = [
        f"{name.removeprefix('KAFKA_').lower().replace('_', '.')}={value}"
        for name, value in own.items()
        if name not in NOT_PROPERTIES
    ]
    properties = tmp_path / "server.properties"
    properties.write_text("\n".join(lines))
    java = machine.java_home(kafka.JAVA) / "bin/java"
    tool = [str(java), "-cp", f"{kafka.fetch()}/*", "kafka.tools.StorageTool"]
    options = ["format", "-t", "d2lubm93LW9uLWEtZGVzaw", "-c", str(properties)]
    done = subprocess.run([*tool, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
