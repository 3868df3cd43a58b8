"""Settings of the crawler."""

from dataclasses import dataclass
from pathlib import Path

from winnow.adapters.http_fetch import FetchLimits
from winnow.crawl.politeness import Manners
from winnow.crawl.rules import Rules, read_rules
from winnow.crawl.schedule import HOUR, Policy
from winnow.errors import ConfigError
from winnow.model import MAX_BODY_BYTES
from winnow.settings import CommonSettings, setting


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlerSettings(CommonSettings):
    """What the crawler reads. Times are in seconds."""

    crawl_user_agent: str = setting(
        "Product and version that the crawler names itself by; robots.txt addresses it by the product.", "Winnow/0.1"
    )
    crawl_contact: str = setting("Address or page where a site owner reaches the operator; part of the User-Agent.", "")
    crawl_delay: float = setting("Pause between two requests to one host, unless the host asks for more.", 0.5)
    crawl_slowness: float = setting("And at least this many times what the host took to answer; 0 for none.", 2.0)
    crawl_concurrency: int = setting("Hosts that are visited at the same time.", 256)
    crawl_timeout: float = setting("The longest that one request may take, from look-up to last byte.", 60.0)
    crawl_connect_timeout: float = setting("The longest that a look-up may take, and then the connection.", 10.0)
    crawl_max_bytes: int = setting("The largest page that is taken, in bytes after decompression.", MAX_BODY_BYTES)
    crawl_retry: float = setting("Pause before the second try of a failed fetch; it doubles with each try.", 30.0)
    crawl_attempts: int = setting("Tries until a URL counts as failed.", 5)
    crawl_revisit: float = setting(
        "Time to the first visit after a new version; it adapts to observed change.", 86400.0
    )
    crawl_gone_apart: float = setting("Time between the two sightings after which a missing page is gone.", 21600.0)
    crawl_rules: str = setting("File of rules for what is discovered on which host (JSON); empty for none.", "")
    crawl_warc: str = setting("Folder for WARC archives of everything that is fetched; empty for none.", "")
    crawl_confirmed_losses: str = setting(
        "Hosts, comma separated, whose mass loss of pages is real: their missing pages may go.", ""
    )

    @property
    def user_agent(self) -> str:
        """What requests are signed with."""
        return f"{self.crawl_user_agent} (+{self.crawl_contact})" if self.crawl_contact else self.crawl_user_agent

    @property
    def limits(self) -> FetchLimits:
        """The limits of one request."""
        return FetchLimits(
            total=self.crawl_timeout,
            connect=min(self.crawl_connect_timeout, self.crawl_timeout),
            connections=2 * self.crawl_concurrency,
        )

    @property
    def manners(self) -> Manners:
        """The pauses between requests."""
        return Manners(delay=self.crawl_delay, slowness_factor=self.crawl_slowness)

    @property
    def confirmed_losses(self) -> frozenset[str]:
        """Hosts whose pages may go, however many they are."""
        return frozenset(host.strip().lower() for host in self.crawl_confirmed_losses.split(","))

    def rules(self) -> Rules:
        """Read the rules of discovery; raises ``ConfigError`` that names the file and the problem."""
        if not self.crawl_rules:
            return Rules()
        try:
            return read_rules(Path(self.crawl_rules).read_bytes())
        except OSError as error:
            raise ConfigError(f"WINNOW_CRAWL_RULES={self.crawl_rules!r} cannot be read: {error}") from error

    @property
    def policy(self) -> Policy:
        """When URLs are visited again."""
        return Policy(
            retry=self.crawl_retry,
            attempts=self.crawl_attempts,
            revisit=self.crawl_revisit,
            revisit_min=min(HOUR, self.crawl_revisit),
            gone_apart=self.crawl_gone_apart,
        )
