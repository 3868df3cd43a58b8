"""Run pure flows in a worker process that hostile input cannot stall: the ``Run`` of every service that cleans."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import Any

from winnow.adapters.sandbox import Sandbox
from winnow.codec import decode
from winnow.envelope import Message
from winnow.errors import Rejected
from winnow.flows import FLOWS, Flow, Outcome, apply, failed, knowing
from winnow.model import CleanArticle, Instant, RawArticle
from winnow.runtime import utc_now
from winnow.serving import Run

Recall = Callable[[str], AbstractSet[str]]
"""Tells what recurs on a host."""


def _forgetful(_host: str) -> AbstractSet[str]:
    return frozenset()


@contextmanager
def isolated(
    seconds: float = 5.0, memory_bytes: int = 512 * 1024 * 1024, *, recall: Recall = _forgetful
) -> Iterator[Run]:
    """Yield a ``Run`` whose work happens in a child process.

    ``recall`` is asked what recurs on the host that the message names in its headers.

    A message that takes longer or needs more memory than allowed becomes a dead letter with that reason, and the
    next one is met by a new worker.
    """
    with Sandbox(_apply, seconds=seconds, memory_bytes=memory_bytes) as sandbox:

        async def run(flow: Flow[Any, Any], message: Message) -> Outcome:
            now = utc_now()
            try:
                return await sandbox.run_async((flow.name, message, now, recall(message.header("ce_host"))))
            except Rejected as limit:
                return failed(flow, message, limit, now, _article(flow, message))

        yield run


def _apply(call: tuple[str, Message, Instant, AbstractSet[str]]) -> Outcome:
    name, message, now, memory = call
    return apply(knowing(FLOWS[name], memory), message, now)


def _article(flow: Flow[Any, Any], message: Message) -> RawArticle | CleanArticle | None:
    """Tell whose message it was, where that can be told: its status has to say that it failed."""
    try:
        article: RawArticle | CleanArticle = decode(flow.source, message).payload
    except Rejected:
        return None
    return article
