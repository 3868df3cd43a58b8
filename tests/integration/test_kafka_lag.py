"""What only a real Kafka's metadata can get wrong."""

import asyncio
import uuid

from winnow.adapters.kafka import KafkaEventLog
from winnow.model import Request
from winnow.runtime import patiently
from winnow.topics import Topic


async def test_the_lag_of_many_topics_is_told_at_once(kafka_bootstrap: str) -> None:
    mark = uuid.uuid4().hex
    topics = [Topic(name=f"lag.{mark}.{n}", type=Request, key="host", compacted=False, doc="") for n in range(6)]
    async with KafkaEventLog(kafka_bootstrap) as maker:
        await maker.create(topics)
        async for attempt in patiently("ask a new broker for its coordinator"):
            with attempt:
                await maker.lag(f"nobody.{mark}", [topics[0].name])
    async with KafkaEventLog(kafka_bootstrap) as log:
        await log.ping()
        told = await asyncio.gather(*(log.lag(f"nobody.{mark}", [topic.name]) for topic in topics))
    assert [lag.messages for lags in told for lag in lags] == [0] * 4 * len(topics)
