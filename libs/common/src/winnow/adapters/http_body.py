"""Read a body with a hard cap on its bytes, before decompression and after it."""

import zlib
from collections.abc import Callable
from typing import Protocol

import brotli
from aiohttp import StreamReader

from winnow.errors import Refused
from winnow.model import Reason

ACCEPTED_ENCODINGS = "gzip, deflate, br"
_STEP = 64 * 1024
"""No call into a decompressor makes more than this: a bomb is met a slice at a time."""
_ZLIB_HEADER = 0x78
_GZIP_MAGIC = b"\x1f\x8b"


class Inflate(Protocol):
    """Decompress a stream piece by piece."""

    def feed(self, data: bytes, room: int) -> bytes:
        """Return what the piece unfolds to, a little more than ``room`` bytes at most."""
        ...


class _Plain:
    def feed(self, data: bytes, room: int) -> bytes:
        return data


class _Zlib:
    """``gzip`` of one or more members, and ``deflate`` with or without its header (browsers take both)."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._stream = zlib.decompressobj(wbits=31) if gzip else None

    def feed(self, data: bytes, room: int) -> bytes:
        made = bytearray()
        while data and len(made) <= room:
            stream = self._stream = self._stream or _deflate(data)
            made += stream.decompress(data, _STEP)
            data = stream.unconsumed_tail
            if stream.eof:
                data = stream.unused_data
                if not (self._gzip and data.startswith(_GZIP_MAGIC)):
                    break
                self._stream = zlib.decompressobj(wbits=31)
        return bytes(made)


def _deflate(data: bytes) -> "zlib._Decompress":
    return zlib.decompressobj(wbits=15 if data[0] & 0x7F == _ZLIB_HEADER else -15)


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def feed(self, data: bytes, room: int) -> bytes:
        made = bytearray()
        while len(made) <= room and not self._stream.is_finished():
            more = self._stream.process(data, output_buffer_limit=_STEP)
            if not more and not data:
                break
            made += more
            data = b""
        return bytes(made)


_INFLATES: dict[str, Callable[[], Inflate]] = {
    "": _Plain,
    "identity": _Plain,
    "gzip": lambda: _Zlib(gzip=True),
    "x-gzip": lambda: _Zlib(gzip=True),
    "deflate": lambda: _Zlib(gzip=False),
    "br": _Brotli,
}


async def read_body(stream: StreamReader, encoding: str, limit: int, *, cut: bool) -> tuple[bytes, int]:
    """Return a body and the bytes it took on the wire.

    Raises ``Refused`` for an encoding that was not asked for, for a stream that cannot be decompressed and, unless
    ``cut``, for a body of more than ``limit`` bytes.
    """
    inflate = _inflate(encoding)
    made = bytearray()
    received = 0
    while data := await stream.readany():
        received += len(data)
        try:
            made += inflate.feed(data, limit - len(made))
        except (zlib.error, brotli.error) as error:
            raise Refused(Reason.CONTENT_ENCODING, f"the body is not valid {encoding}: {error}") from None
        if len(made) > limit or received > limit:
            if cut:
                break
            raise Refused(Reason.TOO_LARGE, f"more than {limit} bytes, the most that is taken")
    return bytes(made[:limit]), received


def _inflate(encoding: str) -> Inflate:
    try:
        return _INFLATES[encoding.strip().lower()]()
    except KeyError:
        raise Refused(
            Reason.CONTENT_ENCODING, f"{encoding!r} was not asked for; only {ACCEPTED_ENCODINGS} are"
        ) from None
