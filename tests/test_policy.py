"""What reading a submission finds, and what it leaves in peace."""

from __future__ import annotations

import ast
import textwrap

import pytest

from grader.child.forbidden import leaf_of, qualified
from grader.child.policy import check_source
from grader.wire import Violation

NUMPY = ("np.convolve", "np.correlate", "sliding_window_view", "as_strided")
TORCH = ("F.conv2d", "nn.Conv2d", "torch.conv2d", "aten.convolution")


def found(
    source: str, packages: tuple[str, ...] = ("numpy",), forbid: tuple[str, ...] = NUMPY
) -> list[tuple[int, str]]:
    """Return line and culprit of every violation; the culprit is the second word of the rule."""
    violations = check_source(ast.parse(textwrap.dedent(source)), packages, forbid)
    return [(violation.line, violation.what.split()[1].strip(",")) for violation in violations]


def found_in_torch(source: str) -> list[tuple[int, str]]:
    return found(source, ("torch",), TORCH)


class TestForbiddenFunctions:
    @pytest.mark.parametrize(
        "source",
        [
            "import numpy as np; np.convolve(a, b)",
            "import numpy; numpy.convolve(a, b)",
            "import numpy as anything; anything.convolve(a, b)",
            "from numpy import convolve",
            "from numpy import convolve as dot",
            "from numpy import dot, convolve as c",
            "import numpy as np; f = np.convolve",
            "import numpy as np; g = np; g.convolve(a, b)",
            "import numpy as np; g: object = np; g.convolve(a, b)",
            "import numpy as np; g = h = np; h.convolve(a, b)",
            "import numpy as np; (g := np).convolve(a, b)",
            "import numpy as np; print(g := np); g.convolve(a, b)",
            "import numpy as np; getattr(np, 'convolve')(a, b)",
            "import numpy as np; getattr(np, 'convolve', None)(a, b)",
            "import numpy as np; f = getattr(np, 'convolve')",
            "__import__('numpy').convolve(a, b)",
            "import importlib; importlib.import_module('numpy').convolve(a, b)",
            "import importlib as i; i.import_module('numpy').convolve(a, b)",
            "from importlib import import_module; import_module('numpy').convolve(a, b)",
            "from importlib import import_module as load; load('numpy').convolve(a, b)",
            "from builtins import __import__ as load; load('numpy').convolve(a, b)",
            "m = __import__('numpy'); m.convolve(a, b)",
            "import numpy as np; np._core.multiarray.convolve(a, b)",
            "import numpy._core.numeric as n; n.convolve(a, b)",
            "from numpy._core.numeric import convolve",
            "from numpy import ma; ma.convolve(a, b)",
            "import numpy as np; list(map(np.convolve, a, b))",
            "import numpy as np; (lambda x: np.convolve(x, x))(a)",
            "import numpy as np; [np.convolve(x, x) for x in a]",
            "import numpy as np\nclass A:\n f = np.convolve",
            "import numpy as np\nclass A:\n def f(self): return np.convolve(self.a, self.b)",
            "import numpy as np\ndef f(g=np.convolve): return g",
            "import numpy as np\n@np.convolve\ndef f(): pass",
            "import numpy as np\nclass A(np.convolve): pass",
            "import numpy as np\nasync def f(): return np.convolve(a, b)",
            "def f(x): return np.convolve(x, x)\nimport numpy as np",
            "def f(x):\n import numpy as np\n return np.convolve(x, x)",
            "try:\n import numpy as np\nexcept ImportError:\n raise\nnp.convolve(a, b)",
            "try:\n from numpy import convolve\nexcept ImportError: pass",
            "with suppress(ImportError):\n import numpy as np\nnp.convolve(a, b)",
            "import numpy as np\nif x:\n pass\nelse:\n np.convolve(a, b)",
            "import numpy as np\nif __name__ == '__main__':\n pass\nelse:\n np.convolve(a, b)",
            "import numpy as np\nmatch x:\n case 1: np.convolve(a, b)",
            "import numpy as np\nf'{np.convolve(a, b)}'",
        ],
    )
    def test_every_spelling_that_can_be_read_is_found(self, source: str) -> None:
        assert [name for _, name in found(source)] == ["convolve"]

    def test_the_lines_are_right(self) -> None:
        source = """\
            import numpy as np
            from numpy import correlate

            def f(x, w):
                y = 0
                return np.convolve(
                    x,
                    np.lib.stride_tricks.as_strided(x),
                )
            """
        assert found(source) == [(2, "correlate"), (6, "convolve"), (8, "as_strided")]

    def test_one_use_is_one_violation_and_two_lines_are_two(self) -> None:
        source = "import numpy as np\nnp.convolve(np.convolve(a, b), c)\nnp.convolve(a, b)"
        assert found(source) == [(2, "convolve"), (3, "convolve")]

    @pytest.mark.parametrize(
        "source",
        [
            "from numpy.lib.stride_tricks import sliding_window_view",
            "from numpy.lib.stride_tricks import sliding_window_view as windows",
            "import numpy as np; np.lib.stride_tricks.sliding_window_view(a, 2)",
            "import numpy.lib.stride_tricks as tricks; tricks.sliding_window_view(a, 2)",
            "from numpy.lib import stride_tricks; stride_tricks.sliding_window_view(a, 2)",
        ],
    )
    def test_a_bare_name_is_forbidden_wherever_it_comes_from(self, source: str) -> None:
        assert [name for _, name in found(source)] == ["sliding_window_view"]

    @pytest.mark.parametrize(
        ("source", "name"),
        [
            ("import torch.nn.functional as F; F.conv2d(a, b)", "conv2d"),
            ("import torch; torch.nn.functional.conv2d(a, b)", "conv2d"),
            ("from torch.nn.functional import conv2d", "conv2d"),
            ("from torch.nn import functional; functional.conv2d(a, b)", "conv2d"),
            ("import torch; torch.conv2d(a, b)", "conv2d"),
            ("import torch; torch.ops.aten.conv2d(a, b)", "conv2d"),
            ("import torch.nn as nn; nn.Conv2d(1, 1, 2)", "Conv2d"),
            ("from torch import nn; nn.Conv2d(1, 1, 2)", "Conv2d"),
            ("from torch import nn\nclass Mine(nn.Conv2d): pass", "Conv2d"),
            ("from torch.nn.modules.conv import Conv2d", "Conv2d"),
        ],
    )
    def test_torch_functions_are_found(self, source: str, name: str) -> None:
        assert [culprit for _, culprit in found_in_torch(source)] == [name]


