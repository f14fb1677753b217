"""Record what `grader run` prints on a terminal as docs/pictures/report.svg.

    python docs/pictures/record.py

A test records again and compares, so the picture in the README is what the grader prints.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

ROOT: Final = Path(__file__).parents[2]
PICTURE: Final = Path(__file__).with_name("report.svg")
COLUMNS: Final = 88
COMMAND: Final = ("run", "examples/submission/slide-kernel.py")
PACK: Final = ("--exercises", "exercises", "--solutions", "solutions", "--no-shrink")
# rich's own template fetches a font; this one takes what the reader's machine has.
TEMPLATE: Final = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" \
role="img" aria-label="grader run, in a terminal">
<style>
.{unique_id}-matrix {{
  font: {char_height}px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  line-height: {line_height}px;
  font-variant-east-asian: full-width;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def recorded() -> str:
    """Return the picture of a run, made now."""
    names = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS)}
    names.pop("NO_COLOR", None)
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "grader", *COMMAND, *PACK],
        cwd=ROOT,
        env=names,
        capture_output=True,
        text=True,
        check=False,
    )
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True)
        console.print(f"[bold]$ grader {' '.join(COMMAND)}[/]\n")
        console.print(Text.from_ansi(done.stdout.rstrip()))
        return console.export_svg(title="grader", code_format=TEMPLATE, unique_id="report")


if __name__ == "__main__":
    PICTURE.write_text(recorded(), encoding="utf-8")
