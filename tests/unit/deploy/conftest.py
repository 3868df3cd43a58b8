"""The deployment's files, read once, and what the code says they have to agree with."""

import dataclasses
import importlib
import importlib.util
from pathlib import Path
from typing import Any

import pytest
import yaml
from winnow.settings import CommonSettings, variable
from winnow_local import services

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def compose() -> Any:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


@pytest.fixture(scope="session")
def modules() -> dict[str, tuple[str, ...]]:
    """Return what each service is run as, by name: the module, then its arguments."""
    return {service.name: service.command for service in services.present()}


@pytest.fixture(scope="session")
def known_settings() -> set[str]:
    """Return every variable that some service reads."""
    names: set[str] = set()
    for package in {service.command[0].partition(".")[0] for service in services.present()}:
        if importlib.util.find_spec(f"{package}.settings"):
            for kind in vars(importlib.import_module(f"{package}.settings")).values():
                if isinstance(kind, type) and issubclass(kind, CommonSettings):
                    names |= {variable(each) for each in dataclasses.fields(kind)}
    return names
