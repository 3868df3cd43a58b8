"""One URL parser everywhere (WHATWG, as browsers do), and the canonical form that an article id is made of."""

import hashlib
import re
from functools import lru_cache

import ada_url
import msgspec

from winnow.errors import Refused
from winnow.model import Reason

MAX_URL_CHARS = 2048

TRACKING = frozenset(
    (
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "_hsenc",
        "_hsmi",
        "mkt_tok",
        "twclid",
        "ttclid",
    )
)
"""Query parameters that name a visit, not a page; with every ``utm_…`` one."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_PARTS = re.compile(r"(https?)://([^/@]*@)?(\[[^]]*\]|[^/:]*)(?::(\d+))?(/[^?#]*)(?:\?([^#]*))?(?:#.*)?")
"""Of a URL as the standard writes it, in which each of these delimiters stands for nothing else."""


class Url(msgspec.Struct, frozen=True):
    """A URL as the WHATWG standard parses it, in canonical form."""

    href: str
    scheme: str
    host: str
    """Lower-cased, punycoded, without the port; an IPv6 address stands in brackets."""
    port: int
    path: str
    """With the query."""

    @property
    def origin(self) -> str:
        """Scheme, host and port as robots.txt is scoped by them."""
        default = _DEFAULT_PORTS[self.scheme]
        return f"{self.scheme}://{self.host}" + ("" if self.port == default else f":{self.port}")


@lru_cache(maxsize=8192)  # a URL is parsed when it is requested, and again when its turn comes
def parse_url(text: str, base: str | None = None) -> Url:
    """Parse and canonicalise; idempotent. Raises ``Refused`` with a reason for what is never fetched.

    Canonical: no fragment, no default port, no tracking parameters; all else as the page's owner wrote it.
    """
    if len(text) > MAX_URL_CHARS:
        raise Refused(Reason.INVALID_URL, f"a URL of {len(text)} characters: at most {MAX_URL_CHARS} are taken")
    try:
        written = ada_url.URL(text.strip(), base).href
    except ValueError:
        raise Refused(
            Reason.INVALID_URL, f"{text[:200]!r} is not an absolute URL such as https://example.org/page"
        ) from None
    parts = _PARTS.fullmatch(written)
    if parts is None:
        raise Refused(Reason.SCHEME, f"{written.partition(':')[0]}: is not fetched; only http and https are")
    scheme, credentials, host, port, path, query = parts.groups()
    if credentials:
        raise Refused(Reason.CREDENTIALS_IN_URL, "the URL holds a user name or password: remove them")
    if query:
        query = _without_tracking(query)
        path = f"{path}?{query}" if query else path
    authority = f"{host}:{port}" if port else host
    return Url(
        href=f"{scheme}://{authority}{path}",
        scheme=scheme,
        host=host,
        port=int(port) if port else _DEFAULT_PORTS[scheme],
        path=path,
    )


def article_id(url: Url) -> str:
    """Name the article at a canonical URL: 32 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(url.href.encode("utf8", "surrogatepass")).hexdigest()[:32]


def _without_tracking(query: str) -> str:
    return "&".join(part for part in query.split("&") if not _tracks(part.partition("=")[0].lower()))


def _tracks(name: str) -> bool:
    return name.startswith("utm_") or name in TRACKING
