"""Choose the day an article was published: the day that the strongest statements agree on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from winnow.stages.metadata.clues import Clues, strings
from winnow.stages.metadata.dates import day_in_url, find_day, find_days, may_hold_day, may_hold_days, read_instant
from winnow.stages.metadata.marks import NEAR_ABOVE, NEAR_BELOW, Mark
from winnow.stages.metadata.names import opens_byline

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
    r"updat|modif|aktualis|änder(?:t|ung)|stand:|mis à jour|actualiz|atualiz|aggiornat|bijgewerkt|gewijzigd|revised"
    r"|reviewed|e(?<!\we)dited|laatst|zuletzt|güncelle|oppdatert|uppdaterad|aktualizac"
)
_PUBLISHED = re.compile(
    r"publi|posted|veröffentlicht|erstellt|geplaatst|gepubliceerd|opublikowan|created|pubdate|written|entry-date|post-date"
    r"|postdate|article-date|erschienen|gepostet|d(?<!\wd)at(?:um|e|a)\s?:|vom\s\d"
)
"""In lower case, and each alternative by its first letter: ``re`` is ten times as slow on either otherwise."""
_CLOCK = re.compile(r"(?<!\d)\d\d?[:h.]\d\d(?!\d)")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_MIDNIGHT_EAST = ("T22:00:00+00:00", "T23:00:00+00:00")
"""A day written as a time: midnight in most of Europe, by summer and winter time."""
_CLOSE, _FEW_WORDS = 6, 6
_LABEL, _NEWLINE = 40, "\n"
_LINE = 120
_LONGEST_BARE, _PARAGRAPH = 160, 200
_UTC = ("+00:00", "Z")

_STATED, _IN_URL, _MARKED, _SHOWN = range(4)
"""Where a date was read. The last three are what readers see: their day is right whatever the time zone."""
_AGAIN = 0.4
"""What a day counts for when the page shows it once more: a list of teasers must not outvote a byline."""
_UPDATE = 1.6
_WEAK, _SURE, _BESIDE_HEADLINE = 2.0, 2.5, 4.9
_CERTAIN, _CERTAIN_SHARE = 15.0, 0.8

Statement = tuple[str, float, int]
_Dated = tuple[Mark, str, str, bool]
"""A mark, its date, its text, and whether a machine is told the date as well."""


def choose_published(clues: Clues, marks: Sequence[Mark], headline: int | None) -> str:
    """Return the publication day or time in ISO 8601, or an empty string; ``headline`` is the title's block."""
    ballot = _Ballot()
    ballot.count(_stated(clues))
    ballot.count(_visible(clues, headline))
    ballot.read_as_stated()
    if settled := ballot.settled():
        return settled
    ballot.count(_marked(clues, marks))
    ballot.read_as_stated()
    return ballot.winner(english=clues.english) or _labelled_anywhere(clues) or ballot.best()