class TestRightAnswers:
    """What must not be rejected."""

    @pytest.mark.parametrize(
        "source",
        [
            "def correlate(a, b): return a * b\ncorrelate(1, 2)",
            "def as_strided(a): return a\nas_strided(1)",
            "import numpy as np\ndef np_convolve(a): return np.dot(a, a)",
            "class Layer:\n def convolve(self, x): return x\nLayer().convolve(1)",
            "class Layer:\n def f(self): return self.convolve(1)",
            "layer = make(); layer.convolve(1)",
            "class np:\n @staticmethod\n def convolve(a): return a\nnp.convolve(1)",
            "import numpy as np\nclass np:\n pass\nnp.convolve(1)",
            "import numpy as np\nnp = Mine()\nnp.convolve(1)",
            "import numpy as np\nnp, x = Mine(), 1\nnp.convolve(1)",
            "import numpy as np\nfor np in layers: np.convolve(1)",
            "import numpy as np\nwith open_layer() as np: np.convolve(1)",
            "import numpy as np\ndel np\nnp.convolve(1)",
            "import numpy as np\ndef f(np): return np.convolve(1)",
            "import numpy as np\ndef f(*np): return np.convolve(1)",
            "import numpy as np\nf = lambda np: np.convolve(1)",
            "import numpy as np\ndef a(): m = np\ndef b(m): return m.correlate(1)",
            "import numpy as np\ndef a():\n m = np\ndef b(): return m.correlate(1)",
            "# np.convolve would do it\n'''np.convolve(a, b)'''",
            "import numpy as np\nx = 'np.convolve(a, b)'",
            "import numpy as np\ndef convolve(a): return np.sum(a)\nconvolve(1)",
            "import numpy as np\nconvolve = lambda a: np.sum(a)\nconvolve(1)",
            "from numpy import *\ndef correlate(a): return dot(a, a)\ncorrelate(a)",
            "import numpy as np\nif __name__ == '__main__':\n print(np.convolve(a, b))",
            "import numpy as np\nif '__main__' == __name__:\n print(np.convolve(a, b))",
            "import numpy as np\nif __name__ == '__main__' and x:\n print(np.convolve(a, b))",
            "if __name__ == '__main__':\n import torch\n print(torch)",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n import torch",
            "import typing\nif typing.TYPE_CHECKING:\n import torch",
            "try:\n import torch\nexcept ImportError:\n torch = None",
            "try:\n import torch\nexcept ModuleNotFoundError:\n torch = None",
            "try:\n import torch\nexcept (ImportError, OSError):\n torch = None",
            "try:\n import torch\nexcept Exception:\n torch = None",
            "try:\n import torch\nexcept:\n torch = None",
            "try:\n if x:\n  import torch\nexcept ImportError:\n pass",
            "from contextlib import suppress\nwith suppress(ImportError):\n import torch",
            "import contextlib\nwith contextlib.suppress(ImportError, OSError):\n import torch",
            "import numpy as np\nx = np.einsum('ij,ij->', a, b) + np.fft.fft(a) + np.pad(a, 1)",
            "import math, itertools, typing, functools, collections.abc, dataclasses",
            "from __future__ import annotations",
            "import unittest, os, sys, subprocess, socket",
            "getattr(x, name)(1); getattr(x, 'convolve')(1)",
            "import numpy as np\ngetattr(np, name)",
            "x[0].convolve(1); f().convolve(1); (a + b).convolve(1)",
            "",
        ],
    )
    def test_nothing_is_found(self, source: str) -> None:
        assert found(source) == []

    def test_what_a_torch_problem_allows(self) -> None:
        source = """\
            import math
            import numpy as np
            import torch
            import torch.nn as nn
            import torch.nn.functional as F

            class Mine(nn.Module):
                def conv2d(self, x):
                    return F.unfold(x, 2) @ torch.ones(4, 1) + self.conv2d(x)

            def f(x):
                F = x.shape[0]
                return F
            """
        assert found_in_torch(source) == []

    def test_nothing_is_forbidden_where_nothing_is(self) -> None:
        assert found("import numpy as np; np.convolve(a, b)", forbid=()) == []


