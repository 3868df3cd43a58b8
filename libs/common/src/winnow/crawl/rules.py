"""What of a host is discovered beyond what was submitted: nothing, unless a rule says so.

Patterns are RE2 (https://github.com/google/re2): they take linear time whatever anybody writes into them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
import re2

from winnow.crawl.urls import Url
from winnow.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRule:
    """What may be discovered on one host. Patterns are searched in the path with its query."""

    host: str
    allow: Sequence[str] = ()
    """A URL has to match one of them; every URL does when there is none."""
    deny: Sequence[str] = ()
    """A URL that matches one of them is left out, whatever ``allow`` says."""
    links: bool = True
    """Follow the links of pages."""
    sitemaps: bool = True
    """Read the sitemaps that robots.txt names."""
    depth: int = 3
    """Links followed, one after another, from what was submitted."""
    count: int = 10_000
    """URLs of the host that may be known; links beyond are left out."""


class Rules:
    """The rules of all hosts, compiled."""

    def __init__(self, rules: Sequence[HostRule] = ()) -> None:
        self._rules: Mapping[str, HostRule] = {rule.host.lower(): rule for rule in rules}
        self._compiled = {
            rule.host.lower(): (_compiled(rule, rule.allow), _compiled(rule, rule.deny)) for rule in rules
        }

    def of(self, host: str) -> HostRule | None:
        """Return a host's rule, if there is one."""
        return self._rules.get(host)

    def takes(self, url: Url) -> bool:
        """Say whether a URL may be discovered: its host has a rule, and the patterns let it through."""
        if url.host not in self._rules:
            return False
        allow, deny = self._compiled[url.host]
        if any(pattern.search(url.path) for pattern in deny):
            return False
        return not allow or any(pattern.search(url.path) for pattern in allow)


def read_rules(text: bytes) -> Rules:
    """Read rules from a JSON list of :class:`HostRule`; raises ``ConfigError`` that says what is wrong."""
    try:
        return Rules(msgspec.json.decode(text, type=list[HostRule]))
    except msgspec.DecodeError as error:
        raise ConfigError(f"the crawl rules cannot be read: {error}") from error


def _compiled(rule: HostRule, patterns: Sequence[str]) -> list["re2._Regexp[str]"]:
    found = []
    for pattern in patterns:
        try:
            found.append(re2.compile(pattern))
        except re2.error as error:
            raise ConfigError(f"crawl rule of {rule.host}: {pattern!r} is not a pattern of RE2: {error}") from error
    return found
