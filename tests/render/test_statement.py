"""Statements in a terminal: formulas one can read, on lines that fit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.load import open_pack
from grader.render.formula import laid_out, tidy
from grader.render.statement import print_markdown, readable

PACK = open_pack(Path(__file__).parents[2] / "exercises")
LEFT_OVER = re.compile(r"\\[a-zA-Z]+|[_^]\{|\$\$")


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"C_{in}", "C_in"),
        (r"H_{new} W_{new}", "H_new W_new"),
        (r"\lfloor (M - K) / S \rfloor + 1", "⌊(M - K) / S⌋ + 1"),
        (r"\frac{M - K}{S}", "(M - K) / S"),
        (r"\frac{1}{K}", "1 / K"),
        (r"1 \le K\le M", "1 ≤ K ≤ M"),
        (r"w \leftarrow w - \eta g", "w ← w - ηg"),
    ],
)
def test_a_formula_in_a_line(latex: str, expected: str) -> None:
    assert readable(f"so ${latex}$.") == f"so `{expected}`."


def test_a_sum_has_its_bounds_above_and_below() -> None:
    text = readable(r"$$Y[i] = \sum_{u=0}^{K - 1} X[i + u]\, w[u]$$")
    assert text.strip().splitlines()[1:-1] == [
        "       K - 1",
        "Y[i] =   ∑   X[i + u]  w[u]",
        "        u=0",
    ]


def test_cases_stand_below_one_another() -> None:
    latex = r"$$X = \begin{cases} 1 & \text{if } j = c \\ 0 & \text{otherwise} \end{cases}$$"
    first, second = readable(latex).strip().splitlines()[1:-1]
    assert first.index("1") == second.index("0")


def test_code_is_left_alone() -> None:
    text = "`cost $5_{x}$` and\n```\n$a$ \\frac\n```\n"
    assert readable(text) == text


@pytest.mark.parametrize("width", [30, 60, 100])
def test_a_long_formula_is_broken_between_its_parts(width: int) -> None:
    formula = tidy("Y[n, o] = b[o] + ∑_{c=0}^{C-1} X_P[n, c, i S_H + u] k[o, c, u, v]")
    lines = laid_out(formula, width)
    assert max(map(len, lines)) <= width
    assert "X_P[n, c, i S_H + u]" in "\n".join(lines)


@pytest.mark.parametrize("slug", PACK.slugs)
def test_nothing_of_latex_is_left_in_the_exercises(slug: str) -> None:
    file = PACK.problem(slug).file
    text = readable("\n\n".join([file.statement, *file.hints]), 78)
    assert "$" not in text
    prose = "".join(piece for piece in text.split("```")[::2])
    assert not LEFT_OVER.search(prose)


@pytest.mark.parametrize("width", [40, 100])
def test_it_fits_and_leaves_no_blanks_at_line_ends(
    capsys: pytest.CaptureFixture[str], width: int
) -> None:
    print_markdown(
        "# Title\n\nSome **words** and `code`.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", width
    )
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line != line.rstrip() or len(line) > width] == []
    assert any("Some words and code." in line for line in lines)
    assert any(re.search(r"1\s+2", line) for line in lines)