class _Ballot:
    """The statements of dates, counted by day and by where they were read."""

    def __init__(self) -> None:
        self._counted: dict[str, list[float]] = {}
        self._fullest: dict[str, str] = {}

    def count(self, statements: Iterable[Statement]) -> None:
        """Sum what machines state; of what a page shows in one way, the strongest counts and the rest a little."""
        for value, weight, kind in statements:
            day = value[:10]
            votes = self._counted.setdefault(day, [0.0] * 4)
            before = votes[kind]
            votes[kind] = before + weight if kind == _STATED else max(before, weight) + _AGAIN * min(before, weight)
            if len(value) > len(self._fullest.get(day, "")):
                self._fullest[day] = value

    def read_as_stated(self) -> None:
        """Read ``3/4/2024`` the other way round if that is the day which the head or the address names."""
        for day, shown in list(self._counted.items()):
            if any(shown[:_MARKED]):
                continue
            stated = self._counted.get(f"{day[:5]}{day[8:]}-{day[5:7]}")
            if stated and any(stated[:_MARKED]):
                for kind in (_MARKED, _SHOWN):
                    stated[kind] = max(stated[kind], shown[kind])
                del self._counted[day]

    def settled(self) -> str:
        """Return the day on which head and page agree beyond doubt, if there is one; most pages need no more."""
        day = self.best()
        total = sum(map(sum, self._counted.values()))
        if total < _CERTAIN or sum(self._counted[day]) < _CERTAIN_SHARE * total or _local_day(self._fullest[day]):
            return ""
        return self._fullest[day]

    def best(self) -> str:
        """Return the day with most votes, however few these are."""
        return max(self._counted, key=lambda day: sum(self._counted[day]), default="")

    def winner(self, *, english: bool) -> str:
        """Return the day with most votes once times in UTC are counted for the reader's day."""
        total = {day: sum(votes) for day, votes in self._counted.items()}
        if max(total.values(), default=0.0) < _WEAK:
            return ""
        self._believe_readers(total)
        for day, value in list(self._fullest.items()):
            near = _local_day(value)
            if near in self._counted and max(self._counted[near][1:]) >= _SURE:
                total[near] += 0.95 * self._counted[day][_STATED]
            elif value.endswith(_MIDNIGHT_EAST) and not english:
                total[near] = 1.05 * total[day]
                self._fullest.setdefault(near, near)
        return self._fullest[max(total, key=lambda day: total[day])]

    def _believe_readers(self, total: dict[str, float]) -> None:
        """Let the day shown with the headline win over one that only machines are told.

        Where the two differ, people who date such pages by hand take the day they see nine times in ten.
        """
        top = max(total, key=lambda day: self._counted[day][_STATED])
        shown = max(total, key=lambda day: self._counted[day][_SHOWN])
        if self._counted[shown][_SHOWN] >= _BESIDE_HEADLINE and sum(self._counted[top][1:]) < _SURE and shown != top:
            total[shown] += 0.9 * self._counted[top][_STATED]


def _local_day(instant: str) -> str:
    """Return the other day that a time in UTC may be for its readers: late is tomorrow east, early yesterday west."""
    if not instant.endswith(_UTC):
        return ""
    hour = int(instant[11:13])
    step = 1 if hour >= 20 else -1 if hour < 9 else 0
    return (date.fromisoformat(instant[:10]) + timedelta(days=step)).isoformat() if step else ""


def _stated(clues: Clues) -> Iterator[Statement]:
    for value, weight in _in_head(clues):
        if value:
            yield value, weight, _STATED
    if day := day_in_url(clues.url):
        yield day, 8.0, _IN_URL


def _in_head(clues: Clues) -> Iterator[tuple[str, float]]:
    for node, share in ((clues.article, 1.0), (clues.web_page, 0.7)):
        for key, weight in (("datePublished", 10.0), ("dateCreated", 4.0), ("uploadDate", 3.0), ("dateModified", 1.5)):
            if key in node:
                yield from ((read_instant(value), weight * share) for value in strings(node[key])[:1])
    for key, weight in _META_WEIGHTS.items():
        if values := clues.metas.get(key):
            yield read_instant(" ".join(values[0].split())), weight


def _marked(clues: Clues, marks: Sequence[Mark]) -> Iterator[Statement]:
    dated = list(_dated(clues, marks))
    earliest = _earliest_times(dated)
    for seen, (mark, value, text, stamped) in enumerate(dated):
        weight = _weight(mark, text, stamped=stamped)
        if mark.element.tag == "time" and value[:10] > earliest[id(mark.element.parent)]:
            weight = min(weight, _UPDATE)
        yield value, weight * 0.85 ** min(seen, 10), _MARKED


def _earliest_times(dated: Sequence[_Dated]) -> dict[int, str]:
    """Return the first day of the times in one element: a later one beside it is when the article was changed."""
    earliest: dict[int, str] = {}
    for mark, value, *_ in dated:
        if mark.element.tag == "time":
            parent = id(mark.element.parent)
            earliest[parent] = min(earliest.get(parent, value), value[:10])
    return earliest


