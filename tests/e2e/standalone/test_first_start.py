"""What a newcomer sees: a sample site searched, with answers; a page of one's own; a private address refused."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import quote

import pytest
from winnow_standalone.samples import PRIVATE_PATH, sample_pages

PAGE = b"""<!doctype html><html lang="en"><head><title>Sharpening a chisel - The Shed</title></head><body>
<nav><a href="/">Home</a> <a href="/tools">Tools</a> <a href="/about">About</a></nav>
<article><h1>Sharpening a chisel</h1>
<p>A chisel that needs force is a chisel that slips. Ten minutes on a stone every few weeks keep it safe, and the
work shows it at once: end grain comes away in one shaving instead of crumbling under the edge.</p>
<p>Flatten the back first. Hold it on the finest stone with two fingers and rub until the last centimetre behind the
edge shines. This is done once in the life of a chisel, and everything after rests on it.</p>
<h2>Frequently asked questions</h2>
<h3>Which angle does a bench chisel want?</h3><p>Twenty-five degrees for the bevel, and thirty for the edge itself.</p>
<h3>How often should a chisel be sharpened?</h3>
<p>As soon as it stops cutting paper cleanly, which is every few weeks.</p>
<h3>Is oil or water better on the stone?</h3>
<p>Whichever the stone has had before: a stone that took oil stays an oil stone.</p>
</article>
<footer>Share this on your favourite network</footer></body></html>"""


MISREAD = {
    "/fixit-weekly/forum/how-do-i-get-stamps-off-an-envelope": "the last post of the thread is taken for a comment",
    "/fixit-weekly/harbour-hounds/journal/teaching-your-dog-to-settle": "an advert in the words of an article is kept",
    "/fixit-weekly/why-is-my-wifi-slow-in-the-evening/": "the judge is too sure of two captions to hear the rule",
}
"""Pages of which a line or two are not read as they should be, and why."""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        page = PAGE if self.path == "/chisel" else b""
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_args):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("page", sample_pages(), ids=lambda page: page.path.strip("/"))
def test_a_sample_page_is_found_by_its_query(sampled, page):
    found = sampled.get(f"/api/search?q={quote(page.query)}")
    assert [hit for hit in found["hits"][:3] if hit["url"].endswith(page.path)], [hit["url"] for hit in found["hits"]]


@pytest.mark.parametrize("page", sample_pages(), ids=lambda page: page.path.strip("/"))
def test_a_sample_page_goes_all_the_way_and_is_known_by_its_url(sampled, page):
    listed = read(sampled, page)
    assert listed["state"] == "indexed"
    assert [stage["stage"] for stage in listed["stages"]] == ["requested", "fetched", "cleaned", "indexed"]
    assert listed["article"]["title"] == page.title
    assert listed["article"]["language"] == page.language
    assert listed["removed"] or not page.remove


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, id=page.path.strip("/"), marks=[pytest.mark.xfail(strict=True, reason=why)] if why else [])
        for page in sample_pages()
        for why in [MISREAD.get(page.path)]
    ],
)
def test_a_sample_page_is_read_as_its_author_meant_it(sampled, page):
    article = read(sampled, page)["article"]
    lines = article["text"].splitlines()
    assert [line for line in page.keep if line not in lines] == []
    assert [line for line in page.remove if line in lines] == []
    assert [(faq["question"], faq["answer"]) for faq in article["faqs"]] == [
        (pair.question, pair.answer) for pair in page.pairs
    ]


def read(sampled, page):
    host = sampled.get(f"/api/search?q={quote(page.query)}")["hits"][0]["host"]
    url = f"http://{host}:{sampled.environ['WINNOW_SAMPLES_PORT']}{page.path}"
    return sampled.get(f"/api/articles?url={quote(url)}")


def test_a_page_of_ones_own_from_submission_to_answer(sampled, site):
    done = sampled.command("submit", f"{site}/chisel", "--wait")
    assert done.returncode == 0, done.stderr
    found = sampled.command("search", "which angle for a bench chisel", "--json")
    hit = json.loads(found.stdout)["hits"][0]
    assert hit["url"] == f"{site}/chisel"
    assert hit["answers"][0]["answer"] == "Twenty-five degrees for the bevel, and thirty for the edge itself."
    status = sampled.command("status", f"{site}/chisel")
    assert "indexed" in status.stdout
    (fetched,) = [each for each in sampled.get(f"/api/articles/{hit['article_id']}")["stages"] if each["timing"]]
    assert fetched["stage"] == "fetched"
    assert fetched["timing"]["total"] >= fetched["timing"]["first_byte"] > 0


def test_a_sitemap_ends_with_what_it_lists(sampled, eventually):
    host = sampled.get("/api/search?q=bread")["hits"][0]["host"]
    url = f"http://{host}:{sampled.environ['WINNOW_SAMPLES_PORT']}/sitemap.xml"
    done = sampled.command("submit", url, "--wait")
    assert done.returncode == 0, done.stderr
    assert "20 taken" in sampled.command("status", url).stdout
    eventually(lambda: sampled.get("/api/overview")["articles"]["under_way"] == 0)


@pytest.mark.parametrize("url", ["http://127.0.0.2/", "http://[::1]/", "http://10.0.0.1/", "http://0x7f000002/"])
def test_a_private_address_is_refused_with_a_reason(sampled, url):
    answer = sampled.post("/api/submissions", {"urls": [url]})
    assert answer["submissions"] == []
    assert answer["refused"][0]["reason"] == "private-address"
    assert sampled.command("submit", url, "--wait").returncode == 1


def test_what_robots_txt_closes_is_refused_with_a_reason(sampled, eventually):
    host = sampled.get("/api/search?q=bread")["hits"][0]["host"]
    url = f"http://{host}:{sampled.environ['WINNOW_SAMPLES_PORT']}{PRIVATE_PATH}"
    (submitted,) = sampled.post("/api/submissions", {"urls": [url]})["submissions"]
    status = eventually(lambda: ended(sampled.get(f"/api/articles/{submitted['article_id']}")))
    assert status["state"] == "refused"
    assert status["stages"][-1]["reason"] == "robots"


def test_a_page_that_is_not_there_ends_with_its_status_code(sampled, site, eventually):
    (submitted,) = sampled.post("/api/submissions", {"urls": [f"{site}/missing"]})["submissions"]
    status = eventually(lambda: ended(sampled.get(f"/api/articles/{submitted['article_id']}")))
    assert status["stages"][-1]["reason"] == "http-4xx"
    assert "404" in status["stages"][-1]["detail"]


def ended(status):
    return status if status["state"] in ("indexed", "refused", "failed", "gone") else None
