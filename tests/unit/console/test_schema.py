"""The committed description of the API is the one that the app gives."""

from pathlib import Path

from winnow_console.schema import text

COMMITTED = Path(__file__).parents[3] / "schemas" / "openapi.json"


def test_the_committed_description_is_that_of_the_app() -> None:
    assert COMMITTED.read_text(encoding="utf8") == text(), "run `make schemas`"
