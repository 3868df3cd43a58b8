"""When a busy server will never take a write, by its own words."""

import pytest
from winnow.adapters.elasticsearch import never_fits

MB = 1024 * 1024


def words(kind: str, used: int, wanted: int, limit: int) -> str:
    return (
        f"es_rejected_execution_exception: rejected execution of {kind} operation [coordinating_and_primary_bytes="
        f"{used}, replica_bytes=0, all_bytes={used}, {kind}_operation_bytes={wanted}, max_{kind}_bytes={limit}]"
    )


@pytest.mark.parametrize(
    ("said", "size", "never"),
    [
        (words("primary", 12 * MB, 48 * MB, 51 * MB), 12 * MB, True),
        (words("primary", 45 * MB, 8 * MB, 51 * MB), 2 * MB, False),  # what others write fills it
        (words("primary", 45 * MB, 52 * MB, 51 * MB), 2 * MB, True),
        (words("coordinating", 0, 60 * MB, 51 * MB), 60 * MB, True),
        (words("coordinating", 30 * MB, 30 * MB, 51 * MB), 30 * MB, False),  # half of it is others'
        ("es_rejected_execution_exception: queue capacity", 1, False),
        ("", 0, False),
    ],
)
def test_only_what_no_idle_server_would_take_is_given_up(said: str, size: int, never: bool) -> None:
    assert never_fits(said, size) is never
