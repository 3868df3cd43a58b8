"""One form of a URL: the standard's, without what names a visit. It is the same when it is taken again."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from winnow.crawl.urls import article_id, parse_url
from winnow.errors import Refused
from winnow.model import Reason


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        (" HTTP://Tea.Example:80/a/../Brew#leaf ", "http://tea.example/Brew"),
        ("https://tea.example:8443", "https://tea.example:8443/"),
        ("https://tea.example/?utm_source=post&cup=2&FBCLID=9", "https://tea.example/?cup=2"),
        ("https://tea.example/brew?gclid=1", "https://tea.example/brew"),
        ("https://tea.example/brew?", "https://tea.example/brew"),
        ("https://tea.example/brew??cup", "https://tea.example/brew??cup"),
        ("https://tea.example/brew?a=1&&b#?c", "https://tea.example/brew?a=1&&b"),
        ("https://tée.example/grün?süß", "https://xn--te-bja.example/gr%C3%BCn?s%C3%BC%C3%9F"),
        ("http://[2001:DB8::1]:8080/a@b:c", "http://[2001:db8::1]:8080/a@b:c"),
        ("http:\\\\tea.example\\brew", "http://tea.example/brew"),
    ],
)
def test_the_canonical_form(written: str, canonical: str) -> None:
    assert parse_url(written).href == canonical


def test_the_parts() -> None:
    url = parse_url("https://Tea.example:8443/brew?cup=2")
    assert (url.scheme, url.host, url.port, url.path) == ("https", "tea.example", 8443, "/brew?cup=2")
    assert url.origin == "https://tea.example:8443"
    assert parse_url("http://[::1]/").host == "[::1]"
    assert parse_url("http://tea.example/").origin == "http://tea.example"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("brew/green", Reason.INVALID_URL),
        ("http://tea example/", Reason.INVALID_URL),
        ("http://tea.example:99999/", Reason.INVALID_URL),
        ("http://tea.example/" + "a" * 2048, Reason.INVALID_URL),
        ("ftp://tea.example/", Reason.SCHEME),
        ("javascript:alert(1)", Reason.SCHEME),
        ("http://cup:leaf@tea.example/", Reason.CREDENTIALS_IN_URL),
        ("http://cup@tea.example/", Reason.CREDENTIALS_IN_URL),
        ("http://:leaf@tea.example/", Reason.CREDENTIALS_IN_URL),
    ],
)
def test_what_is_never_fetched(written: str, reason: Reason) -> None:
    with pytest.raises(Refused) as refusal:
        parse_url(written)
    assert refusal.value.reason is reason
    assert "leaf" not in refusal.value.detail


def test_one_article_has_one_id() -> None:
    written = ("https://tea.example/brew", "HTTPS://TEA.example:443/brew?utm_medium=mail#top")
    assert len({article_id(parse_url(each)) for each in written}) == 1


@given(
    authority=st.text("ab.-:@[]%0189é\\", max_size=12),
    rest=st.text("ab/?#&=%.:@é \tutm_", max_size=24),
)
def test_taking_it_again_changes_nothing(authority: str, rest: str) -> None:
    try:
        url = parse_url(f"https://{authority}/{rest}")
    except Refused:
        return
    assert parse_url(url.href) == url


def test_public_vectors() -> None:
    """Hold the form to the standard's own test data, where they are at hand."""
    corpora = os.environ.get("WINNOW_CORPORA")
    if not corpora:
        pytest.skip("WINNOW_CORPORA names no folder")
    rows = json.loads((Path(corpora) / "web/urltestdata.json").read_text())
    vectors = [row for row in rows if isinstance(row, dict)]
    wrong = [row["input"] for row in vectors if _made_of(row) != _expected(row)]
    assert len(vectors) > 500
    assert not wrong


def _made_of(row: dict[str, Any]) -> str | Reason:
    try:
        url = parse_url(row["input"], row.get("base"))
    except Refused as refusal:
        return refusal.reason
    assert parse_url(url.href) == url
    return url.href


def _expected(row: dict[str, Any]) -> str | Reason:
    """Say what is left of the standard's form: no fragment, no empty query, and nothing that is not fetched."""
    if row.get("failure"):
        return Reason.INVALID_URL
    if row["protocol"] not in {"http:", "https:"}:
        return Reason.SCHEME
    if row["username"] or row["password"]:
        return Reason.CREDENTIALS_IN_URL
    return f"{row['protocol']}//{row['host']}{row['pathname']}{row['search']}"