def _dated(clues: Clues, marks: Sequence[Mark]) -> Iterator[_Dated]:
    """Yield the marks that hold a date."""
    for mark in marks:
        attributes = mark.element.attributes
        stamp = attributes.get("datetime") or attributes.get("content") or ""
        if not mark.date and not stamp:
            continue
        text = " ".join(mark.lines)[:160]
        value, shown = read_instant(stamp) if stamp else "", find_day(text, month_first=clues.month_first)
        if not value or shown == _local_day(value):
            value = shown or value
        if value:
            yield mark, value, text, bool(stamp)


def _weight(mark: Mark, text: str, *, stamped: bool) -> float:
    weight = 6.0 if stamped else 4.5
    if "datepublished" in mark.element.names or "pubdate" in mark.element.attributes:
        weight += 3.0
    elif _says_updated(text[:60]) or _says_updated(mark.names):
        weight = _UPDATE
    elif _says_published(text[:60]) or _says_published(mark.names):
        weight += 1.0
    if mark.elsewhere:
        weight *= 0.15
    return weight if mark.near else weight * 0.3


@lru_cache(maxsize=4096)
def _says_updated(text: str) -> bool:
    return _UPDATED.search(text.lower()) is not None


@lru_cache(maxsize=4096)
def _says_published(text: str) -> bool:
    return _PUBLISHED.search(text.lower()) is not None


def _visible(clues: Clues, headline: int | None) -> Iterator[Statement]:
    """Yield the days written near the headline, as a reader would look for them, and bare ones further away."""
    at = headline if headline is not None else 0
    around = clues.page.blocks[max(0, at - NEAR_ABOVE) : at + 3 * NEAR_BELOW]
    lines = [block.text[:_LINE] for block in around]
    dated = may_hold_days(lines)
    paragraphs = [n for n, b in enumerate(around) if len(b.text) > _PARAGRAPH and b.position > at] if dated else []
    inside = len(around) if len(paragraphs) < 2 else paragraphs[1]
    for n in dated:
        distance, length = around[n].position - at, len(around[n].text)
        near = headline is not None and distance <= NEAR_BELOW
        if not near and length > _LONGEST_BARE:
            continue
        found = find_days(lines[n], month_first=clues.month_first)[:2]
        for day, label, after in found:
            bare = length <= _LONGEST_BARE and len(_WORDS.findall(label + after)) <= _FEW_WORDS
            if not near and not bare:
                continue
            is_update = _says_updated(label) or _is_update(day, label, found[0][0])
            weight = 1.0 if is_update else 6.5 if _says_published(label) else 5.0
            weight *= 1.0 if bare else 0.5 if len(label) < 60 else 0.2
            yield day, weight * _nearness(distance, near=near, inside=n >= inside), _SHOWN


def _is_update(day: str, label: str, first: str) -> bool:
    """Say whether a day stands right behind an earlier one, as a template shows when an article was changed."""
    return day > first and not _WORDS.search(label)


def _nearness(distance: int, *, near: bool, inside: bool) -> float:
    if not near:
        return 0.3
    if inside:
        return 0.4
    return 0.8 if distance < 0 else 1.0 if distance <= _CLOSE else 0.6


def _is_stamp(beside: str) -> bool:
    return _CLOCK.search(beside) is not None and len(_WORDS.findall(beside)) <= _FEW_WORDS


def _labelled_anywhere(clues: Clues) -> str:
    """Return the first day in the page that is said to be the publication's, or that has a time and little else."""
    for block in clues.page.blocks:
        text = block.text
        if len(text) <= 2 * _LONGEST_BARE and may_hold_day(text):
            for day, label, after in find_days(text, month_first=clues.month_first)[:3]:
                before = label.rpartition("\n")[2][-_LABEL:]
                beside = f"{before} {after.partition(_NEWLINE)[0][:_LABEL]}"
                if not _says_updated(before) and (_says_published(beside) or _is_stamp(beside) or opens_byline(text)):
                    return day
    return ""
