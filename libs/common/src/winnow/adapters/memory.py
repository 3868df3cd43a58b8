"""Everything in memory: for tests, and for reading what the ports mean in the fewest lines."""

import asyncio
import html
import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from winnow.envelope import Message, Record
from winnow.model import ArticleState, ArticleStatus, CleanArticle, Instant, StatusEvent
from winnow.ports import Answer, Consumer, FacetValue, Hit, IndexReport, Lag, Query, SearchResult
from winnow.stages.status import fold
from winnow.topics import Topic

_WORD = re.compile(r"\w+")


class MemoryEventLog:
    """One partition a topic, gone with the process."""

    def __init__(self) -> None:
        self._messages: dict[str, list[Message]] = defaultdict(list)
        self._commits: dict[tuple[str, str], int] = {}
        self._news = asyncio.Condition()

    async def create(self, topics: Sequence[Topic[object]]) -> None:
        """Do nothing: a topic is there when it is written to."""

    async def publish(self, records: Sequence[Record]) -> None:
        """Append the records."""
        async with self._news:
            for record in records:
                kept = self._messages[record.topic]
                kept.append(
                    Message(
                        topic=record.topic,
                        partition=0,
                        offset=len(kept),
                        key=record.key,
                        value=record.value,
                        headers=tuple(record.headers),
                        at=datetime.now(UTC),
                    )
                )
            self._news.notify_all()

    @asynccontextmanager
    async def consume(self, group: str, topics: Sequence[str]) -> AsyncIterator[Consumer]:
        """Join a group of one."""
        yield _MemoryConsumer(self, group, topics)

    async def read(self, topic: str, partition: int | None = None, start: int = 0) -> AsyncIterator[Message]:
        """Read what is there now."""
        for message in self._messages[topic][start:] if partition in {None, 0} else []:
            yield message

    async def lag(self, group: str, topics: Sequence[str]) -> Sequence[Lag]:
        """Compare commits with ends."""
        return [
            Lag(
                group=group,
                topic=topic,
                partition=0,
                committed=self._commits.get((group, topic), 0),
                end=len(self._messages[topic]),
            )
            for topic in topics
        ]

    async def ping(self) -> None:
        """Answer."""

    async def after(self, positions: dict[str, int], limit: int, wait: float) -> list[Message]:
        """Return messages from these positions on, waiting for the first."""

        def found() -> list[Message]:
            return [m for topic, position in positions.items() for m in self._messages[topic][position:]][:limit]

        async with self._news:
            try:
                async with asyncio.timeout(wait):
                    await self._news.wait_for(lambda: bool(found()))
            except TimeoutError:
                return []
            return found()

    def commit(self, group: str, message: Message) -> None:
        """Move a group's position behind a message."""
        self._commits[group, message.topic] = message.offset + 1

    def committed(self, group: str, topic: str) -> int:
        """Return a group's position."""
        return self._commits.get((group, topic), 0)


class _MemoryConsumer:
    def __init__(self, log: MemoryEventLog, group: str, topics: Sequence[str]) -> None:
        self._log = log
        self._group = group
        self._positions = {topic: log.committed(group, topic) for topic in topics}

    async def batch(self, limit: int, wait: float) -> Sequence[Message]:
        messages = await self._log.after(self._positions, limit, wait)
        for message in messages:
            self._positions[message.topic] = message.offset + 1
        return messages

    def partitions(self) -> frozenset[int]:
        return frozenset((0,))

    async def acknowledge(self, messages: Sequence[Message]) -> None:
        for message in messages:
            self._log.commit(self._group, message)


