"""What reading cannot see is met at run time, and NumPy and torch work as ever otherwise."""

from __future__ import annotations

import functools
import importlib
import inspect
import operator
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812 - its usual name
from torch import nn

from grader.child.guard import ForbiddenCall, guard_functions, places, watch_operators

FORBID = ("np.convolve", "np.correlate", "sliding_window_view", "as_strided")
ONES = np.ones(4)

Attempt = Callable[[], object]


@pytest.fixture
def restored() -> Iterator[None]:
    """Put back whatever a guard replaces: a child is thrown away, this process is not."""
    importlib.import_module("numpy.ma")
    places.cache_clear()
    overrides: Any = importlib.import_module("numpy._core.overrides")
    register = set(overrides.ARRAY_FUNCTIONS)
    held = [(module, name, module[name]) for module, name in places(FORBID)]
    yield
    for module, name, function in held:
        module[name] = function
    overrides.ARRAY_FUNCTIONS.update(register)
    assert np.convolve(ONES, ONES).shape == (7,)


@pytest.fixture
def used(restored: None) -> list[str]:  # noqa: ARG001 - it comes after
    """Guard NumPy; return where the names of what is called are noted."""
    noted: list[str] = []
    guard_functions(FORBID, noted)
    return noted


def star_import() -> Any:
    scope: dict[str, Any] = {}
    exec("from numpy import *", scope)
    return scope["convolve"]


ATTEMPTS: dict[str, Callable[[], Callable[..., object]]] = {
    "attribute": lambda: np.convolve,
    "computed getattr": lambda: getattr(np, "con" + "volve"),
    "dict": lambda: np.__dict__["convolve"],
    "vars": lambda: vars(np)["convolve"],
    "attrgetter": lambda: operator.attrgetter("convolve")(np),
    "sys.modules": lambda: sys.modules["numpy"].convolve,
    "import module": lambda: importlib.import_module("numpy").convolve,
    "star import": star_import,
    "partial": lambda: functools.partial(np.convolve),
    "internal numeric": lambda: np._core.numeric.convolve,  # type: ignore[attr-defined]
    "internal correlate": lambda: np._core.multiarray.correlate,  # type: ignore[attr-defined]
    "internal correlate2": lambda: np._core.multiarray.correlate2,  # type: ignore[attr-defined]
    "the C module": lambda: sys.modules["numpy._core._multiarray_umath"].correlate,
    "masked": lambda: importlib.import_module("numpy.ma").convolve,
    "windows": lambda: np.lib.stride_tricks.sliding_window_view,
    "strides": lambda: np.lib.stride_tricks.as_strided,
    "strides inside": lambda: sys.modules["numpy.lib._stride_tricks_impl"].as_strided,
}


class TestFunctions:
    @pytest.mark.parametrize("name", ATTEMPTS)
    def test_every_way_to_a_forbidden_function_is_closed(self, used: list[str], name: str) -> None:
        function = ATTEMPTS[name]()
        arguments: tuple[object, ...] = (ONES, 2) if "windows" in name else (ONES, ONES)
        with pytest.raises(ForbiddenCall, match="this problem forbids it"):
            function(*arguments)
        assert len(used) >= 1

    @pytest.mark.parametrize("name", [name for name in ATTEMPTS if "strides" not in name])
    @pytest.mark.usefixtures("restored")
    def test_without_the_guard_they_work(self, name: str) -> None:
        function = ATTEMPTS[name]()
        assert function(*((ONES, 2) if "windows" in name else (ONES, ONES))) is not None

    def test_no_function_is_left_to_a_walk_through_all_modules(self, used: list[str]) -> None:
        leaves = {name.rpartition(".")[2] for name in FORBID} | {"correlate2"}
        left = [
            (module.__name__, name)
            for module in filter(inspect.ismodule, list(sys.modules.values()))
            if module.__name__.startswith("numpy")
            for name, thing in vars(module).items()
            if getattr(thing, "__name__", "") in leaves and not refuses(thing)
        ]
        assert left == []
        assert used == []

    def test_no_original_is_left_to_a_walk_through_memory(self) -> None:
        left = in_new_interpreter(
            """
            import gc, types
            import numpy as np
            from numpy.lib import stride_tricks
            from grader.child.guard import guard_functions

            def originals():
                names = {"convolve", "correlate", "correlate2", "as_strided", "sliding_window_view"}
                held = [held for thing in gc.get_objects() for held in gc.get_referents(thing)]
                kinds = (types.FunctionType, types.BuiltinFunctionType, type(np.convolve))
                return {
                    thing.__name__
                    for thing in held
                    if isinstance(thing, kinds) and thing.__name__ in names
                    and "refuse" not in getattr(thing, "__qualname__", "")
                }

            before = originals()
            guard_functions(("np.convolve", "np.correlate"), [])
            guard_functions(("sliding_window_view", "as_strided"), [])
            gc.collect()
            print(sorted(before), sorted(originals()))
            """
        )
        names = "['as_strided', 'convolve', 'correlate', 'correlate2', 'sliding_window_view']"
        assert left == f"{names} []"

    def test_a_caught_refusal_is_still_noted(self, used: list[str]) -> None:
        with pytest.raises(ForbiddenCall):
            np.convolve(ONES, ONES)
        with pytest.raises(ForbiddenCall):
            np.correlate(ONES, ONES)
        assert used == ["convolve", "correlate"]

    def test_numpy_works_otherwise(self, used: list[str]) -> None:
        image = np.arange(12.0).reshape(3, 4)
        assert np.pad(image, 1).shape == (5, 6)
        assert np.einsum("ij,ij->", image, image) == (image**2).sum()
        assert np.broadcast_to(1.0, (2, 3)).shape == (2, 3)
        assert np.fft.ifft(np.fft.fft(ONES)).real.tolist() == ONES.tolist()
        assert np.tensordot(image, image, 2) == (image**2).sum()
        assert np.median(image) == 5.5
        assert np.roll(image, 1).shape == np.flip(image).shape == image.shape
        assert np.polyfit([0, 1, 2], [0, 1, 2], 1) == pytest.approx([1, 0])
        assert np.linalg.svd(image, compute_uv=False).shape == (3,)
        assert str(image)
        assert used == []

    def test_what_is_a_convolution_underneath_is_refused_too(self, used: list[str]) -> None:
        with pytest.raises(ForbiddenCall):
            np.polymul([1, 2], [3, 4])
        assert used == ["convolve"]

    @pytest.mark.usefixtures("restored")
    def test_nothing_forbidden_replaces_nothing(self) -> None:
        before = np.convolve
        guard_functions((), [])
        guard_functions(("aten.convolution",), [])
        assert np.convolve is before

    def test_places_name_every_module_that_holds_one(self) -> None:
        modules = {held["__name__"] for held, name in places(FORBID) if name == "as_strided"}
        assert {"numpy.lib._stride_tricks_impl", "numpy.lib.stride_tricks"} <= modules
        assert places(()) == ()


