"""Requests into the frontier: a request is acknowledged when the frontier has it on the disk."""

import time

import structlog
from winnow.adapters.sqlite_frontier import Addition
from winnow.codec import decode
from winnow.crawl.frontier import Entry, entry_for
from winnow.crawl.urls import article_id, parse_url
from winnow.envelope import Message
from winnow.errors import Refused, Rejected
from winnow.model import Reason
from winnow.ports import Consumer, EventLog
from winnow.records import dead_letter_record
from winnow.runtime import POLL_SECONDS, Pulse, publish, utc_now
from winnow.topics import REQUESTED

from winnow_crawler.ledger import Ledger

log = structlog.get_logger(__name__)

_BATCH = 500


async def take_requests(consumer: Consumer, to: EventLog, ledger: Ledger, pulse: Pulse) -> None:
    """Move requests into the frontier until the service is asked to stop."""
    while not pulse.stopping.is_set():
        pulse.beat("intake")
        messages = await consumer.batch(_BATCH, POLL_SECONDS)
        if not messages:
            continue
        additions: list[Addition] = []
        dead = []
        for message in messages:
            try:
                additions.append((message.partition, read_request(message, time.time())))
            except Rejected as rejection:
                log.warning("dead letter", message=message.place, reason=rejection.reason, detail=rejection.detail)
                dead.append(dead_letter_record(message, rejection, stage="crawl", now=utc_now()))
        await publish(to, dead)
        await ledger.add_requested(additions)
        await consumer.acknowledge(messages)


def read_request(message: Message, now: float) -> Entry:
    """Make a frontier entry of a message; raises ``Rejected`` unless its id and host are those of its URL."""
    envelope = decode(REQUESTED, message)
    request = envelope.payload
    try:
        url = parse_url(request.url)
    except Refused as refusal:
        raise Rejected(refusal.reason, f"{message.place}: {refusal.detail}") from refusal
    if (url.href, url.host, article_id(url)) != (request.url, request.host, request.article_id):
        raise Rejected(
            Reason.INVALID_EVENT,
            f"{message.place}: the canonical form of {request.url!r} is {url.href!r} at {url.host!r},"
            f" article {article_id(url)}; host or article id differ",
        )
    return entry_for(request, str(envelope.trace), now)