class MemoryArticleIndex:
    """A dictionary, searched by counting words."""

    def __init__(self) -> None:
        self._articles: dict[str, CleanArticle] = {}

    async def prepare(self) -> None:
        """Do nothing."""

    async def upsert(self, articles: Sequence[CleanArticle]) -> IndexReport:
        """Keep the newest version of each."""
        ok: set[str] = set()
        for article in articles:
            known = self._articles.get(article.article_id)
            if known is None or known.fetched_at <= article.fetched_at:
                self._articles[article.article_id] = article
                ok.add(article.article_id)
        return IndexReport(ok=sorted(ok), stale=sorted({article.article_id for article in articles} - ok))

    async def get(self, article_id: str) -> CleanArticle | None:
        """Look it up."""
        return self._articles.get(article_id)

    async def alike(self, articles: Sequence[CleanArticle]) -> Mapping[str, Sequence[CleanArticle]]:
        """Compare with every one."""
        originals = sorted(
            (known for known in self._articles.values() if not (known.gone or known.duplicate_of)),
            key=lambda known: known.fetched_at,
        )
        return {
            article.article_id: [known for known in originals if set(known.likeness) & set(article.likeness)]
            for article in articles
        }

    async def search(self, query: Query) -> SearchResult:
        """Rank by how many of the query's words an article holds."""
        words = set(_WORD.findall(query.text.lower()))
        scored = [(_score(article, words), article) for article in self._articles.values() if _admits(query, article)]
        found = [article for score, article in sorted(scored, key=lambda pair: -pair[0]) if score]
        return SearchResult(
            total=len(found),
            hits=[_hit(article, words) for article in found[query.offset : query.offset + query.size]],
            facets={
                "host": _facet(article.host for article in found),
                "language": _facet(article.language for article in found),
            },
        )

    async def refresh(self) -> None:
        """Do nothing: writes are visible at once."""

    async def ping(self) -> None:
        """Answer."""


def _admits(query: Query, article: CleanArticle) -> bool:
    return (
        not article.gone
        and not article.duplicate_of
        and query.host in (None, article.host)
        and query.language in (None, article.language)
    )


def _words(article: CleanArticle) -> Counter[str]:
    pairs = (f"{faq.question} {faq.answer}" for faq in article.faqs)
    return Counter(_WORD.findall(" ".join([article.title, article.text, *pairs]).lower()))


def _score(article: CleanArticle, words: set[str]) -> int:
    counted = _words(article)
    return sum(counted[word] for word in words)


def _hit(article: CleanArticle, words: set[str]) -> Hit:
    lines = [line for line in article.text.splitlines() if words & set(_WORD.findall(line.lower()))]
    answers = [
        Answer(question=faq.question, answer=faq.answer)
        for faq in article.faqs
        if words & set(_WORD.findall(f"{faq.question} {faq.answer}".lower()))
    ]
    return Hit(
        article_id=article.article_id,
        url=article.url,
        title=article.title,
        host=article.host,
        language=article.language,
        published=article.published,
        highlights=[_mark(line, words) for line in lines[:3]],
        answers=answers[:3],
    )


def _mark(line: str, words: set[str]) -> str:
    def mark(match: re.Match[str]) -> str:
        word = html.escape(match[0])
        return f"<mark>{word}</mark>" if match[0].lower() in words else word

    return re.sub(r"\w+|\W+", mark, line)


def _facet(values: Iterable[str]) -> list[FacetValue]:
    counted = Counter(value for value in values if value)
    return [FacetValue(value=value, count=count) for value, count in counted.most_common(20)]


class MemoryStatusIndex:
    """A dictionary of folded statuses."""

    def __init__(self) -> None:
        self._statuses: dict[str, ArticleStatus] = {}

    async def prepare(self) -> None:
        """Do nothing."""

    async def merge(self, events: Sequence[StatusEvent]) -> IndexReport:
        """Fold each event into its article."""
        for event in events:
            self._statuses[event.article_id] = fold(self._statuses.get(event.article_id), event)
        return IndexReport(ok=sorted({event.article_id for event in events}))

    async def get(self, article_id: str) -> ArticleStatus | None:
        """Look it up."""
        return self._statuses.get(article_id)

    async def latest(
        self, limit: int, state: ArticleState | None = None, before: Instant | None = None
    ) -> Sequence[ArticleStatus]:
        """Sort and cut."""
        chosen = [
            status
            for status in self._statuses.values()
            if state in (None, status.state) and (before is None or status.updated_at < before)
        ]
        return sorted(chosen, key=lambda status: status.updated_at, reverse=True)[:limit]

    async def counts(self) -> dict[ArticleState, int]:
        """Count them."""
        counted = Counter(status.state for status in self._statuses.values())
        return {state: counted[state] for state in ArticleState}
