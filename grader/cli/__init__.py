"""The `grader` command: parse, call, print, and turn our own errors into exit statuses.

0 all attempted problems accepted   1 something is not   2 usage or pack error   3 judge error
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any, Final, NoReturn

import click

from grader.errors import JudgeFault, PackError, UsageError

__all__ = ["cli", "main"]

COMMANDS: Final = {
    "run": "Judge your answers: problem names, files or folders; with nothing, this folder.",
    "schema": "Print the JSON Schema of problem.yaml, secret.yaml or course.yaml.",
    "verify": "Prove a pack: solutions pass, stubs fail, every known mistake is named.",
}


class LazyGroup(click.Group):
    """Imports a command's module only when it is called for; help needs none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"grader.cli.{name}")
        command: click.Command = module.command
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(f"{error.message}{_nearest(args[0])}", ctx) from None


def _nearest(name: str) -> str:
    import difflib

    near = difflib.get_close_matches(name, COMMANDS, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 accepted, 1 not all accepted, 2 usage or pack error, 3 judge error.",
)
@click.version_option(package_name="grader", message="grader %(version)s")
def cli() -> None:
    """Exercises in deep learning, judged against live PyTorch."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit with its status."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # small arrays: threads only cost start-up time
    sys.exit(_status(arguments))


def _status(arguments: list[str] | None) -> int:
    try:
        result: Any = cli.main(args=arguments, prog_name="grader", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except (PackError, UsageError) as error:
        click.echo(str(error), err=True)
        return 2
    except JudgeFault as error:
        click.echo(f"grader: {error}", err=True)
        return 3
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return result if isinstance(result, int) else 0
