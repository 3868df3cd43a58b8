"""The queue of hosts against a plain list of what waits."""

from hypothesis import given
from hypothesis import strategies as st
from winnow.crawl.host_queue import SESSION, HostQueue


def test_the_best_lane_comes_first_then_who_waited_longest() -> None:
    queue = HostQueue(3)
    queue.offer(0, 2, 5)
    queue.offer(1, 2, 3)
    queue.offer(2, 0, 9)
    assert [queue.take(10) for _ in range(4)] == [(2, 0), (1, 2), (0, 2), None]


def test_a_host_is_given_out_once_until_it_is_given_back() -> None:
    queue = HostQueue(1)
    queue.offer(0, 0, 0)
    queue.offer(0, 0, 0)
    assert queue.take(1) == (0, 0)
    queue.offer(0, 0, 0)
    assert queue.take(9) is None
    queue.put(0, 50, [(0, 0)])
    assert queue.take(49) is None
    assert queue.next_ready() == 50
    assert queue.take(50) == (0, 0)


def test_the_lane_is_that_of_the_best_url_due_when_the_host_is_free() -> None:
    queue = HostQueue(3)
    queue.put(0, 100, [(2, 10), (1, 90), (0, 500)])
    assert queue.take(100) == (0, 1)


def test_a_host_is_visited_for_a_session_and_then_others_are() -> None:
    queue = HostQueue(2)
    for host in range(2):
        queue.offer(host, 1, 0)
    visits = []
    for now in range(2 * SESSION + 1):
        taken = queue.take(now)
        assert taken is not None
        visits.append(taken[0])
        queue.put(taken[0], now, [(1, 0)])
    assert visits == [0] * SESSION + [1] * SESSION + [0]


def test_a_session_does_not_hold_up_a_better_lane_nor_outlast_a_host_that_rests() -> None:
    queue = HostQueue(2)
    queue.offer(0, 1, 0)
    queue.take(0)
    queue.put(0, 5, [(1, 0)])
    queue.offer(1, 1, 1)
    queue.offer(2, 0, 5)
    assert [queue.take(now) for now in (4, 5, 5)] == [(1, 1), (2, 0), (0, 1)]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(0, 50)), max_size=200))
def test_every_offered_host_comes_up_at_its_earliest_moment(offers: list[tuple[int, int, int]]) -> None:
    queue = HostQueue(3)
    earliest: dict[int, int] = {}
    for host, lane, due in offers:
        queue.offer(host, lane, due)
        earliest[host] = min(due, earliest.get(host, due))
    for now in range(51):
        while (taken := queue.take(now)) is not None:
            assert earliest.pop(taken[0]) == now
    assert not earliest
