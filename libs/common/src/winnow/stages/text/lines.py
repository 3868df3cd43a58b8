"""Judge one line by itself: what it says is enough to know that it is debris, whatever stands around it.

Every pattern is linear, and no line longer than ``MAX_CHARS`` is looked at: debris is short.
"""

import re
from collections.abc import Callable

from winnow.model import RemovalReason
from winnow.stages.metadata.dates import find_day
from winnow.stages.text import patterns, words
from winnow.stages.text.words import key
from winnow.stages.verdict import Verdict

MAX_CHARS = 400


def judge_line(text: str) -> Verdict | None:
    """Return why this line is debris wherever it stands, or ``None``."""
    if len(text) > MAX_CHARS:
        return None
    words_of = key(text)
    if not words_of:
        return _stars(text)
    for rule in _RULES:
        if verdict := rule(text, words_of):
            return verdict
    return None


def is_interruption(text: str) -> bool:
    """Say whether a line is debris of the kinds that are put between the lines of something else."""
    verdict = judge_line(text)
    return verdict is not None and verdict.reason in _INTERRUPTIONS


def removal(reason: RemovalReason, rule: str, score: float = 0.95) -> Verdict:
    """Return a verdict to remove."""
    return Verdict(keep=False, score=score, reason=reason, rule=rule)


def is_date_line(text: str) -> bool:
    """Say whether a line is a date and nothing else, in any of the writings that ``find_day`` reads."""
    if len(text) > 60 or not find_day(text):
        return False
    named = [w for w in patterns.WORD.findall(text.casefold()) if w not in patterns.WEEKDAYS_AND_FILLERS]
    return len(named) <= 1


def is_stamp(text: str) -> bool:
    """Say whether a line says when it was published, and nothing else: a date, with a word before it or without."""
    if len(text) > 90:
        return False
    if is_date_line(text) or patterns.RELATIVE_DATE.match(text):
        return True
    said = key(text)
    opening = next((o for o in _STAMP_OPENINGS if said.startswith(o + " ")), "")
    return bool(opening) and is_date_line(text[len(opening) :].lstrip(" :,-–"))


def section_reason(text: str) -> RemovalReason | None:
    """Return what kind of debris section this line could open, or ``None``."""
    if len(text) > 80:
        return None
    said = key(_without_count(text))
    reason = _SECTIONS.get(said)
    if reason is None and patterns.WHAT_OTHERS_SAY.match(said):
        return RemovalReason.TESTIMONIAL
    if reason is None and text[-1:] not in ".?!" and patterns.MORE_OF.fullmatch(said):
        return RemovalReason.RELATED
    return reason


def is_pager(text: str) -> bool:
    """Say whether a line names the article before or after this one, as in ``Next: Boots or shoes?``."""
    match = patterns.HEAD_AND_REST.match(text) if len(text) <= 140 and ":" in text[:40] else None
    return match is not None and key(match.group(1)) in words.PAGERS


def _hinted(said: str, hints: tuple[str, ...]) -> bool:
    return any(hint in said for hint in hints)


def _without_count(text: str) -> str:
    return re.sub(r"\s?[(\[]\d{1,5}[)\]]\W*\Z|:\s*\Z", "", text)


def _stars(text: str) -> Verdict | None:
    return removal(RemovalReason.RATING, "line:stars") if patterns.STARS.match(text) else None


def _whole(text: str, said: str) -> Verdict | None:
    reason = _WHOLE.get(said)
    return removal(reason, "line:phrase") if reason else None


def _video_mark(text: str, said: str) -> Verdict | None:
    mark = patterns.BRACKETED.match(text)
    if mark and key(mark.group(1)) in words.OPENINGS[RemovalReason.VIDEO]:
        return removal(RemovalReason.VIDEO, "line:video-mark")
    return None


def _share_bar(text: str, said: str) -> Verdict | None:
    parts = said.split()
    if len(parts) > 25 or not all(p in words.NETWORKS or p in words.SHARE_FILLERS for p in parts):
        return None
    named = sum(p in words.NETWORKS for p in parts)
    return removal(RemovalReason.SHARE, "line:share-bar") if named >= 2 and len(text) > 6 else None


def _share_on(text: str, said: str) -> Verdict | None:
    if len(text) <= 90 and text[-1] not in ".:" and patterns.SHARE_ON.match(text):
        return removal(RemovalReason.SHARE, "line:share-on", 0.85)
    return None


def _tagged(text: str, said: str) -> Verdict | None:
    """Know ``Posted in Guitar`` and ``Tagged strings, maintenance``, which have no colon."""
    if len(text) <= 120 and said.startswith(_TAG_OPENINGS) and _is_list(text):
        return removal(RemovalReason.TAGS, "line:tagged", 0.85)
    return None


