"""Compiled modules are optional: where there are none, their tests are left out, but CI must have them."""

import os
from importlib.util import find_spec
from pathlib import Path

_LEFT_OUT = not os.environ.get("CI") and not find_spec("winnow.stages.html.native.judge")
_NEEDS_NONE = "test_native_build.py"
_HERE = Path(__file__).parent
collect_ignore = [
    str(path.relative_to(_HERE))
    for path in sorted(_HERE.rglob("test_native_*.py"))
    if _LEFT_OUT and path.name != _NEEDS_NONE
]


def pytest_report_header() -> str | None:
    return f"left out, as no native part was built: {', '.join(collect_ignore)}" if collect_ignore else None
