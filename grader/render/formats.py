"""The formats of a run: a name and the function that makes it, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

from grader.report import Report

__all__ = ["FORMATS", "renderer"]

FORMATS: Final = {
    "text": ("text", "report_text"),
    "json": ("json_report", "json_report"),
    "html": ("html_report", "html_report"),
    "junit": ("junit", "junit"),
    "markdown": ("markdown", "markdown"),
    "gradescope": ("gradescope", "gradescope"),
    "prairielearn": ("prairielearn", "prairielearn"),
    "github": ("github", "commands"),
    "github-classroom": ("classroom", "classroom"),
    "check50": ("check50", "check50"),
}
"""Name -> module of this package, and its function from a report to the text of a file."""


def renderer(name: str) -> Callable[[Report], str]:
    """Return what makes a format; KeyError for a name that is not in FORMATS."""
    module, function = FORMATS[name]
    render: Callable[[Report], str] = getattr(import_module(f"grader.render.{module}"), function)
    return render
