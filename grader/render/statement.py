"""A statement for the terminal: Markdown through rich, formulas as readable text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

__all__ = ["print_markdown", "readable"]

CODE: Final = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)
DISPLAY: Final = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
INLINE: Final = re.compile(r"\$([^$\n]+?)\$")


def print_markdown(text: str, width: int | None = None) -> None:
    """Print Markdown with LaTeX to the terminal."""
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=width).print(Markdown(readable(text)))


def readable(text: str) -> str:
    """Return Markdown with its formulas as text; what stands in code is left alone."""
    pieces = CODE.split(text)
    return "".join(piece if piece.startswith("`") else _formulas(piece) for piece in pieces)


def _formulas(text: str) -> str:
    text = DISPLAY.sub(lambda found: f"\n\n```\n{_plain(found[1])}\n```\n\n", text)
    return INLINE.sub(lambda found: f"`{_plain(found[1])}`", text)


def _plain(latex: str) -> str:
    plain: str = _converter().latex_to_text(latex.strip())
    return re.sub(r"\{(\w)\}", r"\1", re.sub(r" {2,}", "  ", plain)).strip()


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
