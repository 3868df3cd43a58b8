"""Some of a host's URLs in one string of bytes: which are known, and which is due first. Pure.

A record is lane, due, key and number, all big-endian, so that records in the order of bytes are in the order of visits.
All that adding or visiting a URL has to ask of its host lies together, in 28 bytes a URL; the URL itself and what was
learnt of it are found by the number.
"""

from collections.abc import Iterator

_MOMENT = 6
_KEY = 16
_NUMBER = 5
_KEY_AT = 1 + _MOMENT
RECORD = _KEY_AT + _KEY + _NUMBER
_TWO = 2 * RECORD
_NEVER = (1 << 8 * _MOMENT) - 1
PREFIX = 4
"""Bytes of a key by which a host's buckets are told apart."""


def record(lane: int, due: int | None, key: bytes, number: int) -> bytes:
    """Make the record of a URL; ``due`` is in milliseconds, ``None`` for never."""
    moment = _NEVER if due is None else due
    return bytes((lane,)) + moment.to_bytes(_MOMENT) + key + number.to_bytes(_NUMBER)


def lane_of(one: bytes) -> int:
    """Return the lane of a record."""
    return one[0]


def due_of(one: bytes) -> int | None:
    """Return when the URL of a record is due."""
    moment = int.from_bytes(one[1:_KEY_AT])
    return None if moment == _NEVER else moment


def key_of(one: bytes) -> bytes:
    """Return the key of a record."""
    return one[_KEY_AT:-_NUMBER]


def number_of(one: bytes) -> int:
    """Return the number of a record."""
    return int.from_bytes(one[-_NUMBER:])


def find(urls: bytes, key: bytes) -> bytes:
    """Return the record of a key; it is empty if there is none."""
    at = _start(urls, key)
    return urls[at : at + RECORD] if at >= 0 else b""


def put(urls: bytes, new: bytes, old: bytes = b"") -> bytes:
    """Add a record, in place of an old one if there is one."""
    if old:
        at = _start(urls, key_of(old))
        urls = urls[:at] + urls[at + RECORD :]
    at = _place(urls, new)
    return b"".join((urls[:at], new, urls[at:]))


def heads(urls: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield lane, due and record of what is due first, lane by lane."""
    at = 0
    while at < len(urls):
        one = urls[at : at + RECORD]
        lane, due = one[0], due_of(one)
        if due is not None:
            yield lane, due, one
        at = len(urls) if urls[-RECORD] == lane else _place(urls, bytes((lane + 1,)))


def halves(urls: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Cut a bucket in two: the records below a prefix, the prefix, the others. ``None`` if all have the same one."""
    records = [urls[at : at + RECORD] for at in range(0, len(urls), RECORD)]
    prefixes = sorted(key_of(one)[:PREFIX] for one in records)
    middle = next((prefix for prefix in prefixes[len(prefixes) // 2 :] if prefix > prefixes[0]), None)
    if middle is None:
        return None
    below = b"".join(one for one in records if key_of(one)[:PREFIX] < middle)
    others = b"".join(one for one in records if key_of(one)[:PREFIX] >= middle)
    return below, middle, others


def _start(urls: bytes, key: bytes) -> int:
    """Return where the record of a key stands, or less than nothing."""
    at = urls.find(key)
    while at >= 0 and (at - _KEY_AT) % RECORD:
        at = urls.find(key, at + 1)
    return at - _KEY_AT


def _place(urls: bytes, one: bytes) -> int:
    """Return where a record stands, or would."""
    if urls[-RECORD:] < one:
        return len(urls)  # where most go after a visit
    low, high = 0, len(urls)
    while low < high:  # bisect_left with a key takes twice the time
        middle = (low + high) // _TWO * RECORD
        if urls[middle : middle + RECORD] < one:
            low = middle + RECORD
        else:
            high = middle
    return low
