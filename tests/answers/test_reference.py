"""What torch gives: expressions, blocks, classes step by step, and errors that name the file."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

from grader.answers import Reference, torch_version
from grader.answers.reference import Reference as Module
from grader.cases import Case
from grader.errors import PackError
from grader.pack_file import Defaults, Group, Parameter, ProblemFile, Returns
from grader.problem import Problem
from grader.values import Array, Mapping, Value, array_of, encode

ARRAY = {"x": Parameter(type="ndarray")}


def problem(
    reference: str,
    call: str | None = None,
    function: str = "f",
    parameters: dict[str, Parameter] | None = None,
) -> Problem:
    file = ProblemFile(
        title="t",
        function=function,
        parameters=ARRAY if parameters is None else parameters,
        returns=Returns(type="any"),
        statement="s",
        stub="s",
        reference=dedent(reference),
        call=call,
        groups=[Group(name="g")],
    )
    return Problem("some-slug", file, Defaults())


def answer(told: Problem, call: str | None = None, **inputs: object) -> Value:
    case = Case(0, 0, secret=False, inputs={k: encode(v) for k, v in inputs.items()}, call=call)
    return Reference(told).answer(case)


def floats(value: Value) -> list[float]:
    assert isinstance(value, Array)
    numbers: list[float] = array_of(value).tolist()
    return numbers


def test_an_expression_over_the_parameters() -> None:
    assert floats(answer(problem("x.cumsum(0)\n"), x=np.array([1.0, 2.0]))) == [1, 3]


def test_an_expression_may_take_several_lines() -> None:
    assert floats(answer(problem("x.cumsum(\n   0,\n)  # up to here"), x=np.ones(2))) == [1, 2]


def test_a_block_that_defines_the_function() -> None:
    block = """
        SCALE = 3

        def helper(x):
            return SCALE * x

        def f(x):
            return helper(x).tolist()
    """
    assert answer(problem(block), x=np.ones(1)) == encode([3.0])


def test_the_names_of_torch_are_there() -> None:
    told = problem("F.relu(torch.as_tensor(np.array([-1.0]))) + nn.Flatten(0)(x)")
    assert floats(answer(told, x=np.ones((1, 1)))) == [1]


def test_a_class_step_by_step_with_parts_taken_at_their_yield() -> None:
    block = """
        class Counter:
            def __init__(self, x):
                self.total = x

            def add(self):
                self.total += 1
                return self.total
    """
    call = """\
counter = Counter(x)
yield "first", counter.add()
yield "second", counter.add()
yield "by hand", counter.total.sum()
"""
    value = answer(problem(block, call, "Counter"), x=np.zeros(2))
    assert isinstance(value, Mapping)
    assert [(name, floats(part)) for name, part in value.items.items()] == [
        ("first", [1, 1]),
        ("second", [2, 2]),
        ("by hand", 4.0),
    ]


def test_a_groups_call_comes_before_the_problems() -> None:
    told = problem("x", call="f(x) + 1")
    assert floats(answer(told, x=np.zeros(1))) == [1]
    assert floats(answer(told, "f(x) + 2", x=np.zeros(1))) == [2]


def test_one_case_does_not_see_what_another_did_to_its_inputs() -> None:
    reference = Reference(problem("x.add_(1)"))
    case = Case(0, 0, secret=False, inputs={"x": encode(np.zeros(1))})
    assert [floats(reference.answer(case)) for _ in range(3)] == [[1], [1], [1]]


def test_chance_is_the_same_every_time() -> None:
    reference = Reference(problem("torch.randn(3) + x"))
    case = Case(0, 0, secret=False, inputs={"x": encode(np.zeros(3))})
    assert reference.answer(case) == reference.answer(case)


def test_arrays_inside_lists_and_parts_are_tensors_too() -> None:
    told = problem("[type(v).__name__ for v in (x[0], x[1][0], y['a'])] + [z]", parameters={
        name: Parameter(type="any") for name in "xyz"
    })  # fmt: skip
    one = np.ones(1)
    value = answer(told, x=[one, (one,)], y={"a": one}, z="text")
    assert value == encode(["Tensor", "Tensor", "Tensor", "text"])


@pytest.mark.parametrize(
    ("reference", "what"),
    [
        ("x +", "SyntaxError"),
        ("def g(x):\n    return x\n", "it does not define f"),
        ("import nowhere\ndef f(x): return x\n", "ModuleNotFoundError"),
        ("x + undefined", "NameError: name 'undefined'"),
        ("x.reshape(7, 7)", "RuntimeError"),
        ("1 / 0 * x", "on a case of group 'g': ZeroDivisionError"),
    ],
)
def test_what_does_not_evaluate_is_an_error_that_names_the_file(reference: str, what: str) -> None:
    with pytest.raises(PackError) as caught:
        answer(problem(reference), x=np.ones(2))
    (fault,) = caught.value.faults
    assert fault.path == Path("exercises/some-slug/problem.yaml")
    assert what in fault.what
    assert fault.fix


def test_the_version_of_torch_is_read_without_importing_it() -> None:
    import torch

    assert torch_version() == torch.__version__


def test_no_torch_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert torch_version() is None


def test_the_package_exports_the_reference() -> None:
    assert Module is Reference
