"""What people do with the console, in a real browser."""

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

KETTLE = """<html lang="en"><head><title>Descaling a Kettle</title></head><body>
<nav><a href="/">Home</a> <a href="/shop">Shop</a> <a href="/about">About us</a></nav>
<article><h1>Descaling a Kettle</h1>
<p>Hard water leaves a white crust on the heating plate, and with every week it takes a little longer to boil.</p>
<p>Vinegar dissolves it overnight. Fill the kettle by half, wait until the morning, and rinse it three times.</p>
<h2>Frequently asked questions</h2>
<details><summary>Does vinegar harm the seal?</summary><p>Not in one night; do not leave it for a week.</p></details>
<details><summary>How often is enough?</summary><p>Once a month where the water is hard.</p></details>
</article><footer>Copyright, all rights reserved</footer></body></html>"""

HOSTILE = """<html><head><title>&lt;script&gt;alert(1)&lt;/script&gt; gryphon</title></head><body><article>
<p>A gryphon with &lt;img src=x onerror=alert(2)&gt; in its midst, long enough that any cleaner keeps it whole.</p>
<p>&lt;svg onload=alert(4)&gt; Another paragraph, so that there is enough of an article here to be kept whole.</p>
<details><summary>What is a &lt;script&gt;alert(3)&lt;/script&gt; gryphon?</summary>
<p>Half of it is &lt;iframe src=//evil.example&gt; an eagle.</p></details></article></body></html>"""


def open_article(page: "Page", query: str) -> None:
    page.goto("/")
    page.get_by_label("Search articles and answers").fill(query)
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("heading", level=2).get_by_role("link").first.click()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_searcher_reads_the_answer_without_opening_the_article(size: str, request: Any) -> None:
    page = request.getfixturevalue(size)
    page.goto("/")
    page.get_by_label("Search articles and answers").fill("is moka pot coffee the same as espresso")
    page.get_by_role("button", name="Search").click()
    hit = page.get_by_role("article").first
    expect(hit.get_by_role("heading", level=2)).to_contain_text("Coffee Four Ways")
    expect(hit.get_by_role("heading", level=3).first).to_have_text("Is moka pot coffee the same as espresso?")
    expect(hit.get_by_text("An espresso machine works at about nine bar")).to_be_visible()
    expect(hit.locator("mark").first).to_be_visible()


def test_results_are_narrowed_by_language_and_widened_again(desktop: "Page") -> None:
    desktop.goto("/?q=Balkon+coffee")
    facets = desktop.get_by_role("complementary", name="Narrow the results")
    facets.get_by_role("link", name="de", exact=True).click()
    expect(desktop).to_have_url(re.compile("language=de"))
    expect(desktop.get_by_role("article").first).to_be_visible()
    facets.get_by_role("link", name="not only de").click()
    expect(desktop).not_to_have_url(re.compile("language=de"))


def test_a_search_for_nothing_known_offers_a_way_on(desktop: "Page") -> None:
    desktop.goto("/?q=zzyzxq")
    expect(desktop.get_by_text("Nothing found for")).to_be_visible()
    desktop.get_by_role("main").get_by_role("link", name="Submit its address").click()
    expect(desktop).to_have_title("Submit · Winnow")


