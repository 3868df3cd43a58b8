"""A consumer that has work and does not move is told from one that has none."""

from winnow.adapters.progress import Progress
from winnow.ports import Lag


def lag(partition: int, committed: int, end: int) -> Lag:
    return Lag(group="g", topic="t", partition=partition, committed=committed, end=end)


def test_work_that_does_not_move_is_a_stall():
    progress = Progress(stalled_after=60)
    assert progress.stalled([lag(0, 5, 9)], now=0) == []
    assert progress.stalled([lag(0, 5, 9)], now=59) == []
    assert progress.stalled([lag(0, 5, 12)], now=61) == [("t", 0)]


def test_a_partition_that_moves_or_has_nothing_to_do_is_fine():
    progress = Progress(stalled_after=60)
    for minute in range(5):
        assert progress.stalled([lag(0, minute, 99), lag(1, 7, 7)], now=minute * 100) == []


def test_one_stuck_partition_shows_among_moving_ones():
    progress = Progress(stalled_after=60)
    stalled = [progress.stalled([lag(0, 3, 9), lag(1, minute, 99)], now=minute * 50) for minute in range(3)]
    assert stalled == [[], [], [("t", 0)]]


def test_time_counts_anew_for_a_partition_that_was_away():
    progress = Progress(stalled_after=60)
    progress.stalled([lag(0, 3, 9)], now=0)
    progress.stalled([], now=50)
    assert progress.stalled([lag(0, 3, 9)], now=100) == []
    assert progress.stalled([lag(0, 3, 9)], now=161) == [("t", 0)]


def test_work_that_arrives_starts_the_clock():
    progress = Progress(stalled_after=60)
    assert progress.stalled([lag(0, 9, 9)], now=0) == []
    assert progress.stalled([lag(0, 9, 10)], now=300) == []
    assert progress.stalled([lag(0, 9, 10)], now=370) == [("t", 0)]