def _site(text: str, said: str) -> Verdict | None:
    if len(text) > 120 or not _hinted(said, patterns.SITE_HINTS):
        return None
    if len(text) <= 90 and patterns.POWERED.match(text) and text[-1:] != "?":
        return removal(RemovalReason.FOOTER, "line:powered-by", 0.85)
    if patterns.ALL_POSTS.match(text):
        return removal(RemovalReason.AUTHOR_BIO, "line:all-posts", 0.85)
    if patterns.EXTERNAL_SITES.search(text):
        return removal(RemovalReason.LEGAL, "line:external-sites", 0.9)
    return None


def _share_this(text: str, said: str) -> Verdict | None:
    """``Share this article – it's free!``: a share phrase, then at most a few words more."""
    if len(text) > 80 or said.partition(" ")[0] not in _SHARE_FIRST:
        return None
    if len(text) <= 50 and patterns.SHARE_THIS.match(text):
        return removal(RemovalReason.SHARE, "line:share", 0.9)
    head = re.split(r"\s[–—-]\s|[!:.]", text, maxsplit=1)[0]
    if key(head) in words.SECTION_HEADINGS[RemovalReason.SHARE] and key(head) != said:
        return removal(RemovalReason.SHARE, "line:share", 0.9)
    return None


def _count(text: str, said: str) -> Verdict | None:
    """Know ``128 Shares``, a number and what it counts."""
    match = patterns.COUNT_OF.match(text) if len(text) <= 40 else None
    return removal(RemovalReason.SHARE, "line:count", 0.85) if match else None


def _liking(text: str, said: str) -> Verdict | None:
    """Know what asks whoever liked or cooked it to share it or to rate it."""
    if len(text) > 240 or ("?" not in text and "!" not in text):
        return None
    if patterns.LIKED_IT.match(text):
        return removal(RemovalReason.SHARE, "line:liked-it", 0.9)
    return removal(RemovalReason.FEEDBACK, "line:made-it", 0.9) if patterns.MADE_IT.match(text) else None


def _posted(text: str, said: str) -> Verdict | None:
    """Know who posted what stands below, and when: ``Posted by A. Person » 14 Jan 2022, 19:32``."""
    if len(text) <= 90 and said.startswith(_POSTED) and find_day(text) and said.count(" ") <= 11:
        return removal(RemovalReason.BYLINE, "line:posted", 0.85)
    return None


def _paywall(text: str, said: str) -> Verdict | None:
    if len(text) <= 140 and _hinted(said, patterns.PAYWALL_HINTS) and patterns.PAYWALL.search(text):
        return removal(RemovalReason.PAYWALL, "line:paywall", 0.85)
    return None


def _shop(text: str, said: str) -> Verdict | None:
    if len(text) <= 60 and patterns.SHOP.match(text):
        return removal(RemovalReason.CALL_TO_ACTION, "line:shop", 0.85)
    return None


def _opening(text: str, said: str) -> Verdict | None:
    match = patterns.HEAD_AND_REST.match(text) if ":" in text[:60] or "：" in text[:60] else None
    if not match:
        return None
    head, rest = key(match.group(1)), match.group(2)
    for reason, heads in words.OPENINGS.items():
        if head in heads and _REST_FITS[reason](rest):
            return removal(reason, f"line:{reason}-opening", 0.9)
    return None


def _credit(text: str, said: str) -> Verdict | None:
    """Know ``Photo by A. Person``, which has no colon."""
    if (
        len(text) <= 80
        and text[-1:] != "."
        and re.match(
            r"\W*(?:photo(?:graph)?s?|image|illustration|picture|foto|bild)\s(?:by|von|door|di|de|por|par"
            r"|courtesy of|credit)\s[^\W\d]",
            text,
            re.IGNORECASE,
        )
    ):
        return removal(RemovalReason.CREDIT, "line:credit", 0.85)
    return None


def _reading_time(text: str, said: str) -> Verdict | None:
    match = patterns.READING_TIME.match(text) if len(text) <= 60 else None
    if match and (match.group("head") or match.group("tail")):
        return removal(RemovalReason.READING_TIME, "line:reading-time")
    return None


def _rating(text: str, said: str) -> Verdict | None:
    if len(text) > 140:
        return None
    if patterns.STARS.match(text) or patterns.SCORE_OF_VOTES.search(text):
        return removal(RemovalReason.RATING, "line:score-of-votes", 0.9)
    return None


def _feedback(text: str, said: str) -> Verdict | None:
    if len(text) > 160:
        return None
    match = (patterns.HELPFUL.match(text) if "?" in text else None) or patterns.FOUND_HELPFUL.match(text)
    return removal(RemovalReason.FEEDBACK, "line:helpful") if match else None


def _newsletter(text: str, said: str) -> Verdict | None:
    if (
        len(text) <= 260
        and _hinted(said, patterns.MAIL_HINTS)
        and patterns.MAILING.search(text)
        and patterns.SUBSCRIBE.search(text)
    ):
        return removal(RemovalReason.NEWSLETTER, "line:subscribe", 0.9)
    if _hinted(said, patterns.MAIL_HINTS) and (
        patterns.READER_SUPPORTED.search(text) or (len(text) <= 100 and patterns.NO_SPAM.search(text))
    ):
        return removal(RemovalReason.NEWSLETTER, "line:subscriber", 0.85)
    return None


