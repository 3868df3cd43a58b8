"""Dead letters: what is set aside now, and sending it through again."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec
from winnow.codec import decode
from winnow.envelope import Message, Record
from winnow.errors import Rejected
from winnow.model import DeadLetter, Instant, Reason
from winnow.ports import EventLog
from winnow.topics import BY_NAME, DEAD_LETTER_TOPICS, Topic, dead_letters_of

CHUNK_RECORDS = 64
CHUNK_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A dead letter without its record, and where it stands in its topic."""

    dead_letter_id: str
    topic: str
    """Where the record came from, and where a redrive sends it."""
    reason: Reason
    detail: str
    stage: str
    at: Instant
    trace_id: str
    size: int
    article_id: str = ""
    url: str = ""
    readable: bool = True
    place: str = ""


class _About(msgspec.Struct):
    """What most records say of themselves; a broken one says nothing."""

    article_id: str = ""
    url: str = ""


_about = msgspec.json.Decoder(_About)


async def standing(log: EventLog, topics: Sequence[str] | None = None) -> list[Summary]:
    """Return the dead letters that were not redriven, latest first; ``topics`` are those of the original records."""
    chosen = [topic for topic in DEAD_LETTER_TOPICS if topics is None or _origin(topic) in topics]
    folded = await asyncio.gather(*(_fold(log, topic) for topic in chosen))
    return sorted((one for each in folded for one in each.values()), key=_latest_first, reverse=True)


async def find(log: EventLog, dead_letter_id: str) -> DeadLetter | None:
    """Return one dead letter whole, or ``None`` when it is unknown or was redriven."""
    topic = BY_NAME.get(f"{dead_letter_id.partition(':')[0]}.dlq")
    if topic is None:
        return None
    found: Message | None = None
    async for message in log.read(topic.name):
        if _key(message) == dead_letter_id:
            found = message if message.value is not None else None
    try:
        return None if found is None else decode(topic, found).payload
    except Rejected:
        return None


async def redrive(log: EventLog, wanted: Callable[[Summary], bool], topics: Sequence[str] | None = None) -> list[str]:
    """Send the wanted dead letters' records through again, exactly as they were; return the ids that went.

    Each record is published before its dead letter is struck off: a crash between repeats it and loses none.
    """
    chosen = [one for one in await standing(log, topics) if one.readable and wanted(one)]
    sent: list[str] = []
    for topic in sorted({one.topic for one in chosen}):
        places = {one.place for one in chosen if one.topic == topic}
        sent.extend(await _redrive_topic(log, dead_letters_of(BY_NAME[topic]), places))
    return sent


async def _redrive_topic(log: EventLog, topic: Topic[DeadLetter], places: set[str]) -> list[str]:
    """Read the topic once more, so that a chunk of whole records is all that is held at a time."""
    sent: list[str] = []
    chunk: list[DeadLetter] = []
    async for message in log.read(topic.name):
        if message.place not in places:
            continue
        chunk.append(decode(topic, message).payload)
        if len(chunk) >= CHUNK_RECORDS or sum(len(one.value) for one in chunk) >= CHUNK_BYTES:
            sent.extend(await _send(log, topic, chunk))
            chunk = []
    return [*sent, *await _send(log, topic, chunk)]


async def _send(log: EventLog, topic: Topic[DeadLetter], letters: Sequence[DeadLetter]) -> list[str]:
    if not letters:
        return []
    await log.publish([Record(topic=one.topic, key=one.key, value=one.value, headers=one.headers) for one in letters])
    await log.publish([Record(topic=topic.name, key=one.dead_letter_id.encode(), value=None) for one in letters])
    return [one.dead_letter_id for one in letters]


async def _fold(log: EventLog, topic: Topic[DeadLetter]) -> dict[str, Summary]:
    """Keep the latest record of each key; a tombstone strikes it off."""
    folded: dict[str, Summary] = {}
    async for message in log.read(topic.name):
        if message.value is None:
            folded.pop(_key(message), None)
        else:
            folded[_key(message)] = _summary(topic, message)
    return folded


def summarise(letter: DeadLetter, place: str = "") -> Summary:
    """Leave the record itself out, but for what it says of its article."""
    about = _read_about(letter.value)
    return Summary(
        dead_letter_id=letter.dead_letter_id,
        topic=letter.topic,
        reason=letter.reason,
        detail=letter.detail,
        stage=letter.stage,
        at=letter.at,
        trace_id=letter.trace_id,
        size=len(letter.value),
        article_id=about.article_id,
        url=about.url,
        place=place,
    )


def _summary(topic: Topic[DeadLetter], message: Message) -> Summary:
    try:
        return summarise(decode(topic, message).payload, message.place)
    except Rejected as error:
        return _unreadable(topic, message, error)


def _unreadable(topic: Topic[DeadLetter], message: Message, error: Rejected) -> Summary:
    """Show a dead letter that is itself broken, rather than hide it; it cannot be redriven."""
    return Summary(
        dead_letter_id=_key(message),
        topic=_origin(topic),
        reason=error.reason,
        detail=error.detail,
        stage="",
        at=message.at,
        trace_id=message.trace.trace_id,
        size=len(message.value or b""),
        readable=False,
        place=message.place,
    )


def _read_about(value: bytes) -> _About:
    try:
        return _about.decode(value)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _About()


def _origin(topic: Topic[DeadLetter]) -> str:
    return topic.name.removesuffix(".dlq")


ORIGINS = tuple(_origin(topic) for topic in DEAD_LETTER_TOPICS)
"""The topics whose records can be set aside."""


def _key(message: Message) -> str:
    return (message.key or b"").decode("utf8", "replace")


def _latest_first(one: Summary) -> tuple[Instant, str]:
    return one.at, one.dead_letter_id
