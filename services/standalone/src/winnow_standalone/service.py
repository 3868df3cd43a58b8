"""All services in one process: the same loops, stages and codec, joined to SQLite."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import structlog
from winnow.adapters.isolated import isolated
from winnow.adapters.sqlite_articles import SqliteArticleIndex
from winnow.adapters.sqlite_file import owned
from winnow.adapters.sqlite_log import SqliteEventLog
from winnow.adapters.sqlite_profiles import SqliteProfiles
from winnow.adapters.sqlite_statuses import SqliteStatusIndex
from winnow.flows import CLEAN
from winnow.runtime import Pulse, Sink, drain, utc_now
from winnow.serving import Run, serve
from winnow.topics import CLEANED, STATUS
from winnow_console.app import create_app
from winnow_console.service import serve_console
from winnow_console.submit import plan_urls, submit
from winnow_crawler.service import run_crawler
from winnow_indexer.service import ArticleSink, StatusSink
from winnow_processor.site_memory.service import Memories, MemorySink, listen

from winnow_standalone.samples import serve_samples
from winnow_standalone.settings import StandaloneSettings

log = structlog.get_logger(__name__)

GROUPS = ("crawler", "processor", "indexer", "status", "site-memory")
COMPACT_EVERY_SECONDS = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """What one data folder holds."""

    log: SqliteEventLog
    articles: SqliteArticleIndex
    statuses: SqliteStatusIndex
    profiles: SqliteProfiles


@asynccontextmanager
async def stores(folder: Path) -> AsyncIterator[Stores]:
    """Open a data folder for this process alone; raises ``ConfigError`` when another one has it."""
    with owned(folder):
        async with (
            SqliteEventLog(folder / "log.sqlite") as events,
            SqliteArticleIndex(folder / "articles.sqlite") as articles,
            SqliteStatusIndex(folder / "statuses.sqlite") as statuses,
            SqliteProfiles(folder / "profiles.sqlite") as profiles,
        ):
            yield Stores(log=events, articles=articles, statuses=statuses, profiles=profiles)


async def run_standalone(
    settings: StandaloneSettings, pulse: Pulse, *, samples: bool, started: Callable[[str], None]
) -> None:
    """Run everything on one data folder until the service is asked to stop.

    ``started`` is told the console's address once it answers. With ``samples`` the sample site is served on its own
    loopback address, the only private one that is then allowed, and ingested if the folder is new.
    """
    async with AsyncExitStack() as stack:
        kept = await stack.enter_async_context(stores(settings.data_dir))
        memories = Memories()
        run = stack.enter_context(isolated(recall=memories.recall))
        pages: Sequence[str] = ()
        if samples:
            settings = _allowing(settings, settings.samples_host)
            site = await stack.enter_async_context(serve_samples(settings.samples_host, settings.samples_port))
            pages = site.page_urls
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        tasks.create_task(run_crawler(kept.log, settings, pulse))
        tasks.create_task(_serve_clean(kept.log, run, pulse))
        tasks.create_task(_drain(ArticleSink(kept.articles, utc_now), "indexer", CLEANED.name, kept.log, pulse))
        tasks.create_task(_drain(StatusSink(kept.statuses, utc_now), "status", STATUS.name, kept.log, pulse))
        tasks.create_task(_drain(MemorySink(kept.profiles, utc_now), "site-memory", CLEANED.name, kept.log, pulse))
        tasks.create_task(listen(memories, kept.log, pulse))
        tasks.create_task(_compact(kept.log, pulse))
        app = create_app(kept.log, kept.articles, kept.statuses, settings=settings)
        if pages and not any((await kept.statuses.counts()).values()):
            plan = plan_urls(pages, settings.allowed_private_networks, utc_now())
            await submit(plan, app.state.desk)
        tasks.create_task(serve_console(app, settings.http_host, settings.http_port, pulse, started=started))


def _allowing(settings: StandaloneSettings, address: str) -> StandaloneSettings:
    network = ipaddress.ip_network(address)
    return replace(settings, allowed_private_networks=(*settings.allowed_private_networks, network))


async def _serve_clean(events: SqliteEventLog, run: Run, pulse: Pulse) -> None:
    async with events.consume("processor", [CLEAN.source.name]) as consumer:
        await serve(CLEAN, consumer, events, pulse, run)


async def _drain(sink: Sink, group: str, topic: str, events: SqliteEventLog, pulse: Pulse) -> None:
    async with events.consume(group, [topic]) as consumer:
        await drain(sink, consumer, events, pulse)


async def _compact(events: SqliteEventLog, pulse: Pulse) -> None:
    while not pulse.stopping.is_set():
        dropped = await events.compact(GROUPS)
        log.info("compacted", dropped=dropped)
        await pulse.pause(COMPACT_EVERY_SECONDS)
