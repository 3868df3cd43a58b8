"""What the API takes and gives, as types: the OpenAPI document follows from them."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Discriminator, Field, Tag
from winnow.model import (
    ArticleState,
    FaqEntry,
    Quality,
    Reason,
    RemovalReason,
    Section,
    Stage,
    StageOutcome,
    Timing,
)
from winnow.ports import Answer, FacetValue

from winnow_console.submit import MAX_URLS


def _encodable(text: str) -> str:
    """Refuse half of a surrogate pair: JSON can spell one, and no record can hold it."""
    try:
        text.encode("utf8")
    except UnicodeEncodeError as error:
        raise ValueError(f"is no text: {error.reason} at {error.start}") from error
    return text


Text = Annotated[str, AfterValidator(_encodable)]


class Given(BaseModel):
    """What a program sends: unknown members are mistakes and are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class UrlSubmission(Given):
    """Pages to fetch."""

    urls: Annotated[list[Text], Field(min_length=1, max_length=MAX_URLS)]


class ContentSubmission(Given):
    """An article that comes with its content; its URL is not fetched."""

    url: Text
    content: Text
    content_type: Text = "text/html"


def _kind_of_submission(given: object) -> str:
    return "urls" if isinstance(given, UrlSubmission) or (isinstance(given, dict) and "urls" in given) else "content"


Submission = Annotated[
    Annotated[UrlSubmission, Tag("urls")] | Annotated[ContentSubmission, Tag("content")],
    Discriminator(_kind_of_submission),
]


class Submitted(BaseModel):
    """A URL that was taken."""

    url: str
    article_id: str
    status_url: str


class RefusedUrl(BaseModel):
    """A URL that was not taken, and why."""

    url: str
    reason: Reason
    detail: str


class Submissions(BaseModel):
    """What became of a submission; what is listed as taken is never lost."""

    submissions: Sequence[Submitted]
    refused: Sequence[RefusedUrl]


class StageView(BaseModel):
    """How one stage ended."""

    stage: Stage
    at: AwareDatetime
    outcome: StageOutcome
    reason: Reason | None
    detail: str
    timing: Timing | None


class Cleaned(BaseModel):
    """An article as ``winnow clean`` gives it."""

    id: str
    title: str
    author: str
    published: str
    language: str
    text: str
    sections: Sequence[Section]
    faqs: Sequence[FaqEntry]
    quality: Quality
    fetched_at: AwareDatetime
    duplicate_of: str


class RemovedView(BaseModel):
    """One block that is not in the text, and why; ``position`` is its place in the source."""

    text: str
    reason: RemovalReason
    rule: str
    score: float
    position: int


class ArticleView(BaseModel):
    """Where an article is, and what it says once it was indexed."""

    article_id: str
    url: str
    state: ArticleState
    trace_id: str
    updated_at: AwareDatetime
    stages: Sequence[StageView]
    article: Cleaned | None
    removed: Sequence[RemovedView] | None


class HitView(BaseModel):
    """One article found; highlights are HTML-escaped text with the matches in ``<mark>``."""

    article_id: str
    url: str
    title: str
    highlights: Sequence[str]
    answers: Sequence[Answer]
    published: str
    host: str
    language: str


class SearchView(BaseModel):
    """What a query found."""

    total: int
    hits: Sequence[HitView]
    facets: dict[str, Sequence[FacetValue]]


class DeadLetterSummary(BaseModel):
    """A record that could not be processed; ``topic`` is the one it came from."""

    id: str
    topic: str
    reason: Reason
    detail: str
    stage: str
    at: AwareDatetime
    trace_id: str
    size: int
    article_id: str
    url: str


class DeadLetterPage(BaseModel):
    """Dead letters, latest first; ``next`` is what ``after`` continues with."""

    total: int
    dead_letters: Sequence[DeadLetterSummary]
    next: str | None


class DeadLetterView(DeadLetterSummary):
    """A dead letter with its record; ``value`` is there when the bytes are UTF-8, ``value_base64`` always."""

    key: str | None
    headers: Sequence[tuple[str, str]]
    value: str | None
    value_base64: str


class RedriveByIds(Given):
    """These dead letters."""

    ids: Annotated[list[Text], Field(min_length=1, max_length=10_000)]


class RedriveByKind(Given):
    """All dead letters of a topic, or those of them with one reason."""

    topic: Text
    reason: Reason | None = Field(default=None, strict=False)


def _kind_of_redrive(given: object) -> str:
    return "ids" if isinstance(given, RedriveByIds) or (isinstance(given, dict) and "ids" in given) else "kind"


Redrive = Annotated[
    Annotated[RedriveByIds, Tag("ids")] | Annotated[RedriveByKind, Tag("kind")], Discriminator(_kind_of_redrive)
]


class Redriven(BaseModel):
    """The dead letters that were sent through again, and the ids that name none."""

    redriven: Sequence[str]
    unknown: Sequence[str]


class StateCounts(BaseModel):
    """Articles by state: ``under_way`` and ``ended`` add up to ``total``, and so do the states."""

    total: int
    under_way: int
    ended: int
    by_state: dict[ArticleState, int]


class LagView(BaseModel):
    """How far a consumer group is behind."""

    group: str
    topic: str
    messages: int
    partitions: int


class DeadLetterCounts(BaseModel):
    """Dead letters by the topic that the records came from."""

    total: int
    by_topic: dict[str, int]


class OverviewView(BaseModel):
    """The pipeline in figures. A part is null while what knows it does not answer; ``unavailable`` says why."""

    articles: StateCounts | None
    lag: Sequence[LagView] | None
    dead_letters: DeadLetterCounts | None
    unavailable: dict[str, str]


class Health(BaseModel):
    """That a check passed, and what was checked."""

    status: str
    checks: dict[str, str]
