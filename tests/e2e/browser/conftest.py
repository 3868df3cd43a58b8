"""A real browser on a real standalone process with the sample site in it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from winnow_standalone.samples import sample_pages

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 812}
PATIENCE_SECONDS = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@dataclass(frozen=True)
class Console:
    """The console of a running standalone process."""

    url: str

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.url + path) as answer:
            return json.load(answer)

    def post(self, path: str, body: object) -> Any:
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def submit(self, **content: str) -> str:
        """Hand an article in; return its id once it has ended."""
        name: str = self.post("/api/submissions", content)["submissions"][0]["article_id"]
        self.wait_for(lambda: self.get(f"/api/articles/{name}")["state"] in {"indexed", "refused", "failed"})
        return name

    def wait_for(self, condition: Any) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, self.get("/api/overview")
            time.sleep(0.1)


@dataclass
class Watched:
    """A page that remembers what a visitor would be sorry about."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("console", self._heard)
        self.page.on("request", self._asked)

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning") and "404" not in message.text:
            self.complaints.append(message.text)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith("http://127.0.0.1"):
            self.complaints.append(f"asked {request.url}")


def _chromium() -> str:
    named = os.environ.get("WINNOW_TEST_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        _without("no chromium on the path: install it, or name one in WINNOW_TEST_CHROMIUM")
    return str(found)


def _without(why: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(why, pytrace=False)
    pytest.skip(why)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Lend one browser to all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """Run standalone until the sample site is indexed."""
    folder = tmp_path_factory.mktemp("browser")
    command = [str(Path(sys.executable).with_name("winnow")), "up", "--data", str(folder / "data"), "--port", "0"]
    environ = os.environ | {"WINNOW_SAMPLES_HOST": "127.8.4.77", "WINNOW_SAMPLES_PORT": "0", "WINNOW_ADMIN_PORT": "0"}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "http://" in line, (folder / "log").read_text()[-3000:]
        up = Console(line[line.index("http://") :].split()[0])
        up.wait_for(lambda: up.get("/api/overview")["articles"]["ended"] >= len(sample_pages()))
        yield up
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _visit(browser: Browser, console: Console, **options: Any) -> Iterator[Page]:
    context = browser.new_context(base_url=console.url, **options)
    watched = Watched(context.new_page())
    yield watched.page
    context.close()
    assert watched.complaints == []


@pytest.fixture
def desktop(browser: Browser, console: Console) -> Iterator[Page]:
    """Lend a page at desktop width; the test fails if it complained or asked for anything foreign."""
    yield from _visit(browser, console, viewport=DESKTOP)


@pytest.fixture
def phone(browser: Browser, console: Console) -> Iterator[Page]:
    """Lend a page at phone width."""
    yield from _visit(browser, console, viewport=PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def scriptless(browser: Browser, console: Console) -> Iterator[Page]:
    """Lend a page of a browser that runs no scripts."""
    yield from _visit(browser, console, viewport=DESKTOP, java_script_enabled=False)
