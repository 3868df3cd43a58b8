"""What a browser sends from another site, or under another name, does nothing here."""

import pytest
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from winnow_console.middleware import refuse_other_names, refuse_other_sites

HOST = {"host": "console.example:8400"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"origin": "http://console.example:8400"},
        {"origin": "http://other.example", "sec-fetch-site": "same-origin"},
    ],
)
def test_our_own_pages_and_programs_may_post(headers: dict[str, str]) -> None:
    refuse_other_sites("POST", Headers(HOST | headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": ""},
        {"origin": "http://other.example"},
        {"origin": "http://console.example"},
        {"origin": "null"},
    ],
)
def test_other_sites_may_not(headers: dict[str, str]) -> None:
    with pytest.raises(HTTPException, match="403"):
        refuse_other_sites("POST", Headers(HOST | headers))
    refuse_other_sites("GET", Headers(HOST | headers))


@pytest.mark.parametrize(
    ("asked", "listening", "names"),
    [
        ("127.0.0.1:8400", "127.0.0.1", ""),
        ("localhost:8400", "127.0.0.1", ""),
        ("[::1]:8400", "::1", ""),
        ("console.example", "127.0.0.1", "other.example, Console.example"),
        ("console.example:443", "0.0.0.0", ""),
        ("10.0.0.7:8400", "10.0.0.7", "console.example"),
    ],
)
def test_our_own_names_are_answered_to(asked: str, listening: str, names: str) -> None:
    refuse_other_names(asked, listening, names)


@pytest.mark.parametrize(
    ("asked", "listening", "names"),
    [
        ("evil.example:8400", "127.0.0.1", ""),
        ("127.0.0.1.evil.example", "127.0.0.1", ""),
        ("", "127.0.0.1", ""),
        ("[", "127.0.0.1", ""),
        ("evil.example", "0.0.0.0", "console.example"),
    ],
)
def test_a_name_that_was_made_to_lead_here_is_not(asked: str, listening: str, names: str) -> None:
    with pytest.raises(HTTPException, match="421"):
        refuse_other_names(asked, listening, names)
