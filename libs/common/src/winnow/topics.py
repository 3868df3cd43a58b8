"""The topics as data: what each one carries, under which key, and whether it is compacted."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from winnow.model import (
    CleanArticle,
    DeadLetter,
    FrontierEntry,
    RawArticle,
    Request,
    SiteLines,
    SiteMemory,
    StatusEvent,
)

T = TypeVar("T")

MAX_RECORD_BYTES = 16 * 1024 * 1024
"""The largest record before compression: a page of ``MAX_BODY_BYTES`` in base64, dead-lettered in base64 again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Generic[T]):
    """A named stream of facts of one type."""

    name: str
    type: type[T]
    key: str
    """What the key is, in words: the partition follows from it."""
    compacted: bool
    doc: str

    @property
    def event_type(self) -> str:
        """The CloudEvents ``type`` of its records."""
        return f"winnow.{self.name}"


REQUESTED = Topic(
    name="articles.requested",
    type=Request,
    key="host",
    compacted=False,
    doc="A URL that somebody or something wants in the index.",
)
FETCHED = Topic(
    name="articles.fetched",
    type=RawArticle,
    key="article id",
    compacted=True,
    doc="An article as it was received. The latest version of each stays, so that all can be cleaned again.",
)
CLEANED = Topic(
    name="articles.cleaned",
    type=CleanArticle,
    key="article id",
    compacted=True,
    doc="An article without its debris, with what was removed and why.",
)
STATUS = Topic(
    name="articles.status",
    type=StatusEvent,
    key="article id",
    compacted=True,
    doc="A stage ended for an article. The latest one stays; the status index keeps the way there.",
)
FRONTIER = Topic(
    name="crawl.frontier",
    type=FrontierEntry,
    key="article id, in the partition of the host's requests",
    compacted=True,
    doc="What the crawler knows of a URL and its host between visits, to move with the partition to another crawler.",
)

SITE_LINES = Topic(
    name="site-memory.lines",
    type=SiteLines,
    key="host",
    compacted=False,
    doc="The lines of one article, by fingerprint: what site memory learns from.",
)
SITE_MEMORY = Topic(
    name="site-memory",
    type=SiteMemory,
    key="host",
    compacted=True,
    doc="What recurs on a host. Every processor reads all of it.",
)

TOPICS: tuple[Topic[Any], ...] = (REQUESTED, FETCHED, CLEANED, STATUS, FRONTIER, SITE_LINES, SITE_MEMORY)


def dead_letters_of(topic: Topic[Any]) -> Topic[DeadLetter]:
    """Return the topic that holds a topic's dead letters."""
    return Topic(
        name=f"{topic.name}.dlq",
        type=DeadLetter,
        key="dead letter id",
        compacted=True,
        doc=f"Records of `{topic.name}` that could not be processed; a redriven one is a tombstone.",
    )


DEAD_LETTER_TOPICS: tuple[Topic[DeadLetter], ...] = tuple(
    dead_letters_of(topic) for topic in (REQUESTED, FETCHED, CLEANED, STATUS)
)
ALL_TOPICS: tuple[Topic[Any], ...] = (*TOPICS, *DEAD_LETTER_TOPICS)
BY_NAME: dict[str, Topic[Any]] = {topic.name: topic for topic in ALL_TOPICS}
