"""The report on one problem as a fragment of a page that is not ours: below a cell of a notebook.

Its style is the page's, each rule kept to the fragment; which of the two colour schemes it has is
the notebook's choice where that says so (JupyterLab, VS Code, Colab), else the system's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from grader.render.html_report import FOLDER, environment, problem_view
from grader.report import ProblemResult

__all__ = ["html_fragment", "inline_style"]

SCOPE: Final = ".grader-report"
RULE: Final = re.compile(r"([^{}@]+)\{([^{}]*)\}")
DARK: Final = re.compile(
    r"@media screen and \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}\s*\}", re.DOTALL
)
LIGHT: Final = re.compile(r"^:root \{(.*?)\}", re.DOTALL | re.MULTILINE)
LIGHT_NOTEBOOKS: Final = ('body[data-jp-theme-light="true"]', "body.vscode-light")
DARK_NOTEBOOKS: Final = (
    'body[data-jp-theme-light="false"]',
    "body.vscode-dark",
    'html[theme="dark"]',
)
OWN: Final = """
.grader-report { background: none; }
.grader-report .problem { margin: .4rem 0; max-width: 68rem; }
.grader-report .grid, .grader-report .list { margin: 0; }
.grader-report .grid tbody tr:nth-child(n) { background: none; }
.grader-report .closing { margin: .2rem 0; font-weight: 600; white-space: pre-wrap; }
"""


def html_fragment(result: ProblemResult, closing: Sequence[str] = (), note: str = "") -> str:
    """Return the report on one problem, what is said before it, and the lines that come after."""
    from markupsafe import Markup

    return (
        environment(FOLDER)
        .get_template("inline.html")
        .render(
            problem=problem_view(result),
            closing=closing,
            note=note,
            style=Markup(inline_style()),  # noqa: S704 - our own files
            script=Markup((FOLDER / "page.js").read_text("utf-8")),  # noqa: S704
        )
    )


@lru_cache(maxsize=1)
def inline_style() -> str:
    """Return the page's style, for what is inside a fragment alone."""
    page = (FOLDER / "page.css").read_text("utf-8")
    dark, light = DARK.search(page), LIGHT.search(page)
    assert dark is not None
    assert light is not None
    schemes = _scheme(LIGHT_NOTEBOOKS, "light", light[1]) + _scheme(DARK_NOTEBOOKS, "dark", dark[1])
    return RULE.sub(_kept_inside, page) + schemes + OWN


def _kept_inside(rule: re.Match[str]) -> str:
    selectors = ", ".join(_inside(selector.strip()) for selector in rule[1].split(","))
    return f"\n{selectors} {{{rule[2]}}}"


def _inside(selector: str) -> str:
    return SCOPE if selector in (":root", "html", "body") else f"{SCOPE} {selector}"


def _scheme(notebooks: Sequence[str], name: str, colours: str) -> str:
    selectors = ", ".join(f"{notebook} {SCOPE}" for notebook in notebooks)
    colours = re.sub(r"\s*color-scheme: [\w ]+;", "", colours)
    return f"\n{selectors} {{ color-scheme: {name};{colours}}}\n"
