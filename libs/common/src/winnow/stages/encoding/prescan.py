"""Find the encoding that a byte stream declares of itself, as the HTML standard's prescan does.

https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding
"""

import re

from winnow.stages.encoding.labels import encoding_for_label

_WINDOW = 16 * 1024
"""The standard prescans 1,024 bytes and lets the parser start anew at a later declaration: this does both."""
_TAG_START = re.compile(rb"</?[A-Za-z]")
_ATTRIBUTE = re.compile(
    rb"""[\t\n\f\r /]*
    (?: (?=>)
      | (?P<name> [^\t\n\f\r />] [^\t\n\f\r />=]* )
        (?: [\t\n\f\r ]* = [\t\n\f\r ]*
            (?: "(?P<double> [^"]* )" | '(?P<single> [^']* )' | (?=>) | (?P<bare> [^\t\n\f\r >"'] [^\t\n\f\r >]* ) )
        )?
    )""",
    re.VERBOSE,
)
_UNREAD_VALUE = re.compile(rb"[\t\n\f\r ]*=")
_TAG = re.compile(
    rb"""[^\t\n\f\r >]*+
    (?: [\t\n\f\r /]*+
        [^\t\n\f\r />] [^\t\n\f\r />=]*+
        (?> [\t\n\f\r ]* = [\t\n\f\r ]* (?: "[^"]*" | '[^']*' | (?=>) | [^\t\n\f\r >"'] [^\t\n\f\r >]* ) )?+
        (?! [\t\n\f\r ]*= )
    )*+
    [\t\n\f\r /]*+ >""",
    re.VERBOSE,
)
"""A whole tag with attributes as above, to be stepped over at once."""
_META = re.compile(rb"<meta[\t\n\f\r /]", re.IGNORECASE)
_CHARSET = re.compile(rb"charset[\t\n\f\r ]*=[\t\n\f\r ]*", re.IGNORECASE)


class _EndOfInputError(Exception):
    """The window ended inside a tag: what was read of it does not count."""


def prescan(body: bytes) -> str | None:
    """Return the declared encoding's standard name, or ``None`` when none is declared near the start."""
    window = body[:_WINDOW]
    if b"charset" not in window and b"charset" not in window.lower():
        return None
    try:
        return _Scanner(window).run()
    except _EndOfInputError:
        return None


class _Scanner:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def run(self) -> str | None:
        while (start := self._data.find(b"<", self._at)) >= 0:
            self._at = start
            if self._data.startswith(b"<!--", start):
                self._skip_to(b"-->", start + 2)
            elif _META.match(self._data, start):
                self._at = start + 5
                if found := self._meta():
                    return found
            elif _TAG_START.match(self._data, start):
                self._tag()
            elif self._data[start + 1 : start + 2] in {b"!", b"/", b"?"}:
                self._skip_to(b">", start)
            else:
                self._at = start + 1
        return None

    def _skip_to(self, mark: bytes, start: int) -> None:
        end = self._data.find(mark, start)
        if end < 0:
            raise _EndOfInputError
        self._at = end + len(mark)

    def _tag(self) -> None:
        match = _TAG.match(self._data, self._at)
        if match is None:
            raise _EndOfInputError
        self._at = match.end()

    def _meta(self) -> str | None:
        seen: set[bytes] = set()
        got_pragma, need_pragma, charset = False, None, None
        while attribute := self._attribute():
            name, value = attribute
            if name in seen:
                continue
            seen.add(name)
            if name == b"http-equiv":
                got_pragma = got_pragma or value == b"content-type"
            elif name == b"content" and charset is None:
                if found := _from_content(value):
                    charset, need_pragma = found, True
            elif name == b"charset":
                charset, need_pragma = encoding_for_label(value.decode("latin-1")), False
        if need_pragma is None or (need_pragma and not got_pragma) or charset is None:
            return None
        return "utf-8" if charset.startswith("utf-16") else charset

    def _attribute(self) -> tuple[bytes, bytes] | None:
        """Read one attribute, lower-cased; ``None`` at the tag's end."""
        match = _ATTRIBUTE.match(self._data, self._at)
        if match is None or match.end() >= len(self._data) or _UNREAD_VALUE.match(self._data, match.end()):
            raise _EndOfInputError
        self._at = match.end()
        if not match["name"]:
            self._at += 1
            return None
        value = match["double"] or match["single"] or match["bare"] or b""
        return match["name"].lower(), value.lower()


def _from_content(value: bytes) -> str | None:
    """Read the charset out of a ``content`` attribute."""
    match = _CHARSET.search(value)
    if not match:
        return None
    rest = value[match.end() :]
    if rest[:1] in {b'"', b"'"}:
        end = rest.find(rest[:1], 1)
        return encoding_for_label(rest[1:end].decode("latin-1")) if end > 0 else None
    return encoding_for_label(re.split(rb"[\t\n\f\r ;]", rest, maxsplit=1)[0].decode("latin-1"))
