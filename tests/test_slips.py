"""Slips that beginners make, besides the mistakes with names: what they are told helps them on.

The last class holds answers that are refused by rule, though their numbers are right.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from grader.load import open_pack
from grader.render.text import problem_text
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.submission import Submission
from grader.verdict import Verdict

ROOT = Path(__file__).parents[1]
RIGHT = "def one_window(patch, kernel):\n    return (patch * kernel).sum()\n"
Told: TypeAlias = Callable[[str, bytes | str], tuple[Verdict, str]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Judge a source with the public cases; return the verdict and the report on one line."""
    with pytest.MonkeyPatch.context() as patch, Sandboxes() as sandboxes:
        patch.setenv("GRADER_CACHE", str(tmp_path_factory.mktemp("cache")))
        session = Session(open_pack(ROOT / "exercises"), sandboxes)

        def judge(slug: str, source: bytes | str) -> tuple[Verdict, str]:
            session.prepare([slug])
            data = textwrap.dedent(source).encode() if isinstance(source, str) else source
            [result] = session.results([Submission(slug, f"{slug}.py", data)], jobs=1)
            assert result.mistake is None
            return result.verdict, " ".join(problem_text(result, 200).split())

        yield judge


def shows(told: tuple[Verdict, str], verdict: Verdict, *words: str) -> None:
    assert told[0] is verdict, told[1]
    for word in words:
        assert word in told[1]


class TestTheFileCannotBeRead:
    @pytest.mark.parametrize(
        ("source", "words"),
        [
            ("def one_window(patch, kernel)\n    return 1\n", "expected ':'"),
            ("def one_window(patch, kernel):\nreturn 1\n", "expected an indented block"),
            ("def one_window(p, k):\n    a = 1\n\treturn a\n", "indent with spaces alone"),
            (f"%matplotlib inline\n{RIGHT}", "a command to the notebook; remove it"),
            (f"!pip install numpy\n{RIGHT}", "a command to the notebook; remove it"),
            (f">>> {RIGHT}", "leave out the >>>"),
            (f"```python\n{RIGHT}```\n", "remove the lines with ```"),
            (f"print(\u201chello\u201d)\n{RIGHT}", "type straight quotes"),
            (f"x = \u2018a\u2019\n{RIGHT}", "type straight quotes"),
            ("def one_window(patch, kernel):\n    for p in patch:\n", "indent what belongs to it"),
        ],
    )
    def test_the_next_step_fits_the_line(self, told: Told, source: str, words: str) -> None:
        shows(told("one-window", source), Verdict.RUNTIME_ERROR, "cannot read the file", words)

    @pytest.mark.parametrize(
        "source", [RIGHT.encode("utf-16"), b'name = "gr\xf6\xdfe"\n' + RIGHT.encode()]
    )
    def test_another_encoding_is_named(self, told: Told, source: bytes) -> None:
        shows(told("one-window", source), Verdict.RUNTIME_ERROR, "save the file as UTF-8")

    def test_a_notebook_with_another_ending_is_named(self, told: Told) -> None:
        source = '{"cells": [{"execution_count": null, "source": []}]}'
        shows(told("one-window", source), Verdict.RUNTIME_ERROR, "this is a notebook")


class TestTheFileDoesNotRunThrough:
    def test_input(self, told: Told) -> None:
        source = 'm = int(input("m? "))\ndef output_size(m, k):\n    return m - k + 1\n'
        shows(told("out-size", source), Verdict.RUNTIME_ERROR, "out-size.py:1", "parameters")

    @pytest.mark.parametrize(
        "read", ['open("kernel.txt")', 'np.loadtxt("kernel.txt")', 'np.load("kernel.npy")']
    )
    def test_a_file(self, told: Told, read: str) -> None:
        source = f"import numpy as np\nkernel = {read}\n{RIGHT}"
        shows(told("one-window", source), Verdict.RUNTIME_ERROR, "files, network", "not available")

    def test_an_assert_of_ones_own(self, told: Told) -> None:
        source = "def output_size(m, k):\n    return m - k\n\nassert output_size(5, 3) == 3\n"
        shows(told("out-size", source), Verdict.RUNTIME_ERROR, "assert output_size", "not hold")

    def test_the_notebooks_first_cell(self, told: Told) -> None:
        source = f"import torch\nimport torch.nn as nn\nimport numpy as np\n{RIGHT}"
        words = "line 1 imports torch", "remove lines 1 and 2"
        shows(told("one-window", source), Verdict.FORBIDDEN, *words)

    def test_a_misspelt_package_is_not_to_be_removed(self, told: Told) -> None:
        source = f"import nunpy as np\n{RIGHT}"
        words = "line 1 imports nunpy", "is numpy meant? Then correct its spelling"
        shows(told("one-window", source), Verdict.FORBIDDEN, *words)

    def test_plotting(self, told: Told) -> None:
        source = f"import matplotlib.pyplot as plt\n{RIGHT}plt.show()\n"
        words = "line 1 imports matplotlib", "under `if __name__ =="
        shows(told("one-window", source), Verdict.FORBIDDEN, *words)


