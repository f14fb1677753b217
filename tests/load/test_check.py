"""Each thing a problem can mean wrongly is one sentence with its line and its mend."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_pack import SMALL_PACK, WritePack

from grader.calling import CALL_NAMES
from grader.load import check_pack

PROBLEM = "exercises/double/problem.yaml"
SECRET = "solutions/double/secret.yaml"
IN_CALLS = ", ".join(sorted({"np", "double", "x", *CALL_NAMES}))


@pytest.mark.parametrize(
    ("path", "old", "new", "messages"),
    [
        pytest.param(
            PROBLEM,
            "type: ndarray, shape: [N]}\nreturns",
            "type: nparray, shape: [N]}\nreturns",
            ["6: unknown type 'nparray'; did you mean 'ndarray'?"],
            id="unknown-type",
        ),
        pytest.param(
            PROBLEM,
            "x: {type: ndarray, shape: [N]}",
            "x: {type: ndarray | non, shape: [N], dtype: flaot32}",
            [
                "6: unknown dtype 'flaot32'; did you mean 'float32'?",
                "6: unknown type 'non'; did you mean 'none'?",
            ],
            id="unknown-dtype",
        ),
        pytest.param(
            PROBLEM,
            "returns: {type: ndarray",
            "returns: {type: tensor",
            [("7: tensor needs torch, which 'packages' does not list; write packages: [torch]")],
            id="tensor-needs-torch",
        ),
        pytest.param(
            PROBLEM,
            "packages: [numpy]\n",
            "packages: [numpy, scipy, math, nunpy]\n",
            [
                *(
                    f"4: '{name}' is no package that submissions can import; {fix}"
                    for name, fix in (
                        (
                            "math",
                            "take it out: the standard library may be imported as it is",
                        ),
                        ("nunpy", "did you mean 'numpy'?"),
                        ("scipy", "there are: numpy, torch"),
                    )
                ),
            ],
            id="packages",
        ),
        pytest.param(
            PROBLEM,
            "packages: [numpy]\n",
            "",
            [
                ("5: ndarray needs numpy, which 'packages' does not list; write packages: [numpy]"),
                ("6: ndarray needs numpy, which 'packages' does not list; write packages: [numpy]"),
            ],
            id="array-needs-numpy",
        ),
        pytest.param(
            PROBLEM,
            "def double(x: np.ndarray)",
            "def double(y: np.ndarray)",
            [
                (
                    "14: the stub's double(y: np.ndarray) does not take "
                    "the declared parameters (x); "
                    "use the same names in the same order"
                )
            ],
            id="stub-parameter",
        ),
        pytest.param(
            PROBLEM,
            "def double(x: np.ndarray)",
            "def twice(x: np.ndarray)",
            ["10: the stub does not define 'double'; it defines 'twice'"],
            id="stub-name",
        ),
        pytest.param(
            PROBLEM,
            "def double(x: np.ndarray)",
            "def double(x: np.ndarray, *, k)",
            [
                (
                    "14: the stub's double(x: np.ndarray, *, k) does not take "
                    "the declared parameters (x); "
                    "use the same names in the same order"
                )
            ],
            id="stub-keyword-only",
        ),
        pytest.param(
            PROBLEM,
            "      raise Not",
            "     raise (Not",
            ["15: 'stub' is not valid Python: '(' was never closed"],
            id="stub-syntax",
        ),
        pytest.param(
            PROBLEM,
            "      raise Not",
            "      '''$\\sum$'''\n      raise Not",
            [
                (
                    "15: Python warns about a backslash in 'stub'; "
                    'put r before the quotes, as in r"""..."""'
                )
            ],
            id="stub-escape",
        ),
        pytest.param(
            PROBLEM,
            "reference: 2 * x",
            "reference: 2 *",
            ["16: 'reference' is not valid Python: invalid syntax"],
            id="reference-syntax",
        ),
        pytest.param(
            PROBLEM,
            "reference: 2 * x",
            "reference: 2 * z",
            [("16: 'z' in 'reference' is not defined; known are F, math, nn, np, torch, x")],
            id="reference-unknown-name",
        ),
        pytest.param(
            PROBLEM,
            "reference: 2 * x",
            "reference: torhc.add(x, x)",
            ["16: 'torhc' in 'reference' is not defined; did you mean 'torch'?"],
            id="reference-near-name",
        ),
        pytest.param(
            PROBLEM,
            "reference: 2 * x",
            "reference: |\n  import math\n  y = 2 * xx",
            [
                "16: the reference is neither one expression nor code that defines 'double'",
                ("18: 'xx' in 'reference' is not defined; known are F, math, nn, np, torch"),
            ],
            id="reference-defines-nothing",
        ),
        pytest.param(
            PROBLEM,
            "reference: 2 * x",
            "reference: |\n  def double(x):\n      return F.pad(y, x)",
            [("18: 'y' in 'reference' is not defined; known are F, math, nn, np, torch")],
            id="reference-block-name",
        ),
        pytest.param(
            PROBLEM,
            "reference: 2 * x",
            "reference: |\n  def double(x):\n  return 1",
            [
                (
                    "18: 'reference' is not valid Python: "
                    "expected an indented block after function definition on line 1"
                )
            ],
            id="reference-block-syntax",
        ),
        pytest.param(
            PROBLEM,
            "reference: 2 * x",
            "reference: 2 * x\ncall: duoble(x)",
            ["17: 'duoble' in 'call' is not defined; did you mean 'double'?"],
            id="call-near-name",
        ),
        pytest.param(
            PROBLEM,
            "reference: 2 * x",
            "reference: 2 * x\ncall: y = double(x)",
            [("17: the call gives no result; end it with an expression, or yield 'name', value")],
            id="call-without-result",
        ),
        pytest.param(
            PROBLEM,
            "reference: 2 * x",
            "reference: 2 * x\ncall: |\n  y = double(x)\n  yield y",
            [
                (
                    "19: a yield of the call should be a name and a value; "
                    "write: yield 'name of the part', value"
                )
            ],
            id="call-yields-no-name",
        ),
        pytest.param(
            PROBLEM,
            "reference: 2 * x",
            "reference: 2 * x\ncall: |\n  y = double(x)\n  yield 'y', torch.abs(y)",
            [(f"19: 'torch' in 'call' is not defined; known are {IN_CALLS}")],
            id="call-without-torch",
        ),
        pytest.param(
            PROBLEM,
            "reference: 2 * x",
            "reference: 2 * x\ncall: x + 1",
            ["17: the call never uses 'double'"],
            id="call-never-calls",
        ),
        pytest.param(
            PROBLEM,
            "{x: [1, 2, 3]}",
            "{y: [1, 2, 3]}",
            [
                "19: 'y' is not a parameter; the parameters: x",
                "19: group 'by hand' has no input for 'x'; add 'x: ...' to its inputs",
            ],
            id="input-missing",
        ),
        pytest.param(
            PROBLEM,
            "{x: [1, 2, 3]}",
            "{xx: [1, 2, 3], x: [1]}",
            ["19: 'xx' is not a parameter; did you mean 'x'?"],
            id="input-unknown",
        ),
        pytest.param(
            PROBLEM,
            "{x: [1, 2, 3]}",
            "{x: [[1, 2], [3]]}",
            ["19: 'x' has rows of different lengths; give every row the same length"],
            id="ragged",
        ),
        pytest.param(
            PROBLEM,
            "{x: [1, 2, 3]}",
            "{x: [[1, 2], [3, 4]]}",
            ["19: 'x' has 2 dimensions, but its shape is declared as [N]"],
            id="rank",
        ),
        pytest.param(
            PROBLEM,
            "{x: [1, 2, 3]}",
            "{x: 3}",
            ["19: 'x' should be an array (a nested list of numbers), not 3"],
            id="number-for-array",
        ),
        pytest.param(
            PROBLEM,
            "{x: [1, 2, 3]}",
            "{x: no}",
            ["19: 'x' should be an array (a nested list of numbers), not false"],
            id="bool-for-array",
        ),
        pytest.param(
            PROBLEM,
            "{x: [1, 2, 3]}",
            "{x: [1, 1e-6, 3]}",
            [
                (
                    "19: 'x' holds the text '1e-6' where a number belongs; "
                    "write 1.0e-6, without quotes"
                )
            ],
            id="text-in-array",
        ),
        pytest.param(
            PROBLEM,
            "{x: [1, 2, 3]}",
            "{x: [1, no, 3]}",
            [("19: 'x' holds false where a number belongs; write 0 or 1, or declare dtype: bool")],
            id="bool-in-array",
        ),
        pytest.param(
            PROBLEM,
            "{x: [1, 2, 3]}",
            "{x: {a: 1}}",
            ["19: 'x' should be an array (a nested list of numbers), not a mapping"],
            id="mapping",
        ),
        pytest.param(
            PROBLEM,
            "{x: [1, 2, 3]}",
            "{x: arnage(3)}",
            ["19: 'arnage' in 'arnage(3)' is not defined; did you mean 'arange'?"],
            id="expression-near-name",
        ),
        pytest.param(
            PROBLEM,
            "{x: [1, 2, 3]}",
            "{x: arange(3}",
            ["19: 'arange(3' is not an expression: '(' was never closed"],
            id="expression-syntax",
        ),
        pytest.param(
            PROBLEM,
            "{x: [1, 2, 3]}",
            "{x: arange(N)}",
            ["19: 'N' in 'arange(N)' is not defined; draw it in 'let'"],
            id="expression-unknown-name",
        ),
        pytest.param(
            PROBLEM,
            "{x: [1, 2, 3]}",
            "{x: 'x + 1'}",
            [("19: 'x' in 'x + 1' is not defined yet; draw it in 'let', above what needs it")],
            id="expression-needs-itself",
        ),
        pytest.param(
            PROBLEM,
            "{x: [1, 2, 3]}",
            "{x: 'zeros(3).astype(int)'}",
            ["19: 'zeros(3).astype(int)': only functions of the vocabulary may be called"],
            id="expression-method",
        ),
        pytest.param(
            PROBLEM,
            "{x: [1, 2, 3]}",
            "{}\n    let: {N: M, M: 3, sum: 1, K: [1e-6], L: {a: 1}, if: 3}",
            [
                "19: group 'by hand' has no input for 'x'; add 'x: ...' to its inputs",
                "20: 'K' holds the text '1e-6'; write 1.0e-6, without quotes",
                "20: 'L' is a mapping; write a value or a list",
                ("20: 'M' in 'M' is not defined yet; draw it in 'let', above what needs it"),
                "20: 'if' already means something in expressions; choose another name",
                "20: 'sum' already means something in expressions; choose another name",
            ],
            id="let-names",
        ),
        pytest.param(
            PROBLEM,
            "expect: [2",
            "repeat: 2\n    expect: [2",
            [
                (
                    "21: 'expect' is one answer, but the group has 2 cases; "
                    "leave it out, or give the case a group of its own"
                )
            ],
            id="expect-of-many",
        ),
        pytest.param(
            PROBLEM,
            "expect: [2, 4",
            "expect: [2, 4e0",
            [
                (
                    "20: 'expect' holds the text '4e0' where a number belongs; "
                    "write 4.0e+0, without quotes"
                )
            ],
            id="expect-text",
        ),
        pytest.param(
            PROBLEM,
            "expect: [2, 4, 6]",
            "expect: 6",
            ["20: 'expect' should be an array (a nested list of numbers), not 6"],
            id="expect-type",
        ),
        pytest.param(
            PROBLEM,
            "inputs: {x: [1, 2, 3]}",
            "cases: [{x: [1]}, {}, {y: [2]}]",
            [
                "18: group 'by hand' has no input for 'x'; add 'x: ...' to its inputs",
                "19: 'y' is not a parameter; the parameters: x",
                "19: group 'by hand' has no input for 'x'; add 'x: ...' to its inputs",
                (
                    "20: 'expect' is one answer, but the group has 3 cases; "
                    "leave it out, or give the case a group of its own"
                ),
            ],
            id="cases-each",
        ),
        pytest.param(
            PROBLEM,
            "expect: [2, 4, 6]",
            "points: 11",
            [("20: the groups' points add up to 11, more than the problem's 10; lower them")],
            id="points-over",
        ),
        pytest.param(
            PROBLEM,
            "expect: [2, 4, 6]",
            "points: .nan",
            ["20: 'points' should be at least 0, not nan"],
            id="points-nan",
        ),
        pytest.param(
            PROBLEM,
            "points: 10",
            "points: .inf\ntolerance: {rtol: .nan}",
            ["4: 'rtol' should be at least 0, not nan"],
            id="tolerance-nan",
        ),
        pytest.param(
            PROBLEM,
            "points: 10",
            "points: .inf\ntolerance: {atol: .inf}",
            [
                "3: 'points' should be a finite number",
                "4: 'atol' should be a finite number",
            ],
            id="infinite-points",
        ),
        pytest.param(
            PROBLEM,
            "    expect: [2, 4, 6]",
            "    expect: [[2, '1e-6']]\n    call: '[double(x)]'",
            ["20: 'expect' holds the text '1e-6'; write 1.0e-6, without quotes"],
            id="expect-of-a-call",
        ),
        pytest.param(
            PROBLEM,
            "function: double",
            "function: class",
            [
                "2: 'class' is a word of Python itself",
                "10: the stub does not define 'class'; it defines 'double'",
            ],
            id="python-word",
        ),
        pytest.param(
            PROBLEM,
            "    expect: [2, 4, 6]",
            "    expect: [2, 4, 6]\n    call: double(q)\n  - name: by hand\n    inputs: {x: [1]}",
            [
                (f"21: 'q' in 'call' is not defined; known are {IN_CALLS}"),
                (
                    "22: a group is named 'by hand' already, on line 18; "
                    "give each group a name of its own"
                ),
            ],
            id="group-call-and-name",
        ),
        pytest.param(
            SECRET,
            "  - name: drawn\n",
            "  - name: drawn\n    points: 4\n",
            [
                (
                    "3: the groups' points add up to 4, not to the problem's 10; "
                    "raise one, or leave one out to give it the rest"
                )
            ],
            id="secret-points-under",
        ),
        pytest.param(
            SECRET,
            "  - name: drawn\n",
            "  - name: drawn\n    points: 14\n",
            [("3: the groups' points add up to 14, more than the problem's 10; lower them")],
            id="secret-points-over",
        ),
        pytest.param(
            SECRET,
            "small_integers(N)",
            "small_intgers(N)",
            [
                (
                    "5: 'small_intgers' in 'small_intgers(N)' is not defined; "
                    "did you mean 'small_integers'?"
                )
            ],
            id="secret-near-name",
        ),
        pytest.param(
            SECRET,
            "integers(1, 5)",
            "integers(1, K)",
            ["4: 'K' in 'integers(1, K)' is not defined; draw it in 'let'"],
            id="secret-unknown-name",
        ),
        pytest.param(
            SECRET,
            "    inputs: {x: small_integers(N)}",
            "    inputs: {}",
            ["5: group 'drawn' has no input for 'x'; add 'x: ...' to its inputs"],
            id="secret-input-missing",
        ),
        pytest.param(
            SECRET,
            "let: {N:",
            "lte: {N:",
            ["4: unknown key 'lte'; did you mean 'let'?"],
            id="secret-unknown-key",
        ),
    ],
)
def test_every_fault_has_its_line_and_its_mend(
    write_pack: WritePack, path: str, old: str, new: str, messages: list[str]
) -> None:
    assert old in SMALL_PACK[path]
    write_pack({path: SMALL_PACK[path].replace(old, new)})
    faults = check_pack(Path("exercises"), Path("solutions"))
    assert [str(fault) for fault in faults] == [f"{path}:{message}" for message in messages]


def test_a_sound_pack_has_no_faults(write_pack: WritePack) -> None:
    write_pack()
    assert check_pack(Path("exercises"), Path("solutions")) == ()


def test_a_word_of_python_is_no_parameter(write_pack: WritePack) -> None:
    write_pack(
        {PROBLEM: SMALL_PACK[PROBLEM].replace("  x: {type", "  class: {type: int}\n  x: {type")}
    )
    assert (
        str(check_pack(Path("exercises"))[0]) == f"{PROBLEM}:6: 'class' is a word of Python itself"
    )
