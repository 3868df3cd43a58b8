"""The rows of ``winnow clean --jsonl``: one in, one out."""

import binascii
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

import msgspec
import pybase64
from winnow.errors import Refused, Rejected
from winnow.model import CleanArticle, FaqEntry, Quality, RawArticle, Reason, Removed, Section
from winnow.stages.clean import clean

_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""Cleaning alone has no fetch to date."""


class InputRow(msgspec.Struct):
    """What is read. ``content_base64`` holds bytes whose encoding is yet to be told."""

    id: str | int
    content_type: str = "text/html"
    url: str | None = None
    content: str | None = None
    content_base64: bytes | None = None


class OutputRow(msgspec.Struct):
    """What is written for a cleaned article."""

    id: str | int | None
    title: str
    author: str
    published: str
    language: str
    text: str
    sections: Sequence[Section]
    faqs: Sequence[FaqEntry]
    removed: Sequence[Removed]
    quality: Quality


class RowError(msgspec.Struct):
    """Why a row has no article."""

    reason: Reason
    detail: str


class _HasId(msgspec.Struct):
    id: str | int | None = None


class ErrorRow(msgspec.Struct):
    """What is written for a row that could not be cleaned."""

    id: str | int | None
    error: RowError


_READ = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)
_LONE_SURROGATE = re.compile(
    rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)
"""Steps over escaped backslashes and whole pairs; only a surrogate on its own is a group."""
_PAGE_KEY = b'"content_base64":'
_BELOW_PAGE = 4_096
"""Most bytes of a row after its page. Where there are more, what is taken for the page is no base64."""
_STAND_IN = b"the page stood here"
"""What the row's decoder is given in place of the page. If it comes back, the page was the row's own."""
_STAND_IN_BASE64 = pybase64.b64encode(_STAND_IN)
_rows = msgspec.json.Decoder(InputRow)
_ids = msgspec.json.Decoder(_HasId)
encode = msgspec.json.Encoder().encode


def read_row(line: bytes) -> InputRow:
    """Decode one line. Raises ``Rejected`` when it is no valid row."""
    try:
        row = _decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Rejected(Reason.INVALID_EVENT, str(error)) from error
    if media_type(row.content_type) not in _READ:
        raise Rejected(Reason.CONTENT_TYPE, f"{row.content_type!r} is not read; text/html and text/plain are")
    if (row.content is None) == (row.content_base64 is None):
        raise Rejected(Reason.INVALID_EVENT, "a row needs either content or content_base64")
    return row


def _decode(line: bytes) -> InputRow:
    """Decode a row; half a surrogate pair, which JSON can write and text cannot hold, becomes U+FFFD."""
    try:
        return _decode_apart(line) or _rows.decode(line)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        mended = _LONE_SURROGATE.sub(lambda match: rb"\ufffd" if match[1] else match[0], line)
        if mended == line:
            raise
        return _rows.decode(mended)


def _decode_apart(line: bytes) -> InputRow | None:
    """Decode a row and its page apart, in a third of the time; ``None`` if it is not written as nearly all are."""
    after_key = line.find(_PAGE_KEY) + len(_PAGE_KEY)
    start = line.find(b'"', after_key) + 1
    end = line.find(b'"', max(start, len(line) - _BELOW_PAGE))
    if after_key < len(_PAGE_KEY) or end < 0 or line[after_key : start - 1].strip():
        return None
    try:
        page = pybase64.b64decode(memoryview(line)[start:end], validate=True)
        row = _rows.decode(line[:start] + _STAND_IN_BASE64 + line[end:])
    except (binascii.Error, msgspec.DecodeError, UnicodeDecodeError):
        return None
    if row.content_base64 != _STAND_IN:
        return None
    row.content_base64 = page
    return row


def media_type(content_type: str) -> str:
    """Return a content type without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def raw_article(row: InputRow) -> RawArticle:
    """Wrap a row as the article that ``clean`` takes."""
    body: bytes
    charset: str | None
    if row.content is not None:
        body, charset = row.content.encode("utf-8", "surrogatepass"), "utf-8"
    else:
        declared = _CHARSET.search(row.content_type)
        body, charset = row.content_base64 or b"", declared[1] if declared else None
    return RawArticle(
        article_id=str(row.id),
        url=row.url or "",
        host=_host(row.url),
        fetched_at=_NO_TIME,
        content_type=row.content_type,
        body=body,
        charset=charset,
    )


def output_row(row_id: str | int, article: CleanArticle) -> OutputRow:
    """Pick what a row shows of an article."""
    return OutputRow(
        id=row_id,
        title=article.title,
        author=article.author,
        published=article.published,
        language=article.language,
        text=article.text,
        sections=article.sections,
        faqs=article.faqs,
        removed=article.removed,
        quality=article.quality,
    )


def error_row(line: bytes, error: Refused | Rejected) -> ErrorRow:
    """Answer a row that failed, under its own id when one can be read."""
    return ErrorRow(id=_id_of(line), error=RowError(reason=error.reason, detail=error.detail))


def answer(line: bytes) -> bytes:
    """Clean one line and return the line to write. Raises ``Rejected`` and ``Refused``."""
    row = read_row(line)
    return encode(output_row(row.id, clean(raw_article(row))))


def _id_of(line: bytes) -> str | int | None:
    try:
        return _ids.decode(line).id
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
