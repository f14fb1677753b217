"""A statement for the terminal: Markdown through rich, formulas as readable text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from grader.render.formula import laid_out, tidy

__all__ = ["print_markdown", "readable"]

CODE: Final = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)
DISPLAY: Final = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
INLINE: Final = re.compile(r"\$([^$\n]+?)\$")
WIDEST: Final = 100  # longer lines are hard to read
NARROWEST: Final = 20
BLOCK_MARGIN: Final = 2  # what rich leaves beside a block of code


def print_markdown(text: str, width: int | None = None) -> None:
    """Print Markdown with LaTeX to the terminal, on its own background."""
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.theme import Theme

    theme = Theme({"markdown.code": "bold cyan", "markdown.code_block": "cyan"})
    console = Console(width=width, theme=theme)
    console.width = max(NARROWEST, min(console.width, WIDEST))
    formulas = Markdown(readable(text, console.width - BLOCK_MARGIN), code_theme="ansi_dark")
    with console.capture() as captured:
        console.print(formulas)
    lines = captured.get().splitlines()  # filled up with spaces, which are of no use in a pipe
    console.file.write("\n".join(line.rstrip() for line in lines) + "\n")


def readable(text: str, width: int = WIDEST) -> str:
    """Return Markdown with its formulas as text; what stands in code is left alone.

    Displayed formulas are laid out on lines of the given width.
    """
    pieces = CODE.split(text)
    return "".join(piece if piece.startswith("`") else _formulas(piece, width) for piece in pieces)


def _formulas(text: str, width: int) -> str:
    def block(found: re.Match[str]) -> str:
        first, *others = _plain(found[1]).splitlines()
        margin = " " * (first.find("{ ") + 2)  # the other cases stand below the first
        lines = [*laid_out(first, width), *(f"{margin}{row.strip()}" for row in others)]
        return "\n\n```\n" + "\n".join(lines) + "\n```\n\n"

    text = DISPLAY.sub(block, text)
    return INLINE.sub(lambda found: f"`{_plain(found[1])}`", text)


def _plain(latex: str) -> str:
    plain: str = _converter().latex_to_text(" ".join(latex.split()))
    return tidy(plain)


@lru_cache(maxsize=1)
def _converter() -> Any:
    from pylatexenc import latex2text  # type: ignore[import-untyped]

    fraction = latex2text.MacroTextSpec("frac", simplify_repl="(%s) / (%s)")
    environments = [latex2text.EnvironmentTextSpec("cases", simplify_repl="{ %s", discard=False)]
    context = latex2text.get_default_latex_context_db()
    context.add_context_category(
        "readable", prepend=True, macros=[fraction], environments=environments
    )
    return latex2text.LatexNodes2Text(
        latex_context=context,
        math_mode="text",
        keep_braced_groups=True,
        keep_braced_groups_minlen=2,
    )