IMAGE, KERNEL = torch.ones(1, 1, 4, 4), torch.ones(1, 1, 2, 2)
ONE, NONE = [1, 1], [0, 0]
aten = torch.ops.aten


def with_gradient() -> object:
    return F.conv2d(IMAGE, KERNEL.clone().requires_grad_())


def in_no_grad() -> object:
    with torch.no_grad():
        return F.conv2d(IMAGE, KERNEL)


def in_inference() -> object:
    with torch.inference_mode():
        return F.conv2d(IMAGE, KERNEL)


def in_autograd_function() -> object:
    class Mine(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, image: torch.Tensor) -> torch.Tensor:  # noqa: ARG004
            return F.conv2d(image, KERNEL)

    return Mine.apply(IMAGE)  # type: ignore[no-untyped-call]


def through_jit() -> object:
    unit = torch.jit.CompilationUnit("def f(x, k):\n    return torch.conv2d(x, k)\n")
    return unit.f(IMAGE, KERNEL)


CONVOLUTIONS: dict[str, Attempt] = {
    "F.conv2d": lambda: F.conv2d(IMAGE, KERNEL),
    "F.conv1d": lambda: F.conv1d(IMAGE[:, :, 0], KERNEL[:, :, 0]),
    "F.conv_transpose2d": lambda: F.conv_transpose2d(IMAGE, KERNEL),
    "torch.conv2d": lambda: torch.conv2d(IMAGE, KERNEL),
    "float64": lambda: torch.conv2d(IMAGE.double(), KERNEL.double()),
    "nn.Conv2d": lambda: nn.Conv2d(1, 1, 2)(IMAGE),
    "same padding": lambda: F.conv2d(IMAGE, KERNEL[..., :1, :1], padding="same"),
    "ops": lambda: aten.conv2d(IMAGE, KERNEL),
    "ops, the overload": lambda: aten.conv2d.default(IMAGE, KERNEL),
    "ops.convolution": lambda: aten.convolution(
        IMAGE, KERNEL, None, ONE, NONE, ONE, transposed=False, output_padding=NONE, groups=1
    ),
    "oneDNN": lambda: aten.mkldnn_convolution(IMAGE, KERNEL, None, NONE, ONE, ONE, 1),
    "slow": lambda: aten.slow_conv_dilated2d(IMAGE, KERNEL, [2, 2]),
    "slow forward": lambda: torch._C._nn.thnn_conv2d(IMAGE, KERNEL, [2, 2], None, ONE, NONE),  # type: ignore[attr-defined]
    "with a gradient": with_gradient,
    "no_grad": in_no_grad,
    "inference mode": in_inference,
    "inside autograd": in_autograd_function,
    "vmap": lambda: torch.func.vmap(lambda image: F.conv2d(image, KERNEL))(IMAGE[None]),
}


