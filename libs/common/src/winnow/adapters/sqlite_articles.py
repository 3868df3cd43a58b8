"""The article index in one SQLite file, searched with FTS5."""

import html
import re
import sqlite3
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from winnow.adapters.sqlite_file import SqliteFile
from winnow.codec import from_json, to_json
from winnow.model import CleanArticle
from winnow.ports import Answer, FacetValue, Hit, IndexReport, Query, SearchResult

_SCHEMA = """
CREATE TABLE IF NOT EXISTS articles (
  number     INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL UNIQUE,
  fetched_at INTEGER NOT NULL,
  host       TEXT NOT NULL,
  language   TEXT NOT NULL,
  visible    INTEGER NOT NULL,
  value      BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS likeness (
  key    TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (key, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS likeness_by_number ON likeness (number);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
  title, text, faqs, tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE IF NOT EXISTS pairs USING fts5 (
  question, answer, number UNINDEXED, tokenize = "porter unicode61 remove_diacritics 2"
);
"""
_OPEN, _CLOSE = "\x02", "\x03"
_WORD = re.compile(r"\w+")
_MAX_WORDS = 32
_MOST_ALIKE = 20
_MOST_PAIRED = 8
_RANK = "bm25(words, 6.0, 1.0, 2.0)"
_FILTER = "articles.visible AND (?2 IS NULL OR articles.host = ?2) AND (?3 IS NULL OR articles.language = ?3)"

_FUNCTION_WORDS_TEXT = """
a an and are as at be by can do does for from how i in is it my of on or that the this to what when where which who why
will with you your der die das ein eine und ist wie was wo wann warum zu im am le la les un une des et est que qui
comment el los las una y es como por qué het een en is hoe wat
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS_TEXT.split())
"""Words too common to find by, in the languages of the samples; a query of nothing else is taken as it is."""


class SqliteArticleIndex:
    """The index of the standalone mode. Use it as an async context manager."""

    def __init__(self, path: Path) -> None:
        self._file = SqliteFile(path, _SCHEMA)

    async def __aenter__(self) -> "SqliteArticleIndex":
        await self._file.__aenter__()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._file.__aexit__(*exc)

    async def prepare(self) -> None:
        """Do nothing: the schema came with the file."""

    async def upsert(self, articles: Sequence[CleanArticle]) -> IndexReport:
        """Write the newer ones in one transaction."""

        def write(connection: sqlite3.Connection) -> IndexReport:
            fresh: dict[str, bool] = {}
            for article in articles:
                fresh[article.article_id] = _put(connection, article) or fresh.get(article.article_id, False)
            return IndexReport(
                ok=[article_id for article_id, written in fresh.items() if written],
                stale=[article_id for article_id, written in fresh.items() if not written],
            )

        return await self._file.write(write)

    async def get(self, article_id: str) -> CleanArticle | None:
        """Look it up."""
        statement = "SELECT value FROM articles WHERE article_id = ?"
        row = await self._file.read(lambda connection: connection.execute(statement, (article_id,)).fetchone())
        return from_json(CleanArticle, row[0]) if row else None

    async def alike(self, articles: Sequence[CleanArticle]) -> Mapping[str, Sequence[CleanArticle]]:
        """Look each key up."""

        def find(connection: sqlite3.Connection) -> dict[str, list[CleanArticle]]:
            return {article.article_id: _alike(connection, article) for article in articles if article.likeness}

        return await self._file.read(find)

    async def search(self, query: Query) -> SearchResult:
        """Find by all of the query's words; when none has all, by any two of them; at last by any."""
        words = _content_words(query.text)
        if not words:
            return SearchResult(total=0)

        def find(connection: sqlite3.Connection) -> SearchResult:
            for match in _matches(words):
                result = _search(connection, query, words, match)
                if result.total:
                    break
            return result

        return await self._file.read(find)

    async def refresh(self) -> None:
        """Do nothing: a committed write is visible."""

    async def ping(self) -> None:
        """Read from the file."""
        await self._file.read(lambda connection: connection.execute("SELECT 1").fetchone())


def _put(connection: sqlite3.Connection, article: CleanArticle) -> bool:
    version = int(article.fetched_at.timestamp() * 1_000_000)
    known = connection.execute(
        "SELECT number, fetched_at FROM articles WHERE article_id = ?", (article.article_id,)
    ).fetchone()
    if known and known[1] > version:
        return False
    if known:
        connection.execute("DELETE FROM words WHERE rowid = ?", (known[0],))
        connection.execute("DELETE FROM likeness WHERE number = ?", (known[0],))
        connection.execute("DELETE FROM pairs WHERE rowid IN (SELECT rowid FROM pairs WHERE number = ?)", (known[0],))
    visible = not (article.gone or article.duplicate_of)
    number = connection.execute(
        "INSERT OR REPLACE INTO articles (number, article_id, fetched_at, host, language, visible, value) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number",
        (
            known[0] if known else None,
            article.article_id,
            version,
            article.host,
            article.language,
            visible,
            to_json(article),
        ),
    ).fetchone()[0]
    if visible:
        _put_words(connection, number, article)
    return True


