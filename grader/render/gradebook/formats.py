"""The formats of a class: a name and the function that makes it, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Final

from grader.gradebook.table import Heading, Row
from grader.render.gradebook.grades import Wanted

__all__ = ["FORMATS", "GRADEBOOKS", "SPREADSHEETS", "pieces"]

GRADEBOOKS: Final = ("canvas", "moodle")
"""These are told which columns are wanted; the others have them all."""
SPREADSHEETS: Final = ("csv", "long-csv", *GRADEBOOKS)
FORMATS: Final = {
    "csv": ("tables", "wide_table"),
    "long-csv": ("tables", "long_table"),
    "json": ("document", "class_json"),
    "junit": ("suites", "class_junit"),
    "markdown": ("summary", "class_markdown"),
    "canvas": ("canvas", "canvas"),
    "moodle": ("moodle", "moodle"),
}
"""Name -> module of this package, and its function."""


def pieces(name: str, heading: Heading, rows: Iterable[Row], wanted: Wanted) -> Iterator[str]:
    """Return the text of a format piece by piece; UsageError at once for what cannot be."""
    module, function = FORMATS[name]
    render = getattr(import_module(f"grader.render.gradebook.{module}"), function)
    made: Iterator[str] = render(heading, rows, *([wanted] if name in GRADEBOOKS else []))
    return made
