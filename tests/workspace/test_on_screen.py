"""What a terminal shows otherwise than a pipe: lines of its width, and no page of HTML."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
from course_pack import RIGHT

COLUMNS = 60
COLOUR = re.compile(r"\x1b\[[0-9;]*[mK]|^.*\r(?!$)", re.MULTILINE)


def on_screen(workspace: Path, *arguments: str) -> tuple[int, str]:
    """Run the command on a terminal of 60 columns; return its status and what stays there."""
    text, status = pexpect.run(
        f"{sys.executable} -m grader {' '.join(arguments)}",
        cwd=str(workspace),
        encoding="utf-8",
        timeout=60,
        withexitstatus=True,
        env={key: value for key, value in os.environ.items() if key != "COLUMNS"},
        dimensions=(50, COLUMNS),
    )
    return status, COLOUR.sub("", text.replace("\r\n", "\n"))


def test_a_page_is_not_poured_onto_the_screen(workspace: Path) -> None:
    status, text = on_screen(workspace, "run --format html")
    assert status == 2
    assert " ".join(text.split()).startswith("a page goes into a file: add -o report.html")


def test_where_the_report_was_written_is_said(workspace: Path) -> None:
    (workspace / "1-ones-first" / "01-double.py").write_text(RIGHT["double"])
    status, text = on_screen(workspace, "run double --format html -o report.html")
    assert status == 0
    assert "\nwritten to report.html\n" in text
    assert (workspace / "report.html").is_file()


def test_the_closing_lines_fit_the_screen(workspace: Path) -> None:
    (workspace / ("-".join(["belongs-to-nothing"] * 4) + ".py")).write_text("x = 1\n")
    status, text = on_screen(workspace, "run")
    assert status == 0
    assert "note: belongs-to" in text.replace("\n  ", " ")
    assert max(map(len, text.splitlines())) <= COLUMNS
