"""Generated requests, valid and broken ones, get no answer that the API's description does not allow."""

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
BY_DESIGN = "positive_data_acceptance"
"""A string that is no URL is a valid request, and is answered 422 with its reason."""


@pytest.mark.timeout(300)
async def test_the_api_keeps_to_its_description(world: Any, tmp_path: Path) -> None:
    await world.set_aside(1)
    command = [SCHEMATHESIS, "run", f"{world.url}/api/openapi.json", "--no-color", "--continue-on-failure"]
    command += ["--exclude-checks", BY_DESIGN, "--exclude-path", "/metrics"]
    command += ["--seed", "1", "--phases", "coverage,fuzzing", "--max-examples", "20"]
    process = await asyncio.create_subprocess_exec(
        *map(str, command), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, cwd=tmp_path
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()[-6000:]
