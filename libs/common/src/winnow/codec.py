"""Bytes to values and back: strict JSON by the types, CloudEvents attributes in the headers.

The binding is CloudEvents' binary content mode for Kafka
(https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md).
"""

import hashlib
from typing import Any, TypeVar

import msgspec

from winnow.envelope import Envelope, Message, Record
from winnow.errors import Rejected
from winnow.model import Reason
from winnow.topics import MAX_RECORD_BYTES, Topic

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder()
CONTENT_TYPE = b"application/json"


_DECODERS: dict[Any, msgspec.json.Decoder[Any]] = {}


def _decoder(of: Any) -> msgspec.json.Decoder[Any]:
    found = _DECODERS.get(of)
    if found is None:
        found = _DECODERS[of] = msgspec.json.Decoder(of)
    return found


def decode(topic: Topic[T], message: Message) -> Envelope[T]:
    """Read a message of that topic.

    Raises ``Rejected`` when the value is not JSON of the topic's type, or is a tombstone.
    """
    if message.value is None:
        raise Rejected(
            Reason.INVALID_EVENT, f"{message.place} is a tombstone; {topic.name} carries {topic.type.__name__}"
        )
    try:
        payload = _decoder(topic.type).decode(message.value)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Rejected(Reason.INVALID_EVENT, f"{message.place} is not a {topic.type.__name__}: {error}") from error
    return Envelope(
        key=(message.key or b"").decode("utf8", "replace"),
        trace=message.trace,
        occurred_at=message.at,
        payload=payload,
    )


def encode(topic: Topic[T], envelope: Envelope[T]) -> Record:
    """Write a record for that topic; raises ``Rejected`` when it would be larger than a topic takes."""
    value = _ENCODER.encode(envelope.payload)
    if len(value) > MAX_RECORD_BYTES:
        raise Rejected(
            Reason.TOO_LARGE,
            f"{topic.name} takes records of at most {MAX_RECORD_BYTES} bytes; under {envelope.key!r} came {len(value)}",
        )
    occurred = envelope.occurred_at.isoformat()
    event_id = hashlib.sha256(f"{topic.name}\0{envelope.key}\0{envelope.trace}\0{occurred}".encode()).hexdigest()[:32]
    host = getattr(envelope.payload, "host", "")
    headers = (
        ("content-type", CONTENT_TYPE),
        ("ce_specversion", b"1.0"),
        ("ce_id", event_id.encode()),
        ("ce_source", b"/winnow"),
        ("ce_type", topic.event_type.encode()),
        ("ce_time", occurred.encode()),
        ("ce_subject", envelope.key.encode("utf8", "replace")),
        ("traceparent", str(envelope.trace).encode()),
        *((("ce_host", host.encode("utf8", "replace")),) if host else ()),
    )
    return Record(topic=topic.name, key=envelope.key.encode("utf8", "replace"), value=value, headers=headers)


def to_json(value: object) -> bytes:
    """Encode any value of the model as JSON, the same way everywhere."""
    return _ENCODER.encode(value)


def from_json(of: type[T], data: bytes | str) -> T:
    """Decode trusted JSON of our own making; raises ``msgspec.DecodeError`` when it is not of that type."""
    value: T = _decoder(of).decode(data)
    return value
