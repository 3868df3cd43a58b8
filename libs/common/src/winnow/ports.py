"""What the product needs of the world, as roles.

``adapters`` has one technology for each; the contract tests hold them alike.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from winnow.envelope import Message, Record
from winnow.model import ArticleState, ArticleStatus, CleanArticle, Instant, StatusEvent
from winnow.stages.memory import SiteProfile
from winnow.topics import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """How far a consumer group is behind in one partition."""

    group: str
    topic: str
    partition: int
    committed: int
    """Offset of the next message the group will take."""
    end: int
    """Offset that the next published message will get."""

    @property
    def messages(self) -> int:
        """Messages not yet acknowledged."""
        return max(0, self.end - self.committed)


class Consumer(Protocol):
    """One member of a consumer group."""

    async def batch(self, limit: int, wait: float) -> Sequence[Message]:
        """Return up to ``limit`` messages, in order within a partition; empty when none came within ``wait`` seconds.

        Each message is given once per membership; one that was not acknowledged comes again after a restart.
        """
        ...

    def partitions(self) -> frozenset[int]:
        """Return the numbers of the partitions that this member holds now, of whichever topic."""
        ...

    async def acknowledge(self, messages: Sequence[Message]) -> None:
        """Commit the positions after these messages, durably. Call it in the order in which they came."""
        ...


class Publisher(Protocol):
    """Where records go."""

    async def publish(self, records: Sequence[Record]) -> None:
        """Append records. On return all of them survive a crash; raises ``Transient`` when that is not known."""
        ...


class EventLog(Publisher, Protocol):
    """A durable, partitioned, replayable log of records."""

    async def create(self, topics: Sequence[Topic[object]]) -> None:
        """Make these topics exist with their limits and policies; existing ones are left alone."""
        ...

    def consume(self, group: str, topics: Sequence[str]) -> AbstractAsyncContextManager[Consumer]:
        """Join a group, starting at the earliest message for which the group has no commit."""
        ...

    def read(self, topic: str, partition: int | None = None, start: int = 0) -> AsyncIterator[Message]:
        """Read a topic to what was its end at the call, outside any group; all of it, or a partition from ``start``."""
        ...

    async def lag(self, group: str, topics: Sequence[str]) -> Sequence[Lag]:
        """Say how far a group is behind, partition by partition."""
        ...

    async def ping(self) -> None:
        """Return when the log answers; raise ``Transient`` otherwise."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """What became of a batch, item by item: every id is in exactly one of the four."""

    ok: Sequence[str] = ()
    stale: Sequence[str] = ()
    """A newer version was there already: nothing to do."""
    rejected: Sequence[tuple[str, str]] = ()
    """(id, the index's own words): will never succeed as it is."""
    retry: Sequence[str] = ()
    """The index was busy or unwell: send these again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A searcher's question."""

    text: str
    host: str | None = None
    language: str | None = None
    offset: int = 0
    size: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A FAQ pair that answers the query."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article found.

    Highlights are fragments of text, escaped for HTML, with the matches between ``<mark>`` and ``</mark>``.
    """

    article_id: str
    url: str
    title: str
    host: str
    language: str
    published: str
    highlights: Sequence[str] = ()
    answers: Sequence[Answer] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value that hits share, and how many of them."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What a query found."""

    total: int
    hits: Sequence[Hit] = ()
    facets: Mapping[str, Sequence[FacetValue]] = field(default_factory=dict)
    """By ``host`` and ``language``, most frequent first."""


class ProfileStore(Protocol):
    """Where the learner of site memory keeps what it knows of each host. Losing it costs some learning, no article."""

    async def get(self, host: str) -> SiteProfile:
        """Return a host's profile; an empty one for a host not met before."""
        ...

    async def put(self, profiles: Sequence[SiteProfile]) -> None:
        """Keep these profiles."""
        ...


class ArticleIndex(Protocol):
    """The searchable documents: one an article, newest version wins."""

    async def prepare(self) -> None:
        """Make the index exist with its mapping; harmless when it does."""
        ...

    async def upsert(self, articles: Sequence[CleanArticle]) -> IndexReport:
        """Write documents unless a newer ``fetched_at`` is there. A ``gone`` article is hidden, not erased.

        Of several versions of one article in a batch the newest is written, and what is reported.
        """
        ...

    async def get(self, article_id: str) -> CleanArticle | None:
        """Return the document as it is indexed, a gone one included."""
        ...

    async def alike(self, articles: Sequence[CleanArticle]) -> Mapping[str, Sequence[CleanArticle]]:
        """Return the originals that share a key of ``likeness`` with each article, first fetched first.

        An original is neither gone nor linked to another. Of what was written just now, some may be missing.
        """
        ...

    async def search(self, query: Query) -> SearchResult:
        """Find articles, and the answers in their FAQs. Gone articles and duplicates of another are not found."""
        ...

    async def refresh(self) -> None:
        """Make everything written so far visible to ``search``."""
        ...

    async def ping(self) -> None:
        """Return when the index answers; raise ``Transient`` otherwise."""
        ...


class StatusIndex(Protocol):
    """Where each article is: the fold of its status events."""

    async def prepare(self) -> None:
        """Make the index exist; harmless when it does."""
        ...

    async def merge(self, events: Sequence[StatusEvent]) -> IndexReport:
        """Fold events into their articles' statuses (``winnow.stages.status.fold``); any order, repeats included."""
        ...

    async def get(self, article_id: str) -> ArticleStatus | None:
        """Return one article's status, as of the last ``merge`` that returned."""
        ...

    async def latest(
        self, limit: int, state: ArticleState | None = None, before: Instant | None = None
    ) -> Sequence[ArticleStatus]:
        """Return statuses, last updated first; ``before`` continues a listing."""
        ...

    async def counts(self) -> dict[ArticleState, int]:
        """Count articles by state; every state is there."""
        ...
