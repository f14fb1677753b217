"""One call text runs alike with the student's function and with torch's."""

from __future__ import annotations

import traceback

import numpy as np
import pytest
import torch

from grader.calling import (
    CALL_FILE,
    CALL_NAMES,
    compile_call,
    default_call,
    describe,
    is_stepwise,
)


class TestCompiling:
    @pytest.mark.parametrize(
        ("code", "answer"),
        [
            ("f(a, b)", 3),
            ("c = f(a, b)\nc * 2", 6),
            ("c = f(a, b); c * 2", 6),
            ("if a:\n    return 5\nf(a, b)", 5),
            ("c = 0\nfor x in (a, b):\n    c += x\nc", 3),
            ("c = a", None),
            ("[f(x, a) for x in (a, b)]", [2, 3]),
            ("def g(x):\n    return f(x, b)\ng(a)", 3),
            ("(lambda x: f(x, b))(a)", 3),
            ("len([a, b])", 2),
            ("math.comb(b, a)", 2),
        ],
    )
    def test_a_call_answers_with_its_last_line(self, code: str, answer: object) -> None:
        scope = {**CALL_NAMES, "f": lambda one, other: one + other, "a": 1, "b": 2}
        call = compile_call(code, scope)
        assert not is_stepwise(call)
        assert call() == answer
        assert call() == answer

    def test_a_block_that_yields_is_stepwise(self) -> None:
        call = compile_call('y = x\nyield "one", y\nyield "two", 2 * y', {"x": 3})
        assert is_stepwise(call)
        assert list(call()) == [("one", 3), ("two", 6)]  # type: ignore[call-overload]

    @pytest.mark.parametrize("code", ["f(", "1 +", "return return", "if x:", "yield = 3"])
    def test_what_is_no_code_is_a_syntax_error(self, code: str) -> None:
        with pytest.raises(SyntaxError):
            compile_call(code, {})

    def test_one_text_serves_many_scopes(self) -> None:
        one = compile_call("x + 1", {"x": 1})
        other = compile_call("x + 1", {"x": 10})
        assert (one(), other(), one()) == (2, 11, 2)

    def test_the_scope_is_left_as_it_is(self) -> None:
        scope: dict[str, object] = {"x": 1}
        compile_call("global x\nx = 5\nx", scope)()
        assert scope == {"x": 1}

    def test_its_frames_are_the_graders(self) -> None:
        call = compile_call("1 / x", {"x": 0})
        with pytest.raises(ZeroDivisionError) as raised:
            call()
        assert traceback.extract_tb(raised.tb)[-1].filename == CALL_FILE

    def test_the_plain_call_is_positional_and_in_order(self) -> None:
        assert default_call("conv2d", ("image", "kernel")) == "conv2d(image, kernel)"
        assert default_call("train", ()) == "train()"


class TestDescribing:
    def test_a_layer_is_told_by_its_constants_and_shapes(self) -> None:
        facts = describe(torch.nn.Conv2d(3, 8, (2, 5), stride=2, bias=False))
        assert facts["type"] == "Conv2d"
        assert (facts["in_channels"], facts["out_channels"]) == (3, 8)
        assert facts["stride"] == (2, 2)
        assert facts["shape of weight"] == (8, 3, 2, 5)
        assert facts["dtype of weight"] == "torch.float32"
        assert "shape of bias" not in facts

    def test_a_tensor_is_told_by_its_header(self) -> None:
        facts = describe(torch.ones(2, 3, requires_grad=True))
        assert facts == {
            "type": "Tensor",
            "dtype": "torch.float32",
            "shape": (2, 3),
            "requires_grad": True,
        }

    @pytest.mark.parametrize("thing", [None, 3, "text", np.ones(2), [1]])
    def test_anything_else_is_its_type(self, thing: object) -> None:
        assert describe(thing) == {"type": type(thing).__name__}
