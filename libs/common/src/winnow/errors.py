"""What went wrong, named by what the caller should do about it.

::

    WinnowError
    ├── Rejected      this input can never succeed: set it aside as a dead letter, with its reason
    ├── Transient     try the same call again later
    │   └── Backpressure   try again, and slow down until then
    └── ConfigError   stop: the operator has to change a setting
"""

from winnow.model import Reason


class WinnowError(Exception):
    """Everything this project raises on purpose."""


class Rejected(WinnowError):
    """This input can never succeed; the message says why and what would help."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Transient(WinnowError):
    """The same call may succeed later: a dependency is slow, absent or restarting."""


class Backpressure(Transient):
    """A dependency asked for less: wait before the next call."""


class ConfigError(WinnowError):
    """The settings cannot work; the message lists every problem and its remedy."""
