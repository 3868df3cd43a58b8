"""Clean one article: the list of stages, in order.

HTML and plain text both become a ``Page`` of blocks; every later stage reads blocks, and a block that is not in the
output has a removal record.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from operator import attrgetter

from winnow.errors import Refused, Rejected
from winnow.model import MAX_BODY_BYTES, CleanArticle, RawArticle, Reason, Removed
from winnow.stages.blocks import Page
from winnow.stages.document import content_hash, join_text, line_positions, make_sections, measure, removal_records
from winnow.stages.encoding import decode
from winnow.stages.faq import find_faqs
from winnow.stages.html import parse_html, strip_html
from winnow.stages.language import identify_language
from winnow.stages.limits import check_blocks, check_markup
from winnow.stages.memory import apply_memory
from winnow.stages.metadata import read_metadata, read_text_metadata
from winnow.stages.repair import repair_page, repair_text
from winnow.stages.repeats import drop_repeats
from winnow.stages.text import parse_text, strip_text


def clean(raw: RawArticle, memory: AbstractSet[str] = frozenset()) -> CleanArticle:
    """Return the article without its debris.

    ``memory`` holds the fingerprints of the lines that are known to recur on the article's host.
    Raises ``Rejected`` for an input that can never be cleaned, and ``Refused`` for a page that holds no text.
    """
    if raw.gone:
        return CleanArticle(article_id=raw.article_id, url=raw.url, host=raw.host, fetched_at=raw.fetched_at, gone=True)
    if len(raw.body) > MAX_BODY_BYTES:
        raise Rejected(Reason.TOO_LARGE, f"{len(raw.body)} bytes; at most {MAX_BODY_BYTES} are cleaned")
    decoded = decode(raw.body, raw.charset)
    page, repaired = _read_html(decoded.utf8) if is_html(raw.content_type) else _read_text(decoded.text)
    about = read_metadata(page, raw.url) if page.is_html else read_text_metadata(page.blocks)
    if repaired:
        about = replace(about, title=repair_text(about.title)[0], author=repair_text(about.author)[0])
    faq = find_faqs(page)
    if page.is_html:
        verdicts = strip_html(page, title=about.title, author=about.author)
    else:
        verdicts = strip_text(page, title=about.title, author=about.author, in_faq=faq.positions)
    verdicts = drop_repeats(page.blocks, apply_memory(page.blocks, verdicts, memory), faq.positions)
    judged = [(b, v) for b, v in zip(page.blocks, verdicts, strict=True) if b.position not in faq.positions]
    kept = [block for block, verdict in judged if verdict.keep]
    text = join_text(kept)
    if not text and not faq.pairs:
        raise Refused(Reason.EMPTY, "nothing is left to index: the page holds no article text and no FAQ")
    return CleanArticle(
        article_id=raw.article_id,
        url=raw.url,
        host=raw.host,
        fetched_at=raw.fetched_at,
        title=about.title,
        author=about.author,
        published=about.published,
        language=identify_language(text, page.language),
        text=text,
        sections=make_sections(kept),
        faqs=faq.pairs,
        removed=_in_order(removal_records(judged), faq.removed),
        positions=line_positions(kept),
        quality=measure(page.blocks, verdicts, repaired=repaired, encoding=decoded.encoding),
        content_hash=content_hash(about.title, text, faq.pairs),
    )


def is_html(content_type: str) -> bool:
    """Say whether a content type is read as HTML; everything else is read as plain text."""
    return content_type.partition(";")[0].strip().lower() in {"text/html", "application/xhtml+xml", ""}


def _read_html(markup: bytes) -> tuple[Page, bool]:
    check_markup(markup)
    page = parse_html(markup)
    check_blocks(page)
    return page, repair_page(page)


def _read_text(text: str) -> tuple[Page, bool]:
    text, repaired = repair_text(text)
    return parse_text(text), repaired


def _in_order(removed: list[Removed], from_faq: Sequence[Removed]) -> list[Removed]:
    return sorted([*removed, *from_faq], key=attrgetter("position")) if from_faq else removed
