"""``python -m winnow_processor``: cleaning as a process of its own, on Kafka."""

import asyncio

from winnow.adapters.admin import admin_app, serving
from winnow.adapters.isolated import isolated
from winnow.adapters.kafka import KafkaEventLog
from winnow.adapters.process import main as run_service
from winnow.runtime import Pulse
from winnow.topics import ALL_TOPICS

from winnow_processor.service import process
from winnow_processor.settings import ProcessorSettings
from winnow_processor.site_memory.service import Memories, listen


async def run(settings: ProcessorSettings, pulse: Pulse) -> None:
    """Join Kafka to the cleaner."""
    servers = settings.kafka_bootstrap_servers
    memories = Memories()
    memory_bytes = settings.clean_memory_mb * 1024 * 1024
    with isolated(settings.clean_seconds, memory_bytes, recall=memories.recall) as clean:
        async with KafkaEventLog(servers) as log:
            app = admin_app(pulse, {"kafka": log.ping})
            async with serving(app, settings.admin_host, settings.admin_port):
                await log.create(ALL_TOPICS)
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(listen(memories, log, pulse))
                    tasks.create_task(process(log, clean, pulse, bootstrap_servers=servers, data_dir=settings.data_dir))


def main() -> None:
    """Run the processor."""
    run_service("processor", ProcessorSettings, run)


if __name__ == "__main__":
    main()
