"""The commands that talk to a console: what they print, and with which code they exit."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from winnow.model import Timing
from winnow.topics import REQUESTED

WINNOW = Path(sys.executable).with_name("winnow")


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


Winnow = Callable[..., Awaitable[Done]]


@pytest.fixture
def winnow(world: Any) -> Winnow:
    """Run the command against the world's console."""

    async def run(*arguments: str, given: str = "", api: str = world.url) -> Done:
        process = await asyncio.create_subprocess_exec(
            *map(str, (WINNOW, *arguments)),
            env={"WINNOW_API": api, "PATH": "/usr/bin:/bin", "NO_COLOR": "1", "COLUMNS": "200"},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate(given.encode())
        assert process.returncode is not None
        return Done(process.returncode, out.decode(), err.decode())

    return run


async def test_submit_says_what_was_taken_and_what_was_refused(world: Any, winnow: Winnow) -> None:
    done = await winnow("submit", "https://example.org/a", "http://10.0.0.1/")
    assert done.code == 1
    assert "requested  https://example.org/a" in done.out
    assert "refused  http://10.0.0.1/  private-address:" in done.out
    assert (await winnow("submit", "https://example.org/b")).code == 0
    assert len(await world.records(REQUESTED.name)) == 2


async def test_submit_reads_a_file_or_standard_input(winnow: Winnow, tmp_path: Path) -> None:
    listed = tmp_path / "urls"
    listed.write_text("# ours\nhttps://example.org/a\n\n  https://example.org/b  \n")
    done = await winnow("submit", "--json", "--file", str(listed))
    assert [one["url"] for one in json.loads(done.out)["submissions"]] == [
        "https://example.org/a",
        "https://example.org/b",
    ]
    done = await winnow("submit", "--json", "--file", "-", given="https://example.org/c\n")
    assert len(json.loads(done.out)["submissions"]) == 1


async def test_submit_takes_more_than_fit_in_one_call(world: Any, winnow: Winnow) -> None:
    urls = "".join(f"https://example.org/{n}\n" for n in range(1500))
    done = await winnow("submit", "--file", "-", given=urls)
    assert done.code == 0
    assert "1500 of 1500 sent" in done.err
    assert len(await world.records(REQUESTED.name)) == 1500


async def test_wait_ends_when_the_article_does_and_succeeds_only_if_it_is_indexed(
    world: Any, winnow: Winnow, page: str
) -> None:
    async def arrive(url: str, content: str, requests: int) -> None:
        while len(await world.records(REQUESTED.name)) < requests:
            await asyncio.sleep(0.02)
        async with aiohttp.ClientSession(world.url) as http:
            await http.post("/api/submissions", json={"url": url, "content": content})
        await world.work()

    waiting = asyncio.create_task(winnow("submit", "--wait", "https://example.org/kettle"))
    await arrive("https://example.org/kettle", page, 1)
    done = await waiting
    assert (done.code, done.out) == (0, "indexed  https://example.org/kettle\n")
    waiting = asyncio.create_task(winnow("submit", "--wait", "--json", "https://example.org/empty"))
    await arrive("https://example.org/empty", "<p></p>", 2)
    done = await waiting
    (one,) = json.loads(done.out)["submissions"]
    assert (done.code, one["state"], one["reason"]) == (1, "refused", "empty")


async def test_wait_gives_up_after_its_time(winnow: Winnow) -> None:
    done = await winnow("submit", "--wait", "--timeout", "0.3", "https://example.org/never")
    assert done.code == 1
    assert "gave up" in done.err


async def test_status_and_search_show_what_the_api_says(world: Any, http: Any, winnow: Winnow, page: str) -> None:
    await http.post("/api/submissions", json={"url": "https://example.org/kettle", "content": page})
    await world.work()
    done = await winnow("status", "https://EXAMPLE.org/kettle")
    assert done.code == 0
    assert done.out.startswith("indexed  https://example.org/kettle\n")
    name = json.loads((await winnow("status", "--json", "https://example.org/kettle")).out)["article_id"]
    assert (await winnow("status", name)).out == done.out
    await world.fetch_fails("0" * 32, Timing(dns=4.5, tls=30.0, total=34.5))
    done = await winnow("status", "0" * 32)
    assert "retry  tls certificate has expired took 34 ms (name 4 ms, TLS 30 ms)\n" in done.out
    done = await winnow("search", "safe to open")
    assert "Repairing a Kettle\n  https://example.org/kettle\n  ? Is it safe to open a kettle?" in done.out
    assert json.loads((await winnow("search", "--json", "--host", "example.org", "kettle")).out)["total"] == 1


async def test_dead_letters_are_listed_shown_and_redriven(world: Any, winnow: Winnow) -> None:
    name = await world.set_aside(4, value=b"\x1b[2Jrecord")
    assert name in (await winnow("dlq", "list")).out
    shown = await winnow("dlq", "show", name)
    assert "[2Jrecord" in shown.out
    assert "\x1b" not in shown.out, "a record must not drive the terminal"
    assert (await winnow("dlq", "redrive", name)).code == 0
    assert json.loads((await winnow("dlq", "list", "--json")).out)["total"] == 0
    assert (await winnow("dlq", "redrive", name)).code == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("submit",), 2),
        (("submit", "--file", "/no/such/file"), 2),
        (("status",), 2),
        (("dlq", "redrive"), 2),
        (("dlq", "redrive", "an-id", "--topic", "t"), 2),
        (("search", "x", "--api", "nonsense"), 2),
        (("status", "https://unknown.example/"), 1),
        (("status", "nonsense"), 1),
        (("dlq", "show", "unknown"), 1),
    ],
)
async def test_wrong_use_is_told_from_failure(winnow: Winnow, arguments: tuple[str, ...], code: int) -> None:
    done = await winnow(*arguments)
    assert done.code == code
    assert done.err
    assert "Traceback" not in done.err


async def test_without_a_console_the_remedy_is_named(winnow: Winnow) -> None:
    done = await winnow("search", "x", api="http://127.0.0.1:9")
    assert done.code == 1
    assert "start it with `winnow up`" in done.err
