"""Which host is next: a few dozen bytes a host in memory, whatever the number of its URLs. Pure.

A host stands in the lane of the best URL that is due when its turn comes. Heaps hold ``moment << 32 | host``; an entry
that is no longer what the arrays say is skipped when it comes up, so that moving a host costs one push.
"""

import heapq
from array import array

NEVER = -1
_SHIFT = 32
_HOST = (1 << _SHIFT) - 1
_SLACK = 4096


class HostQueue:
    """Hosts by number, with the moment (milliseconds) and the lane of their next visit."""

    def __init__(self, lanes: int) -> None:
        self._heaps: list[list[int]] = [[] for _ in range(lanes)]
        self._ready = array("q")
        self._free_at = array("q")
        self._lane = bytearray()
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
        if ready == NEVER or moment < ready or (moment == ready and lane < self._lane[host]):
            self._place(host, lane, moment)

    def put(self, host: int, free_at: int, dues: list[tuple[int, int]]) -> None:
        """Give a host back, or bring it in: not before ``free_at``, and ``dues`` has (lane, moment) of what waits."""
        self._make_room(host)
        self._visiting.discard(host)
        self._free_at[host] = free_at
        if not dues:
            self._ready[host] = NEVER
            return
        moment = max(free_at, min(due for _, due in dues))
        self._place(host, min(lane for lane, due in dues if due <= moment), moment)

    def take(self, now: int) -> tuple[int, int] | None:
        """Take the host and lane to visit now: the best lane first, who has waited longest first."""
        for lane, heap in enumerate(self._heaps):
            while heap and heap[0] >> _SHIFT <= now:
                item = heapq.heappop(heap)
                host = item & _HOST
                if self._lane[host] == lane and self._ready[host] == item >> _SHIFT:
                    self._ready[host] = NEVER
                    self._visiting.add(host)
                    return host, lane
        return None

    def next_ready(self) -> int | None:
        """Return the moment of the earliest visit; at worst too early, when a host has moved since."""
        return min((heap[0] >> _SHIFT for heap in self._heaps if heap), default=None)

    def _place(self, host: int, lane: int, moment: int) -> None:
        self._ready[host] = moment
        self._lane[host] = lane
        heapq.heappush(self._heaps[lane], moment << _SHIFT | host)
        if len(self._heaps[lane]) > 2 * len(self._ready) + _SLACK:
            self._rebuild(lane)

    def _rebuild(self, lane: int) -> None:
        """Drop what has moved, before the heap outgrows the hosts."""
        self._heaps[lane] = [
            ready << _SHIFT | host
            for host, ready in enumerate(self._ready)
            if ready != NEVER and self._lane[host] == lane
        ]
        heapq.heapify(self._heaps[lane])

    def _make_room(self, host: int) -> None:
        while len(self._ready) <= host:
            self._ready.append(NEVER)
            self._free_at.append(0)
            self._lane.append(0)