class TestTheFunctionIsNotThere:
    def test_a_typo_in_its_name(self, told: Told) -> None:
        source = RIGHT.replace("one_window", "one_windw")
        shows(told("one-window", source), Verdict.RUNTIME_ERROR, "is it called 'one_windw'")

    def test_it_stands_in_a_class(self, told: Told) -> None:
        source = f"class Solution:\n{textwrap.indent(RIGHT, '    ')}"
        shows(told("one-window", source), Verdict.RUNTIME_ERROR, "defines Solution", "the exercise")

    @pytest.mark.parametrize("source", ["# tomorrow\n", "", "import math\nprint(math.pi)\n"])
    def test_there_is_none(self, told: Told, source: str) -> None:
        shows(told("one-window", source), Verdict.RUNTIME_ERROR, "no function", "save the file")


class TestPythonOrNumPyComplains:
    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("out = np.zeros(2); out[0] = patch * kernel", "add them up first"),
            ("return np.zeros((2, 5)) * np.zeros((3, 5))", "print the .shape of each"),
            ("out = np.zeros((2, 2)); out[0] = np.zeros(3)", "print the .shape of each"),
            ("return patch[99, 0]", "does a loop go one too far"),
            ("return [1, 2][2]", "does a loop go one too far"),
            ("return patch.tolist()[0, 0]", "write a[i][j] for a list"),
            ("return [1, 2][2 / 2]", "divide with //"),
            ("return patch[2 / 2]", "divide with //"),
            ("return sum(1 for i in range(4 / 2))", "divide with //"),
            ("return print(1) + 1", "lack its return"),
            ("x += 1; return x", "give it a value before that line"),
            ("return patch(0, 0)", "write [ ] for a place in it"),
            ("return 2(3)", "is a * missing"),
            ("return [i for i in patch.shape[0]]", "write range(...) around it"),
            ("return np.summ(patch)", "check the spelling after the dot"),
        ],
    )
    def test_the_next_step_fits_the_message(self, told: Told, line: str, words: str) -> None:
        source = f"import numpy as np\ndef one_window(patch, kernel):\n    {line}\n"
        shows(told("one-window", source), Verdict.RUNTIME_ERROR, f":3, in one_window {line}", words)


class TestTheCallFails:
    @pytest.mark.parametrize(
        ("parameters", "words"),
        [
            ("patch", "takes 1 positional argument"),
            ("", "takes 0 positional arguments"),
            ("self, patch, kernel", "only a method has self"),
        ],
    )
    def test_other_parameters(self, told: Told, parameters: str, words: str) -> None:
        source = f"def one_window({parameters}):\n    return 1\n"
        usual = "TypeError", "keep the parameters that the exercise gives"
        shows(told("one-window", source), Verdict.RUNTIME_ERROR, *usual, words)

    def test_a_method_without_self(self, told: Told) -> None:
        source = """\
            class MyConv2d:
                def __init__(weight, bias, stride, padding):
                    pass
            """
        shows(told("conv-layer", source), Verdict.RUNTIME_ERROR, "a method has self before them")

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("np.zeros(3)", "write `import numpy as np`"),
            ("math.pi", "write `import math`"),
            ("kernal.sum()", "check its spelling"),
            ("exit()", "return a value instead"),
            ("raise SystemExit", "return a value instead"),
            ("input()", "input() has nobody"),
        ],
    )
    def test_the_next_step_fits_the_error(self, told: Told, line: str, words: str) -> None:
        source = f"def one_window(patch, kernel):\n    return {line}\n".replace(
            "return raise", "raise"
        )
        shows(told("one-window", source), Verdict.RUNTIME_ERROR, "one-window.py:2", words)

    def test_recursion_without_an_end(self, told: Told) -> None:
        source = "def output_size(m, k):\n    return output_size(m, k)\n"
        words = "RecursionError", "without calling itself again"
        shows(told("out-size", source), Verdict.RUNTIME_ERROR, *words)


