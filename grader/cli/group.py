"""The `grader` command: parse, call, print, and turn our own errors into exit statuses.

0 all attempted problems accepted   1 something is not   2 usage or pack error   3 judge error
"""

from __future__ import annotations

import importlib
from typing import Final

import click

__all__ = ["cli"]

MODULES: Final = {"class": "grade_class"}  # a command that is a word of Python's
STUDENTS: Final = {
    "init": "Write the exercises into a folder, one file each; never overwrites.",
    "next": "Show the first exercise that is not solved yet.",
    "show": "Show what an exercise asks for.",
    "run": "Check your answers: exercises, files or folders; with nothing, this folder.",
    "watch": "Check a file whenever it is saved.",
    "hint": "Show the next hint of an exercise.",
    "practice": "Try an answer on fresh random cases until one goes wrong.",
}
INSTRUCTORS: Final = {
    "class": "Grade what a class handed in, into a gradebook; goes on where it stopped.",
    "report": "Write a gradebook as CSV, a page, JUnit, or for Canvas or Moodle.",
    "explain": "Judge a student's answer in a gradebook again, and show everything of it.",
    "release": "Write what students get: problems, stubs, answers to the public cases.",
    "package": "Write a ready autograder: gradescope, prairielearn or github.",
}
AUTHORS: Final = {
    "new": "Write a new problem that verifies, to be made your own.",
    "verify": "Prove a pack: solutions pass, stubs fail, every known mistake is named.",
    "schema": "Print the JSON Schema of problem.yaml and the other files of a pack.",
}
SECTIONS: Final = {
    "For students": STUDENTS,
    "For instructors": INSTRUCTORS,
    "For authors of exercises": AUTHORS,
}
COMMANDS: Final = STUDENTS | INSTRUCTORS | AUTHORS


class LazyGroup(click.Group):
    """Imports a command's module only when it is called for; help needs none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"grader.cli.{MODULES.get(name, name)}")
        command: click.Command = module.command
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's
        formatter: click.HelpFormatter,
    ) -> None:
        widest = max(map(len, COMMANDS))
        for title, commands in SECTIONS.items():
            with formatter.section(title):  # one column of names for all three
                formatter.write_dl([(f"{name:{widest}}", says) for name, says in commands.items()])

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
    """Exercises in deep learning, judged against live PyTorch.

    New here? Begin with: grader init my-course
    """
