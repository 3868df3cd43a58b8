"""The alerts speak of metrics that there are, and each leads to a page that says what to do."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from winnow.telemetry import METRICS


@pytest.fixture(scope="module")
def rules(root: Path) -> list[dict[str, Any]]:
    (group,) = yaml.safe_load((root / "deploy/monitoring/alerts.yaml").read_text())["groups"]
    return group["rules"]


def test_alerts_speak_of_metrics_that_there_are(rules: list[dict[str, Any]]) -> None:
    known = {metric.name for metric in METRICS}
    for rule in rules:
        named = set(re.findall(r"winnow_\w+", rule["expr"]))
        assert named, rule["alert"]
        assert named <= known


def test_each_alert_has_a_page_in_the_runbook_and_each_page_an_alert(rules: list[dict[str, Any]], root: Path) -> None:
    pages = {str(page.relative_to(root)) for page in (root / "docs/runbook").glob("*.md")} - {"docs/runbook/README.md"}
    assert {rule["annotations"]["runbook"] for rule in rules} == pages
    for rule in rules:
        assert rule["alert"] in (root / rule["annotations"]["runbook"]).read_text(encoding="utf8")


def test_each_alert_is_tried(rules: list[dict[str, Any]], root: Path) -> None:
    tests = yaml.safe_load((root / "deploy/monitoring/alerts.test.yaml").read_text())["tests"]
    tried = {case["alertname"] for test in tests for case in test["alert_rule_test"] if case["exp_alerts"]}
    assert tried == {rule["alert"] for rule in rules}


def test_the_rules_say_what_they_are_meant_to_say(root: Path) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        message = "no promtool: Debian's package prometheus has it"
        if os.environ.get("CI"):
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    for arguments in (("check", "rules", "alerts.yaml"), ("test", "rules", "alerts.test.yaml")):
        done = subprocess.run(
            [promtool, *arguments], cwd=root / "deploy/monitoring", capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
