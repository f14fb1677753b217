"""Where a command writes: a file that is whole or not there, a pipe, or standard output."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from grader.errors import UsageError

__all__ = ["add_step_summary", "check_writable", "write"]

SUMMARY: Final = "GITHUB_STEP_SUMMARY"


def check_writable(output: Path | None) -> None:
    """Say before the work, not after it, that the output has nowhere to go."""
    if output is not None and not output.parent.is_dir():
        raise UsageError(f"{output} cannot be written: there is no folder {output.parent}")


def write(pieces: Iterable[str], output: Path | None) -> None:
    """Write to the file whole or not at all, or piece by piece to standard output.

    A fault that comes up while the pieces are made leaves the file as it was.
    """
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    try:
        _keep(pieces, output)
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}") from None


def add_step_summary(text: str) -> None:
    """Add a page to what GitHub shows of the step, if this is one and it still fits.

    Of a step that writes more than a summary may hold GitHub shows none of it.
    """
    from grader.render.markdown import LIMIT

    named = os.environ.get(SUMMARY)
    if not named:
        return
    page = Path(named)
    try:
        taken = page.stat().st_size if page.exists() else 0
        if taken + len(text.encode()) > LIMIT:
            click.echo(f"note: no room in ${SUMMARY} for this report", err=True)
            return
        with page.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        click.echo(f"note: ${SUMMARY} cannot be written: {error.strerror}", err=True)


def _keep(pieces: Iterable[str], output: Path) -> None:
    if output.exists() and not output.is_file():  # a device or pipe is written to, not replaced
        with output.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        return
    temporary = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        temporary.replace(output)
    finally:
        temporary.unlink(missing_ok=True)
