"""`make local-up` and `make local-down`, and 200 articles through real servers while everything is killed once."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError, URLError

import pytest
from winnow_local import services

ARTICLES = 200
WORDS = ["river", "stone", "lamp", "orchard", "kettle", "bridge", "winter", "market", "copper", "ladder", "garden"]


def page(number: int) -> bytes:
    """Write an article that shares its words with the others, and no sentence."""
    word = random.Random(number)  # noqa: S311 - the same page each time it is fetched
    sentences = [" ".join(word.choices(WORDS, k=12)).capitalize() + f", {number} times." for _ in range(12)]
    paragraphs = "".join(f"<p>{' '.join(sentences[start : start + 4])}</p>" for start in (0, 4, 8))
    title = f"Article number{number}"
    return f"<!doctype html><html lang=en><title>{title}</title><article><h1>{title}</h1>{paragraphs}".encode()


class Pages(BaseHTTPRequestHandler):
    """Serves articles by their number, and nothing else."""

    def do_GET(self) -> None:
        number = self.path.rpartition("/")[2]
        body = page(int(number)) if number.isdigit() else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def indexed(local: Any) -> int:
    """Count the documents; none while Elasticsearch or the console is away."""
    try:
        return int(local.ask("/api/search?q=article")["total"])
    except (HTTPError, URLError, ConnectionError, TimeoutError):
        return 0


def states(local: Any, ids: set[str]) -> set[str]:
    return {local.ask(f"/api/articles/{each}")["state"] for each in ids}


def took_of_fetch(local: Any, article: str) -> float:
    (fetched,) = [each for each in local.ask(f"/api/articles/{article}")["stages"] if each["stage"] == "fetched"]
    return float(fetched["timing"]["total"])


def until(true: Callable[[], bool], seconds: float) -> None:
    """Wait for a condition; fail when it does not come true in time."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.1)


@pytest.mark.timeout(400)
def test_no_article_is_lost_or_doubled_when_each_process_is_killed_once(local: Any, site: str) -> None:
    ids: set[str] = set()
    for turn, name in enumerate(reversed(local.names)):
        known = indexed(local)
        urls = [f"{site}/articles/{number}" for number in range(turn, ARTICLES, len(local.names))]
        ids |= {each["article_id"] for each in local.ask("/api/submissions", {"urls": urls})["submissions"]}
        until(partial(lambda known: indexed(local) > known, known), 90)
        local.kill(name)
        local.up()

    assert len(ids) == ARTICLES
    until(lambda: indexed(local) >= ARTICLES, 120)
    until(lambda: states(local, ids) == {"indexed"}, 60)
    assert indexed(local) == ARTICLES
    assert all(took_of_fetch(local, each) > 0 for each in ids)
    assert local.ask("/api/dead-letters")["total"] == 0


def test_up_again_changes_nothing_and_down_leaves_nothing(local: Any) -> None:
    local.up()
    addresses, first = local.addresses, local.pids()
    assert addresses["console"] != f"http://127.0.0.1:{services.CONSOLE_PORT}", "that port was taken"
    assert None not in first.values()

    local.up()
    assert (local.addresses, local.pids()) == (addresses, first)

    local.kill("processor")
    local.up()
    second = local.pids()
    assert {name for name in local.names if first[name] != second[name]} == {"processor"}

    local.down()
    assert set(local.pids().values()) == {None}
