"""``python -m winnow_processor.site_memory``: the learner of site memory as a process of its own, on Kafka."""

from winnow.adapters.admin import admin_app, serving
from winnow.adapters.faust import run_app
from winnow.adapters.faust_memory import GROUP, build_memory_app
from winnow.adapters.kafka import KafkaEventLog
from winnow.adapters.process import main as run_service
from winnow.runtime import Pulse, patiently
from winnow.topics import ALL_TOPICS, SITE_LINES

from winnow_processor.settings import ProcessorSettings
from winnow_processor.site_memory.service import news, taught


async def run(settings: ProcessorSettings, pulse: Pulse) -> None:
    """Join Kafka to the learner."""
    servers = settings.kafka_bootstrap_servers
    async with KafkaEventLog(servers) as log:
        app = admin_app(pulse, {"kafka": log.ping})
        async with serving(app, settings.admin_host, settings.admin_port):
            await log.create(ALL_TOPICS)
            learner = build_memory_app(
                taught,
                news,
                bootstrap_servers=servers,
                data_dir=settings.data_dir,
                partitions=await _partitions(log),
            )
            await run_app(learner, pulse)


async def _partitions(log: KafkaEventLog) -> int:
    async for attempt in patiently("count partitions"):
        with attempt:
            return len(await log.lag(GROUP, [SITE_LINES.name]))
    raise AssertionError("patience has no end")


def main() -> None:
    """Run the learner."""
    run_service("site-memory", ProcessorSettings, run)


if __name__ == "__main__":
    main()
