"""Choose the names in the byline: people first, without titles, roles and the words around them."""

import re
from collections.abc import Iterator

from winnow.stages.metadata.clues import Clues, strings, words
from winnow.stages.metadata.json_ld import Node

_META_WEIGHTS = {
    "author": 5.0,
    "article:author": 3.0,
    "og:article:author": 3.0,
    "parsely-author": 5.0,
    "sailthru.author": 5.0,
    "cxenseparse:author": 4.0,
    "dc.creator": 4.0,
    "dc:creator": 4.0,
    "dcterms.creator": 4.0,
    "citation_author": 5.0,
    "byl": 5.0,
    "byline": 5.0,
    "authors": 4.0,
    "article_author": 4.0,
    "articleauthor": 4.0,
    "article.author": 4.0,
    "authorname": 4.0,
    "mediator_author": 4.0,
    "twitter:data1": 0.0,
}
_BY = re.compile(
    r"\A\W*(?:(?:posted|published|written|story|words|text|article|reported|created|submitted|reviewed"
    r"|medically reviewed|contributed"
    r"|geschrieben|verfasst|ein beitrag|ein artikel|escrito|scritto|publicado|publié|écrit|rédigé|geschreven|door)?\s*"
    r"(?:by|von|vom|par|por|di|da|door|av|przez|af)\b"
    r"|(?:the )?(?:authors?|autor(?:in|en|es|a|e)?|auteur|redakteur|redaktion|text|words|writer|writers|by)\s*:)[\s:]*",
    re.IGNORECASE,
)
_END = re.compile(
    r"\s+[|•·–—-]\s+|[|•·\n(\[@]|https?:|\d|\b(?:on|published|updated|posted|last|am|le|el|il|op|in|for|from|at|with|photograph\w*"
    r"|aktualisiert"
    r"|veröffentlicht|fact|reviewed|follow|read|view|min)\b\s",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:;|,|/|&|\||\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b)\s*", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:editors?|reporters?|writers?|correspondent|contribut\w+|staff|columnist|journalist\w*|redakt\w+|redac\w+|redaz\w+|author|autor\w*"
    r"|auteur|producer|photograph\w+|director|manager|officer|founder|ceo|team|desk|news|press|agency|media|magazine|admin"
    r"|guest|intern|specialist"
    r"|expert|professor of|consultant|strategist|analyst|bureau|freelance\w*|leiter\w*|chef\w*|korrespondent\w*|special to)\b",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"[@<>{}=_#]|https?:|www\.|\.com\b|\b(?:comments?|share|subscribe|read|more|posts?|articles?|about|view|all|profile|follow|bio|email|twitter"
    r"|facebook|linkedin|instagram|cookies?|published|updated|minutes?|min|home|login|sign|search|unknown|null|undefined|none|anonymous)\b",
    re.IGNORECASE,
)
_AUTHOR_NAME = re.compile(r"auth?or|auteur|autor|byline|by-line|writer|creator|contributor")
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|widget|footer|teaser|recommend|most-read|popular|reply|avatar|image|card|promo|quote"
)


def choose_author(clues: Clues, headline: int | None) -> str:
    """Return the authors' names joined by commas, or an empty string."""
    site = frozenset("".join(words(name)) for name in clues.site_names)
    votes: dict[tuple[str, ...], float] = {}
    for names, weight in _statements(clues, headline):
        if not names:
            continue
        share = 0.1 if all("".join(words(n)) in site for n in names) else 1.0
        votes[tuple(names)] = votes.get(tuple(names), 0.0) + weight * share
    merged = _merge(votes)
    best = max(merged, key=lambda names: merged[names], default=())
    return ", ".join(best)


def _merge(votes: dict[tuple[str, ...], float]) -> dict[tuple[str, ...], float]:
    """Count the same names in another order or case as one statement."""
    merged: dict[frozenset[str], tuple[tuple[str, ...], float]] = {}
    for names, weight in votes.items():
        key = frozenset(" ".join(words(n)) for n in names)
        seen = merged.get(key)
        merged[key] = (seen[0], seen[1] + weight) if seen else (names, weight)
    return dict(merged.values())


def _statements(clues: Clues, headline: int | None) -> Iterator[tuple[list[str], float]]:
    yield _of_node(clues.article, clues), 7.0
    yield _of_node(clues.web_page, clues), 3.0
    for key, weight in _META_WEIGHTS.items():
        if values := clues.metas.get(key):
            yield [n for v in values[:8] for n in split_names(v)], weight
    yield from _marked(clues, headline)
    yield from _visible(clues, headline)


def _of_node(node: Node, clues: Clues) -> list[str]:
    authors = node.get("author") or node.get("creator")
    found: list[str] = []
    for author in authors if isinstance(authors, list) else [authors]:
        name = author
        if isinstance(author, dict) and not author.get("name"):
            name = clues.by_id.get(str(author.get("@id")), {})
        for text in strings(name):
            found.extend(n for n in split_names(text) if n not in found)
    return found


def _marked(clues: Clues, headline: int | None) -> Iterator[tuple[list[str], float]]:
    seen = 0
    for mark in clues.page.marked:
        element = mark.element
        if not _AUTHOR_NAME.search(element.names):
            continue
        text = mark.text or element.attributes.get("content") or ""
        if not text or len(text) > 150:
            continue
        names = read_byline(text)
        if not names:
            continue
        above = element.names + " " + (element.parent.names if element.parent else "")
        rel = (element.attributes.get("rel") or "").lower()
        weight = 3.5 if "author" in rel or "author" in (element.attributes.get("itemprop") or "") else 2.5
        if _BY.match(text):
            weight += 1.0
        if _ELSEWHERE.search(above):
            weight *= 0.2
        near = headline is not None and -8 <= mark.block - headline <= 15
        yield names, weight * (1.0 if near else 0.4) * 0.8 ** min(seen, 8)
        seen += 1


def _visible(clues: Clues, headline: int | None) -> Iterator[tuple[list[str], float]]:
    if headline is None:
        return
    for block in clues.page.blocks[max(0, headline - 6) : headline + 15]:
        if len(block.text) < 160 and _BY.match(block.text):
            yield read_byline(block.text), 3.0


def opens_byline(text: str) -> bool:
    """Say whether a line begins as a byline does, in one of the languages known."""
    return _BY.match(text) is not None


def read_byline(text: str) -> list[str]:
    """Return the names in a visible byline: what stands between ``By`` and the date, role or link after it."""
    body = _BY.sub("", text, count=1)
    end = _END.search(body, 1) if body else None
    return split_names(body[: end.start()] if end else body)


def split_names(text: str) -> list[str]:
    """Split a statement of authors into names, leaving out roles and what cannot be a name."""
    text = _BY.sub("", text.strip(), count=1)
    parts = [p.strip(" .\t-–—:'\"") for p in _SPLIT.split(text)]
    named = [p for p in parts if p and not _ROLE.search(p) and _looks_like_name(p)]
    if named:
        return named
    whole = text.strip(" .,-–—:")
    return [whole] if _looks_like_name(whole) else []


def _looks_like_name(text: str) -> bool:
    return (
        1 < len(text) <= 60
        and len(text.split()) <= 6
        and not _NOT_A_NAME.search(text)
        and any(c.isalpha() for c in text)
    )
