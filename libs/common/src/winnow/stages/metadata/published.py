"""Choose the day an article was published: the day that the strongest statements agree on."""

import re
from collections.abc import Iterator

from winnow.stages.metadata.clues import Clues, strings
from winnow.stages.metadata.dates import day_in_url, find_day, read_instant

_META_WEIGHTS = {
    "article:published_time": 9.0,
    "og:article:published_time": 8.0,
    "article:published": 8.0,
    "datepublished": 8.0,
    "og:published_time": 8.0,
    "parsely-pub-date": 8.0,
    "sailthru.date": 7.0,
    "cxenseparse:recs:publishtime": 7.0,
    "citation_publication_date": 7.0,
    "citation_online_date": 7.0,
    "dc.date.issued": 8.0,
    "dcterms.issued": 7.0,
    "dcterms.created": 7.0,
    "dc.date.created": 7.0,
    "dcterms.date": 6.0,
    "dc.date": 6.0,
    "dc:date": 6.0,
    "date": 6.0,
    "pubdate": 7.0,
    "pub_date": 7.0,
    "publishdate": 7.0,
    "publish-date": 7.0,
    "publish_date": 7.0,
    "published": 7.0,
    "article.published": 7.0,
    "publication_date": 7.0,
    "originalpublicationdate": 8.0,
    "article_date_original": 8.0,
    "datecreated": 4.0,
    "uploaddate": 3.0,
    "article:modified_time": 1.5,
    "datemodified": 1.5,
    "og:updated_time": 1.2,
    "last-modified": 1.0,
}
_UPDATED = re.compile(
    r"updat|modif|aktualis|geändert|stand:|mis à jour|modifié|actualiz|atualiz|aggiornat|bijgewerkt|gewijzigd|revised"
    r"|reviewed"
    r"|\bedited|laatst|zuletzt",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"publi|posted|veröffentlicht|erstellt|geplaatst|gepubliceerd|opublikowan|created|pubdate|written|entry-date|post-date|postdate"
    r"|article-date|erschienen",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|widget|footer|teaser|recommend|most-read|popular|event|copyright|reply|card|promo"
)
_DATE_NAME = re.compile(r"date|time|publish|posted|modified|updated|entry-meta")


def choose_published(clues: Clues, headline: int | None) -> str:
    """Return the publication day or time in ISO 8601, or an empty string; ``headline`` is the title's block."""
    votes: dict[str, float] = {}
    fullest: dict[str, str] = {}
    for value, weight in _statements(clues, headline):
        day = value[:10]
        votes[day] = votes.get(day, 0.0) + weight
        if len(value) > len(fullest.get(day, "")):
            fullest[day] = value
    best = max(votes, key=lambda day: votes[day], default="")
    return fullest.get(best, "")


def _statements(clues: Clues, headline: int | None) -> Iterator[tuple[str, float]]:
    for value, weight in (*_in_head(clues), *_marked(clues, headline), *_visible(clues, headline)):
        if value:
            yield value, weight


def _in_head(clues: Clues) -> Iterator[tuple[str, float]]:
    for node, share in ((clues.article, 1.0), (clues.web_page, 0.7)):
        for key, weight in (("datePublished", 10.0), ("dateCreated", 4.0), ("uploadDate", 3.0), ("dateModified", 1.5)):
            for value in strings(node.get(key))[:1]:
                yield read_instant(value), weight * share
    for key, weight in _META_WEIGHTS.items():
        for value in clues.metas.get(key, ())[:1]:
            yield read_instant(value), weight
    yield day_in_url(clues.url), 8.0


def _marked(clues: Clues, headline: int | None) -> Iterator[tuple[str, float]]:
    seen = 0
    for mark in clues.page.marked:
        element = mark.element
        attributes = element.attributes
        stamp = attributes.get("datetime") or attributes.get("content") or ""
        if not (
            stamp or (mark.text and _DATE_NAME.search(element.names) and len(mark.text) < 160) or element.tag == "time"
        ):
            continue
        value = read_instant(stamp) if stamp else ""
        value = value or find_day(mark.text[:160], month_first=clues.month_first)
        if not value:
            continue
        names = element.names + " " + (element.parent.names if element.parent else "")
        around = mark.text[:60] + " " + names
        weight = 5.0 if stamp else 3.5
        if "datepublished" in element.names or "pubdate" in attributes:
            weight += 3.0
        elif "datemodified" in element.names or _UPDATED.search(around):
            weight = 1.2
        elif _PUBLISHED.search(around):
            weight += 1.0
        yield (
            value,
            weight * _nearness(mark.block, headline) * (0.2 if _ELSEWHERE.search(names) else 1.0) * 0.8 ** min(seen, 8),
        )
        seen += 1


def _visible(clues: Clues, headline: int | None) -> Iterator[tuple[str, float]]:
    """Yield the days written near the headline, as a reader would look for them."""
    if headline is None:
        return
    blocks = clues.page.blocks
    for block in blocks[max(0, headline - 6) : headline + 15]:
        text = block.text[:200]
        if len(block.text) > 250:
            continue
        value = find_day(text, month_first=clues.month_first)
        if value:
            weight = 1.2 if _UPDATED.search(text) else 3.5
            yield value, weight * (1.0 if len(text) < 80 else 0.5)


def _nearness(block: int, headline: int | None) -> float:
    if headline is None:
        return 0.5
    distance = block - headline
    return 1.0 if -6 <= distance <= 15 else 0.3
