"""Read a sitemap or a sitemap index (https://www.sitemaps.org/protocol.html), and the news extension's dates."""

import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.parsers import expat

from winnow.errors import Refused
from winnow.model import Reason

MAX_SITEMAP_BYTES = 50 * 1024 * 1024
MAX_URLS = 50_000
_GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Listed:
    """One URL of a listing, as it is written, and when it last changed, if that is said."""

    url: str
    changed: float | None = None


@dataclass(slots=True)
class Listing:
    """What a sitemap or a feed lists."""

    kind: str
    pages: list[Listed] = field(default_factory=list)
    listings: list[Listed] = field(default_factory=list)
    """Further sitemaps, of an index."""
    trouble: str = ""
    """Why only a part was read."""


def unpacked(body: bytes) -> bytes:
    """Return a listing's bytes, gunzipped if that is what it is; raises ``Refused`` beyond the protocol's limit."""
    if not body.startswith(_GZIP_MAGIC):
        return body
    stream = zlib.decompressobj(wbits=31)
    try:
        made = stream.decompress(body, MAX_SITEMAP_BYTES + 1)
    except zlib.error as error:
        raise Refused(Reason.CONTENT_ENCODING, f"the sitemap is not valid gzip: {error}") from None
    if len(made) > MAX_SITEMAP_BYTES:
        raise Refused(Reason.TOO_LARGE, f"the sitemap has more than {MAX_SITEMAP_BYTES} bytes")
    return made


def parse_sitemap(body: bytes) -> Listing | None:
    """Read a sitemap; ``None`` when it is something else. What comes before an error counts."""
    reading = _Reading()
    try:
        reading.parser.Parse(body, True)
    except expat.ExpatError as error:
        reading.listing.trouble = str(error)
    except _Enough as enough:
        reading.listing.trouble = str(enough)
    return reading.listing if reading.listing.kind in {"urlset", "sitemapindex"} else None


class _Enough(Exception):
    """Reading stops here."""


class _Reading:
    """The state of one pass with expat."""

    def __init__(self) -> None:
        self.listing = Listing("")
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self._field = ""
        self._found: dict[str, str] = {}

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        if not self.listing.kind:
            self.listing.kind = local
            if local not in {"urlset", "sitemapindex"}:
                raise _Enough(f"<{name}> begins no sitemap")
        if local in {"url", "sitemap"}:
            self._found = {}
        self._field = name.lower() if ":" in name else local

    def _text(self, text: str) -> None:
        if self._field in {"loc", "lastmod", "news:publication_date"}:
            self._found[self._field] = self._found.get(self._field, "") + text

    def _end(self, name: str) -> None:
        self._field = ""
        if name.lower() not in {"url", "sitemap"} or not self._found.get("loc", "").strip():
            return
        changed = self._found.get("lastmod") or self._found.get("news:publication_date") or ""
        listed = Listed(self._found["loc"].strip(), timestamp(changed))
        into = self.listing.pages if name.lower() == "url" else self.listing.listings
        into.append(listed)
        if len(into) >= MAX_URLS:
            raise _Enough(f"more than {MAX_URLS} URLs")

    def _entity(self, *_declaration: object) -> None:
        raise _Enough("it declares entities")


def timestamp(text: str) -> float | None:
    """Read a W3C date or time as seconds since the epoch; ``None`` for anything else."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
