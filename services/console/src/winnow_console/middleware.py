"""What holds for every request: a bounded body, no form from another site, and headers that forbid foreign scripts."""

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_REQUEST_BYTES = 32 * 1024 * 1024
"""A page of the largest size, with every character escaped as JSON or in a form, and some room."""

SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class SafetyHeaders:
    """Adds to every answer the headers that tell a browser what it may do with it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _with_headers(send, scope["path"]))


class HeadAsGet:
    """Answers HEAD wherever GET is answered (RFC 9110, 9.1); the server leaves the body out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a HEAD on as a GET."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, send)


def refuse_other_sites(method: str, headers: Headers) -> None:
    """Refuse a request that changes something and that a browser sent from another site (CSRF).

    Browsers say where a request comes from in Sec-Fetch-Site, older ones in Origin; programs send neither.
    """
    if method in SAFE_METHODS:
        return
    site = headers.get("sec-fetch-site")
    if site is not None:
        same = site in ("same-origin", "none")
    else:
        origin = headers.get("origin")
        same = origin is None or origin.partition("://")[2] == headers.get("host")
    if not same:
        raise HTTPException(403, "This was sent from another site. Open the console itself and try again.")


def refuse_other_names(asked: str, listening: str, names: str) -> None:
    """Refuse a name that is not ours while listening on loopback, or once names were given (DNS rebinding).

    A page elsewhere can make its own name mean 127.0.0.1, and would then read here what it likes.
    """
    given = {name.strip().lower() for name in names.split(",") if name.strip()}
    if not given and not _is_loopback(listening):
        return
    try:
        name = urlsplit(f"//{asked}").hostname or ""
    except ValueError:
        name = ""
    if name not in given and not _is_loopback(name) and name != listening.lower():
        raise HTTPException(421, f"The console does not answer to {name!r}: WINNOW_HTTP_NAMES can name it.")


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _with_headers(send: Send, path: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _headers(path):
                headers.setdefault(name, value)
        await send(message)

    return sending


def _headers(path: str) -> Iterable[tuple[str, str]]:
    yield from HEADERS.items()
    yield "Cache-Control", "no-cache" if path.startswith("/static/") else "no-store"
