"""Templates: one environment, everything escaped, and the few filters that the pages share."""

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from winnow.crawl.timing import duration, named_parts

_MARK = re.compile(r"(</?mark>)")
_SENTENCE_ENDS = tuple('.!?:…”"')
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
BRIEF_CHARS = 60


def page(
    template: str, *, http_status: int = 200, http_headers: Mapping[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """Render a page."""
    return HTMLResponse(_templates.get_template(template).render(values), http_status, http_headers)


def error_page(status: int, title: str, detail: str, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """Say to a person what went wrong and what would help."""
    calm = {404: "Nothing here", 422: "That cannot be done as it is", 503: "Not reachable just now"}
    named = calm.get(status, title or HTTPStatus(status).phrase)
    return page(
        "error.html", http_status=status, http_headers=headers, title=named, status=status, detail=detail, here=""
    )


def when(at: datetime) -> Markup:
    """Show a time in UTC, to the second."""
    utc = at.astimezone(UTC)
    text = f"{utc.day} {utc:%b %Y, %H:%M:%S} UTC"
    return Markup('<time datetime="{}">{}</time>').format(utc.isoformat(timespec="milliseconds"), text)


def marked(fragment: str) -> Markup:
    """Show a highlight: its ``<mark>`` stays, and all else is text again, whatever an index made of it."""
    parts = _MARK.split(fragment)
    balanced = parts[1::2] == ["<mark>", "</mark>"] * (len(parts) // 4)
    shown = [Markup(part) if n % 2 and balanced else escape(html.unescape(part)) for n, part in enumerate(parts)]  # noqa: S704 - only <mark> and </mark> get here
    return Markup("").join(shown)


def web(url: str) -> str:
    """Give a link's target; anything but http and https leads nowhere."""
    return url if url.lower().startswith(("http://", "https://")) else "#"


def short(url: str) -> str:
    """Show a URL without what every URL has."""
    return re.sub(r"^https?://(www\.)?", "", url).removesuffix("/")


def lang(language: str) -> str:
    """Give a value for a ``lang`` attribute: a page's own word is used only when it has the form of one."""
    return language if _LANGUAGE.fullmatch(language) else ""


def brief(line: str) -> bool:
    """Say whether a line is a cell or an item rather than a sentence: such lines stand close together."""
    return len(line) < BRIEF_CHARS and line.rstrip()[-1:] not in _SENTENCE_ENDS


def plain(value: str) -> str:
    """Show a name from a closed list as words."""
    return value.replace("-", " ")


def size(count: int) -> str:
    """Show a number of bytes."""
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.1f} KiB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MiB"


def number(count: int) -> str:
    """Show a number with its thousands apart."""
    return f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


_templates = Environment(
    loader=PackageLoader("winnow_console"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.tests["brief"] = brief
_templates.filters.update(
    when=when,
    marked=marked,
    web=web,
    short=short,
    lang=lang,
    plain=plain,
    size=size,
    number=number,
    duration=duration,
    named_parts=named_parts,
)
