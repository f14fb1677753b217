"""Mutants: each compiles, does something else than the solution and the others, and is stable."""

from __future__ import annotations

import sys

import pytest

from grader.errors import UsageError
from grader.mutants.equivalents import content_hash, judged_code
from grader.mutants.make import Mutant, make_mutants, operators
from grader.problem import Solution

SOURCE = '''\
"""Windows."""
import numpy as np

def slide(image: np.ndarray | None, size: int = 2, step: int | None = None) -> np.ndarray:
    """Return 3 things."""
    if size < 1:
        raise ValueError("a size of 1 - or more")
    total = 0
    for i in range(0, len(image) - size + 1):
        total += image[i : i + size].sum(axis=(0, 1)) * max(size, 1)
    out = np.einsum("nc->cn", image.copy())
    return (out, total) if size > 2 and step else out

if __name__ == "__main__":
    print(slide(np.ones((4 + 1, 4)), 2))
'''


def made(source: str) -> tuple[Mutant, ...]:
    return make_mutants([Solution("plain", source.encode())]).mutants


def changes(source: str, operator: str) -> set[str]:
    """Return the first line that each mutant of an operator changes, as it is then."""
    lines = source.splitlines()
    return {
        line.strip()
        for mutant in made(source)
        if mutant.operator == operator
        for line in mutant.changed.splitlines()
        if line not in lines
    }


def test_mutants_are_the_same_each_time() -> None:
    assert made(SOURCE) == made(SOURCE)
    assert len(made(SOURCE)) > 30


def test_every_mutant_compiles_and_does_something_else() -> None:
    codes = [judged_code(mutant.changed) for mutant in made(SOURCE)]
    assert None not in codes
    assert len({judged_code(SOURCE), *codes}) == len(codes) + 1
    assert len({mutant.name for mutant in made(SOURCE)}) == len(codes)


def test_nothing_outside_what_is_judged_is_a_mutant() -> None:
    lines = SOURCE.splitlines()
    start = lines.index('if __name__ == "__main__":') + 1
    where = {mutant.line for mutant in made(SOURCE)}
    assert where & {1, 5, start, start + 1} == set()


def test_two_solutions_share_no_mutant() -> None:
    one, other = Solution("one", b"def f(x):\n    return x + 1\n"), Solution("two", SOURCE.encode())
    alone = make_mutants([one]).mutants
    twice = make_mutants([one, Solution("copy", one.source), other])
    assert twice.mutants[: len(alone)] == alone
    assert {mutant.solution for mutant in twice.mutants} == {"one", "two"}
    assert twice.equivalent >= len(alone)


def test_a_solution_is_no_mutant_of_another() -> None:
    right = [Solution("a", b"def f(x, y):\n    return x + y\n")]
    right.append(Solution("b", b"def f(x, y):\n    return x - y\n"))
    assert "return x - y" not in {
        m.changed.splitlines()[1].strip() for m in make_mutants(right).mutants
    }


@pytest.mark.parametrize(
    ("operator", "line", "expected"),
    [
        ("ShiftBound", "x[a:3]", {"x[(a) + 1:3]", "x[(a) - 1:3]"}),
        ("ShiftBound", "range(n)", {"range((n) + 1)", "range((n) - 1)"}),
        ("SwapNeighbours", "f(a, b)", {"f(b , a)"}),
        ("SwapNeighbours", "x[i, j]", {"x[j , i]"}),
        ("SwapNeighbours", "max(a, b)", set()),
        ("SwapNeighbours", "x.sum(axis=(2, 3))", set()),
        ("SwapSubscripts", 'es("ab->ab", x)', {'es("ab->ba", x)'}),
        ("ChangeAssignment", "y += p", {"y = p", "y -= p"}),
        ("DropCall", "x.copy()", {"x"}),
        ("DropCall", "abs(x)", {"(x)"}),
        ("DropCall", "y.T[0]", {"y[0]"}),
        ("TwinName", "max(a, b)", {"min(a, b)"}),
        ("DropStatement", "y[0] = 1", {"pass"}),
        ("DropOperand", "a and b", {"a", "b"}),
        ("ForceCondition", "a if c else b", {"a if True else b", "a if False else b"}),
        ("ReplaceBinaryOperator_Add_Sub", "a + b", {"a - b"}),
        ("ReplaceComparisonOperator_Lt_LtE", "a < b", {"a <= b"}),
        ("ReplaceComparisonOperator_Lt_IsNot", "a < b", set()),
        ("NumberReplacer", "a[1]", {"a[ 2]", "a[ 0]"}),
    ],
)
def test_what_an_operator_does(operator: str, line: str, expected: set[str]) -> None:
    assert changes(f"def f():\n    {line}\n", operator) == expected


def test_calls_of_a_module_are_not_taken_apart() -> None:
    source = "import numpy as np\ndef f(x):\n    return np.abs(x).sum()\n"
    assert changes(source, "DropCall") == {"return np.abs(x)", "return (x).sum()"}


def test_a_mutant_shows_its_change() -> None:
    (mutant,) = (m for m in made("def f(a):\n    return -a\n") if "Delete" in m.operator)
    assert mutant.name == f"plain-{content_hash(mutant.changed)}"
    assert mutant.diff.splitlines() == [
        "--- plain.py",
        f"+++ {mutant.name}",
        "@@ -1,2 +1,2 @@",
        " def f(a):",
        "-    return -a",
        "+    return a",
    ]


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cosmic_ray.operators.provider", None)
    with pytest.raises(UsageError, match=r"pip install 'grader\[mutants\]'"):
        operators()
