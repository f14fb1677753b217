"""The `grader` command: parse, call, print, and turn our own errors into exit statuses.

0 all attempted problems accepted   1 something is not   2 usage or pack error   3 judge error
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import NoReturn

from grader.launch import THREADS, Launched, launch

__all__ = ["command_line", "main"]

AUTHORS = (["new"], ["verify"])
"""Commands that show all that is wrong with a pack; the output of others may reach students."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit with its status."""
    for name in THREADS:
        os.environ.setdefault(name, "1")  # small arrays: threads only cost start-up time
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a student's letter may not be in its encoding
            stream.reconfigure(errors="backslashreplace")
    words = sys.argv[1:] if arguments is None else arguments
    judges = words[:1] == ["run"] and not {"-h", "--help"} & set(words)
    try:
        launched = launch("numpy") if judges and sys.platform == "linux" else None
        status = _status(words, launched)
    except KeyboardInterrupt:  # before click sees to it
        sys.stderr.write("stopped\n")
        status = 130
    sys.exit(status)


def command_line() -> NoReturn:
    """Be the console script: as `main`, but leave at once, with nothing to tear down first."""
    try:
        main()
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else 2
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(status)


def _colour() -> bool | None:
    """Return what the environment says of colour: no, yes, or (None) on a terminal alone."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def _wrapped(text: str) -> str:
    """Break a message between its words on a terminal; in a pipe each line stays one."""
    import shutil
    import textwrap

    if not sys.stderr.isatty():
        return text
    width = max(30, min(shutil.get_terminal_size().columns, 100))
    lines = (
        textwrap.wrap(
            line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
        )
        for line in text.splitlines()
    )
    return "\n".join("\n".join(broken) for broken in lines)


def _status(words: list[str], launched: Launched | None) -> int:
    import click

    from grader.cli.group import cli
    from grader.errors import JudgeFault, PackError, UsageError

    try:
        result = cli.main(
            args=words, prog_name="grader", standalone_mode=False, obj=launched, color=_colour()
        )
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except PackError as error:
        click.echo(str(error if words[:1] in AUTHORS else error.kept_back()), err=True)
        return 2
    except UsageError as error:
        click.echo(_wrapped(str(error)), err=True)
        return 2
    except JudgeFault as error:
        click.echo(f"grader: {error}", err=True)
        return 3
    except OSError as error:  # standard output is full or gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more to write
        click.echo(f"grader: {error.filename or 'the output'}: {error.strerror}", err=True)
        return 2
    return result if isinstance(result, int) else 0
