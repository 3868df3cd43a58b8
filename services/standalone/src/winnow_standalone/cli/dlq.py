"""``winnow dlq``: what could not be processed, and sending it through again."""

import sys
from typing import Annotated, Any
from urllib.parse import quote

import typer

from winnow_standalone.cli.api import DEFAULT_API, Api, AsJson, print_json, say

app = typer.Typer(no_args_is_help=True, help="Dead letters: list them, look at one, send them through again.")


@app.command("list")
def list_command(
    topic: Annotated[str | None, typer.Option(help="Only those that came from this topic.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to show.")] = 100,
    api: Api = DEFAULT_API,
    as_json: AsJson = False,
) -> None:
    """List what is set aside now, latest first."""
    from winnow_standalone.cli.client import Client

    found = Client(api).get("/api/dead-letters", topic=topic, limit=limit)
    if as_json:
        print_json(found)
        return
    print(f"{found['total']} dead letters", file=sys.stderr)
    for one in found["dead_letters"]:
        say(f"{one['id']}  {one['at'][:19]}Z  {one['reason']}  {one['url']}\n  {one['detail']}")


@app.command("show")
def show_command(
    dead_letter: Annotated[str, typer.Argument(metavar="ID", help="As `winnow dlq list` prints it.")],
    api: Api = DEFAULT_API,
    as_json: AsJson = False,
) -> None:
    """Show one with its record."""
    from winnow_standalone.cli.client import Client

    one = Client(api).get(f"/api/dead-letters/{quote(dead_letter, safe='')}")
    if as_json:
        print_json(one)
        return
    for name in ("id", "topic", "reason", "detail", "stage", "at", "trace_id", "article_id", "url", "key"):
        say(f"{name:<11} {one[name] or ''}".rstrip())
    for name, value in one["headers"]:
        say(f"{name:<11} {value}")
    say("\n" + (one["value"] if one["value"] is not None else f"base64: {one['value_base64']}"))


@app.command("redrive")
def redrive_command(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help="These ones.")] = None,
    topic: Annotated[str | None, typer.Option(help="All that came from this topic.")] = None,
    reason: Annotated[str | None, typer.Option(help="With --topic: only those with this reason.")] = None,
    api: Api = DEFAULT_API,
    as_json: AsJson = False,
) -> None:
    """Publish the original records again, exactly as they were, and strike the dead letters off."""
    from winnow_standalone.cli.client import Client

    if bool(ids) == bool(topic) or (reason and not topic):
        raise typer.BadParameter("name either some ids, or a --topic with an optional --reason")
    given: dict[str, Any] = {"ids": ids} if ids else {"topic": topic, "reason": reason}
    done = Client(api).post("/api/dead-letters/redrive", given)
    if as_json:
        print_json(done)
    else:
        say(f"{len(done['redriven'])} sent through again")
        for one in done["unknown"]:
            say(f"unknown: {one}")
    raise typer.Exit(1 if done["unknown"] else 0)
