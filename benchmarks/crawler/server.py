"""A site on every loopback address at once: the sample pages, robots.txt, and a count of who asked for what, when.

Written on a bare protocol so that it costs far less than the crawlers that it is asked by. ``/stats`` answers with what
it saw: pages and robots.txt by host, pages that came before their host's robots.txt, the least pause between two
requests of one host, and the seconds from the first to the last page of each host that ``?span=`` names.

Pages of hosts in 127.2.0.0/16 come slowly, each in the manner that its last number picks: silence before the answer, an
answer that drips, or one that never comes to its end.
"""

import asyncio
import json
import re
import sys
import time
from pathlib import Path

PAGES = sorted(
    path.read_bytes().replace(b'rel="canonical"', b'rel="bookmark"')  # each is served at many addresses
    for path in Path(__file__).parents[2].glob("services/standalone/src/winnow_standalone/sample_site/pages/*.html")
)
ROBOTS = b"User-agent: *\nDisallow: /private/\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
SLOW = b"127.2."
SILENCE, DRIP, PIECES = 5.0, 0.1, 100
"""Seconds before a silent host answers, and between the pieces of a dripping one."""
REQUEST = re.compile(rb"GET (\S+) HTTP/1\.1\r\n(?:.*\r\n)*?[Hh]ost: ([^\r]+)\r\n")


class Seen:
    def __init__(self) -> None:
        self.robots: set[bytes] = set()
        self.last: dict[bytes, float] = {}
        self.pages_at: dict[bytes, list[float]] = {}
        self.pages = self.early = 0
        self.least_pause = float("inf")

    def note(self, host: bytes, path: bytes) -> None:
        now = time.monotonic()
        if path == b"/robots.txt":
            self.robots.add(host)
        else:
            self.pages += 1
            self.early += host not in self.robots
            self.pages_at.setdefault(host.partition(b":")[0], []).append(now)
        if host in self.last:
            self.least_pause = min(self.least_pause, now - self.last[host])
        self.last[host] = now

    def stats(self, host: bytes) -> bytes:
        at = self.pages_at.get(host) or [0.0]
        slow = sum(1 for each in self.pages_at if each.startswith(SLOW))
        span = {"span_s": at[-1] - at[0], "span_pages": len(at), "slow_hosts": slow} if host else {}
        figures = {"pages": self.pages, "hosts_robots": len(self.robots), "pages_before_robots": self.early,
                   "least_pause_s": round(self.least_pause, 3), **span}  # fmt: skip
        return json.dumps(figures).encode()


class Site(asyncio.Protocol):
    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            match = REQUEST.match(head + b"\r\n")
            if match is None:
                self.transport.close()
                return
            self.give(match[2], self.answer(match[1], match[2]), slowly=match[1] != b"/robots.txt")

    def give(self, host: bytes, answer: bytes, *, slowly: bool) -> None:
        if slowly and host.startswith(SLOW):
            manner = int(host.partition(b":")[0].rpartition(b".")[2]) % 3
            self.slow = asyncio.ensure_future(self.drip(answer, manner))
        else:
            self.transport.write(answer)

    async def drip(self, answer: bytes, manner: int) -> None:
        """Be silent before the answer, give it piece by piece, or do that and keep its last piece."""
        step = len(answer) if manner == 0 else len(answer) // PIECES + 1
        end = len(answer) - step if manner == 2 else len(answer)
        for at in range(0, end, step):
            await asyncio.sleep(SILENCE if manner == 0 else DRIP)
            self.transport.write(answer[at : at + step])

    def answer(self, path: bytes, host: bytes) -> bytes:
        if path.startswith(b"/stats"):
            body, kind = self.seen.stats(path.partition(b"?span=")[2]), b"application/json"
        else:
            self.seen.note(host, path)
            is_robots = path == b"/robots.txt"
            body, kind = (ROBOTS, b"text/plain") if is_robots else (page(path), b"text/html; charset=utf-8")
        return HEAD % (kind, len(body)) + body


def page(path: bytes) -> bytes:
    return PAGES[int(path.rpartition(b"/")[2] or 0) % len(PAGES)]


async def main() -> None:
    seen = Seen()
    server = await asyncio.get_running_loop().create_server(lambda: Site(seen), "0.0.0.0", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
