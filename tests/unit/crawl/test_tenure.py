"""When a partition's hosts may be visited by the one who was given it."""

from winnow_crawler.tenure import Tenure

WHILE = 2.5
NONE: frozenset[int] = frozenset()


def parts(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


def test_a_partition_is_ours_when_its_last_owner_has_let_go() -> None:
    tenure = Tenure(WHILE)
    assert tenure.ours(parts(0, 1), 100.0) == NONE
    assert tenure.ours(parts(0, 1), 100.0 + WHILE - 0.1) == NONE
    assert tenure.ours(parts(0, 1), 100.0 + WHILE) == parts(0, 1)


def test_a_further_partition_does_not_hold_up_those_that_are_ours() -> None:
    tenure = Tenure(WHILE)
    tenure.ours(parts(0), 0.0)
    assert tenure.ours(parts(0, 1), WHILE) == parts(0)
    assert tenure.ours(parts(0, 1), 2 * WHILE) == parts(0, 1)


def test_after_a_loss_all_start_anew() -> None:
    tenure = Tenure(WHILE)
    tenure.ours(parts(0, 1), 0.0)
    assert tenure.ours(parts(0), WHILE) == NONE
    assert tenure.ours(parts(0), 2 * WHILE) == parts(0)
    assert tenure.ours(NONE, 2 * WHILE) == NONE
    assert tenure.ours(parts(0), 2 * WHILE) == NONE
