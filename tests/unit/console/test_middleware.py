"""What a browser sends from another site changes nothing here."""

import pytest
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from winnow_console.middleware import refuse_other_sites

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
