"""What went wrong, named by what the caller should do about it.

::

    WinnowError
    ├── Refused       this input is not for us: tell who sent it, and go on
    ├── Rejected      this input can never succeed: set it aside as a dead letter, with its reason
    ├── Transient     try the same call again later
    │   └── Backpressure   try again, and slow down until then
    └── ConfigError   stop: the operator has to change a setting
"""

from winnow.model import Reason


class WinnowError(Exception):
    """Everything this project raises on purpose."""


MAX_DETAIL_CHARS = 2000


class _ReasonedError(WinnowError):
    """Carries what an event can carry: details quote hostile input, so they are cut and hold no lone surrogates."""

    def __init__(self, reason: Reason, detail: str) -> None:
        detail = detail[:MAX_DETAIL_CHARS].encode("utf8", "backslashreplace").decode()
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Refused(_ReasonedError):
    """This input is well understood and not for us; there is nothing to repair."""


class Rejected(_ReasonedError):
    """This input can never succeed as it is; the message says why and what would help."""


class Transient(WinnowError):
    """The same call may succeed later: a dependency is slow, absent or restarting."""


class Backpressure(Transient):
    """A dependency asked for less: wait before the next call."""


class ConfigError(WinnowError):
    """The settings cannot work; the message lists every problem and its remedy."""
