"""What the SQLite adapters add to the contracts: durability, ownership, compaction, groups of writes."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from winnow.adapters.sqlite_articles import SqliteArticleIndex
from winnow.adapters.sqlite_file import SqliteFile, owned
from winnow.adapters.sqlite_log import SqliteEventLog
from winnow.envelope import Record
from winnow.errors import ConfigError
from winnow.model import CleanArticle, FaqEntry
from winnow.ports import Query
from winnow.topics import FETCHED, REQUESTED

WRITER = """
import asyncio, sys
from pathlib import Path
from winnow.adapters.sqlite_log import SqliteEventLog
from winnow.envelope import Record

async def main():
    async with SqliteEventLog(Path(sys.argv[1])) as log:
        n = 0
        while True:
            await log.publish([Record(topic="articles.fetched", key=b"k", value=b"%d" % (n + i)) for i in range(3)])
            n += 3
            print(n, flush=True)

asyncio.run(main())
"""


async def read_values(path):
    async with SqliteEventLog(path) as log:
        return [int(message.value or b"") async for message in log.read(FETCHED.name)]


def test_a_kill_loses_nothing_that_publish_returned_for(tmp_path):
    path = tmp_path / "log.sqlite"
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= 30:
            os.kill(process.pid, signal.SIGKILL)
            break
    said = [int(line), *map(int, process.stdout.read().split())][-1]
    process.wait()
    values = asyncio.run(read_values(path))
    assert values == list(range(len(values)))
    assert len(values) >= said
    assert len(values) % 3 == 0, "a publish is whole or absent"


async def test_one_bad_write_harms_no_other_of_its_group(tmp_path):
    async with SqliteFile(tmp_path / "a.sqlite", "CREATE TABLE t (n INTEGER UNIQUE)") as file:

        def put(n):
            return file.write(lambda connection: connection.execute("INSERT INTO t VALUES (?)", (n,)).rowcount)

        results = await asyncio.gather(put(1), put(1), put(2), return_exceptions=True)
        rows = await file.read(lambda connection: connection.execute("SELECT n FROM t ORDER BY n").fetchall())
    assert rows == [(1,), (2,)]
    assert isinstance(results[1], sqlite3.IntegrityError)
    assert results[0] == results[2] == 1


def test_a_data_folder_has_one_owner(tmp_path):
    with owned(tmp_path), pytest.raises(ConfigError, match="in use by another process"), owned(tmp_path):
        pass
    with owned(tmp_path):
        pass


async def test_compaction_keeps_the_latest_of_each_key_and_what_a_group_has_not_taken(tmp_path):
    async with SqliteEventLog(tmp_path / "log.sqlite") as log:
        await log.publish([Record(topic=FETCHED.name, key=b"a", value=b"%d" % n) for n in range(4)])
        await log.publish(
            [Record(topic=FETCHED.name, key=b"b", value=b"x"), Record(topic=FETCHED.name, key=b"b", value=None)]
        )
        await log.publish([Record(topic=REQUESTED.name, key=b"h", value=b"%d" % n) for n in range(3)])
        async with log.consume("g", [FETCHED.name, REQUESTED.name]) as consumer:
            await consumer.acknowledge(await consumer.batch(100, 0))
        await log.publish(
            [Record(topic=FETCHED.name, key=b"a", value=b"new"), Record(topic=REQUESTED.name, key=b"h", value=b"new")]
        )
        await log.compact(["g"])
        fetched = [(m.key, m.value) async for m in log.read(FETCHED.name)]
        requested = [m.value async for m in log.read(REQUESTED.name)]
    assert fetched == [(b"a", b"new")]
    assert requested == [b"new"]


async def test_compaction_keeps_every_record_without_a_key(tmp_path):
    async with SqliteEventLog(tmp_path / "log.sqlite") as log:
        await log.publish([Record(topic=FETCHED.name, key=None, value=b"%d" % n) for n in range(3)])
        async with log.consume("g", [FETCHED.name]) as consumer:
            await consumer.acknowledge(await consumer.batch(100, 0))
        assert await log.compact(["g"]) == 0


async def test_compaction_before_any_group_has_taken_anything_drops_nothing(tmp_path):
    async with SqliteEventLog(tmp_path / "log.sqlite") as log:
        await log.publish(
            [
                Record(topic=REQUESTED.name, key=b"h", value=b"1"),
                Record(topic=FETCHED.name, key=b"a", value=b"1"),
                Record(topic=FETCHED.name, key=b"a", value=b"2"),
            ]
        )
        assert await log.compact(["g"]) == 0


async def test_a_question_in_a_sentence_finds_the_pair_that_answers_it(tmp_path):
    article = CleanArticle(
        article_id="1",
        url="https://example.org/1",
        host="example.org",
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        title="Keeping a starter",
        text="Flour and water.\nFeed it <daily>.",
        faqs=[
            FaqEntry(question="How often do I feed a starter?", answer="Once a day."),
            FaqEntry(question="Which flour is best?", answer="Rye is lively."),
        ],
    )
    async with SqliteArticleIndex(tmp_path / "index.sqlite") as index:
        await index.upsert([article])
        found = await index.search(Query(text="how often should a starter be fed? feed it daily"))
        nothing = await index.search(Query(text='"NEAR( * ^'))
    assert found.hits[0].answers[0].question == "How often do I feed a starter?"
    assert "&lt;<mark>daily</mark>&gt;" in found.hits[0].highlights[0]
    assert nothing.total == 0
