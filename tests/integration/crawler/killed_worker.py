"""A real crawler process on Kafka that signs its requests with a name: killed_worker.py SERVERS FOLDER NAME DELAY."""

import asyncio
import ipaddress
import sys
from pathlib import Path

from winnow.adapters.kafka import KafkaEventLog
from winnow.adapters.process import supervised
from winnow.runtime import Pulse
from winnow.telemetry import configure_logging
from winnow_crawler.changelog import Changelog
from winnow_crawler.service import run_crawler
from winnow_crawler.settings import CrawlerSettings


async def run(pulse: Pulse) -> None:
    servers, folder, name, delay = sys.argv[1:]
    settings = CrawlerSettings(
        data_dir=Path(folder),
        allowed_private_networks=(ipaddress.ip_network("127.0.0.0/8"),),
        crawl_user_agent=f"Winnow/{name}",
        crawl_delay=float(delay),
        crawl_slowness=0.0,
        crawl_revisit=20.0,
    )
    async with KafkaEventLog(servers) as log:
        await run_crawler(log, settings, pulse, Changelog(log))


if __name__ == "__main__":
    configure_logging("info")
    sys.exit(asyncio.run(supervised("crawler", run)))
