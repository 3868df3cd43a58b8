"""Which host is next: a few dozen bytes a host in memory, whatever the number of its URLs. Pure.

A host stands in the lane of the best URL that is due when its turn comes. In a lane, hosts whose *session* goes on come
before those that wait for one: a few hosts are visited a number of times at their pace, then others are, so that what
is known of them, their robots.txt and their connections stay at hand. While every host that is ready is also visited,
this makes no difference.

A rank is a lane, in a session or not. Heaps, one a rank, hold ``moment << 32 | host``; an entry that is no longer what
the arrays say is skipped when it comes up, so that moving a host costs one push.
"""

import heapq
from array import array

NEVER = -1
_SHIFT = 32
_HOST = (1 << _SHIFT) - 1
_SLACK = 4096
SESSION = 20
"""Visits of a host, one after another, while others wait."""


class HostQueue:
    """Hosts by number, with the moment (milliseconds) and the lane of their next visit."""

    def __init__(self, lanes: int) -> None:
        self._heaps: list[list[int]] = [[] for _ in range(2 * lanes)]
        self._ready = array("q")
        self._free_at = array("q")
        self._rank = bytearray()
        self._visits = bytearray()
        """Of the session that goes on."""
        self._visiting: set[int] = set()

    def __len__(self) -> int:
        return len(self._ready)

    def visiting(self, host: int) -> bool:
        """Say whether a host was taken and not yet given back."""
        return host in self._visiting

    def offer(self, host: int, lane: int, due: int) -> None:
        """Take note of one more URL of a host."""
        self._make_room(host)
        if host in self._visiting:
            return
        moment, ready = max(due, self._free_at[host]), self._ready[host]
        if ready == NEVER or moment < ready or (moment == ready and lane < self._rank[host] // 2):
            self._place(host, lane, moment)

    def put(self, host: int, free_at: int, dues: list[tuple[int, int]]) -> None:
        """Give a host back, or bring it in: not before ``free_at``, and ``dues`` has (lane, moment) of what waits."""
        self._make_room(host)
        self._visiting.discard(host)
        self._free_at[host] = free_at
        if not dues:
            self._ready[host] = NEVER
            self._visits[host] = 0
            return
        moment = max(free_at, min(due for _, due in dues))
        if moment > free_at or self._visits[host] >= SESSION:
            self._visits[host] = 0
        self._place(host, min(lane for lane, due in dues if due <= moment), moment)

    def take(self, now: int) -> tuple[int, int] | None:
        """Take the host and lane to visit now: the best lane first, sessions first, who has waited longest first."""
        for rank, heap in enumerate(self._heaps):
            while heap and heap[0] >> _SHIFT <= now:
                item = heapq.heappop(heap)
                host = item & _HOST
                if self._rank[host] == rank and self._ready[host] == item >> _SHIFT:
                    self._ready[host] = NEVER
                    self._visits[host] += 1
                    self._visiting.add(host)
                    return host, rank // 2
        return None

    def next_ready(self) -> int | None:
        """Return the moment of the earliest visit; at worst too early, when a host has moved since."""
        return min((heap[0] >> _SHIFT for heap in self._heaps if heap), default=None)

    def _place(self, host: int, lane: int, moment: int) -> None:
        rank = 2 * lane + (self._visits[host] == 0)
        self._ready[host] = moment
        self._rank[host] = rank
        heapq.heappush(self._heaps[rank], moment << _SHIFT | host)
        if len(self._heaps[rank]) > 2 * len(self._ready) + _SLACK:
            self._rebuild(rank)

    def _rebuild(self, rank: int) -> None:
        """Drop what has moved, before the heap outgrows the hosts."""
        self._heaps[rank] = [
            ready << _SHIFT | host
            for host, ready in enumerate(self._ready)
            if ready != NEVER and self._rank[host] == rank
        ]
        heapq.heapify(self._heaps[rank])

    def _make_room(self, host: int) -> None:
        while len(self._ready) <= host:
            self._ready.append(NEVER)
            self._free_at.append(0)
            self._rank.append(0)
            self._visits.append(0)
