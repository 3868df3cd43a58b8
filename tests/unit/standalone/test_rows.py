"""Rows in: the quick way reads what the row's decoder alone reads, and refuses what it refuses."""

import base64

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from winnow.errors import Rejected
from winnow_standalone.cli.rows import InputRow, read_row

PAGE = b"<p>One \xff two</p>"
IN_BASE64 = base64.b64encode(PAGE).decode()


@pytest.mark.parametrize(
    ("line", "page"),
    [
        (f'{{"id":1,"content_base64":"{IN_BASE64}"}}', PAGE),
        (f'{{"id":1, "content_base64": "{IN_BASE64}", "url": null}}', PAGE),
        (f'{{"content_base64" : "{IN_BASE64}","id":1}}', PAGE),
        (f'{{"id":1,"content_base64":"QQ==","content_base64":"{IN_BASE64}"}}', PAGE),
        (f'{{"id":1,"other":{{"content_base64":"QQ=="}},"content_base64":"{IN_BASE64}"}}', PAGE),
        (f'{{"id":"\\"content_base64\\":\\"QQ==\\"","content_base64":"{IN_BASE64}"}}', PAGE),
        ('{"id":1,"content_base64":"QU\\u0049="}', b"AB"),
        ('{"id":1,"content_base64":""}', b""),
    ],
)
def test_the_page_is_the_one_that_the_row_names(line: str, page: bytes) -> None:
    assert read_row(line.encode()).content_base64 == page


def test_what_follows_a_page_that_is_null_is_none() -> None:
    assert read_row(b'{"id":1,"content_base64":null,"content":"QQ=="}').content == "QQ=="


@given(st.text('AQ=9/+-\\" é', max_size=9), st.sampled_from(['"', '",', '"}', ""]))
def test_a_row_is_read_or_refused_as_its_decoder_alone_does(page: str, end: str) -> None:
    line = ('{"id":1,"content_base64":"' + page + end).encode()

    assert _read(line) == _read_by_the_decoder_alone(line)


def _read(line: bytes) -> InputRow | str:
    try:
        return read_row(line)
    except Rejected as rejected:
        return rejected.detail


def _read_by_the_decoder_alone(line: bytes) -> InputRow | str:
    try:
        return msgspec.json.decode(line, type=InputRow)
    except msgspec.DecodeError as error:
        return str(error)
