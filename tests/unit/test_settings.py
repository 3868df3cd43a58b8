"""Settings come from the environment; every problem is reported at once; secrets are masked."""

from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path

import pytest
from winnow.errors import ConfigError
from winnow.settings import CommonSettings, describe, load, setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Example(CommonSettings):
    needed: int = setting("How many.")
    careful: bool = setting("Whether to be careful.", True)


def test_defaults_and_values():
    settings = load(
        Example,
        {
            "WINNOW_NEEDED": "3",
            "WINNOW_CAREFUL": "no",
            "WINNOW_DATA_DIR": "/tmp/x",
            "WINNOW_ALLOWED_PRIVATE_NETWORKS": "127.0.0.0/8, ::1/128",
        },
    )
    assert (settings.needed, settings.careful, settings.http_port) == (3, False, 8400)
    assert settings.data_dir == Path("/tmp/x")
    assert settings.allowed_private_networks == (ip_network("127.0.0.0/8"), ip_network("::1/128"))


def test_all_problems_at_once_by_name():
    environ = {"WINNOW_HTTP_PORT": "many", "WINNOW_CAREFUL": "perhaps", "WINNOW_ALLOWED_PRIVATE_NETWORKS": "10.0.0.1/8"}
    with pytest.raises(ConfigError) as caught:
        load(Example, environ)
    for name in ("WINNOW_NEEDED", "WINNOW_HTTP_PORT", "WINNOW_CAREFUL", "WINNOW_ALLOWED_PRIVATE_NETWORKS"):
        assert name in str(caught.value)


def test_secrets_are_masked():
    printed = describe(load(Example, {"WINNOW_NEEDED": "1", "WINNOW_ELASTICSEARCH_API_KEY": "abc"}))
    assert "WINNOW_ELASTICSEARCH_API_KEY=********" in printed
    assert "abc" not in printed
    assert "WINNOW_ALLOWED_PRIVATE_NETWORKS=\n" in printed
