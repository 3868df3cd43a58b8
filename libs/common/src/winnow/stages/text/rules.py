"""The rules that know one line as debris by what it says, each with the longest line that it speaks about."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from winnow.model import RemovalReason
from winnow.stages.metadata.dates import find_day
from winnow.stages.prose import holds
from winnow.stages.text import lexicon, patterns, words
from winnow.stages.text.appeals import is_about_itself
from winnow.stages.text.disclaimers import NAMED, is_safeguard
from winnow.stages.text.notes import FIRST, NOTES
from winnow.stages.text.stamps import is_date_line
from winnow.stages.text.words import key, parts_of
from winnow.stages.verdict import Verdict

try:
    from winnow.stages.text.native.hints import Hints
except ImportError:
    from winnow.stages.text.hints import Hints

MAX_CHARS = 400
"""Debris is short: no line longer than this is looked at."""
Rule = Callable[[str, str, Sequence[str]], Verdict | None]
"""A rule gets a line, its key and the key's words."""


def removal(reason: RemovalReason, rule: str, score: float = 0.95) -> Verdict:
    """Return a verdict to remove."""
    return Verdict(keep=False, score=score, reason=reason, rule=rule)


def _note(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    """Know what a site says about an article, a form or itself in a sentence of its own."""
    for reason, pattern in NOTES:
        if pattern.match(text):
            return removal(reason, f"line:{reason}-note", 0.85)
    return None


def _hashtags(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    known = text[0] == "#" and patterns.HASHTAGS.match(text)
    return removal(RemovalReason.TAGS, "line:tags-note", 0.85) if known else None


def _by_hint(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    """Ask the rules that speak only of lines with certain words in them: most lines have none."""
    signed = "©" in text or "(c)" in text
    found = _HINTS.found(said, signed) | signed * _LEGAL
    if not found:
        return None
    for n, (rule, longest) in enumerate(_HINTED):
        if found >> n & 1 and len(text) <= longest and (verdict := rule(text, said, parts)):
            return verdict
    return None


def _safeguard(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    return removal(RemovalReason.LEGAL, "line:disclaimer", 0.85) if is_safeguard(parts) else None


def stars(text: str) -> Verdict | None:
    """Know a rating of stars alone: the only debris without a word."""
    return removal(RemovalReason.RATING, "line:stars") if patterns.STARS.match(text) else None


def _whole(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    reason = _WHOLE.get(said)
    return removal(reason, "line:phrase") if reason else None


def _video_mark(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    mark = patterns.BRACKETED.match(text)
    if mark and key(mark.group(1)) in lexicon.OPENINGS[RemovalReason.VIDEO]:
        return removal(RemovalReason.VIDEO, "line:video-mark")
    if mark and key(mark.group(1)) in lexicon.OPENINGS[RemovalReason.ADVERT]:
        return removal(RemovalReason.ADVERT, "line:advert-mark", 0.9)
    return None


def _share_bar(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    if len(parts) > 25 or not _SHARE_WORDS.issuperset(parts):
        return None
    named = sum(p in words.NETWORKS for p in parts)
    return removal(RemovalReason.SHARE, "line:share-bar") if named >= 2 and len(text) > 6 else None


def _share_on(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    if text[-1] not in ".:" and patterns.SHARE_ON.match(text):
        return removal(RemovalReason.SHARE, "line:share-on", 0.85)
    return None


def _tagged(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    """Know ``Posted in Guitar`` and ``Tagged strings, maintenance``, which have no colon."""
    if said.startswith(_TAG_OPENINGS) and _is_list(text):
        return removal(RemovalReason.TAGS, "line:tagged", 0.85)
    return None


def _site(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    if len(text) <= 90 and patterns.POWERED.match(text) and text[-1:] != "?":
        return removal(RemovalReason.FOOTER, "line:powered-by", 0.85)
    if patterns.ALL_POSTS.match(text):
        return removal(RemovalReason.AUTHOR_BIO, "line:all-posts", 0.85)
    if patterns.EXTERNAL_SITES.search(text):
        return removal(RemovalReason.LEGAL, "line:external-sites", 0.9)
    return None


def _share_this(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    """``Share this article – it's free!``: a share phrase, then at most a few words more."""
    if len(text) <= 50 and patterns.SHARE_THIS.match(text):
        return removal(RemovalReason.SHARE, "line:share", 0.9)
    head = re.split(r"\s[–—-]\s|[!:.]", text, maxsplit=1)[0]
    if key(head) in lexicon.SECTION_HEADINGS[RemovalReason.SHARE] and key(head) != said:
        return removal(RemovalReason.SHARE, "line:share", 0.9)
    return None


def _share_at_end(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    """Know what somebody says before he asks to share it: ``Tell your friends – share this story!``."""
    asks = text[-1] == "!" and patterns.SHARE_AT_END.search(text)
    return removal(RemovalReason.SHARE, "line:share-at-end", 0.85) if asks else None


def _count(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    """Know ``128 Shares``, a number and what it counts."""
    known = patterns.COUNT_OF.match(text) or patterns.HEARTS.match(text)
    return removal(RemovalReason.SHARE, "line:count", 0.85) if known else None


def _liking(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    """Know what asks whoever liked or cooked it to share it or to rate it."""
    if "?" not in text and "!" not in text:
        return None
    if patterns.LIKED_IT.match(text):
        return removal(RemovalReason.SHARE, "line:liked-it", 0.9)
    return removal(RemovalReason.FEEDBACK, "line:made-it", 0.9) if patterns.MADE_IT.match(text) else None


def _posted(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    """Know who posted what stands below, and when: ``Posted by A. Person » 14 Jan 2022, 19:32``."""
    if said.startswith(_POSTED) and find_day(text) and len(parts) <= 12:
        return removal(RemovalReason.BYLINE, "line:posted", 0.85)
    return None


def _paywall(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    return removal(RemovalReason.PAYWALL, "line:paywall", 0.85) if patterns.PAYWALL.search(text) else None


def _shop(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    if patterns.SHOP.match(text):
        return removal(RemovalReason.CALL_TO_ACTION, "line:shop", 0.85)
    return None


def _opening(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    start = text[:60]
    match = patterns.HEAD_AND_REST.match(text) if ":" in start or "：" in start else None
    if not match:
        return None
    head, rest = key(match.group(1)), match.group(2)
    for reason, heads in lexicon.OPENINGS.items():
        if head in heads and _REST_FITS[reason](rest):
            return removal(reason, f"line:{reason}-opening", 0.9)
    named = head.split()
    points = not lexicon.READING.isdisjoint(named) and (lexicon.READING | lexicon.READING_FILLERS).issuperset(named)
    if (points or names_others(head)) and _REST_FITS[RemovalReason.RELATED](rest) and rest[-1:] != ".":
        return removal(RemovalReason.RELATED, "line:related-opening", 0.8)
    return None


def names_others(said: str) -> bool:
    """Say whether a heading is made of what sites call other articles: ``Other popular stories for you``."""
    parts = said.split()
    if not 1 < len(parts) <= _LABEL_WORDS or lexicon.OTHERS.isdisjoint(parts) or lexicon.STORIES.isdisjoint(parts):
        return False
    return _OF_OTHERS.issuperset(parts)


def _credit(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    """Know ``Photo by A. Person``, which has no colon."""
    known = text[-1] != "." and patterns.CREDIT_TO.match(text)
    return removal(RemovalReason.CREDIT, "line:credit", 0.85) if known else None


def _credited(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    """Know a caption that ends in ``Photo: A. Person / Agency``."""
    if text[-1] == ".":
        return None
    end = text[-_CREDITED:]
    if (holds(end, _CREDIT_SIGNS) or text[-1:] == ")" or text[-1:].isupper()) and patterns.CREDIT_AT_END.search(end):
        return removal(RemovalReason.CAPTION, "line:caption-and-credit", 0.85)
    return None


def _label(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    """Know the label of a form or a link, made of few words: ``Post your comment``, ``Back to the homepage``."""
    if len(parts) > _LABEL_WORDS + 1:
        return None
    parts = [part for part in parts if not part.isdigit()]
    if not _OF_LABELS.issuperset(parts):
        return None
    for reason, telling, allowed in _LABELS:
        if not telling.isdisjoint(parts) and allowed.issuperset(parts) and len(parts) > 1:
            return removal(reason, "line:label", 0.85)
    several = [reason for reason, telling, _ in lexicon.LABELS if not telling.isdisjoint(parts)]
    if len(several) > 1 and len(parts) > 2:
        return removal(several[0], "line:labels", 0.8)
    return None


def _agency(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    """Know where a picture comes from: an agency's name among other names, as in ``A. Person / Getty``."""
    if text[-1:] == "." or lexicon.AGENCIES.isdisjoint(parts):
        return None
    named = (w for w in text.split() if w[:1].islower())
    if len(parts) <= _CREDIT_WORDS and lexicon.CREDIT_FILLERS.union(lexicon.AGENCIES).issuperset(
        part for word in named for part in words.words_of(word)
    ):
        return removal(RemovalReason.CREDIT, "line:agency", 0.85)
    return None


def _reading_time(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    if "min" not in said:
        return None
    match = patterns.READING_TIME.match(text)
    if match and (match.group("head") or match.group("tail")):
        return removal(RemovalReason.READING_TIME, "line:reading-time")
    timed = 2 < len(parts) <= _LABEL_WORDS and " min" in said and all(_times_reading(part) for part in parts)
    if timed and any(part.startswith(words.READS) for part in parts):
        return removal(RemovalReason.READING_TIME, "line:reading-time", 0.85)
    return None


def _times_reading(part: str) -> bool:
    return part.startswith(("min", *words.READS)) or part in words.NUMBERS or part.isdigit()


def _rating(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    counted = patterns.FIGURE.search(text) is not None
    if (not text.isascii() and patterns.STARS.match(text)) or (counted and patterns.SCORE_OF_VOTES.search(text)):
        return removal(RemovalReason.RATING, "line:score-of-votes", 0.9)
    short = counted and len(text) <= _REVIEWED and text[-1] != "."
    if short and (patterns.VOTED.match(text) or patterns.RATED.match(text)):
        return removal(RemovalReason.RATING, "line:score-and-votes", 0.85)
    if len(text) <= _REVIEWED and not _REVIEW_SITES.isdisjoint(parts) and patterns.REVIEW_SITE.search(text):
        return removal(RemovalReason.RATING, "line:review-site", 0.85)
    return None


def _found_helpful(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    return removal(RemovalReason.FEEDBACK, "line:helpful") if patterns.FOUND_HELPFUL.match(text) else None


def _feedback(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    if "?" not in text:
        return None
    if patterns.HELPFUL.match(text):
        return removal(RemovalReason.FEEDBACK, "line:helpful")
    if is_about_itself(text[: text.index("?")]) and patterns.OF_USE.search(text):
        return removal(RemovalReason.FEEDBACK, "line:of-use", 0.85)
    return None


def _poll(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    """Know the two buttons below a question about the page: ``Yes / No``, and thumbs."""
    if said in words.BESIDE[RemovalReason.FEEDBACK] and " " in said:
        return removal(RemovalReason.FEEDBACK, "line:poll", 0.85)
    return None


def _comment_count(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    if patterns.COMMENT_COUNT.match(text):
        return removal(RemovalReason.COMMENTS, "line:comment-count", 0.9)
    return None


def _mail(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    """Know what asks for an address: the form below the comments, a newsletter."""
    lowered = text.casefold()
    if patterns.COMMENT_FORM.search(text, lowered):
        return removal(RemovalReason.COMMENTS, "line:comment-form")
    if len(text) <= 260 and patterns.MAILING.search(text, lowered) and patterns.SUBSCRIBE.search(text):
        return removal(RemovalReason.NEWSLETTER, "line:subscribe", 0.9)
    spams = len(text) <= 100 and patterns.NO_SPAM.search(text, lowered)
    if spams or patterns.READER_SUPPORTED.search(text, lowered):
        return removal(RemovalReason.NEWSLETTER, "line:subscriber", 0.85)
    return None


def _legal(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    lowered = text.casefold()
    if patterns.COPYRIGHT.match(text) or (len(text) <= 200 and patterns.RIGHTS.search(text, lowered)):
        return removal(RemovalReason.LEGAL, "line:copyright")
    if len(text) <= 260 and patterns.LIABILITY.search(text, lowered):
        return removal(RemovalReason.LEGAL, "line:liability", 0.85)
    if patterns.AFFILIATE.search(text, lowered):
        return removal(RemovalReason.LEGAL, "line:affiliate", 0.85)
    if patterns.COOKIES.search(text, lowered) or (len(text) <= 160 and patterns.COOKIE_CONSENT.search(text, lowered)):
        return removal(RemovalReason.COOKIE, "line:cookies", 0.9)
    if len(text) <= _DISCLOSED and is_about_itself(text) and patterns.DISCLOSES.search(text):
        return removal(RemovalReason.LEGAL, "line:about-itself", 0.85)
    if "cookie" in said and len(words.TRACKING.intersection(parts)) >= _TRACKING:
        return removal(RemovalReason.COOKIE, "line:cookies-beside", 0.85)
    return None


def is_site_label(text: str) -> bool:
    """Say whether a line could be one of the links at a page's foot: it is made of what sites say of themselves."""
    if len(text) > 45 or text[-1:] in ".?!:":
        return False
    parts = parts_of(text)
    return not lexicon.SITE.isdisjoint(parts) and (lexicon.SITE | lexicon.SITE_FILLERS).issuperset(parts)


def _link_bar(text: str, said: str, parts: Sequence[str]) -> Verdict | None:
    """``Sitemap | Cookies | Legal notice``: items of which one is known, so that a table row stays."""
    if "|" not in text and "•" not in text and "·" not in text and "‖" not in text:
        return None
    items = patterns.ITEM_SEPARATOR.split(text)
    if len(items) < 2 or any(len(item) > 45 for item in items):
        return None
    known = {r for item in items if (r := _WHOLE.get(key(item)))}
    labels = sum(is_site_label(item) for item in items)
    if not known and labels < (_SITE_LABELS if len(items) < _LONG_BAR or not _are_labels(items) else 1):
        return None
    reason = RemovalReason.FOOTER if RemovalReason.LEGAL in known else RemovalReason.NAVIGATION
    return removal(reason, "line:link-bar", 0.9)


def _are_labels(items: list[str]) -> bool:
    return all(len(item) <= _SHORT_LABEL and item[:1].isupper() and not patterns.FIGURE.search(item) for item in items)


_LABEL_WORDS = 8
_LONG_BAR = 4
_SHORT_LABEL = 20
_OF_OTHERS = lexicon.OTHERS | lexicon.STORIES | lexicon.STORY_FILLERS
_REVIEWED = 60
_REVIEW_SITES = words.word_set("trustpilot tripadvisor feefo yelp google trusted capterra reviews")
_TRACKING = 2
_DISCLOSED = 200
_SITE_LABELS = 2
_CREDITED = 80
_CREDIT_SIGNS = (":", "/", "©")
_CREDIT_WORDS = 9
_LABELS = tuple((reason, telling, telling | others) for reason, telling, others in lexicon.LABELS)
_OF_LABELS = frozenset(word for _, telling, others in lexicon.LABELS for word in telling | others)
_POSTED = tuple(o + " " for o in words.BYLINE_OPENINGS if " " in o)
_TAG_OPENINGS = tuple(o + " " for o in lexicon.OPENINGS[RemovalReason.TAGS] if " " in o or o == "tagged")
_WHOLE = {phrase: reason for reason, phrases in lexicon.WHOLE_LINES.items() for phrase in phrases} | dict.fromkeys(
    lexicon.SECTION_HEADINGS[RemovalReason.SHARE], RemovalReason.SHARE
)


def _short(limit: int) -> Callable[[str], bool]:
    return lambda rest: len(rest) <= limit and not patterns.SENTENCE_BREAK.search(rest)


def _is_list(rest: str) -> bool:
    return len(rest) <= 200 and rest[-1:] not in ".!?" and all(len(item) <= 40 for item in re.split(r"[,;|/#•]", rest))


def _is_figure(rest: str) -> bool:
    if len(rest) > 60:
        return False
    is_date = is_date_line(rest) or patterns.MONTH_AND_YEAR.match(rest) or patterns.RELATIVE_DATE.match(rest)
    return bool(is_date) or not patterns.WORD.search(rest)


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in phrases)


_SHARE_WORDS = words.NETWORKS | words.SHARE_FILLERS
_SHARE_FIRST = _first_words(lexicon.SECTION_HEADINGS[RemovalReason.SHARE]) | (
    words.word_set("""
        teile partagez partagé print save dit deze diese dieses diesen dieser compartilhe partilhe comparte compartir
        condividi deel
    """)
)
_REST_FITS: dict[RemovalReason, Callable[[str], bool]] = {
    RemovalReason.RELATED: _short(160),
    RemovalReason.TAGS: _is_list,
    RemovalReason.ADVERT: _short(200),
    RemovalReason.VIDEO: lambda rest: _short(140)(rest) and len(re.findall(r"[^\W\d_]{3,}", rest)) >= 3,
    RemovalReason.CREDIT: _short(120),
    RemovalReason.AUTHOR_BIO: lambda rest: len(rest) <= 200,
    RemovalReason.ARTICLE_INFO: _is_figure,
}

NUMBERED = "0"
"""Stands for each number that a line may begin with."""
_NUMBER = frozenset((NUMBERED,))
_MARKED = _first_words(lexicon.OPENINGS[RemovalReason.VIDEO] + lexicon.OPENINGS[RemovalReason.ADVERT])
_HINTED: tuple[tuple[Rule, int], ...] = (
    (_safeguard, MAX_CHARS),
    (_mail, MAX_CHARS),
    (_paywall, 140),
    (_legal, MAX_CHARS),
    (_site, 120),
)
_LEGAL = 1 << 3
"""Is asked about a line with a sign in it too."""
_HINTS = Hints(
    [NAMED],
    [patterns.MAIL_HINTS, patterns.PAYWALL_HINTS, patterns.LEGAL_HINTS, patterns.SITE_HINTS],
    patterns.INFIX_HINTS,
)
"""One for each of them."""


class Asked(NamedTuple):
    """A rule, the longest line that it is asked about, and the words with which such a line begins, if they are known.

    A line that begins with a number begins with the word ``NUMBERED``.
    """

    rule: Rule
    longest: int = MAX_CHARS
    begins: frozenset[str] | None = None


RULES = (
    Asked(_whole),
    Asked(_video_mark, begins=_MARKED),
    Asked(_share_bar, begins=_SHARE_WORDS),
    Asked(_share_this, 80, _SHARE_FIRST),
    Asked(_share_at_end, 90),
    Asked(_share_on, 90, patterns.SHARE_ON_FIRST),
    Asked(_liking, 240, patterns.LIKING_FIRST),
    Asked(_posted, 90, _first_words(_POSTED)),
    Asked(_shop, 60, patterns.SHOP_FIRST),
    Asked(_tagged, 120, _first_words(_TAG_OPENINGS)),
    Asked(_opening, 260),
    Asked(_credit, _CREDITED, patterns.CREDIT_TO_FIRST),
    Asked(_credited, 120),
    Asked(_agency, 80),
    Asked(_label, 60, _OF_LABELS | _NUMBER),
    Asked(_reading_time, 60),
    Asked(_rating, 140),
    Asked(_found_helpful, 160, _NUMBER),
    Asked(_feedback, 160),
    Asked(_poll, 20),
    Asked(_comment_count, 120, patterns.COMMENT_COUNT_FIRST),
    Asked(_count, 40, _NUMBER),
    Asked(_by_hint),
    Asked(_note, 240, FIRST),
    Asked(_hashtags, 240),
    Asked(_link_bar),
)
"""In order: the first that speaks decides."""
