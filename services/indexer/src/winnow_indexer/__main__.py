"""``python -m winnow_indexer``: both sinks as a process of its own, from Kafka to Elasticsearch."""

import asyncio

from winnow.adapters.admin import admin_app, serving
from winnow.adapters.elasticsearch import connected
from winnow.adapters.elasticsearch_articles import ElasticArticleIndex
from winnow.adapters.elasticsearch_statuses import ElasticStatusIndex
from winnow.adapters.kafka import KafkaEventLog
from winnow.adapters.process import main as run_service
from winnow.adapters.progress import watch
from winnow.runtime import Pulse, Sink, drain, patiently, utc_now
from winnow.topics import ALL_TOPICS, CLEANED, STATUS

from winnow_indexer.service import ArticleSink, StatusSink
from winnow_indexer.settings import IndexerSettings


async def run(settings: IndexerSettings, pulse: Pulse) -> None:
    """Join Kafka to Elasticsearch."""
    async with (
        KafkaEventLog(settings.kafka_bootstrap_servers) as log,
        connected(settings.elasticsearch_url, settings.elasticsearch_api_key) as client,
    ):
        articles, statuses = ElasticArticleIndex(client), ElasticStatusIndex(client)
        app = admin_app(pulse, {"kafka": log.ping, "elasticsearch": articles.ping})
        async with serving(app, settings.admin_host, settings.admin_port), asyncio.TaskGroup() as tasks:
            await log.create(ALL_TOPICS)
            async for attempt in patiently("prepare indexes"):
                with attempt:
                    await articles.prepare()
                    await statuses.prepare()
            for sink, group, topic in (
                (ArticleSink(articles, utc_now), "indexer", CLEANED.name),
                (StatusSink(statuses, utc_now), "status", STATUS.name),
            ):
                tasks.create_task(_drain(sink, group, topic, log, pulse, settings.index_batch))


async def _drain(sink: Sink, group: str, topic: str, log: KafkaEventLog, pulse: Pulse, limit: int) -> None:
    async with log.consume(group, [topic]) as consumer, asyncio.TaskGroup() as tasks:
        tasks.create_task(watch(log, group, topic, consumer.waiting, f"{sink.name} progress", pulse))
        await drain(sink, consumer, log, pulse, limit)


def main() -> None:
    """Run the indexer."""
    run_service("indexer", IndexerSettings, run)


if __name__ == "__main__":
    main()