class TestPackages:
    @pytest.mark.parametrize(
        ("source", "package"),
        [
            ("import torch", "torch"),
            ("import torch.nn as nn", "torch"),
            ("import numpy, scipy.signal", "scipy"),
            ("from scipy.signal import correlate2d", "scipy"),
            ("__import__('torch')", "torch"),
            ("import importlib; importlib.import_module('torch.nn')", "torch"),
            ("def f():\n import torch", "torch"),
            ("try:\n import torch\nfinally:\n pass", "torch"),
            ("try:\n import torch\nexcept ValueError:\n pass", "torch"),
            ("try:\n x = 1\nexcept ImportError:\n import torch", "torch"),
            ("with open('x'):\n import torch", "torch"),
            ("try:\n pass\nexcept ImportError:\n pass\nimport torch", "torch"),
            ("import grader", "grader"),
            ("import submission", "submission"),
        ],
    )
    def test_a_package_that_is_not_available_is_named(self, source: str, package: str) -> None:
        line = source.count("\n") + 1 if source.endswith(package) else None
        rules = found(source)
        assert [name for _, name in rules] == [package]
        assert line in (None, rules[0][0])

    def test_the_message_names_the_package(self) -> None:
        rules = check_source(ast.parse("\nimport torch.nn"), ("numpy",), ())
        assert rules == (Violation(2, "imports torch, which is not available in this problem"),)

    def test_torch_brings_numpy_and_numpy_does_not_bring_torch(self) -> None:
        assert found("import numpy", ("torch",)) == []
        assert found("import torch", ("numpy",)) == [(1, "torch")]
        assert found("import numpy", ()) == [(1, "numpy")]

    def test_relative_imports_name_no_package(self) -> None:
        assert found("from . import helpers\nfrom .helpers import x") == []


class TestSwitches:
    @pytest.mark.parametrize(
        "source",
        [
            "from torch.utils._python_dispatch import _disable_current_modes",
            "from torch.utils._python_dispatch import *",
            "import torch.utils._python_dispatch as anything",
            "import torch; torch.utils._python_dispatch.x",
            "import torch; torch._C._DisableTorchDispatch()",
            "import torch; getattr(torch._C, '_DisableTorchDispatch')",
            "import torch; getattr(thing, '_pop_mode')",
            "import importlib; importlib.import_module('torch.utils._python_dispatch')",
            "import torch; torch._C._jit_get_operation('aten::conv2d')",
            "import torch; torch.ops.aten.mm.default.redispatch(k, a, b)",
            "import torch; torch.library.get_kernel('aten::mm', 'CPU')",
            "import torch; torch._C._ExcludeDispatchKeyGuard(k)",
        ],
    )
    def test_turning_the_watch_off_is_found(self, source: str) -> None:
        rules = check_source(ast.parse(source), ("torch",), TORCH)
        assert rules
        assert all("turns the grader's checks off" in rule.what for rule in rules)

    def test_without_a_watch_there_is_nothing_to_turn_off(self) -> None:
        source = "import torch; torch._C._DisableTorchDispatch()"
        assert found(source, ("torch",), ("F.conv2d",)) == []


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("np.convolve", "numpy.convolve"),
        ("F.conv2d", "torch.nn.functional.conv2d"),
        ("nn.Conv2d", "torch.nn.Conv2d"),
        ("torch.conv2d", "torch.conv2d"),
        ("as_strided", "as_strided"),
    ],
)
def test_short_names_are_written_out(short: str, full: str) -> None:
    assert qualified(short) == full
    assert leaf_of(full) == leaf_of(short)
