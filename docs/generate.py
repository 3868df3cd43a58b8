"""Write the pages of this folder that follow from the code: ``python docs/generate.py``.

A test fails when they drift.
"""

from dataclasses import fields
from importlib import import_module
from pathlib import Path

from winnow.settings import CommonSettings, variable
from winnow.telemetry import METRICS

HERE = Path(__file__).parent
SERVICES = ("crawler", "processor", "indexer", "console")


def metrics_page() -> str:
    """List every metric of the registry."""
    rows = [
        f"| `{row.name}` | {row.kind.__name__.lower()} | {row.unit} | {', '.join(row.labels) or '–'} | {row.help} |"
        for row in METRICS
    ]
    return "\n".join(
        [
            "# Metrics",
            "",
            "Every service answers `/metrics` on its admin port, the console also on its own. Generated from",
            "`winnow.telemetry`.",
            "",
            "| name | kind | unit | labels | meaning |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def settings_page() -> str:
    """List every setting of every service."""
    common = {each.name for each in fields(CommonSettings)}
    parts = [
        "# Settings",
        "",
        "All come from the environment. `--print-config` of a service prints what is in force, secrets masked.",
        "Generated from the settings classes.",
        "",
        "## Every service",
        "",
        *_table(CommonSettings, set()),
    ]
    for service in SERVICES:
        settings = getattr(import_module(f"winnow_{service}.settings"), f"{service.capitalize()}Settings")
        if {each.name for each in fields(settings)} - common:
            parts += ["", f"## {service}", "", *_table(settings, common)]
    return "\n".join([*parts, ""])


def _table(settings: type, leave_out: set[str]) -> list[str]:
    rows = [
        f"| `{variable(each)}` | `{_shown(each.default)}` | {each.metadata['doc']} |"
        for each in fields(settings)
        if each.name not in leave_out
    ]
    return ["| variable | default | meaning |", "|---|---|---|", *rows]


def _shown(default: object) -> str:
    return ",".join(map(str, default)) if isinstance(default, tuple) else str(default)


def pages() -> dict[str, str]:
    """Return the generated pages by file name."""
    return {"metrics.md": metrics_page(), "settings.md": settings_page()}


if __name__ == "__main__":
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf8")
