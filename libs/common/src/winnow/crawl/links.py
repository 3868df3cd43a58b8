"""The links of a page."""

from selectolax.lexbor import LexborHTMLParser

from winnow.crawl.urls import Url, parse_url
from winnow.errors import Refused

MAX_LINKS = 5000


def page_links(body: bytes, page: Url) -> list[Url]:
    """Return the URLs that a page links to, each once, in their order; those marked ``nofollow`` left out."""
    tree = LexborHTMLParser(body.decode("utf8", "replace"))
    base = _base(tree, page)
    found: dict[str, Url] = {}
    for anchor in tree.css("a[href]")[:MAX_LINKS]:
        attributes = anchor.attributes
        if "nofollow" in (attributes.get("rel") or "").lower():
            continue
        try:
            url = parse_url(attributes.get("href") or "", base)
        except Refused:
            continue
        found.setdefault(url.href, url)
    return list(found.values())


def _base(tree: LexborHTMLParser, page: Url) -> str:
    element = tree.css_first("base[href]")
    if element is None:
        return page.href
    try:
        return parse_url(element.attributes.get("href") or "", page.href).href
    except Refused:
        return page.href
