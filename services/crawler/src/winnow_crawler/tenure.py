"""When the hosts of a partition may be visited by the one who was given it. Pure."""

LETTING_GO_SECONDS = 1.0
"""How long visits that are going may go on when partitions are taken away; then they are broken off."""
NOTICE_SECONDS = 0.5
"""At most so long until it is noticed that partitions were taken away."""
WRITING_SECONDS = 1.0
"""Until what the last visits brought is in the changelog."""


class Tenure:
    """Partitions count as ours once they were held for a while: by then their last owner has let go of their hosts.

    After a loss all start anew, for the visits that were broken off may have been to any host.
    """

    def __init__(self, whole: float = NOTICE_SECONDS + LETTING_GO_SECONDS + WRITING_SECONDS) -> None:
        self._while = whole
        self._since: dict[int, float] = {}

    def ours(self, held: frozenset[int], now: float) -> frozenset[int]:
        """Return the partitions whose hosts may be visited now."""
        if not self._since.keys() <= held:
            self._since = {}
        self._since = {part: self._since.get(part, now) for part in held}
        return frozenset(part for part, since in self._since.items() if now - since >= self._while)