def test_an_editor_submits_by_keyboard_and_watches_it_end(desktop: "Page", console: Any) -> None:
    sample = console.get("/api/search?q=coffee&size=1")["hits"][0]["url"]
    private = "/".join(sample.split("/")[:3]) + "/private/draft"
    desktop.goto("/submit")
    desktop.get_by_label("Addresses, one a line").focus()
    desktop.keyboard.type(private)
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/articles/*")
    marker = desktop.evaluate("window.marker = 'the same document'")
    expect(desktop.get_by_text("refused: robots")).to_be_visible(timeout=30_000)
    assert desktop.evaluate("window.marker") == marker, "it followed without a reload"
    expect(desktop.get_by_role("button", name="Ask for it again")).to_be_visible()


def test_a_pasted_article_is_read_beside_what_was_removed(phone: "Page") -> None:
    phone.goto("/submit")
    phone.get_by_label("The address it belongs to").fill("https://kettles.example/descaling")
    phone.get_by_label("HTML source, or plain text").fill(KETTLE)
    phone.get_by_role("button", name="Clean and index").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Descaling a Kettle", timeout=30_000)
    kept = phone.get_by_role("article", name="The cleaned article")
    expect(kept.get_by_text("Vinegar dissolves it overnight")).to_be_visible()
    answer = kept.get_by_text("Once a month where the water is hard.")
    expect(answer).to_be_hidden()
    kept.get_by_text("How often is enough?").click()
    expect(answer).to_be_visible()
    removed = phone.get_by_role("complementary", name="Removed")
    folded = removed.locator("details:not([open]) summary")
    while folded.count():
        folded.first.click()
    expect(removed.get_by_text("Shop").first).to_be_visible()
    expect(removed.get_by_text("% sure").first).to_be_visible()
    phone.get_by_role("link", name="struck through").click()
    page = phone.get_by_role("region", name="The page as it was read")
    expect(page.get_by_role("deletion").filter(has_text="Shop").first).to_be_visible()
    expect(page.get_by_text("Vinegar dissolves it overnight")).to_be_visible()


def test_without_scripts_everything_still_works(scriptless: "Page") -> None:
    open_article(scriptless, "coffee grind size moka pot")
    expect(scriptless.get_by_role("heading", level=1)).to_contain_text("Coffee Four Ways")
    scriptless.goto("/submit")
    scriptless.get_by_label("The address it belongs to").fill("https://kettles.example/scriptless")
    scriptless.get_by_label("HTML source, or plain text").fill(KETTLE)
    scriptless.get_by_role("button", name="Clean and index").click()
    expect(scriptless.get_by_role("heading", level=1)).to_have_text("Descaling a Kettle", timeout=30_000)


def test_a_hostile_page_is_only_ever_text(desktop: "Page", console: Any) -> None:
    name = console.submit(url="https://evil.example/page", content=HOSTILE)
    for path in (f"/articles/{name}", "/?q=gryphon", "/articles", "/?q=<script>alert(5)</script>"):
        desktop.goto(path)
        assert desktop.locator("main script, main img, main iframe, main svg").count() == 0, path
    desktop.goto("/?q=gryphon")
    expect(desktop.get_by_text("<script>alert(1)</script> gryphon").first).to_be_visible()


def test_an_operator_sees_the_counts_add_up_and_redrives_a_dead_letter(desktop: "Page", console: Any) -> None:
    console.submit(url="https://evil.example/deep", content="<div>" * 100_000 + "x")
    (letter,) = [one for one in console.get("/api/dead-letters")["dead_letters"] if "evil.example/deep" in one["url"]]
    desktop.goto("/ops")
    sums = desktop.get_by_text("under way +").inner_text()
    under_way, ended, known = (int(word) for word in sums.split() if word.isdigit())
    assert under_way + ended == known
    desktop.get_by_role("link", name=letter["id"]).click()
    expect(desktop.get_by_text("tags nested deeper").first).to_be_visible()
    desktop.get_by_role("button", name="Redrive to articles.fetched").click()
    expect(desktop.get_by_text("1 record was sent through again")).to_be_visible()
    expect(desktop.get_by_role("link", name=letter["id"], exact=True)).to_have_count(0)


def test_the_first_tab_skips_to_the_content(desktop: "Page") -> None:
    desktop.goto("/articles")
    desktop.keyboard.press("Tab")
    skip = desktop.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("main")).to_be_focused()


def test_leaving_the_site_tells_the_other_one_nothing(desktop: "Page") -> None:
    open_article(desktop, "coffee grind size moka pot")
    outside = desktop.get_by_role("main").locator("a.outside").first
    assert set(str(outside.get_attribute("rel")).split()) >= {"noopener", "noreferrer", "nofollow"}