class TestTheAnswerIsOfAnotherType:
    @pytest.mark.parametrize(
        ("slug", "body", "words"),
        [
            ("one-window", "print((patch * kernel).sum())", "print alone hands nothing over"),
            ("one-window", "pass", "your function returned None"),
            ("one-window", "return (patch * kernel).sum(keepdims=True)", "with .item()"),
            ("one-window", "return [(patch * kernel).sum()]", "take its one item with [0]"),
            ("slide-kernel", "return [[1.0]]", "np.array(...)"),
            ("slide-kernel", "return image.astype(object)", ".astype(float)"),
            ("slide-kernel", "yield image", "np.array(list(...))"),
            ("fix-the-notebook", "return np.array(settings)", ".tolist()"),
            ("fix-the-notebook", "return zip(settings)", "list(...)"),
            ("out-size", "return np.zeros(m - k + 1).shape", "take its one item with [0]"),
            ("out-size", "return (m - k) / 1 + 1", "a float where a whole number (int)"),
            ("line-image", "return np.zeros((1, 1, height, width))", "torch.tensor(...)"),
        ],
    )
    def test_the_repair_is_named(self, told: Told, slug: str, body: str, words: str) -> None:
        parameters = {
            "one-window": "one_window(patch, kernel)",
            "slide-kernel": "conv2d_valid(image, kernel)",
            "fix-the-notebook": "output_shapes(image, kernel, settings)",
            "out-size": "output_size(m, k)",
            "line-image": "vertical_line(height, width, col)",
        }
        source = f"import numpy as np\ndef {parameters[slug]}:\n    {body}\n"
        shows(told(slug, source), Verdict.WRONG_ANSWER, words)

    def test_an_input_was_changed(self, told: Told) -> None:
        source = """\
            def one_window(patch, kernel):
                patch *= kernel
                return patch.sum()
            """
        words = "changed its input patch", "work on a copy"
        shows(told("one-window", source), Verdict.WRONG_ANSWER, *words)


class TestRefusedByRule:
    def test_fractions_are_no_floats(self, told: Told) -> None:
        """Only what NumPy and Python call a real number crosses; `float(...)` is one step away."""
        source = """\
            from fractions import Fraction

            def one_window(patch, kernel):
                products = (patch * kernel).ravel().tolist()
                return sum(map(Fraction, products), Fraction(0))
            """
        shows(told("one-window", source), Verdict.WRONG_ANSWER, "Fraction", "float(...)")

    def test_a_submission_has_one_thread(self, told: Told) -> None:
        """The sandbox starts no threads; importing what would is no harm."""
        source = """\
            from concurrent.futures import ThreadPoolExecutor

            def one_window(patch, kernel):
                with ThreadPoolExecutor(2) as pool:
                    return sum(pool.map(lambda pair: pair[0] @ pair[1], zip(patch, kernel)))
            """
        shows(told("one-window", source), Verdict.RUNTIME_ERROR, "one thread")

    def test_multiplying_polynomials_is_np_convolve(self, told: Told) -> None:
        """NumPy's polynomials multiply by calling np.convolve, which is what is asked for."""
        source = """\
            import numpy as np

            def conv1d(x, w, stride, padding):
                full = np.polymul(np.pad(x, padding), w[::-1])
                return full[len(w) - 1 : len(x) + 2 * padding : stride]
            """
        words = "calls convolve", "np.polymul(np.pad(x, padding), w[::-1])"
        shows(told("conv1d", source), Verdict.FORBIDDEN, *words)

    def test_a_helper_that_is_used_is_read(self, told: Told) -> None:
        """Only what neither the function asked for nor the module itself uses is left alone."""
        source = """\
            import numpy as np

            def main():
                return np.convolve

            def conv1d(x, w, stride, padding):
                return main()(np.pad(x, padding), w[::-1], "valid")[::stride]
            """
        shows(told("conv1d", source), Verdict.FORBIDDEN, "line 4 uses convolve")


class TestWhatIsShownOfIt:
    def test_a_float_is_not_shown_as_the_expected_int(self, told: Told) -> None:
        source = "def output_size(m, k):\n    return float(m - k + 1)\n"
        words = "expected 3 yours 3.0", "divide with //"
        shows(told("out-size", source), Verdict.WRONG_ANSWER, *words)

    def test_an_array_in_place_of_a_number_is_told_apart_from_one_element(self, told: Told) -> None:
        source = "def one_window(patch, kernel):\n    return patch * kernel\n"
        shows(told("one-window", source), Verdict.WRONG_ANSWER, "next: return a single number")

    def test_the_case_in_full_is_one_with_the_verdict_of_the_whole(self, told: Told) -> None:
        source = "def one_window(patch, kernel):\n    return int((patch @ kernel).sum())\n"
        verdict, text = told("one-window", source)
        assert verdict is Verdict.RUNTIME_ERROR
        assert text.index("ValueError: matmul") < text.index("also not accepted")
