"""The crawler as a process of its own, on Kafka."""

from winnow.adapters.admin import admin_app, serving
from winnow.adapters.kafka import KafkaEventLog
from winnow.adapters.process import main as run_service
from winnow.adapters.sqlite_file import owned
from winnow.runtime import Pulse
from winnow.topics import ALL_TOPICS

from winnow_crawler.changelog import Changelog
from winnow_crawler.service import run_crawler
from winnow_crawler.settings import CrawlerSettings


async def run(settings: CrawlerSettings, pulse: Pulse) -> None:
    """Join Kafka to the crawler."""
    async with KafkaEventLog(settings.kafka_bootstrap_servers) as log:
        app = admin_app(pulse, {"kafka": log.ping})
        async with serving(app, settings.admin_host, settings.admin_port):
            await log.create(ALL_TOPICS)
            with owned(settings.data_dir):
                await run_crawler(log, settings, pulse, Changelog(log))


def main() -> None:
    """Run the crawler."""
    run_service("crawler", CrawlerSettings, run)


if __name__ == "__main__":
    main()
