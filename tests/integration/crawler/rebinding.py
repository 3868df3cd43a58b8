"""A network of its own, run inside new namespaces: a name server that changes its mind, and a web server that notes
which of its addresses each connection came to. Writes what the crawler said and where it went, as JSON.

    python rebinding.py crawl|look-up [NETWORK…]    the networks that the crawler is allowed
"""

import asyncio
import ipaddress
import json
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web
from dnslib import AAAA, QTYPE, RR, A, DNSError, DNSRecord
from dnslib.server import BaseResolver, DNSLogger, DNSServer
from winnow.adapters.memory import MemoryEventLog
from winnow.adapters.resolver import SystemResolver
from winnow.codec import decode, encode
from winnow.crawl.urls import article_id, parse_url
from winnow.envelope import Envelope, Trace
from winnow.model import Request, StageOutcome, StatusEvent
from winnow.runtime import Pulse
from winnow.topics import REQUESTED, STATUS
from winnow_crawler.service import run_crawler
from winnow_crawler.settings import CrawlerSettings

NAME_SERVER, PUBLIC, PRIVATE = "127.0.0.53", "93.184.216.34", "10.0.0.1"
ANSWERS = {
    "steady.test": [[PUBLIC]],
    "inside.test": [[PRIVATE]],
    "mixed.test": [[PUBLIC, PRIVATE]],
    "mapped.test": [[PUBLIC, f"::ffff:{PRIVATE}"]],
    "rebinds.test": [[PUBLIC], [PRIVATE]],  # for robots.txt, then for the page
    "retried.test": [[PUBLIC], [PUBLIC], [PRIVATE]],  # for robots.txt, the page, and the page again
    "redirects.test": [[PUBLIC]],
    "target.test": [[PUBLIC], [PUBLIC], [PRIVATE]],  # when the redirect is seen, for robots.txt, for the page
}
"""Look-up by look-up; the last answer again and again. A name that is not here gets no answer at all."""
TARGET = "http://target.test/"
SILENT = 100


class Names(BaseResolver):  # type: ignore[misc]
    """The name server."""

    def __init__(self) -> None:
        self.asked: Counter[tuple[str, str]] = Counter()

    def resolve(self, request: DNSRecord, handler: object) -> DNSRecord:
        name, kind = str(request.q.qname).rstrip("."), QTYPE[request.q.qtype]
        if name not in ANSWERS:
            raise DNSError("silence")
        turn = min(self.asked[name, kind], len(ANSWERS[name]) - 1)
        self.asked[name, kind] += 1
        reply = request.reply()
        for address in ANSWERS[name][turn]:
            if (":" in address) == (kind == "AAAA"):
                packed = tuple(ipaddress.ip_address(address).packed)
                data = AAAA(packed) if ":" in address else A(address)
                reply.add_answer(RR(request.q.qname, request.q.qtype, rdata=data, ttl=0))
        return reply


async def respond(request: web.Request) -> web.Response:
    if request.path == "/robots.txt":
        return web.Response(status=404)
    if request.host == "redirects.test":
        return web.Response(status=302, headers={"Location": TARGET})
    if request.host == "retried.test":
        return web.Response(status=500)
    return web.Response(text=f"<p>{request.host}</p>", content_type="text/html")


async def crawl(allowed: list[str]) -> dict[str, object]:
    """Ask for a page of every name and wait until each has come to an end."""
    came_to: Counter[str] = Counter()

    @web.middleware
    async def noted(request: web.Request, handler: object) -> web.StreamResponse:
        if request.transport is not None:
            came_to[request.transport.get_extra_info("sockname")[0]] += 1
        response = await respond(request)
        response.force_close()
        return response

    app = web.Application(middlewares=[noted])
    app.router.add_get("/{path:.*}", respond)
    runner = web.AppRunner(app)
    await runner.setup()
    for address in ("0.0.0.0", "::1"):
        await web.TCPSite(runner, address, 80).start()
    with tempfile.TemporaryDirectory() as folder:
        settings = CrawlerSettings(
            data_dir=Path(folder), crawl_delay=0.01, crawl_retry=0.05,
            allowed_private_networks=tuple(map(ipaddress.ip_network, allowed)),
        )  # fmt: skip
        log, pulse = MemoryEventLog(), Pulse()
        task = asyncio.create_task(run_crawler(log, settings, pulse))
        urls = [f"http://{name}/" for name in ANSWERS if f"http://{name}/" != TARGET]
        await log.publish([request_for(url) for url in urls])
        while set(await ended(log)) != {*urls, TARGET}:
            await asyncio.wait([task], timeout=0.05)
        pulse.stopping.set()
        await task
    await runner.cleanup()
    return {"ended": await ended(log), "came_to": came_to}


def request_for(text: str) -> object:
    url, now = parse_url(text), datetime.now(UTC)
    request = Request(article_id=article_id(url), url=url.href, host=url.host, requested_at=now)
    return encode(REQUESTED, Envelope(key=url.host, trace=Trace.start(text), occurred_at=now, payload=request))


async def ended(log: MemoryEventLog) -> dict[str, str]:
    found: list[StatusEvent] = [decode(STATUS, message).payload async for message in log.read(STATUS.name)]
    return {each.url: each.reason or each.outcome for each in found if each.outcome is not StageOutcome.RETRY}


async def look_up() -> dict[str, object]:
    """Ask for a good name while many others are waited for; say how many of those had come to an end by then."""
    resolver = SystemResolver(2 * SILENT, 60.0)
    waiting = [asyncio.create_task(resolver.resolve(f"silent-{n}.test")) for n in range(SILENT)]
    await asyncio.sleep(0)
    found = await resolver.resolve("steady.test", 80)
    over = sum(task.done() for task in waiting)
    await asyncio.gather(*waiting, return_exceptions=True)
    return {"found": [each["host"] for each in found], "over": over}


def main() -> None:
    command, *allowed = sys.argv[1:]
    with tempfile.NamedTemporaryFile("w") as configuration:
        configuration.write(f"nameserver {NAME_SERVER}\noptions timeout:1 attempts:2\n")
        configuration.flush()
        subprocess.run(["mount", "--bind", configuration.name, "/etc/resolv.conf"], check=True)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in (PUBLIC, PRIVATE):
        subprocess.run(["ip", "address", "add", f"{address}/32", "dev", "lo"], check=True)
    server = DNSServer(Names(), NAME_SERVER, logger=DNSLogger(logf=lambda _line: None))
    server.start_thread()
    json.dump(asyncio.run(crawl(allowed) if command == "crawl" else look_up()), sys.stdout)


if __name__ == "__main__":
    main()
