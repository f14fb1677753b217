"""A problem in memory, for tests that need no files."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from grader.pack_file import Defaults, Group, Parameter, ProblemFile, Returns
from grader.problem import Mistake, Problem

__all__ = ["DRAWN", "SQUARES", "TRIPLES", "mistake", "small_problem"]

DRAWN = Group(name="drawn", repeat=3, inputs={"x": "nonzero_integers(4)"})
SQUARES = "def double(x):\n    return x * x\n"
TRIPLES = "def double(x):\n    return 3 * x\n"


def small_problem(
    *mistakes: Mistake, secret: tuple[Group, ...] | None = (DRAWN,), **entries: Any
) -> Problem:
    """Return the problem of doubling an array; `entries` replace those of problem.yaml."""
    file = ProblemFile(
        title="Double it",
        function="double",
        packages=["numpy"],
        parameters={"x": Parameter(type="ndarray")},
        returns=Returns(type="ndarray"),
        statement="Return twice the array.",
        stub="def double(x):\n    raise NotImplementedError\n",
        reference="2 * x",
        groups=[Group(name="by hand", inputs={"x": [1, 2, 3]}, expect=[2, 4, 6])],
    )
    return Problem("double", replace(file, **entries), Defaults(), secret, (), mistakes)


def mistake(name: str, source: str) -> Mistake:
    """Return a known mistake; what a tutor says of it is its name."""
    return Mistake(name, f"says {name}", source.encode())
