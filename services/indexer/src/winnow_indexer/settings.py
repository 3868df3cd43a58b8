"""Settings of the indexer."""

from dataclasses import dataclass

from winnow.settings import CommonSettings, setting


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexerSettings(CommonSettings):
    """What the indexer reads from its environment."""

    index_batch: int = setting("Messages that are written to an index in one request, at most.", 500)
