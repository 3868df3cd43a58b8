"""Settings of the crawler."""

from dataclasses import dataclass

from winnow.adapters.http_fetch import FetchLimits
from winnow.crawl.politeness import Manners
from winnow.crawl.schedule import Policy
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
    crawl_connect_timeout: float = setting("The longest that connecting may take.", 10.0)
    crawl_max_bytes: int = setting("The largest page that is taken, in bytes after decompression.", MAX_BODY_BYTES)
    crawl_retry: float = setting("Pause before the second try of a failed fetch; it doubles with each try.", 30.0)
    crawl_attempts: int = setting("Tries until a URL counts as failed.", 5)
    crawl_revisit: float = setting(
        "Time to the first visit after a new version; it adapts to observed change.", 86400.0
    )
    crawl_gone_apart: float = setting("Time between the two sightings after which a missing page is gone.", 21600.0)

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
    def policy(self) -> Policy:
        """When URLs are visited again."""
        return Policy(
            retry=self.crawl_retry,
            attempts=self.crawl_attempts,
            revisit=self.crawl_revisit,
            gone_apart=self.crawl_gone_apart,
        )
