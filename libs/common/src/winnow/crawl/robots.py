"""The Robots Exclusion Protocol (RFC 9309), with the leniency that site owners have learnt to expect.

Written out rather than taken from a package: docs/adr/0022 has the measurements. What goes beyond the RFC is
what the largest crawler does with its published parser: misspelt directives, a missing colon, ``index.html`` for ``/``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_ROBOTS_BYTES = 500 * 1024
"""RFC 9309, 2.5: more than this need not be read."""
_MAX_LINE = 2083 * 8
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LINE = re.compile(rb"\r\n|\r|\n")
_TOKEN = re.compile(r"[A-Za-z_-]*")
_ESCAPE = re.compile(rb"%[0-9a-fA-F]{2}")
_SPELLINGS = {
    "user-agent": "user-agent",
    "useragent": "user-agent",
    "user agent": "user-agent",
    "allow": "allow",
    "disallow": "disallow",
    "dissallow": "disallow",
    "dissalow": "disallow",
    "disalow": "disallow",
    "diasllow": "disallow",
    "disallaw": "disallow",
    "sitemap": "sitemap",
    "site-map": "sitemap",
    "crawl-delay": "crawl-delay",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One ``allow`` or ``disallow`` line: a path pattern, escaped as URLs are."""

    allows: bool
    pattern: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What a robots.txt says to one crawler."""

    rules: tuple[Rule, ...] = ()
    crawl_delay: float | None = None
    """Seconds."""
    sitemaps: tuple[str, ...] = ()

    def allows(self, path: str) -> bool:
        """Say whether a path with its query may be fetched: the longest matching rule decides, ``allow`` on a tie."""
        target = path.encode("utf8", "surrogatepass")
        best = {True: 0, False: 0}
        for rule in self.rules:
            if len(rule.pattern) > best[rule.allows] and matches(rule.pattern, target):
                best[rule.allows] = len(rule.pattern)
        return best[False] <= best[True]


ALLOW_ALL = Robots()
DISALLOW_ALL = Robots(rules=(Rule(False, b"/"),))


def product_token(user_agent: str) -> str:
    """Return the name that robots.txt addresses this crawler by: the letters that its User-Agent starts with."""
    match = _TOKEN.match(user_agent.strip())
    return match[0] if match else ""


def parse_robots(body: bytes, token: str) -> Robots:
    """Read what is said to the crawler of that product token. Total: what makes no sense is passed over."""
    reading = _Reading(token.lower())
    for key, value in _directives(body[:MAX_ROBOTS_BYTES]):
        reading.take(key, value)
    return reading.result()


class _Reading:
    """The groups seen so far; those that name the crawler hide those for everybody."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._named: list[Rule] = []
        self._anyone: list[Rule] = []
        self._ever_named = False
        self._in_named = self._in_anyone = False
        self._rules_began = False
        self._delays: dict[bool, float] = {}
        """By whether the group named the crawler."""
        self._sitemaps: list[str] = []

    def take(self, key: str, value: bytes) -> None:
        if key == "user-agent":
            self._agent(value.decode("utf8", "replace"))
        elif key == "sitemap":
            self._sitemaps.append(value.decode("utf8", "replace"))
        elif not (self._in_named or self._in_anyone):
            return
        elif key == "crawl-delay":
            self._delay(value)
        else:
            self._rules_began = True
            rules = self._named if self._in_named else self._anyone
            rules.extend(_rules(key == "allow", value))

    def result(self) -> Robots:
        return Robots(
            rules=tuple(self._named if self._ever_named else self._anyone),
            crawl_delay=self._delays.get(self._ever_named),
            sitemaps=tuple(self._sitemaps),
        )

    def _agent(self, value: str) -> None:
        if self._rules_began:
            self._in_named = self._in_anyone = self._rules_began = False
        if value == "*" or (value.startswith("*") and value[1].isspace()):
            self._in_anyone = True
        elif self._token and product_token(value).lower() == self._token:
            self._ever_named = self._in_named = True

    def _delay(self, value: bytes) -> None:
        try:
            seconds = float(value)
        except ValueError:
            return
        if 0 <= seconds < float("inf"):
            self._delays.setdefault(self._in_named, seconds)


def _rules(allows: bool, value: bytes) -> Iterator[Rule]:
    if not value:
        return
    pattern = _escaped(value)
    yield Rule(allows, pattern)
    folder, _, page = pattern.rpartition(b"/")
    if allows and page.startswith(b"index.htm"):
        yield Rule(True, folder + b"/$")


def _directives(body: bytes) -> Iterator[tuple[str, bytes]]:
    for mark in _BYTE_ORDER_MARK[:1], _BYTE_ORDER_MARK[1:2], _BYTE_ORDER_MARK[2:]:
        body = body.removeprefix(mark)
    for line in _LINE.split(body):
        text = line[:_MAX_LINE].partition(b"#")[0].strip(b" \t\0")
        key, colon, value = text.partition(b":")
        if not colon:
            parts = text.split()
            if len(parts) != 2:
                continue
            key, value = parts
        name = _SPELLINGS.get(key.strip().decode("ascii", "replace").lower())
        if name is not None:
            yield name, value.strip()


def _escaped(pattern: bytes) -> bytes:
    """Write a pattern as URLs are written: other bytes than ASCII as %XX, and its escapes in capitals."""
    if not pattern.isascii():
        pattern = b"".join(b"%%%02X" % byte if byte >= 0x80 else bytes((byte,)) for byte in pattern)
    return _ESCAPE.sub(lambda match: match[0].upper(), pattern)


def matches(pattern: bytes, path: bytes) -> bool:
    """Match a path from its start: ``*`` is any run of bytes, ``$`` at the end is the end. Linear in each part."""
    anchored = pattern.endswith(b"$")
    first, *rest = pattern.removesuffix(b"$").split(b"*")
    if not path.startswith(first):
        return False
    if not rest:
        return not anchored or len(path) == len(first)
    at = len(first)
    *middle, last = rest
    for part in middle:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if anchored:
        return len(path) - len(last) >= at and path.endswith(last)
    return path.find(last, at) >= 0
