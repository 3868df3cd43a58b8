"""What kustomize makes is valid, hardened, and runs the services as they are."""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

TARGETS = ["base", "overlays/local", "overlays/production"]
PART = {"app.kubernetes.io/part-of": "winnow"}
KUBERNETES = ["1.30", "1.34"]


@functools.cache
def rendered(root: Path, target: str) -> str:
    kustomize = ["kubectl", "kustomize"] if shutil.which("kubectl") else ["kustomize", "build"]
    if not shutil.which(kustomize[0]):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no kubectl and no kustomize")
    command = [*kustomize, str(root / "deploy/k8s" / target)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module", params=TARGETS)
def objects(request: pytest.FixtureRequest, root: Path) -> Any:
    return list(yaml.safe_load_all(rendered(root, request.param)))


def of_kind(objects: Any, kind: str) -> dict[str, Any]:
    return {each["metadata"]["name"]: each for each in objects if each["kind"] == kind}


def own_services(objects: Any) -> dict[str, Any]:
    """Return the workloads that are Winnow's, by name."""
    workloads = {**of_kind(objects, "Deployment"), **of_kind(objects, "StatefulSet")}
    return {
        name: each for name, each in workloads.items() if PART.items() <= each["metadata"].get("labels", {}).items()
    }


def container(deployment: Any) -> Any:
    (only,) = deployment["spec"]["template"]["spec"]["containers"]
    return only


def settings_of(objects: Any, deployment: Any) -> dict[str, str]:
    maps = of_kind(objects, "ConfigMap")
    return {
        name: value
        for source in container(deployment)["envFrom"]
        for name, value in maps[source["configMapRef"]["name"]]["data"].items()
    }


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("version", KUBERNETES)
def test_it_is_valid(root: Path, tmp_path: Path, target: str, version: str) -> None:
    manifests = tmp_path / "all.yaml"
    manifests.write_text(rendered(root, target))
    command: list[str | Path] = [
        Path(sys.executable).parent / "kubernetes-validate",
        "--strict",
        "--kubernetes-version",
        version,
        manifests,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_service_is_run_as_it_is_locally(objects: Any, modules: Mapping[str, tuple[str, ...]]) -> None:
    deployments = own_services(objects)
    assert {name: tuple(container(each)["args"]) for name, each in deployments.items()} == modules


def test_every_variable_is_a_setting(objects: Any, known_settings: set[str]) -> None:
    for deployment in own_services(objects).values():
        extra = {each["name"] for each in container(deployment).get("env", [])}
        assert settings_of(objects, deployment).keys() | extra <= known_settings


def test_every_service_accepts_its_settings(objects: Any) -> None:
    for deployment in own_services(objects).values():
        assert not complaint(tuple(container(deployment)["args"]), tuple(settings_of(objects, deployment).items()))


@functools.cache
def complaint(command: tuple[str, ...], environment: tuple[tuple[str, str], ...]) -> str:
    """Start a service just far enough to read its settings, and return what it says against them."""
    started = [sys.executable, "-m", *command, "--print-config"]
    done = subprocess.run(started, env=dict(environment), capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else ""


def test_probes_ask_where_the_service_answers(objects: Any) -> None:
    for deployment in own_services(objects).values():
        it = container(deployment)
        ports = {port["name"]: str(port["containerPort"]) for port in it["ports"]}
        assert ports["admin"] == settings_of(objects, deployment)["WINNOW_ADMIN_PORT"]
        assert it["livenessProbe"]["httpGet"] == {"path": "/livez", "port": "admin"}
        assert it["readinessProbe"]["httpGet"] == {"path": "/readyz", "port": "admin"}


def test_the_console_is_reached_where_it_listens(objects: Any) -> None:
    console = own_services(objects)["console"]
    ports = {port["name"]: str(port["containerPort"]) for port in container(console)["ports"]}
    assert ports["http"] == settings_of(objects, console)["WINNOW_HTTP_PORT"]
    service = of_kind(objects, "Service")["console"]["spec"]
    assert service["selector"].items() <= console["spec"]["template"]["metadata"]["labels"].items()
    assert service["ports"][0]["targetPort"] == "http"


def test_no_pod_may_more_than_it_must(objects: Any) -> None:
    for each in [*of_kind(objects, "Deployment").values(), *of_kind(objects, "StatefulSet").values()]:
        pod = each["spec"]["template"]["spec"]
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert container(each)["securityContext"]["allowPrivilegeEscalation"] is False
        assert container(each)["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert container(each)["resources"]["limits"]["memory"]


def test_services_cannot_write_but_to_their_volumes(objects: Any, root: Path) -> None:
    recipe = (root / "deploy/docker/Dockerfile").read_text()
    for deployment in own_services(objects).values():
        it = container(deployment)
        assert it["securityContext"]["readOnlyRootFilesystem"] is True
        paths = {mount["mountPath"] for mount in it["volumeMounts"]}
        assert "/tmp" in paths
        assert any(f"WINNOW_DATA_DIR={path} " in recipe for path in paths)
        assert f"USER {deployment['spec']['template']['spec']['securityContext']['runAsUser']}:" in recipe


def test_what_the_crawler_has_taken_outlives_its_pod(objects: Any) -> None:
    crawler = of_kind(objects, "StatefulSet")["crawler"]
    (claim,) = crawler["spec"]["volumeClaimTemplates"]
    mounts = {mount["name"]: mount["mountPath"] for mount in container(crawler)["volumeMounts"]}
    assert mounts[claim["metadata"]["name"]] == "/var/lib/winnow"
    assert claim["metadata"]["name"] not in {each["name"] for each in crawler["spec"]["template"]["spec"]["volumes"]}


def test_every_deployment_has_a_budget_and_the_policies_find_their_pods(objects: Any) -> None:
    labels = [each["spec"]["template"]["metadata"]["labels"] for each in own_services(objects).values()]
    budgets = of_kind(objects, "PodDisruptionBudget")
    assert budgets.keys() == own_services(objects).keys()
    selectors = [each["spec"]["selector"] for each in budgets.values()]
    selectors += [each["spec"]["podSelector"] for each in of_kind(objects, "NetworkPolicy").values()]
    for selector in selectors:
        assert any(_matches(selector, each) for each in labels), selector


def _matches(selector: Any, labels: Mapping[str, str]) -> bool:
    wanted = selector.get("matchLabels", {}).items() <= labels.items()
    return wanted and all(labels.get(each["key"]) in each["values"] for each in selector.get("matchExpressions", []))
