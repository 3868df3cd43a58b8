"""Settings of the processor."""

from dataclasses import dataclass

from winnow.settings import CommonSettings, setting


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessorSettings(CommonSettings):
    """What the processor reads from its environment."""

    clean_seconds: float = setting("The longest that cleaning one page may take before its worker is killed.", 5.0)
    clean_memory_mb: int = setting("Memory that cleaning one page may take, in MiB.", 512)
