"""The compose file runs the services as they are, on brokers that let through what they send."""

import importlib.util
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from winnow.topics import MAX_RECORD_BYTES
from winnow_local import elasticsearch, kafka

SERVERS = {"kafka", "elasticsearch"}
HOSTED = re.compile(r"http://127\.0\.0\.1:(\d+)(/\w+)")


def own_services(compose: Any) -> dict[str, Any]:
    return {name: service for name, service in compose.items() if name not in SERVERS}


def properties(lines: str) -> dict[str, str]:
    pairs = (line.partition("=") for line in lines.splitlines() if line and not line.startswith("#"))
    return {key: value for key, _, value in pairs}


def image_environment(root: Path) -> dict[str, str]:
    """Read the variables that the recipe of the images sets."""
    recipe = (root / "deploy/docker/Dockerfile").read_text()
    return dict(re.findall(r"\b(WINNOW_\w+)=(\S+)", recipe))


def test_the_file_is_valid(root: Path) -> None:
    command = ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]
    done = subprocess.run(
        [Path(sys.executable).parent / command[0], *command[1:]], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_service_is_there_and_run_as_it_is_locally(compose: Any, modules: Mapping[str, tuple[str, ...]]) -> None:
    assert {name: tuple(service["command"]) for name, service in own_services(compose).items()} == modules


def test_every_command_is_a_module_that_can_be_run(compose: Any) -> None:
    missing = {
        name
        for name, service in own_services(compose).items()
        if not importlib.util.find_spec(f"{service['command'][0]}.__main__")
    }
    assert not missing


def test_every_variable_is_a_setting(compose: Any, known_settings: set[str], root: Path) -> None:
    given = {name for service in own_services(compose).values() for name in service["environment"]}
    assert given | image_environment(root).keys() <= known_settings


def test_every_service_accepts_its_settings(compose: Any, root: Path) -> None:
    for service in own_services(compose).values():
        environment = {
            **image_environment(root),
            **{name: re.sub(r"\$\{\w+:-(.*)\}", r"\1", str(value)) for name, value in service["environment"].items()},
        }
        done = subprocess.run(
            [sys.executable, "-m", *service["command"], "--print-config"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert environment.items() <= properties(done.stdout).items()


def test_health_is_asked_where_the_service_answers(compose: Any) -> None:
    for service in own_services(compose).values():
        port, path = HOSTED.findall(" ".join(service["healthcheck"]["test"]))[0]
        assert (port, path) == (service["environment"]["WINNOW_ADMIN_PORT"], "/readyz")


def test_the_console_is_published_where_it_listens(compose: Any) -> None:
    port = compose["console"]["environment"]["WINNOW_HTTP_PORT"]
    assert compose["console"]["ports"] == [f"127.0.0.1:{port}:{port}"]


def test_nothing_is_published_beyond_this_machine(compose: Any) -> None:
    published = [port for service in compose.values() for port in service.get("ports", [])]
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_a_service_waits_for_the_servers_it_is_told_of(compose: Any) -> None:
    for name, service in own_services(compose).items():
        assert all(each == {"condition": "service_healthy"} for each in service["depends_on"].values()), name
    assert {name for name, service in own_services(compose).items() if "elasticsearch" in service["depends_on"]} == {
        "console",
        "indexer",
    }


def test_the_brokers_limits_are_those_of_the_local_one(compose: Any, root: Path) -> None:
    local = properties((root / "deploy/local/kafka/server.properties").read_text())
    for name in (
        "auto.create.topics.enable",
        "broker.session.timeout.ms",
        "message.max.bytes",
        "replica.fetch.max.bytes",
    ):
        assert compose["kafka"]["environment"]["KAFKA_" + name.upper().replace(".", "_")] == local[name]
    assert int(local["message.max.bytes"]) >= MAX_RECORD_BYTES


def test_the_versions_are_those_of_the_local_servers(compose: Any, root: Path) -> None:
    assert compose["kafka"]["image"] == f"apache/kafka:{kafka.VERSION}"
    assert compose["elasticsearch"]["image"].endswith(f":{elasticsearch.VERSION}")
    assert f"<kafka.version>{kafka.VERSION}<" in (root / "deploy/local/kafka/pom.xml").read_text()
    descriptor = properties((root / "deploy/local/elasticsearch/plugin/plugin-descriptor.properties").read_text())
    assert descriptor["elasticsearch.version"] == elasticsearch.VERSION


def test_elasticsearch_is_set_up_as_the_local_one(compose: Any) -> None:
    local = dict(line.split(": ") for line in elasticsearch.SETTINGS.splitlines() if not line.startswith("#"))
    given = {name: value for name, value in compose["elasticsearch"]["environment"].items() if name != "ES_JAVA_OPTS"}
    assert given.items() <= local.items()


def test_each_image_has_its_lock_and_its_sources(compose: Any, root: Path) -> None:
    for service in own_services(compose).values():
        made = service["build"]
        assert (root / made["dockerfile"]).is_file()
        name = made["args"]["SERVICE"]
        assert "--hash=sha256:" in (root / f"requirements/{name}.txt").read_text()
        assert (root / f"services/{name}/src" / service["command"][0].partition(".")[0]).is_dir()


def test_the_recipe_of_the_images_is_sound(root: Path) -> None:
    linter = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([linter, root / "deploy/docker/Dockerfile"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", ["libs/common", "services/console", "requirements/build.txt"])
def test_the_builder_is_sent_what_the_recipe_copies(root: Path, path: str) -> None:
    kept = [line[1:] for line in (root / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert path.split("/", maxsplit=1)[0] in kept
