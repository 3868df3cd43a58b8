"""The domain's values: what a topic carries, what the index holds, and the closed lists of reasons.

Every type is frozen and made of plain data. The JSON Schemas in ``schemas/events`` are generated from
these types, so a field added here appears there; ``schemas/README.md`` says how they may change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
"""A point in time with its zone: msgspec refuses a naive one."""

MAX_BODY_BYTES = 5 * 1024 * 1024
"""The largest page that is fetched, accepted or cleaned, in bytes after decompression."""


class Reason(StrEnum):
    """Why an input did not become a document: a refusal, a failure or a dead letter."""

    INVALID_URL = "invalid-url"
    CREDENTIALS_IN_URL = "credentials-in-url"
    SCHEME = "scheme"
    PORT = "port"
    PRIVATE_ADDRESS = "private-address"
    ROBOTS = "robots"
    NOT_ALLOWED = "not-allowed"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    PROTOCOL = "protocol"
    REDIRECT_LOOP = "redirect-loop"
    TOO_LARGE = "too-large"
    CONTENT_TYPE = "content-type"
    CONTENT_ENCODING = "content-encoding"
    HTTP_4XX = "http-4xx"
    HTTP_5XX = "http-5xx"
    GONE = "gone"
    INVALID_EVENT = "invalid-event"
    UNDECODABLE = "undecodable"
    MARKUP_LIMIT = "markup-limit"
    TIME_LIMIT = "time-limit"
    MEMORY_LIMIT = "memory-limit"
    EMPTY = "empty"
    STAGE_ERROR = "stage-error"
    INDEX_REJECTED = "index-rejected"


class RemovalReason(StrEnum):
    """What a removed block was. The list is closed: a new kind of debris is a new member here."""

    AUTHOR_BIO = "author-bio"
    RELATED = "related"
    ARTICLE_INFO = "article-info"
    RATING = "rating"
    SHARE = "share"
    NEWSLETTER = "newsletter"
    COMMENTS = "comments"
    CALL_TO_ACTION = "call-to-action"
    TESTIMONIAL = "testimonial"
    CAPTION = "caption"
    CREDIT = "credit"
    VIDEO = "video"
    NAVIGATION = "navigation"
    BREADCRUMB = "breadcrumb"
    COOKIE = "cookie"
    ADVERT = "advert"
    TAGS = "tags"
    TOC = "toc"
    READING_TIME = "reading-time"
    TRAILING_DATE = "trailing-date"
    BYLINE = "byline"
    DATE = "date"
    TITLE = "title"
    FAQ_HEADING = "faq-heading"
    REPEAT = "repeat"
    FOOTER = "footer"
    LEGAL = "legal"
    FORM = "form"
    FEEDBACK = "feedback"
    PAYWALL = "paywall"
    HIDDEN = "hidden"
    SITE_MEMORY = "site-memory"
    SITE_RULE = "site-rule"
    BOILERPLATE = "boilerplate"


class Stage(StrEnum):
    """Where on its way an article was when something happened to it."""

    REQUESTED = "requested"
    FETCHED = "fetched"
    CLEANED = "cleaned"
    INDEXED = "indexed"


class StageOutcome(StrEnum):
    """How a stage ended for an article."""

    OK = "ok"
    UNCHANGED = "unchanged"
    FOLLOWED = "followed"
    """The URL is no article itself: it led to others, which were asked for."""
    RETRY = "retry"
    REFUSED = "refused"
    FAILED = "failed"
    GONE = "gone"


class ArticleState(StrEnum):
    """What an editor sees of an article as a whole."""

    REQUESTED = "requested"
    FETCHED = "fetched"
    CLEANED = "cleaned"
    INDEXED = "indexed"
    FOLLOWED = "followed"
    """Ended elsewhere: a sitemap or a feed, or a URL whose article is at another one."""
    REFUSED = "refused"
    FAILED = "failed"
    GONE = "gone"


ENDS = frozenset(ArticleState) - {ArticleState.REQUESTED, ArticleState.FETCHED, ArticleState.CLEANED}
"""The states that an article leaves only when it is asked for again."""


class FaqSource(StrEnum):
    """Where a pair was read: visible in HTML or text, or only in structured data."""

    HTML = "html"
    TEXT = "text"
    STRUCTURED_DATA = "structured-data"


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody wants this URL: the value of ``articles.requested``, keyed by host."""

    article_id: str
    url: str
    host: str
    requested_at: Instant
    origin: str = "submission"
    """``submission``, ``sitemap``, ``feed`` or ``link``."""
    priority: int = 0
    hops: int = 0
    """Redirects from host to host that led here."""
    depth: int = 0
    """Links followed from a submission to here."""
    instead_of: str = ""
    """The URL of a page that names this one as its canonical form: to be taken as it is, should this one fail."""


class HostPace(msgspec.Struct, frozen=True, kw_only=True):
    """What a host has taught the crawler about itself."""

    penalty: float = 0.0
    """Seconds added to every pause since it asked for less; halves with every answer that does not."""
    failures: int = 0
    """Visits in a row that ended without an answer or with a server's error."""
    losses: float = 0.0
    """Pages that were found missing or emptied, halved by every known page that was found well."""
    pause: float = 0.0
    """Seconds that it wants to be left alone after each request, when they are more than any host is."""


class FrontierEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one URL between its visits: the value of ``crawl.frontier``, keyed by article id.

    Times are seconds since the epoch.
    """

    article_id: str
    url: str
    host: str
    lane: int
    """Who is served first on a host: the lowest number."""
    due: float | None
    """When to visit it next; ``None`` for never again, until it is requested."""
    origin: str = "submission"
    trace: str = ""
    """The ``traceparent`` of the request; empty once it has been answered."""
    requested_at: float = 0.0
    hops: int = 0
    """Redirects between hosts that led here."""
    depth: int = 0
    """Links followed from what was submitted."""
    instead_of: str = ""
    """The URL of a page that names this one as its canonical form."""
    attempts: int = 0
    """Failures in a row."""
    interval: float = 0.0
    """Seconds to the next visit, from observed change; 0 before the first."""
    visited_at: float = 0.0
    published_at: Instant | None = None
    """The version that was published last."""
    etag: str = ""
    last_modified: str = ""
    content_hash: str = ""
    size: int = 0
    """Bytes of the version that was published last."""
    missing_since: float | None = None
    """When it was first found to be gone or empty."""
    host_free_at: float = 0.0
    """From when on the host may be asked again after this visit; 0 if there was none."""
    pace: HostPace | None = None
    """What the host had taught by then."""


class RawArticle(msgspec.Struct, frozen=True, kw_only=True):
    """One version of an article as it was received: the value of ``articles.fetched``, keyed by article id.

    ``fetched_at`` is the version: everything downstream compares it, never an offset.
    ``body`` holds the bytes after content decoding, at most ``MAX_BODY_BYTES``.
    """

    article_id: str
    url: str
    host: str
    fetched_at: Instant
    content_type: str
    body: bytes
    charset: str | None = None
    """The charset that the transport declared, if any; the page's own declaration is found by ``decode``."""
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    gone: bool = False
    """The page is no longer there: ``body`` is empty and the document is to be hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the text below it, up to the next heading; the first one may have no heading (level 0)."""

    heading: str
    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqEntry:
    """A question and its answer, one line a paragraph or list item, without list marks."""

    question: str
    answer: str
    alternates: Sequence[str] = ()
    """Other wordings found with the same answer."""
    source: FaqSource = FaqSource.HTML


class Removed(msgspec.Struct, frozen=True, gc=False):
    """A removal record: one block that is not in the output, and why. A page has hundreds, hence a struct."""

    text: str
    reason: RemovalReason
    rule: str
    """The rule that decided, or the features of the model that weighed most."""
    score: float
    """How sure the decision was, 0 to 1."""
    position: int
    """The block's place in the source, counted from 0: block number in HTML, line number in text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Figures about one cleaning, for dashboards and for comparing a rebuild with what is indexed."""

    blocks: int = 0
    kept_blocks: int = 0
    kept_chars: int = 0
    removed_chars: int = 0
    confidence: float = 1.0
    """Mean certainty of the keep-or-remove decisions, 0 to 1."""
    repaired: bool = False
    """Mojibake was found and repaired."""
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanArticle:
    """An article without its debris: the value of ``articles.cleaned``, keyed by article id.

    ``text`` is the body, one block a line, headings included, title and FAQ not.
    """

    article_id: str
    url: str
    host: str
    fetched_at: Instant
    title: str = ""
    author: str = ""
    published: str = ""
    """A calendar day or time in ISO 8601, or empty."""
    language: str = ""
    """BCP 47, or empty when it could not be told."""
    text: str = ""
    sections: Sequence[Section] = ()
    faqs: Sequence[FaqEntry] = ()
    removed: Sequence[Removed] = ()
    positions: Sequence[int] = ()
    """Where each line of ``text`` stood, counted as in ``Removed``: the page can be shown whole again, in order."""
    quality: Quality = field(default_factory=Quality)
    content_hash: str = ""
    """Of the title, text and FAQs: equal for a page that only changed its debris."""
    likeness: Sequence[str] = ()
    """Keys of the text's fingerprint, in order: an article with nearly the same text shares at least one."""
    duplicate_of: str = ""
    """The article id of the first article with nearly the same text, or empty."""
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Milliseconds that each part of a fetch took, the one that it failed in too; null for what it did not come to."""

    robots: float | None = None
    """Asking for robots.txt, when the fetch ended there; the other parts are of the page's own request."""
    dns: float | None = None
    connect: float | None = None
    tls: float | None = None
    first_byte: float | None = None
    """From the connection to the head of the answer."""
    body: float | None = None
    total: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEvent:
    """A stage ended for an article: the value of ``articles.status``, keyed by article id."""

    article_id: str
    url: str
    stage: Stage
    outcome: StageOutcome
    at: Instant
    trace_id: str
    reason: Reason | None = None
    detail: str = ""
    version: Instant | None = None
    """``fetched_at`` of the content that this is about, once there is one."""
    same_as: str = ""
    """The article id under which the content goes on, when a redirect or a canonical link folded this URL into it."""
    timing: Timing | None = None
    """Of the fetch that this is about, if there was one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleStatus:
    """All that is known of one article's way, folded from its status events."""

    article_id: str
    url: str
    state: ArticleState
    trace_id: str
    updated_at: Instant
    stages: Sequence[StatusEvent] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLines:
    """What one cleaned article teaches about its host: the value of ``site-memory.lines``, keyed by host."""

    host: str
    page: str
    """A short hash of the article id."""
    lines: Mapping[str, int]
    """The fingerprints of its lines, kept and removed, with their lengths in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMemory:
    """What recurs on a host: the value of ``site-memory``, keyed by host."""

    host: str
    pages: int
    """How many pages it was learned from."""
    recurring: Sequence[str]
    """Fingerprints of the lines that are boilerplate there, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A record that could not be processed, whole: the value of ``<topic>.dlq``, keyed by ``dead_letter_id``.

    ``value``, ``key`` and ``headers`` are the record's own bytes, so that a redrive repeats it exactly.
    """

    dead_letter_id: str
    """``topic:partition:offset`` of the record: a redelivery makes the same dead letter again."""
    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes
    headers: Sequence[tuple[str, bytes]]
    reason: Reason
    detail: str
    stage: str
    at: Instant
    trace_id: str