def _alike(connection: sqlite3.Connection, article: CleanArticle) -> list[CleanArticle]:
    marks = ", ".join("?" * len(article.likeness))
    rows = connection.execute(
        "SELECT value FROM articles WHERE visible AND number IN "  # noqa: S608 - question marks only
        f"(SELECT number FROM likeness WHERE key IN ({marks})) ORDER BY fetched_at LIMIT {_MOST_ALIKE}",
        tuple(article.likeness),
    )
    return [from_json(CleanArticle, row[0]) for row in rows]


def _put_words(connection: sqlite3.Connection, number: int, article: CleanArticle) -> None:
    faqs = "\n".join(" ".join([faq.question, *faq.alternates, faq.answer]) for faq in article.faqs)
    connection.execute(
        "INSERT INTO words (rowid, title, text, faqs) VALUES (?, ?, ?, ?)", (number, article.title, article.text, faqs)
    )
    connection.executemany(
        "INSERT OR IGNORE INTO likeness (key, number) VALUES (?, ?)", [(key, number) for key in article.likeness]
    )
    connection.executemany(
        "INSERT INTO pairs (question, answer, number) VALUES (?, ?, ?)",
        [(faq.question, faq.answer, number) for faq in article.faqs],
    )


def _content_words(text: str) -> list[str]:
    words = list(dict.fromkeys(_WORD.findall(text.lower())))[:_MAX_WORDS]
    return [word for word in words if word not in FUNCTION_WORDS] or words


def _match(words: Sequence[str], joined: str) -> str:
    return joined.join(f'"{word}"' for word in words)


def _matches(words: Sequence[str]) -> list[str]:
    """Return what to try, the strictest first."""
    pairs = (f"({_match(pair, ' AND ')})" for pair in combinations(words[:_MOST_PAIRED], 2))
    return [_match(words, " AND "), *([" OR ".join(pairs)] if len(words) > 2 else []), _match(words, " OR ")]


def _search(connection: sqlite3.Connection, query: Query, words: Sequence[str], match: str) -> SearchResult:
    narrowed = (match, query.host, query.language)
    joint = f"FROM words JOIN articles ON articles.number = words.rowid WHERE words MATCH ?1 AND {_FILTER}"
    total = connection.execute(f"SELECT count(*) {joint}", narrowed).fetchone()[0]
    rows = connection.execute(
        f"SELECT number, value, snippet(words, 1, '{_OPEN}', '{_CLOSE}', ' … ', 40) {joint} "
        f"ORDER BY {_RANK} LIMIT ?4 OFFSET ?5",
        (*narrowed, query.size, query.offset),
    ).fetchall()
    facets = {
        column: [
            FacetValue(value=value, count=count)
            for value, count in connection.execute(
                f"SELECT {column}, count(*) {joint} AND {column} <> '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20",
                narrowed,
            )
        ]
        for column in ("host", "language")
    }
    return SearchResult(total=total, hits=[_hit(connection, row, words) for row in rows], facets=facets)


def _hit(connection: sqlite3.Connection, row: Any, words: Sequence[str]) -> Hit:
    number, value, snippet = row
    article = from_json(CleanArticle, value)
    return Hit(
        article_id=article.article_id,
        url=article.url,
        title=article.title,
        host=article.host,
        language=article.language,
        published=article.published,
        highlights=[_marked(snippet)] if snippet else [],
        answers=_answers(connection, number, words) if article.faqs else [],
    )


def _answers(connection: sqlite3.Connection, number: int, words: Sequence[str]) -> list[Answer]:
    """Return the pairs that answer: at least half of the query's words stand in them, those in the question first."""
    need = (len(words) + 1) // 2
    rows = connection.execute(
        "SELECT question, answer, highlight(pairs, 0, ?3, ?4) || highlight(pairs, 1, ?3, ?4) FROM pairs "
        "WHERE pairs MATCH ?1 AND number = ?2 ORDER BY bm25(pairs, 4.0, 1.0) LIMIT 10",
        (_match(words, " OR "), number, _OPEN, _CLOSE),
    )
    good = [
        Answer(question=question, answer=answer)
        for question, answer, marked in rows
        if len({found.lower()[:5] for found in re.findall(f"{_OPEN}(.*?){_CLOSE}", marked)}) >= need
    ]
    return good[:3]


def _marked(snippet: str) -> str:
    return html.escape(snippet).replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>")
