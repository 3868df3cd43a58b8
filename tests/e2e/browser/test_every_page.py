"""Every page at both widths and in both colour schemes: accessible, and nothing sticks out."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

SIZES = {"phone": {"width": 375, "height": 812}, "desktop": {"width": 1280, "height": 800}}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def paths(console: Any) -> list[str]:
    """Name one of each kind of page."""
    article = console.get("/api/search?q=coffee&size=1")["hits"][0]["article_id"]
    failed = console.submit(url="https://deep.example/", content="<div>" * 100_000)
    letter = console.get("/api/dead-letters")["dead_letters"][0]["id"]
    return [
        "/",
        "/?q=how+do+I+store+coffee",
        "/?q=zzyzxq",
        "/submit",
        f"/articles/{article}",
        f"/articles/{article}?view=page",
        f"/articles/{failed}",
        "/articles",
        "/ops",
        f"/ops/dead-letters/{letter}",
        "/missing",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_is_accessible_and_fits(browser: Any, console: Any, paths: list[str], size: str, scheme: str) -> None:
    context = browser.new_context(base_url=console.url, viewport=SIZES[size], color_scheme=scheme)
    page = context.new_page()
    found = []
    for path in paths:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider > 0:
            found.append(f"{path} is {wider} px wider than the window")
        said = Axe().run(page, options=RULES)
        found += [
            f"{path}: {one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
            for one in said.response["violations"]
        ]
    context.close()
    assert not found, "\n".join(found)


def test_longest_words_and_addresses_wrap_on_a_phone(browser: Any, console: Any) -> None:
    word = "Donaudampfschifffahrtsgesellschaft" * 12
    text = f"{word}\n\nA paragraph that goes with it, long enough to be kept as one.\n\n{word}"
    name = console.submit(url=f"https://long.example/{'a' * 400}", content=text, content_type="text/plain")
    page = browser.new_page(base_url=console.url, viewport=SIZES["phone"])
    for path in (f"/articles/{name}", "/articles"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"], path
    page.close()
