"""The console's settings."""

from dataclasses import dataclass

from winnow.settings import CommonSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleSettings(CommonSettings):
    """What the console reads from its environment: nothing beyond what every service reads."""