class TestOperators:
    @pytest.mark.parametrize("name", CONVOLUTIONS)
    def test_every_spelling_of_a_convolution_is_met(self, name: str) -> None:
        used: list[str] = []
        with (
            pytest.raises(ForbiddenCall, match="would give the answer away"),
            watch_operators(("aten.convolution",), used),
        ):
            CONVOLUTIONS[name]()
        assert len(used) == 1

    @pytest.mark.parametrize("name", CONVOLUTIONS)
    def test_without_the_watch_they_work(self, name: str) -> None:
        with watch_operators((), []):
            assert isinstance(CONVOLUTIONS[name](), torch.Tensor)

    @pytest.mark.filterwarnings("ignore:.*torch.jit:DeprecationWarning")
    def test_a_script_is_watched_as_well(self) -> None:
        used: list[str] = []
        with pytest.raises(RuntimeError), watch_operators(("aten.convolution",), used):
            through_jit()
        assert used

    def test_the_backward_pass_is_watched(self) -> None:
        used: list[str] = []
        weight = KERNEL.clone().requires_grad_()
        result = F.conv2d(IMAGE, weight).sum()
        with (
            pytest.raises(ForbiddenCall),
            watch_operators(("aten.convolution_backward",), used),
        ):
            result.backward()  # type: ignore[no-untyped-call]
        assert used == ["convolution_backward"]

    def test_the_forward_pass_alone_is_allowed_where_only_backward_is_forbidden(self) -> None:
        used: list[str] = []
        with watch_operators(("aten.convolution_backward",), used):
            F.conv2d(IMAGE, KERNEL)
        assert used == []

    @pytest.mark.parametrize(
        ("forbidden", "attempt"),
        [
            ("aten.im2col", lambda: F.unfold(IMAGE, 2)),
            ("aten.constant_pad_nd", lambda: F.pad(IMAGE, (1, 1, 1, 1))),
            ("aten.max_pool2d_with_indices", lambda: F.max_pool2d(IMAGE, 2)),
            ("aten.avg_pool2d", lambda: nn.AvgPool2d(2)(IMAGE)),
            ("aten.mm", lambda: KERNEL[0, 0] @ KERNEL[0, 0]),
            ("aten._fft_r2c", lambda: torch.fft.rfft(IMAGE)),
        ],
    )
    @pytest.mark.parametrize("inference", [False, True])
    def test_other_operators_can_be_forbidden(
        self, forbidden: str, attempt: Attempt, *, inference: bool
    ) -> None:
        used: list[str] = []
        with (
            pytest.raises(ForbiddenCall),
            watch_operators((forbidden,), used),
            torch.inference_mode(mode=inference),
        ):
            attempt()
        assert used == [forbidden.removeprefix("aten.")]

    def test_torch_works_otherwise(self) -> None:
        used: list[str] = []
        layer = nn.Linear(4, 2)
        with watch_operators(("aten.convolution", "aten.convolution_backward"), used):
            rows = F.unfold(IMAGE, 2)
            total = (layer(IMAGE) ** 2).sum() + rows.sum() + F.pad(IMAGE, (1, 1)).sum()
            total.backward()
            repr(total)
            total.item()
            KERNEL.numpy()
            torch.einsum("ij,jk->ik", KERNEL[0, 0], KERNEL[0, 0])
            torch.linalg.svd(KERNEL[0, 0])
            list(layer.state_dict())
            with torch.inference_mode():
                F.max_pool2d(IMAGE, 2)
                layer(IMAGE)
        assert used == []
        assert layer.weight.grad is not None

    def test_the_watch_gives_the_same_numbers(self) -> None:
        image = torch.randn(2, 3, 5, 5, dtype=torch.float64)

        def chain() -> torch.Tensor:
            columns = F.unfold(F.pad(image, (1, 1, 1, 1)), 3)
            return torch.softmax(columns.transpose(1, 2) @ columns, -1)

        plain = chain()
        with watch_operators(("aten.convolution",), []):
            assert torch.equal(chain(), plain)
            with torch.inference_mode():
                assert torch.equal(chain(), plain)

    def test_taking_the_watch_away_leaves_its_mark(self) -> None:
        used: list[str] = []
        with watch_operators(("aten.convolution",), used):
            torch.utils._python_dispatch._pop_mode()
            F.conv2d(IMAGE, KERNEL)  # the control: nobody watches now
        assert used == ["_pop_mode"]

    def test_the_watch_ends_with_its_block_even_after_an_error(self) -> None:
        used: list[str] = []
        with pytest.raises(ValueError, match="mine"), watch_operators(("aten.mm",), used):
            raise ValueError("mine")
        assert torch.utils._python_dispatch._get_current_dispatch_mode() is None
        KERNEL[0, 0] @ KERNEL[0, 0]
        assert used == []

    def test_the_watch_needs_no_compiler(self) -> None:
        printed = in_new_interpreter(
            """
            import sys
            import torch
            from grader.child.guard import watch_operators

            sys.modules["torch._dynamo"] = None  # as in a locked child: it cannot be imported
            with watch_operators(("aten.convolution",), []):
                print((torch.ones(2) * 2).sum().item())
            """
        )
        assert printed == "4.0"


def refuses(thing: object) -> bool:
    return getattr(thing, "__qualname__", "").endswith("refuse")


def in_new_interpreter(code: str) -> str:
    """Return what code prints in an interpreter of its own."""
    import subprocess
    import textwrap

    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()
