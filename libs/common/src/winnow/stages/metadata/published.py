"""Choose the day an article was published: the day that the strongest statements agree on."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from winnow.stages.metadata.clues import Clues, strings
from winnow.stages.metadata.dates import day_in_url, find_day, find_days, read_instant
from winnow.stages.metadata.marks import NEAR_ABOVE, NEAR_BELOW, Mark

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
    r"updat|modif|aktualis|geändert|stand:|mis à jour|actualiz|atualiz|aggiornat|bijgewerkt|gewijzigd|revised|reviewed"
    r"|\bedited|laatst|zuletzt|güncelle|oppdatert|uppdaterad|aktualizac",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"publi|posted|veröffentlicht|erstellt|geplaatst|gepubliceerd|opublikowan|created|pubdate|written|entry-date|post-date"
    r"|postdate|article-date|erschienen|gepostet|\bdat(?:um|e|a)\s?:|vom\s\d",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_UTC = ("+00:00", "Z")

Statement = tuple[str, float]


def choose_published(clues: Clues, marks: Sequence[Mark], headline: int | None) -> str:
    """Return the publication day or time in ISO 8601, or an empty string; ``headline`` is the title's block."""
    votes: dict[str, float] = {}
    fullest: dict[str, str] = {}
    for value, weight in _statements(clues, marks, headline):
        day = value[:10]
        votes[day] = votes.get(day, 0.0) + weight
        if len(value) > len(fullest.get(day, "")):
            fullest[day] = value
    for value in fullest.values():
        near = _local_day(value)
        if near in votes:
            votes[near] += 0.95 * votes[value[:10]]
    best = max(votes, key=lambda day: votes[day], default="")
    return fullest.get(best, "")


def _local_day(instant: str) -> str:
    """Return the other day that a time in UTC may be for its readers: late is tomorrow east, early yesterday west."""
    if not instant.endswith(_UTC):
        return ""
    hour = int(instant[11:13])
    step = 1 if hour >= 20 else -1 if hour < 9 else 0
    return (date.fromisoformat(instant[:10]) + timedelta(days=step)).isoformat() if step else ""


def _statements(clues: Clues, marks: Sequence[Mark], headline: int | None) -> Iterator[Statement]:
    for value, weight in (*_in_head(clues), *_marked(clues, marks), *_visible(clues, headline)):
        if value:
            yield value, weight


def _in_head(clues: Clues) -> Iterator[Statement]:
    for node, share in ((clues.article, 1.0), (clues.web_page, 0.7)):
        for key, weight in (("datePublished", 10.0), ("dateCreated", 4.0), ("uploadDate", 3.0), ("dateModified", 1.5)):
            for value in strings(node.get(key))[:1]:
                yield read_instant(value), weight * share
    for key, weight in _META_WEIGHTS.items():
        for value in clues.metas.get(key, ())[:1]:
            yield read_instant(value), weight
    yield day_in_url(clues.url), 8.0


def _marked(clues: Clues, marks: Sequence[Mark]) -> Iterator[Statement]:
    seen = 0
    for mark in marks:
        attributes = mark.element.attributes
        stamp = attributes.get("datetime") or attributes.get("content") or ""
        if not mark.date and not stamp:
            continue
        text = " ".join(mark.lines)[:160]
        value = (read_instant(stamp) if stamp else "") or find_day(text, month_first=clues.month_first)
        if value:
            yield value, _weight(mark, text, bool(stamp)) * 0.85 ** min(seen, 10)
            seen += 1


def _weight(mark: Mark, text: str, stamped: bool) -> float:
    names = mark.element.names
    weight = 5.0 if stamped else 3.5
    if "datepublished" in names or "pubdate" in mark.element.attributes:
        weight += 3.0
    elif "datemodified" in names or _UPDATED.search(text[:60]) or _UPDATED.search(mark.names):
        weight = 1.2
    elif _PUBLISHED.search(text[:60]) or _PUBLISHED.search(mark.names):
        weight += 1.0
    if mark.elsewhere:
        weight *= 0.15
    return weight if mark.near else weight * 0.3


def _visible(clues: Clues, headline: int | None) -> Iterator[Statement]:
    """Yield the days written near the headline, as a reader would look for them, and bare ones further away."""
    at = headline if headline is not None else 0
    for block in clues.page.blocks[max(0, at - NEAR_ABOVE) : at + 3 * NEAR_BELOW]:
        text = block.text[:120]
        near = headline is not None and block.position - at <= NEAR_BELOW
        for day, label, after in find_days(text, month_first=clues.month_first)[:2]:
            bare = len(block.text) < 160 and len(_WORDS.findall(label + after)) <= 6
            if not near and not bare:
                continue
            weight = 1.0 if _UPDATED.search(label) else 4.5 if _PUBLISHED.search(label) else 3.0
            weight *= 1.0 if bare else 0.5 if len(label) < 60 else 0.2
            yield day, weight if near else weight * 0.3
