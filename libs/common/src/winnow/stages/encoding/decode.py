"""Turn bytes into text: what the bytes say of themselves first, then what was declared, then a guess."""

from dataclasses import dataclass

from bs4.dammit import UnicodeDammit

from winnow.stages.encoding.labels import codec_for, encoding_for_label
from winnow.stages.encoding.prescan import prescan

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le"))
_GUESS_WINDOW = 64_000
_ANY_BYTES = "windows-1252"
"""What a browser falls back to; every byte sequence decodes with it."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as UTF-8 without a byte order mark, and the encoding it was read with."""

    utf8: bytes
    """A page that is in UTF-8 already keeps its bad sequences."""
    encoding: str

    @property
    def text(self) -> str:
        """The page as text; a bad sequence is U+FFFD."""
        return self.utf8.decode("utf-8", errors="replace")


def decode(body: bytes, charset: str | None = None) -> Decoded:
    """Decode a page. ``charset`` is what the transport declared. Never raises: a bad sequence becomes U+FFFD."""
    encoding, mark = sniff_encoding(body, charset)
    if mark == 0 and encoding != "utf-8" and _is_utf8_after_all(body):
        encoding = "utf-8"
    rest = body[mark:] if mark else body
    return Decoded(rest if encoding == "utf-8" else _to_utf8(rest, encoding), encoding)


def sniff_encoding(body: bytes, charset: str | None = None) -> tuple[str, int]:
    """Return the encoding a browser takes, in the standard's name, and the length of the byte order mark.

    The order is the standard's: byte order mark, transport, the page's own declaration, a guess.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return name, len(mark)
    declared = encoding_for_label(charset) if charset else None
    return declared or prescan(body) or _guess(body), 0


def _guess(body: bytes) -> str:
    window = body[:_GUESS_WINDOW]
    if window.isascii():
        return "utf-8" if _is_utf8_after_all(body) else _ANY_BYTES
    if _is_utf8(window):
        return "utf-8"
    opinion = UnicodeDammit(window, is_html=False).original_encoding
    return encoding_for_label(opinion or "") or _ANY_BYTES


def _is_utf8_after_all(body: bytes) -> bool:
    """Say whether bytes beyond ASCII form valid UTF-8: legacy text does so by chance next to never."""
    return not body.isascii() and _is_utf8(body)


def _is_utf8(window: bytes) -> bool:
    try:
        window.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.start > len(window) - 4
    return True


def _to_utf8(body: bytes, encoding: str) -> bytes:
    return body.decode(codec_for(encoding), errors="replace").encode(errors="replace")
