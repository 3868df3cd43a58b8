"""Settings of the standalone process."""

from dataclasses import dataclass

from winnow.settings import setting
from winnow_crawler.settings import CrawlerSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class StandaloneSettings(CrawlerSettings):
    """What one process with all services reads."""

    samples_host: str = setting(
        "Loopback address that the sample site is served on; nothing else may listen there.", "127.8.4.10"
    )
    samples_port: int = setting("Port that the sample site is served on.", 8410)
