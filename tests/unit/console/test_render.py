"""The filters that keep hostile text from becoming markup."""

from datetime import datetime, timedelta, timezone

import pytest
from winnow_console.pages.render import brief, error_page, lang, marked, number, short, size, web, when


@pytest.mark.parametrize(
    ("fragment", "shown"),
    [
        ("plain", "plain"),
        ("a <mark>b</mark> c", "a <mark>b</mark> c"),
        ("<mark>a</mark><mark>b</mark>", "<mark>a</mark><mark>b</mark>"),
        ("1 &lt; 2 &amp; 3", "1 &lt; 2 &amp; 3"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<mark onclick=x>a</mark>", "&lt;mark onclick=x&gt;a&lt;/mark&gt;"),
        ("a</mark>b", "a&lt;/mark&gt;b"),
        ("<mark>a", "&lt;mark&gt;a"),
        ("<mark><mark>a</mark></mark>", "&lt;mark&gt;&lt;mark&gt;a&lt;/mark&gt;&lt;/mark&gt;"),
        ("<img src=x onerror=a> <mark>b</mark>", "&lt;img src=x onerror=a&gt; <mark>b</mark>"),
        ("", ""),
    ],
)
def test_of_a_highlight_only_the_marks_are_markup(fragment: str, shown: str) -> None:
    assert str(marked(fragment)) == shown


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " https://a", "", "//example.org"])
def test_a_link_leads_to_the_web_or_nowhere(url: str) -> None:
    assert web(url) == "#"


def test_an_address_is_shown_without_what_every_address_has() -> None:
    assert short("https://www.example.org/a/") == "example.org/a"
    assert web("HTTPS://example.org") == "HTTPS://example.org"


@pytest.mark.parametrize(("given", "taken"), [("en", "en"), ("pt-BR", "pt-BR"), ('en" onload="x', ""), ("", "")])
def test_a_language_is_used_only_in_the_form_of_one(given: str, taken: str) -> None:
    assert lang(given) == taken


def test_times_are_shown_in_utc() -> None:
    east = datetime(2026, 1, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    assert when(east) == '<time datetime="2025-12-31T23:30:00.000+00:00">31 Dec 2025, 23:30:00 UTC</time>'


@pytest.mark.parametrize(("line", "said"), [("4 minutes", True), ("It rained.", False), ("x" * 60, False), ("", True)])
def test_a_cell_is_brief_and_a_sentence_is_not(line: str, said: bool) -> None:
    assert brief(line) is said


def test_figures() -> None:
    assert (size(10), size(2048), size(3 * 1024 * 1024)) == ("10 B", "2.0 KiB", "3.0 MiB")
    assert number(1234567) == "1\u202f234\u202f567"


def test_an_error_page_escapes_what_it_repeats() -> None:
    assert b"&lt;b&gt;" in bytes(error_page(404, "x", "<b>").body)
