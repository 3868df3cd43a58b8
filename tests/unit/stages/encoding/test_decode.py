import base64
import json
import os
from pathlib import Path

import pytest
from winnow.stages.encoding.decode import decode, sniff_encoding
from winnow.stages.encoding.labels import codec_for, encoding_for_label
from winnow.stages.encoding.prescan import prescan


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<meta charset=utf-8>", "utf-8"),
        (b"<META ChArSeT=utf-8>", "utf-8"),
        (b"<META CHARSET='Shift_JIS'>", "shift_jis"),
        (b'<meta charset="latin1">', "windows-1252"),
        (b"<meta charset=utf-16>", "utf-8"),
        (b'<meta http-equiv="content-type" content="text/html; charset=koi8-r">', "koi8-r"),
        (b'<meta content="text/html; charset=koi8-r" http-equiv=Content-Type>', "koi8-r"),
        (b"<meta http-equiv=content-type content='text/html; charset=\"euc-kr\"'>", "euc-kr"),
        (b'<meta content="text/html; charset=koi8-r">', None),
        (b"<!-- <meta charset=koi8-r> --><meta charset=big5>", "big5"),
        (b"<title a='<meta charset=koi8-r>'>x</title><meta charset=big5>", "big5"),
        (b"<meta charset=none-such><meta charset=big5>", "big5"),
        (b"<?xml version='1.0'?><!doctype html><meta charset=big5>", "big5"),
        (b"<meta charset=big5", None),
        (b"<metacharset=big5>", None),
        (b"< meta charset=big5>", None),
        (b"", None),
    ],
)
def test_prescan_reads_what_a_page_declares(body: bytes, expected: str | None) -> None:
    assert prescan(body) == expected


def test_a_byte_order_mark_outweighs_every_declaration() -> None:
    body = b"\xef\xbb\xbf<meta charset=koi8-r>\xc3\xa9"

    assert decode(body, "windows-1251").text.endswith("é")
    assert sniff_encoding(b"\xff\xfea\0")[0] == "utf-16le"


def test_the_transport_outweighs_the_page() -> None:
    assert sniff_encoding(b"<meta charset=koi8-r>\xc1", "windows-1251")[0] == "windows-1251"


def test_a_declared_legacy_encoding_is_read_with_its_own_codec() -> None:
    body = "<meta charset=windows-1251>Привет".encode("windows-1251")

    assert decode(body).text.endswith("Привет")


def test_utf8_that_declares_something_else_is_read_as_utf8() -> None:
    body = "<meta charset=iso-8859-1>Straßenbahn und Café".encode()

    assert decode(body).text.endswith("Straßenbahn und Café")


def test_undeclared_utf8_is_found_even_when_it_begins_late() -> None:
    assert decode(b"<p>" + b"a" * 100_000 + "é".encode()).text.endswith("é")


def test_broken_bytes_never_raise() -> None:
    assert "\ufffd" in decode(b"<meta charset=utf-8>ab\xff\xfe\xfdcd").text
    assert decode(bytes(range(256))).text


def test_every_label_has_a_codec() -> None:
    for label in ("utf-8", "latin1", "x-sjis", "gb2312", "ks_c_5601-1987", "macintosh", "tis-620", "x-mac-cyrillic"):
        encoding = encoding_for_label(f" {label.upper()}\n")
        assert encoding is not None
        "a".encode(codec_for(encoding))
    assert encoding_for_label("nonsense") is None


def test_conformance() -> None:
    """Hold the choice to the public data of the standard's authors, where they are at hand."""
    corpora = os.environ.get("WINNOW_CORPORA")
    if not corpora:
        pytest.skip("WINNOW_CORPORA names no folder")
    rows = [json.loads(line) for line in (Path(corpora) / "web/encoding.jsonl").read_text().splitlines()]
    found = [sniff_encoding(base64.b64decode(row["bytes_base64"]))[0] for row in rows]
    wrong = [row for row, encoding in zip(rows, found, strict=True) if row["encoding"].lower() != encoding]
    assert len(wrong) <= len(rows) * 0.05, wrong
