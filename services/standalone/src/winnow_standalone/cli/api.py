"""``winnow submit``, ``status`` and ``search``: what the console does, from a terminal."""

import html
import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer
from winnow.crawl.timing import in_words
from winnow.model import ENDS, ArticleState, Timing

if TYPE_CHECKING:
    from winnow_standalone.cli.client import Client

Api = Annotated[str, typer.Option(envvar="WINNOW_API", help="Address of the console.", show_default=True)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, as the API gives it.")]

DEFAULT_API = "http://127.0.0.1:8400"
CHUNK = 1000
DONE = frozenset((ArticleState.INDEXED, ArticleState.FOLLOWED))
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 3.0
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def submit_command(
    urls: Annotated[list[str] | None, typer.Argument(metavar="URL", help="Pages to fetch and index.")] = None,
    file: Annotated[str | None, typer.Option(help="File with a URL a line; - is stdin. # starts a comment.")] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Until each has ended; done only if all are indexed.")] = False,
    timeout: Annotated[float, typer.Option(help="Seconds to wait at most.")] = 600.0,
    api: Api = DEFAULT_API,
    as_json: AsJson = False,
) -> None:
    """Ask for pages to be fetched, cleaned and indexed."""
    from winnow_standalone.cli.client import Client

    wanted = [*(urls or []), *(_lines(file) if file else [])]
    if not wanted:
        raise typer.BadParameter("name at least one URL, or a --file with some")
    client = Client(api)
    taken, refused = _submit(client, wanted)
    if wait:
        _follow(client, taken, timeout)
    if as_json:
        print_json({"submissions": taken, "refused": refused})
    else:
        _print_submitted(taken, refused)
    done = all(one["state"] in DONE for one in taken) if wait else True
    raise typer.Exit(0 if done and not refused else 1)


def status_command(
    url: Annotated[str, typer.Argument(metavar="URL|ID", help="The article's URL, or its id.")],
    api: Api = DEFAULT_API,
    as_json: AsJson = False,
) -> None:
    """Say where an article is, and what became of it."""
    from winnow_standalone.cli.client import Client

    client = Client(api)
    by_id = re.fullmatch(r"[0-9a-f]{32}", url)
    found = client.get(f"/api/articles/{url}") if by_id else client.get("/api/articles", url=url)
    if as_json:
        print_json(found)
        return
    say(f"{found['state']}  {found['url']}")
    for stage in found["stages"]:
        told = " ".join(filter(None, (stage["reason"], stage["detail"], _took(stage.get("timing")))))
        say(f"  {stage['at'][:19]}Z  {stage['stage']:<10} {stage['outcome']}  {told}".rstrip())


def search_command(
    query: Annotated[str, typer.Argument(help="Words, or a question.")],
    host: Annotated[str | None, typer.Option(help="Only articles of this host.")] = None,
    language: Annotated[str | None, typer.Option(help="Only articles in this language.")] = None,
    size: Annotated[int, typer.Option(min=1, max=100, help="How many to show.")] = 10,
    api: Api = DEFAULT_API,
    as_json: AsJson = False,
) -> None:
    """Find articles, and the answers in their FAQs."""
    from winnow_standalone.cli.client import Client

    found = Client(api).get("/api/search", q=query, host=host, language=language, size=size)
    if as_json:
        print_json(found)
        return
    print(f"{found['total']} found", file=sys.stderr)
    for hit in found["hits"]:
        say(f"{hit['title'] or hit['url']}\n  {hit['url']}")
        for answer in hit["answers"]:
            say(f"  ? {answer['question']}")
            say("\n".join(f"    {line}" for line in answer["answer"].splitlines()))
        for fragment in hit["highlights"][:2]:
            say("  … " + " ".join(_plain(fragment).removeprefix("…").split()))
        print()


def say(text: str) -> None:
    """Print a page's words without the control characters that would move a terminal's cursor."""
    print(_CONTROL.sub("", text))


def print_json(value: object) -> None:
    """Print for a machine."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _lines(file: str) -> Iterator[str]:
    if file != "-" and not Path(file).is_file():
        raise typer.BadParameter(f"no such file: {file}")
    text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf8")
    return (line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))


def _submit(client: "Client", urls: Sequence[str]) -> tuple[list[Any], list[Any]]:
    """Send them in as many calls as it takes."""
    taken: dict[str, Any] = {}
    refused: list[Any] = []
    for start in range(0, len(urls), CHUNK):
        said = client.post("/api/submissions", {"urls": urls[start : start + CHUNK]})
        taken |= {one["article_id"]: one for one in said["submissions"]}
        refused += said["refused"]
        if len(urls) > CHUNK:
            print(f"{min(start + CHUNK, len(urls))} of {len(urls)} sent", file=sys.stderr)
    return list(taken.values()), refused


def _follow(client: "Client", taken: Sequence[Any], timeout: float) -> None:
    """Ask for each until it has ended, and write its state into it; a console that restarts is waited for."""
    from winnow_standalone.cli.client import Unreachable

    deadline = time.monotonic() + timeout
    pause = FIRST_PAUSE
    for one in taken:
        one.update(state="requested", reason=None, detail="")
    while waiting := [one for one in taken if one["state"] not in ENDS]:
        for one in waiting:
            try:
                _note(one, client.get(one["status_url"]))
            except Unreachable as error:
                print(f"waiting: {error}", file=sys.stderr)
                break
        if time.monotonic() > deadline:
            print(f"gave up after {timeout:g} s: see `winnow status`", file=sys.stderr)
            return
        time.sleep(pause)
        pause = min(pause * 1.3, LONGEST_PAUSE)


def _note(one: Any, found: Any) -> None:
    if found["state"] != one["state"]:
        print(f"{found['state']}  {one['url']}", file=sys.stderr)
    last = found["stages"][-1]
    one.update(state=found["state"], reason=last["reason"], detail=last["detail"])


def _print_submitted(taken: Sequence[Any], refused: Sequence[Any]) -> None:
    for one in taken:
        why = f"  {one['reason']}: {one['detail']}" if one.get("reason") else ""
        say(f"{one.get('state', 'requested')}  {one['url']}{why}")
    for one in refused:
        say(f"refused  {one['url']}  {one['reason']}: {one['detail']}")


def _took(timing: Any) -> str:
    return f"took {in_words(msgspec.convert(timing, Timing))}" if timing else ""


def _plain(fragment: str) -> str:
    """Take the markup out of a highlight."""
    return html.unescape(re.sub(r"</?mark>", "", fragment))
