from __future__ import annotations

from pathlib import Path
from types import FunctionType

import pytest
from conversation import STUB, load
from hypothesis import given
from hypothesis import strategies as st

from grader.child.reading import checked, parse, read
from grader.load import open_pack
from grader.wire import Checked, Load

ROOT = Path(__file__).parents[1]
RULES = (
    (),
    ("np.convolve", "np.correlate", "sliding_window_view", "as_strided"),
    ("np.pad", "np.dot"),
    ("aten.convolution", "F.conv2d", "nn.Conv2d"),
)
EVASIONS = (
    "import numpy as np",
    "import numpy",
    "import torch",
    "import os, torch",
    "import os; import torch",
    "import os  # import sys",
    "from numpy import convolve as c",
    "from numpy import (\n    sum,\n    convolve,\n)",
    "from .numpy import pad",
    "from torch import nn",
    "from torch \\\n    import nn",
    "try:\n    import scipy\nexcept ImportError:\n    pass",
    "__import__('torch')",
    "from importlib import import_module",
    "np.convolve(1, 2)",
    "np . convolve",
    "np.\\\nconvolve",
    "getattr(np, 'convolve')",
    "getattr(np, 'conv' 'olve')",
    "getattr(np, 'conv\\x6flve')",
    "getattr(np, 'pad')",
    "x = ('convolve', ['pad', 'tb_frame'])",
    "y = {'f_back'}",
    "z = 'gra' 'der.child'",
    "import grader.child",
    "import sys; sys._getframe()",
    "np.convolve".translate({letter: letter + 0x1D3B9 for letter in range(97, 123)}),  # bold
    "def g(pad, convolve): return pad + convolve",
    "def g(pad): return np.pad(pad)",
    "lambda pad: (lambda: pad)",
    "def convolve(x): return x",
    "class A:\n    pad = 1\n    def convolve(self): return self.pad",
    "'''np.convolve would be shorter, and so would import scipy'''",
    "# np.pad",
    "if __name__ == '__main__':\n    import torch",
    "def unused():\n    import torch",
)


def looked_at(order: Load) -> Checked:
    """Return what the tree shows, without the short cut."""
    return checked(parse(order.source, order.label), order)


def sources() -> list[Path]:
    """Return every submission there is, but for those that are there to exhaust the parser."""
    folders = (ROOT / "solutions", ROOT / "tests" / "fair", ROOT / "tests" / "packs")
    found = (path for folder in folders for path in folder.rglob("*.py"))
    return sorted(path for path in found if path.stat().st_size < 100_000)


@pytest.mark.parametrize("forbid", RULES, ids=lambda rules: "+".join(rules) or "nothing")
def test_the_short_cut_finds_what_the_tree_shows_in_every_source(forbid: tuple[str, ...]) -> None:
    found = different = 0
    for path in sources():
        order = load(path.read_bytes(), forbid=forbid)
        try:
            expected = looked_at(order)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        found += 1
        different += read(order)[1] != expected
    assert found > 500
    assert different == 0


def test_every_stub_is_recognized_with_a_remark_and_without() -> None:
    pack = open_pack(ROOT / "exercises")
    slugs = [path.parent.name for path in sorted((ROOT / "exercises").glob("*/problem.yaml"))]
    assert slugs
    for slug in slugs:
        file = pack.problem(slug).file
        for source in (file.stub, f"# my name\n\n{file.stub}"):
            order = Load(
                source.encode(),
                "mine.py",
                file.stub,
                file.function,
                tuple(file.packages),
                tuple(file.forbid),
            )
            assert read(order)[1].unchanged, slug


@given(st.lists(st.sampled_from(EVASIONS), max_size=4), st.sampled_from(RULES))
def test_the_short_cut_finds_what_the_tree_shows_in_any_mixture(
    lines: list[str], forbid: tuple[str, ...]
) -> None:
    body = "\n".join(lines)
    order = load(f"import math\n{body}\ndef f(x): return math.sqrt(x)\n", forbid=forbid)
    assert read(order)[1] == looked_at(order)


def test_what_the_compiler_drops_may_go_unseen_and_does_nothing() -> None:
    source = "def f(x):\n    y = x.sum()\n    'gra' 'der.child'\n    return y\n"
    code, found = read(load(source, forbid=RULES[1]))
    assert found.violations == ()
    names: dict[str, FunctionType] = {}
    exec(code, names)
    assert "grader.child.serving" not in names["f"].__code__.co_consts


@pytest.mark.parametrize("line", EVASIONS)
def test_the_short_cut_finds_what_the_tree_shows_in_each(line: str) -> None:
    for forbid in RULES:
        order = load(f"{STUB}\n{line}\n", forbid=forbid)
        assert read(order)[1] == looked_at(order)


def test_the_stub_with_private_names_is_still_the_stub() -> None:
    stub = "class f:\n    def __init__(self): self.__a = 1\n    def b(self): return self.__a\n"
    assert read(load(stub, stub=stub))[1].unchanged


@pytest.mark.parametrize("line", ["x = '\\d'", "x = 1 if 1else 2"])
def test_a_warning_of_the_compiler_is_not_worth_a_word(line: str) -> None:
    code, _ = read(load(f"{line}\n"))  # warnings are errors in tests
    assert code.co_names == ("x",)
