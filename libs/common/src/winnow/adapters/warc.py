"""Archives of what was fetched (WARC 1.1, ISO 28500): written beside a crawl, and read instead of the network."""

import asyncio
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from winnow.crawl.fetching import PAGE_TYPES, REDIRECTS, Answer, Fetcher, NoAnswer, Wanted
from winnow.crawl.urls import Url, parse_url
from winnow.errors import ConfigError, Refused
from winnow.model import Reason

ROTATE_BYTES = 1024 * 1024 * 1024


class WarcArchive:
    """A folder of archive files; each record is on the disk, compressed by itself, when ``append`` returns."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._file: io.BufferedWriter | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="warc")

    async def append(self, answer: Answer) -> None:
        """Write one answer."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._append, answer, datetime.now(UTC))

    async def close(self) -> None:
        """Finish the current file."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._finish)
        self._thread.shutdown()

    def _append(self, answer: Answer, at: datetime) -> None:
        if self._file is not None and self._file.tell() > ROTATE_BYTES:
            self._finish()
        if self._file is None:
            name = f"winnow-{at:%Y%m%dT%H%M%S%f}-{os.getpid()}.warc.gz"
            self._file = (self._folder / name).open("ab")
        writer = WARCWriter(self._file, gzip=True)
        writer.write_record(_record(writer, answer, at))
        self._file.flush()

    def _finish(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _record(writer: WARCWriter, answer: Answer, at: datetime) -> ArcWarcRecord:
    """Make a response record. The body is as it was after decompression, so no Content-Encoding is claimed."""
    content_type = f"{answer.content_type}; charset={answer.charset}" if answer.charset else answer.content_type
    headers = [("Content-Type", content_type), *((name.title(), value) for name, value in answer.headers.items())]
    phrase = HTTPStatus(answer.status).phrase if answer.status in set(HTTPStatus) else ""
    return writer.create_warc_record(
        answer.url.href,
        "response",
        payload=io.BytesIO(answer.body),
        http_headers=StatusAndHeaders(f"{answer.status} {phrase}", headers, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": at.isoformat(timespec="microseconds").replace("+00:00", "Z")},
    )


class ArchivingFetcher:
    """Fetches with another fetcher and archives every answer before it is given out."""

    def __init__(self, inner: Fetcher, archive: WarcArchive) -> None:
        self._inner = inner
        self._archive = archive

    async def fetch(self, wanted: Wanted) -> Answer | NoAnswer:
        """Fetch, and archive what came."""
        result = await self._inner.fetch(wanted)
        if isinstance(result, Answer):
            await self._archive.append(result)
        return result

    async def check(self, url: Url) -> NoAnswer | None:
        """Ask the other fetcher."""
        return await self._inner.check(url)


@dataclass(frozen=True, slots=True)
class _Place:
    path: Path
    offset: int
    status: int
    content_type: str


class WarcFetcher:
    """Answers from archives instead of the network: the newest record of each URL. Use as an async context manager."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._places: dict[str, _Place] = {}
        for path in sorted(paths, key=lambda each: each.name):
            self._places.update(_index(path))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def pages(self) -> Iterator[str]:
        """Yield the URLs that a crawl can begin with: pages and redirects."""
        for url, place in self._places.items():
            page = place.status == HTTPStatus.OK and place.content_type in PAGE_TYPES
            if (page or place.status in REDIRECTS) and not url.endswith("/robots.txt"):
                yield url

    async def fetch(self, wanted: Wanted) -> Answer | NoAnswer:
        """Read an answer; a URL that is in no archive could not be connected to, but a missing robots.txt is a 404."""
        place = self._places.get(wanted.url.href)
        if place is not None:
            return await asyncio.to_thread(_read, place, wanted)
        if wanted.url.path == "/robots.txt":
            return Answer(url=wanted.url, status=404)
        return NoAnswer(url=wanted.url, reason=Reason.CONNECT, detail="it is in none of the archives")

    async def check(self, url: Url) -> NoAnswer | None:
        """Permit everything: nothing is connected to."""
        return None


def _index(path: Path) -> Iterable[tuple[str, _Place]]:
    try:
        with path.open("rb") as file:
            records = ArchiveIterator(file)
            for record in records:
                url = _target(record)
                if url is not None:
                    status = int(record.http_headers.get_statuscode())
                    yield url, _Place(path, records.get_record_offset(), status, _content_type(record)[0])
    except (ArchiveLoadFailed, OSError) as error:
        raise ConfigError(f"{path} cannot be read as WARC: {error}") from error


def _target(record: ArcWarcRecord) -> str | None:
    if record.rec_type != "response" or record.http_headers is None:
        return None
    if not str(record.http_headers.get_statuscode()).isdigit():
        return None
    try:
        return parse_url(record.rec_headers.get_header("WARC-Target-URI") or "").href
    except Refused:
        return None


def _content_type(record: ArcWarcRecord) -> tuple[str, str | None]:
    essence, _, rest = (record.http_headers.get_header("Content-Type") or "text/html").partition(";")
    _, _, charset = rest.partition("charset=")
    return essence.strip().lower(), charset.partition(";")[0].strip(" \"'") or None


def _read(place: _Place, wanted: Wanted) -> Answer | NoAnswer:
    with place.path.open("rb") as file:
        file.seek(place.offset)
        record = next(iter(ArchiveIterator(file)))
        content_type, charset = _content_type(record)
        limit = wanted.limit(content_type)
        body = record.content_stream().read(limit + 1) if place.status == HTTPStatus.OK else b""
        at = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
    if len(body) > limit and not wanted.cut:
        return NoAnswer(url=wanted.url, reason=Reason.TOO_LARGE, detail=f"more than {limit} bytes", status=place.status)
    if place.status == HTTPStatus.OK and wanted.content_types is not None and content_type not in wanted.content_types:
        detail = f"{content_type!r} is not an article"
        return NoAnswer(url=wanted.url, reason=Reason.CONTENT_TYPE, detail=detail, status=place.status)
    return Answer(
        url=wanted.url,
        status=place.status,
        headers={name.lower(): value for name, value in record.http_headers.headers},
        content_type=content_type,
        charset=charset,
        body=body[:limit],
        received=len(body),
        at=at.timestamp(),
    )
