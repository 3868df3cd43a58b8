"""``python -m winnow_console``: the console on Kafka and Elasticsearch."""

import asyncio

from winnow.adapters.admin import admin_app, serving
from winnow.adapters.elasticsearch import connected
from winnow.adapters.elasticsearch_articles import ElasticArticleIndex
from winnow.adapters.elasticsearch_statuses import ElasticStatusIndex
from winnow.adapters.kafka import KafkaEventLog
from winnow.adapters.process import main as run_service
from winnow.errors import Transient
from winnow.runtime import Pulse
from winnow.topics import ALL_TOPICS

from winnow_console.app import create_app
from winnow_console.overview import lags
from winnow_console.service import serve_console
from winnow_console.settings import ConsoleSettings


async def run(settings: ConsoleSettings, pulse: Pulse) -> None:
    """Compose the console and serve it until the service is asked to stop."""
    async with (
        KafkaEventLog(settings.kafka_bootstrap_servers) as log,
        connected(settings.elasticsearch_url, settings.elasticsearch_api_key) as client,
    ):
        articles, statuses = ElasticArticleIndex(client), ElasticStatusIndex(client)
        app = create_app(log, articles, statuses, settings=settings)
        listening: list[str] = []

        async def console() -> None:
            if not listening:
                raise Transient("does not listen yet")

        checks = {"kafka": log.ping, "elasticsearch": articles.ping, "console": console}
        admin = admin_app(pulse, checks, measure=lambda: lags(log))
        async with serving(admin, settings.admin_host, settings.admin_port), asyncio.TaskGroup() as tasks:
            creating = tasks.create_task(log.create(ALL_TOPICS))  # searching needs no Kafka: do not wait for it
            await serve_console(app, settings.http_host, settings.http_port, pulse, started=listening.append)
            creating.cancel()


def main() -> None:
    """Run the console as a process of its own."""
    run_service("console", ConsoleSettings, run)


if __name__ == "__main__":
    main()
