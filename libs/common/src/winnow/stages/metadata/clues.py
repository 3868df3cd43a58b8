"""What a page says of itself, sorted by kind once so that title, author and date can each weigh it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from winnow.stages.blocks import Block, Page
from winnow.stages.metadata.json_ld import Node, read_nodes, types_of
from winnow.stages.prose import words_in

_ARTICLE = re.compile(r"Article|Posting|Report|Review|Recipe|HowTo|Question|CreativeWork|VideoObject|PodcastEpisode")
_PAGE = re.compile(r"WebPage|ItemPage|AboutPage|FAQPage|QAPage|MedicalWebPage")
_SITE = re.compile(r"Organization|NewsMediaOrganization|WebSite|Publisher|Brand")
_LOCALE = re.compile(r"/([a-z]{2}[-_][a-zA-Z]{2})/")
_PLAIN_HOST = re.compile(r"https?://([a-z\d.-]+)(?=[/?#]|\Z)", re.ASCII)
"""That of nearly all addresses, for which ``urlsplit`` need not be asked."""
_LONGEST_META = 1000
_NO_COUNTRY = frozenset({"us", "ph", "ca", "io", "ai", "co", "tv", "me", "ly", "fm", "gg", "to", "cc", "so", "sh"})
"""Two letters that tell no country which writes the day first: America, or a name like any other."""
_SURELY_SITE = 30
"""A longer name that is the headline as well was put there by mistake."""


@dataclass(frozen=True, slots=True)
class Clues:
    """The page's statements about itself, each kind in document order."""

    page: Page
    headings: list[Block]
    url: str
    metas: dict[str, list[str]]
    """Contents by lower-cased ``property``, ``name`` or ``itemprop``."""
    article: Node
    """The JSON-LD object that describes the article, or an empty one."""
    web_page: Node
    """The JSON-LD object that describes the page."""
    nodes: list[Node]
    by_id: dict[str, Node]
    site_names: list[str]
    site_keys: frozenset[str]
    """The site's names without case, spaces and punctuation."""
    english: bool
    """The page says that it is in English."""
    month_first: bool
    """The page writes ``3/4/2024`` for the fourth of March."""


class _Kind(Struct, frozen=True, gc=False):
    """What an object describes, by its types."""

    article: bool
    page: bool
    site: bool


def gather(page: Page, url: str | None) -> Clues:
    """Sort a page's statements about itself."""
    metas = _metas(page)
    nodes = read_nodes(page.json_ld)
    address = url or canonical_of(page) or first(metas, "og:url")
    kinds = [_kind_of(types_of(node)) for node in nodes]
    article = _main_node([n for n, kind in zip(nodes, kinds, strict=True) if kind.article], address)
    site_names = _site_names(metas, zip(nodes, kinds, strict=True), address)
    tag = _tag(page, metas, address)
    return Clues(
        page=page,
        headings=[block for block in page.blocks if block.level],
        url=address,
        metas=metas,
        article=article,
        web_page=next((n for n, kind in zip(nodes, kinds, strict=True) if kind.page), {}),
        nodes=nodes,
        by_id={i: n for n in nodes if isinstance(i := n.get("@id"), str) and len(n) > 1},
        site_names=site_names,
        site_keys=frozenset("".join(words(name)) for name in site_names),
        english=tag.startswith("en"),
        month_first=_writes_month_first(tag, address),
    )


def canonical_of(page: Page) -> str:
    """Return the address that the page names as its canonical one, as written."""
    for link in page.links:
        named = (link.get("rel") or "").lower()
        if "canonical" in named and "canonical" in named.split():
            return (link.get("href") or "").strip()
    return ""


def first(metas: dict[str, list[str]], *keys: str) -> str:
    """Return the first value of the first key that has one, in one line."""
    for key in keys:
        if values := metas.get(key):
            return " ".join(values[0].split())
    return ""


def every(metas: dict[str, list[str]], key: str) -> list[str]:
    """Return all values of a key, each in one line."""
    return [" ".join(value.split()) for value in metas.get(key, ())]


def strings(value: Any, key: str = "name") -> list[str]:
    """Return the strings in a JSON-LD value, be it a string, an object with a name or a list of these."""
    if isinstance(value, str):
        return [" ".join(value.split())] if value.strip() else []
    if isinstance(value, list):
        return [s for item in value[:20] for s in strings(item, key)]
    return strings(value.get(key)) if isinstance(value, dict) else []


@lru_cache(maxsize=2048)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, for comparing without case and punctuation."""
    return tuple(words_in(text.lower()))


@lru_cache(maxsize=16)
def host_label(url: str) -> str:
    """Return the name in a host: ``example`` of ``www.example.co.uk``."""
    plain = _PLAIN_HOST.match(url)
    try:
        host = plain[1] if plain else urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return max(host.removeprefix("www.").split(".")[:-1] or [""], key=len)


@lru_cache(maxsize=256)
def _kind_of(types: str) -> _Kind:
    return _Kind(*[pattern.search(types) is not None for pattern in (_ARTICLE, _PAGE, _SITE)])


def _metas(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in page.metas:
        content = meta.get("content")
        key = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if content and key and len(content) < _LONGEST_META and not content.isspace():
            found.setdefault(key.strip().lower(), []).append(content)
    return found


def _main_node(nodes: Iterable[Node], url: str) -> Node:
    """Choose the node about this page: one that names its address, else the fullest, else the first."""
    path = _path(url)

    def rank(node: Node) -> tuple[bool, int]:
        addresses = [node.get("url"), node.get("@id"), *strings(node.get("mainEntityOfPage"), "@id")]
        named = bool(path) and any(isinstance(a, str) and _path(a) == path for a in addresses)
        return named, sum(key in node for key in ("headline", "datePublished", "author", "articleBody", "publisher"))

    return max(nodes, key=rank, default={})


def _path(url: str) -> str:
    return url.partition("://")[2].partition("#")[0].partition("?")[0].partition("/")[2].strip("/")


def _site_names(metas: dict[str, list[str]], nodes: Iterable[tuple[Node, _Kind]], url: str) -> list[str]:
    keys = ("og:site_name", "application-name", "apple-mobile-web-app-title", "al:ios:app_name", "cre", "dc.publisher")
    names = [first(metas, key) for key in keys]
    for node, kind in nodes:
        if publisher := node.get("publisher"):
            names.extend(strings(publisher))
        if kind.site:
            names.extend(strings(node))
    names.append(host_label(url))
    headline = words(first(metas, "og:title", "twitter:title"))
    return list(
        dict.fromkeys(name for name in names if name and (len(name) <= _SURELY_SITE or words(name) != headline))
    )


def _tag(page: Page, metas: dict[str, list[str]], url: str) -> str:
    """Return the language that the page names, or else its address, such as ``en-gb``."""
    tag = page.language or first(metas, "og:locale", "language")
    in_path = _LOCALE.search(url) if not tag else None
    return (in_path[1] if in_path else tag).lower().replace("_", "-")


def _writes_month_first(tag: str, url: str) -> bool:
    if tag.startswith("en-"):
        return tag[3:5] in {"us", "ph"}
    if tag not in {"", "en"}:
        return False
    host = url.partition("://")[2].partition("/")[0]
    country = host.rpartition(".")[2]
    return len(country) != 2 or country in _NO_COUNTRY
