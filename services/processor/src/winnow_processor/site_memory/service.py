"""Learn from cleaned articles what recurs on a host, and hear of it in every cleaner.

It stands beside the durable path: a count lost or taken twice does no harm.
"""

from collections import OrderedDict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from uuid import uuid4

import structlog
from winnow.codec import decode, encode
from winnow.envelope import Envelope, Message, Record, Trace
from winnow.errors import Rejected
from winnow.model import Instant, SiteLines, SiteMemory
from winnow.ports import EventLog, ProfileStore
from winnow.runtime import POLL_SECONDS, Clock, Pulse
from winnow.stages.memory import SiteProfile, learn, page_lines, told
from winnow.topics import CLEANED, SITE_MEMORY

log = structlog.get_logger(__name__)

MOST_HOSTS = 20_000
_BATCH = 200


def taught(message: Message) -> SiteLines | None:
    """Return what a cleaned article teaches; nothing when it is gone, or no event at all."""
    try:
        article = decode(CLEANED, message).payload
    except Rejected:
        return None  # the indexer reads the same message, and makes the dead letter
    return None if article.gone else page_lines(article)


def news(before: SiteProfile, after: SiteProfile, now: Instant) -> Record | None:
    """Return what has to be told of a profile after it learned; nothing while the cleaner would do the same."""
    memory = told(after)
    if memory.recurring == told(before).recurring:
        return None
    trace = Trace.start(f"site-memory/{after.host}/{after.pages}")
    return encode(SITE_MEMORY, Envelope(key=after.host, trace=trace, occurred_at=now, payload=memory))


class MemorySink:
    """Learns from cleaned articles, into a store of its own."""

    name = "site-memory"

    def __init__(self, profiles: ProfileStore, now: Clock) -> None:
        self._profiles = profiles
        self._now = now

    async def take(self, messages: Sequence[Message]) -> Sequence[Record]:
        """Learn from a batch, host by host; return what is new to the cleaners."""
        by_host: dict[str, list[SiteLines]] = {}
        for message in messages:
            if (lines := taught(message)) is not None:
                by_host.setdefault(lines.host, []).append(lines)
        before = {host: await self._profiles.get(host) for host in by_host}
        after = {host: _learned(before[host], pages) for host, pages in by_host.items()}
        if after:
            await self._profiles.put(list(after.values()))
        records = [news(before[host], after[host], self._now()) for host in after]
        return [record for record in records if record is not None]


def _learned(profile: SiteProfile, pages: Sequence[SiteLines]) -> SiteProfile:
    for page in pages:
        profile = learn(profile, page)
    return profile


class Memories:
    """What one cleaner knows of all hosts, the ones last heard of if there are too many."""

    def __init__(self, most: int = MOST_HOSTS) -> None:
        self._recurring: OrderedDict[str, AbstractSet[str]] = OrderedDict()
        self._most = most

    def recall(self, host: str) -> AbstractSet[str]:
        """Return the fingerprints of the lines that recur on a host."""
        return self._recurring.get(host, frozenset())

    def hear(self, memory: SiteMemory) -> None:
        """Take in what was told of a host."""
        self._recurring[memory.host] = frozenset(memory.recurring)
        self._recurring.move_to_end(memory.host)
        while len(self._recurring) > self._most:
            self._recurring.popitem(last=False)


async def listen(memories: Memories, source: EventLog, pulse: Pulse) -> None:
    """Hear all that was ever told, and what comes, until the service is asked to stop.

    The group is this process's own and commits nothing: every cleaner needs to know every host.
    """
    async with source.consume(f"site-memory-{uuid4().hex}", [SITE_MEMORY.name]) as consumer:
        while not pulse.stopping.is_set():
            pulse.beat("site-memory-listen")
            for message in await consumer.batch(_BATCH, POLL_SECONDS):
                try:
                    memories.hear(decode(SITE_MEMORY, message).payload)
                except Rejected as problem:
                    log.warning("passed over what was told of a host", message=message.place, problem=str(problem))
