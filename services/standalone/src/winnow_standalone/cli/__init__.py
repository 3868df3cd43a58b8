"""The ``winnow`` command. Each file beside this one is one command; heavy imports wait until it runs.

Exit codes: 0 done, 1 failed, 2 wrong use.
"""

import sys

import typer
from winnow.errors import ConfigError, WinnowError

from winnow_standalone.cli import dlq
from winnow_standalone.cli.api import search_command, status_command, submit_command
from winnow_standalone.cli.clean import clean_command
from winnow_standalone.cli.replay import replay_command
from winnow_standalone.cli.up import up_command

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("up")(up_command)
app.command("clean")(clean_command)
app.command("submit")(submit_command)
app.command("status")(status_command)
app.command("search")(search_command)
app.command("replay")(replay_command)
app.add_typer(dlq.app, name="dlq")


@app.callback()
def winnow() -> None:
    """Collect articles, strip them to what their authors wrote, and make them searchable."""


def main() -> None:
    """Run the command line; an expected failure is one line on stderr."""
    try:
        app()
    except ConfigError as problem:
        print(f"winnow: {problem}", file=sys.stderr)
        sys.exit(2)
    except WinnowError as error:
        print(f"winnow: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