def _comments(text: str, said: str) -> Verdict | None:
    if _hinted(said, patterns.MAIL_HINTS) and patterns.COMMENT_FORM.search(text):
        return removal(RemovalReason.COMMENTS, "line:comment-form")
    if len(text) <= 120 and patterns.COMMENT_COUNT.match(text):
        return removal(RemovalReason.COMMENTS, "line:comment-count", 0.9)
    return None


def _legal(text: str, said: str) -> Verdict | None:
    if "©" not in text and "(c)" not in text and not _hinted(said, patterns.LEGAL_HINTS):
        return None
    if patterns.COPYRIGHT.match(text) or (len(text) <= 200 and patterns.RIGHTS.search(text)):
        return removal(RemovalReason.LEGAL, "line:copyright")
    if patterns.AFFILIATE.search(text):
        return removal(RemovalReason.LEGAL, "line:affiliate", 0.85)
    if patterns.COOKIES.search(text) or (
        len(text) <= 160 and "cookie" in said and patterns.COOKIE_CONSENT.search(text)
    ):
        return removal(RemovalReason.COOKIE, "line:cookies", 0.9)
    return None


def _link_bar(text: str, said: str) -> Verdict | None:
    """``Sitemap | Cookies | Legal notice``: items of which one is known, so that a table row stays."""
    if not any(separator in text for separator in "|•·‖"):
        return None
    items = patterns.ITEM_SEPARATOR.split(text)
    if len(items) < 2 or any(len(item) > 45 for item in items):
        return None
    known = {r for item in items if (r := _WHOLE.get(key(item)))}
    if not known:
        return None
    reason = RemovalReason.FOOTER if RemovalReason.LEGAL in known else RemovalReason.NAVIGATION
    return removal(reason, "line:link-bar", 0.9)


_POSTED = tuple(o + " " for o in words.BYLINE_OPENINGS if " " in o)
_STAMP_OPENINGS = sorted(words.OPENINGS[RemovalReason.ARTICLE_INFO], key=len, reverse=True)
_TAG_OPENINGS = tuple(o + " " for o in words.OPENINGS[RemovalReason.TAGS] if " " in o or o == "tagged")
_SECTIONS = {phrase: reason for reason, phrases in words.SECTION_HEADINGS.items() for phrase in phrases}
_WHOLE = {phrase: reason for reason, phrases in words.WHOLE_LINES.items() for phrase in phrases} | dict.fromkeys(
    words.SECTION_HEADINGS[RemovalReason.SHARE], RemovalReason.SHARE
)


def _short(limit: int) -> Callable[[str], bool]:
    return lambda rest: len(rest) <= limit and not patterns.SENTENCE_BREAK.search(rest)


def _is_list(rest: str) -> bool:
    return len(rest) <= 200 and rest[-1:] not in ".!?" and all(len(item) <= 40 for item in re.split(r"[,;|/#•]", rest))


def _is_figure(rest: str) -> bool:
    return len(rest) <= 60 and (is_date_line(rest) or not patterns.WORD.search(rest))


_INTERRUPTIONS = frozenset(
    (
        RemovalReason.ADVERT,
        RemovalReason.FEEDBACK,
        RemovalReason.NEWSLETTER,
        RemovalReason.SHARE,
        RemovalReason.VIDEO,
    )
)
_SHARE_FIRST = frozenset(phrase.partition(" ")[0] for phrase in words.SECTION_HEADINGS[RemovalReason.SHARE]) | {
    *(
        "teile",
        "partagez",
        "partagé",
        "print",
        "save",
        "dit",
        "deze",
        "diese",
        "dieses",
        "diesen",
        "dieser",
        "compartilhe",
    ),
    *("partilhe", "comparte", "compartir", "condividi", "deel"),
}
_REST_FITS: dict[RemovalReason, Callable[[str], bool]] = {
    RemovalReason.RELATED: _short(160),
    RemovalReason.TAGS: _is_list,
    RemovalReason.ADVERT: _short(200),
    RemovalReason.VIDEO: lambda rest: _short(140)(rest) and len(re.findall(r"[^\W\d_]{3,}", rest)) >= 3,
    RemovalReason.CREDIT: _short(120),
    RemovalReason.ARTICLE_INFO: _is_figure,
}
_RULES: tuple[Callable[[str, str], Verdict | None], ...] = (
    _whole,
    _video_mark,
    _share_bar,
    _share_this,
    _share_on,
    _liking,
    _posted,
    _shop,
    _tagged,
    _opening,
    _credit,
    _reading_time,
    _rating,
    _feedback,
    _comments,
    _count,
    _newsletter,
    _paywall,
    _legal,
    _site,
    _link_bar,
)
"""In order: the first that speaks decides."""
