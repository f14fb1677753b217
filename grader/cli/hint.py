"""`grader hint`: the next hint of a problem."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import exercises_option, open_course
from grader.workspace import open_progress

__all__ = ["command"]


@click.command("hint")
@click.argument("slug")
@exercises_option
@click.option("--all", "everything", is_flag=True, help="Show every hint at once.")
@click.option("--again", is_flag=True, help="Start again with the first.")
def command(slug: str, exercises: Path | None, everything: bool, again: bool) -> int:  # noqa: FBT001
    """Show the next hint of a problem; each call goes one step further."""
    from grader.render.statement import print_markdown

    hints = open_course(exercises, None).problem(slug).file.hints
    if not hints:
        click.echo(f"{slug} has no hints; grader show {slug} tells what is asked for")
        return 0
    progress = open_progress(Path.cwd())
    seen = 0 if again or progress is None else progress.of(slug).hints
    last = len(hints) if everything or progress is None else min(seen + 1, len(hints))
    for number in range(0 if progress is None or everything else last - 1, last):
        print_markdown(f"**Hint {number + 1} of {len(hints)}.** {hints[number]}")
    if progress is not None:
        if seen >= len(hints):
            click.echo("that was the last one already")
        progress.hint_seen(slug, last)
    return 0
