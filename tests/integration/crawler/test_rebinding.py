"""Names that change their mind: the system's own resolver, a real name server, and a public address that is ours.

All of it runs in network namespaces of its own, so that the crawler is the real one with nothing put into it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WORLD = Path(__file__).with_name("rebinding.py")
NAMESPACES = ("unshare", "--user", "--map-root-user", "--net", "--mount")
PUBLIC, PRIVATE = "93.184.216.34", "10.0.0.1"


def told(*arguments: str) -> dict[str, dict[str, object]]:
    """Run the world and return what it printed."""
    try:
        subprocess.run([*NAMESPACES, "ip", "link"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no network namespaces, or no ip to set them up: {error}")
    done = subprocess.run([*NAMESPACES, sys.executable, WORLD, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_no_name_leads_to_a_private_address_at_the_first_the_redirected_or_the_repeated_fetch() -> None:
    world = told("crawl")
    assert set(world["came_to"]) == {PUBLIC}
    assert world["ended"] == {
        "http://steady.test/": "ok",
        "http://redirects.test/": "followed",
        **{
            f"http://{name}.test/": "private-address"
            for name in ("inside", "mixed", "mapped", "rebinds", "retried", "target")
        },
    }


def test_the_same_names_do_lead_there_when_the_network_is_named() -> None:
    """What the other test does not see would be seen."""
    world = told("crawl", "10.0.0.0/8")
    assert set(world["came_to"]) == {PUBLIC, PRIVATE}
    assert world["ended"]["http://rebinds.test/"] == "ok"


def test_names_that_nobody_answers_for_delay_no_other() -> None:
    world = told("look-up")
    assert world == {"found": [PUBLIC], "over": 0}
