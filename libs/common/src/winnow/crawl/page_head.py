"""What a page says of itself to crawlers: may it be indexed, may its links be followed, where does it really live.

Read from the bytes, without a parse: the crawler asks this of every page, and hardly any says anything.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from winnow.crawl.urls import Url, parse_url
from winnow.errors import Refused

_HEAD_BYTES = 256 * 1024
_TAG = re.compile(rb"<(meta|link)\b([^>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_LINK_HEADER = re.compile(r"<([^>]*)>\s*;([^,]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """What a page asks of crawlers."""

    noindex: bool = False
    nofollow: bool = False
    canonical: str = ""
    """As it is written."""


def read_head(body: bytes, headers: Mapping[str, str], token: str) -> PageHead:
    """Read the directives meant for every crawler or for the one of that product token."""
    directives = set(_from_header(headers.get("x-robots-tag", ""), token))
    canonical = _canonical_in_header(headers.get("link", ""))
    for tag, attributes in _tags(body[:_HEAD_BYTES], (b"canonical", b"robots", token.lower().encode())):
        if tag == b"meta" and attributes.get("name", "").lower() in {"robots", token.lower()}:
            directives.update(_split(attributes.get("content", "")))
        elif tag == b"link" and "canonical" in attributes.get("rel", "").lower().split():
            canonical = canonical or attributes.get("href", "")
    return PageHead(
        noindex=bool(directives & {"noindex", "none"}),
        nofollow=bool(directives & {"nofollow", "none"}),
        canonical=canonical.strip(),
    )


def canonical_target(page: Url, canonical: str) -> Url | None:
    """Return where a canonical link folds a page into, or ``None`` when it is no use or not to be trusted.

    Another site, a step down from https, and the front page for what is not the front page are mistakes or worse.
    """
    if not canonical:
        return None
    try:
        target = parse_url(canonical, page.href)
    except Refused:
        return None
    if target.href == page.href or _site(target.host) != _site(page.host):
        return None
    if (page.scheme, target.scheme) == ("https", "http") or (target.path == "/" and page.path != "/"):
        return None
    return target


def _site(host: str) -> str:
    return host.removeprefix("www.")


def _tags(head: bytes, words: Sequence[bytes]) -> Iterator[tuple[bytes, dict[str, str]]]:
    """Yield the tags that hold one of the words; of all that a page has there, hardly any does."""
    for match in _TAG.finditer(head):
        lowered = match[2].lower()
        if any(word in lowered for word in words):
            attributes = {
                name.decode().lower(): html.unescape((double or single or bare).decode("utf8", "replace"))
                for name, double, single, bare in _ATTRIBUTE.findall(match[2])
            }
            yield match[1].lower(), attributes


def _split(text: str) -> Iterator[str]:
    return (part.strip() for part in text.lower().split(","))


def _from_header(text: str, token: str) -> Iterator[str]:
    """Read ``X-Robots-Tag``: a name and a colon address what follows to one crawler."""
    ours = True
    for part in _split(text):
        name, colon, rest = part.partition(":")
        if colon and name.strip() != "unavailable_after":
            ours = name.strip() == token.lower()
            part = rest.strip()  # noqa: PLW2901
        if ours:
            yield part


def _canonical_in_header(text: str) -> str:
    return next((target for target, rest in _LINK_HEADER.findall(text) if "canonical" in rest.lower()), "")
