"""What a child says of one submission: driven in this process, through bytes."""

from __future__ import annotations

import ast
import io
import math
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from conversation import STUB, call, converse, load, own_streams, read_replies
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.child import serving
from grader.child.guard import places
from grader.outcome import Frame, Raised, Returned
from grader.values import Array, Mapping, Opaque, Sequence, Value, encode
from grader.wire import Call, Checked, Load, Loaded, Reply, TooLarge, Violation, pack

NO_BOMB = {"NameError", "AttributeError"}


@pytest.fixture(autouse=True)
def _thrown_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take back what a submission may do to its process, which is this one here."""
    monkeypatch.delitem(sys.modules, serving.MODULE_NAME, raising=False)
    limit = sys.getrecursionlimit()
    yield
    sys.setrecursionlimit(limit)
    sys.modules.pop(serving.MODULE_NAME, None)


def replies(source: str | bytes, *calls: Call, **more: Any) -> list[Reply]:
    """Return what a child says after `Checked`."""
    checked, *rest = converse(load(source, **more), calls)
    assert isinstance(checked, Checked)
    return rest


def answers(source: str | bytes, *calls: Call, **more: Any) -> list[Reply]:
    """Return what a child that has loaded its source answers to calls (by default to one)."""
    loaded, *rest = replies(source, *(calls or [call()]), **more)
    assert loaded == Loaded(defines=True)
    return rest


def raised(source: str | bytes, *calls: Call, **more: Any) -> Raised:
    """Return the error with which the last reply tells of a failure."""
    last = replies(source, *(calls or [call()]), **more)[-1]
    assert isinstance(last, Raised)
    return last


def value(source: str, *calls: Call, **more: Any) -> Value:
    """Return what the last call returned."""
    last = answers(source, *calls, **more)[-1]
    assert isinstance(last, Returned)
    return last.value


class TestConversation:
    @pytest.mark.parametrize("chunk", [1, 7, 1 << 20])
    def test_orders_and_replies_may_come_in_pieces(self, chunk: int) -> None:
        source = "def f(x):\n    return x * 2\n"
        said = converse(load(source), [call(np.ones(3)), call(4)], chunk)
        assert said == [
            Checked(unchanged=False, violations=()),
            Loaded(defines=True),
            Returned(encode(np.full(3, 2.0))),
            Returned(8),
        ]

    def test_the_first_order_must_be_a_load(self) -> None:
        sent = bytearray()

        def write(data: memoryview) -> int:
            sent.extend(data)
            return len(data)

        for orders in (b"", pack(call())):
            serving.serve(io.BytesIO(orders).read, write)
        assert not sent

    def test_a_second_load_is_not_an_order(self) -> None:
        source = "def f(x):\n    return 1\n"
        orders = io.BytesIO(pack(load(source)) + pack(load("import os")) + pack(call()))
        sent: list[bytes] = []

        def write(data: memoryview) -> int:
            sent.append(bytes(data))
            return len(data)

        serving.serve(orders.read, write)
        assert len(sent) == 3  # checked, loaded, returned

    def test_half_an_order_ends_it(self) -> None:
        orders = pack(load("def f(x): pass\n"))
        serving.serve(io.BytesIO(orders[:7]).read, len)

    def test_state_lives_between_calls(self) -> None:
        source = "seen = []\ndef f(x):\n    seen.append(x)\n    return len(seen)\n"
        assert answers(source, call(), call()) == [Returned(1), Returned(2)]


class TestReading:
    def test_reading_comes_before_running(self) -> None:
        said = converse(load("import torch\nraise ValueError\n"))
        rule = Violation(1, "imports torch, which is not available in this problem")
        assert said[0] == Checked(unchanged=False, violations=(rule,))

    @pytest.mark.parametrize(
        "source",
        [
            STUB,
            STUB.replace("    # your code here\n", ""),
            STUB.replace("# your code here", "# I do not know what to do"),
            STUB.replace("\n\n\n", "\n\n\n\n\n\n"),
            STUB.replace("import numpy as np", "import  numpy  as  np  # numbers"),
            STUB.replace("\n", "\r\n"),
            "# my name\n" + STUB + "\n\n# the end",
            STUB.replace("    ", "\t"),
            "\ufeff" + STUB,
            STUB.replace("raise NotImplementedError", "raise (NotImplementedError)"),
        ],
    )
    def test_the_stub_as_given_is_unchanged(self, source: str) -> None:
        checked = converse(load(source))[0]
        assert checked == Checked(unchanged=True, violations=())

    @pytest.mark.parametrize(
        "source",
        [
            "",
            STUB.replace("raise NotImplementedError", "return 0"),
            STUB.replace("raise NotImplementedError", "raise NotImplementedError()"),
            STUB.replace("np", "numpy"),
            STUB.replace("f(x)", "f(y)"),
            STUB + "x = 1\n",
            STUB.replace("answer", "result"),
        ],
    )
    def test_any_change_of_the_code_is_an_attempt(self, source: str) -> None:
        checked = converse(load(source))[0]
        assert checked == Checked(unchanged=False, violations=())

    @pytest.mark.parametrize(
        ("one", "other"), [("1", "True"), ("1", "1.0"), ("'a'", "b'a'"), ("None", "...")]
    )
    def test_constants_of_different_types_differ(self, one: str, other: str) -> None:
        checked = converse(load(f"x = {one}\n", stub=f"x = {other}\n"))[0]
        assert checked == Checked(unchanged=False, violations=())

    @pytest.mark.parametrize(
        "source",
        [
            b"def f(x):\r\n    return 'caf\xc3\xa9'\r\n",
            b"def f(x):\r    return 'caf\xc3\xa9'\r",
            b"\xef\xbb\xbfdef f(x):\n    return 'caf\xc3\xa9'\n",
            b"# -*- coding: utf-8 -*-\ndef f(x):\n    return 'caf\xc3\xa9'\n",
            b"# -*- coding: latin-1 -*-\ndef f(x):\n    return 'caf\xe9'\n",
            b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\ndef f(x):\n    return 'caf\xe9'",
        ],
        ids=["CRLF", "CR", "BOM", "utf-8", "latin-1", "cp1252"],
    )
    def test_sources_as_editors_write_them(self, source: bytes) -> None:
        assert answers(source) == [Returned("café")]

    @pytest.mark.parametrize(
        ("source", "line"),
        [
            (b"def f(x)\n    return 1\n", 1),
            (b"def f(x):\n    return (1\n", 2),
            (b"def f(x):\n    return 1\n  return 2\n", 3),
            (b"def f(x):\nreturn 1\n", 2),
            (b"x = 1\nreturn 2\n", 2),
            (b"def f(x):\n    break\n", 2),
            (b"def f(x):\n    return 'caf\xe9'\n", 2),
            (b"def f(x):\n    return " + b"(" * 300 + b")" * 300, 2),
            (b"def f(x):\n    return " + b"9" * 10_000, 2),
            (b"def f(x):\n\tif x:\n        return 1\n", 3),
        ],
        ids=lambda part: repr(part)[:40],
    )
    def test_a_syntax_error_has_its_line(self, source: bytes, line: int) -> None:
        error = raised(source)
        assert error.type_name in ("SyntaxError", "IndentationError", "TabError")
        assert error.frames == (Frame(line, ""),)
        assert error.message

    @pytest.mark.parametrize(
        "source",
        [
            b"def f(x):\n    return 1\x00\n",
            b"# -*- coding: nonsense -*-\n",
            b"\xff\xfed\x00e\x00f\x00",
            b"x = " + b"-" * 100_000 + b"1",
            b"x = " + b"+".join([b"1"] * 100_000),
            b"x = " + b"+".join([b"x"] * 3_000),
            b"x = " + b"[" * 150 + b"]" * 150 + b"".join([b".a"] * 5_000),
        ],
        ids=["null", "coding", "utf-16", "minus", "plus", "fewer plus", "attributes"],
    )
    def test_parser_bombs_are_syntax_errors(self, source: bytes) -> None:
        error = raised(source)
        # a newer parser gets through some of them, and finds a name that is not there
        known = {"SyntaxError"} if sys.version_info < (3, 12) else NO_BOMB | {"SyntaxError"}
        assert error.type_name in known
        assert error.message

    def test_what_python_reads_the_checks_read_too(self) -> None:
        terms = "+".join(["x"] * 700)
        assert value(f"def f(x):\n    return {terms}\n", call(1)) == 700
        branches = "".join(f"    elif x == {n}:\n        return {n}\n" for n in range(1, 300))
        source = f"def f(x):\n    if x == 0:\n        return 0\n{branches}"
        assert value(source, call(299)) == 299
        assert value(f"def f(x):\n    return {'-' * 500}x\n", call(1)) == 1

    def test_a_violation_deep_down_is_found(self) -> None:
        terms = "+".join(["x"] * 700)
        source = f"import numpy as np\ndef f(x):\n    return np.convolve(x, x)+{terms}\n"
        checked = converse(load(source, forbid=("np.convolve",)))[0]
        assert isinstance(checked, Checked)
        assert [rule.line for rule in checked.violations] == [3]

    def test_the_recursion_limit_is_as_it_was(self) -> None:
        limit = sys.getrecursionlimit()
        assert value("import sys\ndef f(x):\n    return sys.getrecursionlimit()\n") == limit

    @settings(max_examples=60)
    @given(st.binary(max_size=80))
    def test_any_bytes_are_answered(self, source: bytes) -> None:
        try:
            ast.parse(source)
        except Exception:  # noqa: BLE001 - whatever it is, it is told
            assert isinstance(replies(source)[-1], Raised)


class TestLoading:
    def test_a_missing_function_is_told_with_what_is_there(self) -> None:
        source = "import math\ndef g(x): pass\nclass C: pass\ndef _h(): pass\nv = 3\nk = len\n"
        assert replies(source) == [Loaded(defines=False, names=("g", "C", "k"))]

    @pytest.mark.parametrize("source", ["f = 3\n", "f = None\n", "import math as f\n"])
    def test_a_name_that_is_no_function_is_missing(self, source: str) -> None:
        assert replies(source) == [Loaded(defines=False)]

    @pytest.mark.parametrize(
        "source",
        [
            "def f(x): return 1",
            "f = lambda x: 1",
            "class f:\n def __init__(self, x): pass",
            "from functools import partial\nf = partial(max, 1)",
            "class A:\n def __call__(self, x): return 1\nf = A()",
            "globals()['f'] = len",
            "async def f(x): return 1",
        ],
    )
    def test_whatever_can_be_called_is_a_function(self, source: str) -> None:
        assert replies(source) == [Loaded(defines=True)]

    def test_names_may_start_with_underscores(self) -> None:
        source = "def _f(x): return 1\n"
        said = replies(source, call(code="_f(x)"), function="_f")
        assert said == [Loaded(defines=True), Returned(1)]

    def test_hostile_names_cross_as_words(self) -> None:
        source = (
            "globals()[1] = globals()[None] = globals()['\\ud800'] = len\n"
            "globals()['y' * 3_000_000] = len\n"
            "class S(str):\n"
            "    startswith = __getitem__ = __str__ = encode = None\n"
            "    __hash__ = str.__hash__\n"
            "globals()[S('s')] = len\n"
            "for n in range(100): globals()[f'g{n}'] = len\n"
        )
        (loaded,) = replies(source)
        assert isinstance(loaded, Loaded)
        assert loaded.names[:3] == ("?", "y" * 100, "S")
        assert len(loaded.names) == 20

    @pytest.mark.parametrize(
        ("source", "kind", "message"),
        [
            ("1 / 0\n", "ZeroDivisionError", "division by zero"),
            ("import sys\nsys.exit(3)\n", "SystemExit", "3"),
            ("raise KeyboardInterrupt\n", "KeyboardInterrupt", ""),
            ("raise GeneratorExit\n", "GeneratorExit", ""),
            ("raise SystemExit\n", "SystemExit", ""),
            ("quit()\n", "SystemExit", "None"),
            ("class E(BaseException): pass\nraise E('mine')\n", "E", "mine"),
            ("raise MemoryError\n", "MemoryError", ""),
            ("class M(MemoryError): pass\nraise M\n", "MemoryError", ""),
            ("import no_such_module\n", "ModuleNotFoundError", "No module named 'no_such_module'"),
        ],
    )
    def test_an_error_at_import_is_told(self, source: str, kind: str, message: str) -> None:
        error = raised(source)
        assert (error.type_name, error.message) == (kind, message)
        assert error.frames[0].function == "<module>" or kind == "SystemExit"

    def test_after_a_failed_load_no_call_is_answered(self) -> None:
        assert len(replies("1 / 0\n", call(), call())) == 1

    def test_the_main_block_does_not_run(self) -> None:
        assert value("if __name__ == '__main__':\n    1 / 0\ndef f(x): return __name__\n") == (
            serving.MODULE_NAME
        )

    def test_dataclasses_enums_and_types_work(self) -> None:
        source = """\
from __future__ import annotations
import dataclasses, enum, typing, sys

@dataclasses.dataclass(frozen=True)
class Size:
    h: int
    w: typing.ClassVar[int] = 3

class Mode(enum.Enum):
    VALID = "valid"

class Pair(typing.NamedTuple):
    a: int
    b: float = 2.0

def f(x: int) -> Pair:
    assert sys.modules[__name__].f is f
    assert typing.get_type_hints(Size)["h"] is int
    return Pair(Size(x).h, Mode("valid").value)
"""
        assert value(source, call(5)) == Sequence("tuple", (5, "valid"))

    def test_the_file_is_the_students(self) -> None:
        assert value("def f(x): return __file__\n") == "answer.py"

    def test_pickles_and_copies_of_its_classes_work(self) -> None:
        source = (
            "import copy, pickle\nclass A: pass\n"
            "def f(x): return type(pickle.loads(pickle.dumps(copy.deepcopy(A())))) is A\n"
        )
        assert value(source) is True


class TestCalling:
    def test_a_class_is_called_like_a_function(self) -> None:
        source = (
            "class f:\n    def __init__(self, x): self.x = x\n    def get(self): return self.x\n"
        )
        assert value(source, call(3, "f(x).get()")) == 3
        assert value(source, call(3)) == Opaque("f")

    def test_the_call_knows_numpy_torch_and_the_laws(self) -> None:
        code = "np.ones(2).sum() + torch.ones(2).sum().item() + inner(x, x) + math.sqrt(4)"
        said = value("def f(x): return 1\n", call(np.ones(3), code))
        assert isinstance(said, Array)
        assert said.data == np.float64(9).tobytes()

    def test_the_call_does_not_know_the_students_names(self) -> None:
        error = raised("def f(x): return 1\nsecret = 3\n", call(code="secret"))
        assert error.type_name == "NameError"

    def test_a_student_cannot_change_what_the_call_means(self) -> None:
        source = "inner = lambda a, b: 99\nmath = None\ndef f(x): return 1\n"
        said = value(source, call(2.0, "inner(np.ones(2), np.ones(2)) + math.floor(x)"))
        assert said == encode(np.float64(4))

    def test_inputs_are_fresh_for_each_call(self) -> None:
        source = "def f(x):\n    x += 1\n    return float(x[0])\n"
        ones = np.ones(2)
        assert answers(source, call(ones), call(ones)) == [
            Returned(2.0, ("x",)),
            Returned(2.0, ("x",)),
        ]

    def test_a_lost_function_is_an_error_of_the_call(self) -> None:
        error = raised("def f(x):\n    global f\n    del f\n", call(), call())
        assert error.type_name == "AttributeError"
        assert error.frames == ()

    def test_none_is_a_value(self) -> None:
        assert value("def f(x): pass\n") is None


class TestSteps:
    CODE = 'for i in range(3):\n    yield f"step {i}", f(x + i)'

    def test_named_parts_come_in_order(self) -> None:
        said = value("def f(x): return x * 10\n", call(1, self.CODE))
        assert said == Mapping({"step 0": 10, "step 1": 20, "step 2": 30})
        assert isinstance(said, Mapping)
        assert list(said.items) == ["step 0", "step 1", "step 2"]

    def test_a_part_is_taken_before_the_next_step_can_change_it(self) -> None:
        source = "kept = [0]\ndef f(x):\n    kept[0] = x\n    return kept\n"
        said = value(source, call(1, self.CODE))
        assert said == Mapping({f"step {i}": Sequence("list", (i + 1,)) for i in range(3)})

    def test_what_came_before_an_error_is_kept(self) -> None:
        error = raised("def f(x): return 1 / (x - 2)\n", call(0, self.CODE))
        assert error.type_name == "ZeroDivisionError"
        assert error.parts == Mapping({"step 0": -0.5, "step 1": -1.0})
        assert error.frames == (Frame(1, "f"),)

    def test_an_error_at_once_has_no_parts(self) -> None:
        assert raised("def f(x): return 1 / 0\n", call(0, self.CODE)).parts == Mapping({})

    def test_a_part_may_be_as_deep_as_a_value_inside(self) -> None:
        deep = "def f(x):\n    for _ in range(15): x = [x]\n    return x\n"
        assert isinstance(answers(deep, call(0, self.CODE))[0], Returned)
        deeper = deep.replace("15", "16")
        assert isinstance(answers(deeper, call(0, self.CODE))[0], TooLarge)

    def test_a_student_may_return_a_generator_but_it_is_no_steps(self) -> None:
        assert value("def f(x):\n    yield 'a', 1\n") == Opaque("generator")


class TestMutation:
    @pytest.mark.parametrize(
        ("thing", "change"),
        [
            (np.ones((2, 2)), "x[0, 0] = 5"),
            (np.ones(4), "x.shape = (2, 2)"),
            (np.ones(4), "x.sort(); x *= -1"),
            (np.zeros(2), "x *= -1"),
            (np.array(1.0), "x[()] = 2"),
            ([1, 2], "x.append(3)"),
            ([1, 2], "x[0] = True"),
            ([1, 2], "x[0] = 1.0"),
            ([0.0], "x[0] = -0.0"),
            ([[1], [2]], "x[1].clear()"),
            ([np.ones(2)], "x[0][0] = 3"),
            ({"a": [1]}, "x['a'].append(1)"),
            ({"a": 1}, "x['b'] = 1"),
            ({"a": 1}, "del x['a']"),
            ({"a": 1, "b": 2}, "x['a'] = x.pop('a')"),
            ([1], "x.append(x)"),
            ([1], "x.append(object())"),
            ([1], "x[:] = [10**30]"),
            (torch.ones(2), "x += 1"),
            (torch.ones(2), "x.resize_(1)"),
            (torch.ones(2), "x.zero_()"),
            (torch.ones(1, 2), "x.t_()"),
        ],
        ids=lambda part: part if isinstance(part, str) else None,
    )
    def test_a_changed_input_is_named(self, thing: object, change: str) -> None:
        said = answers(f"def f(x, y):\n    {change}\n", call(thing, "f(x, y)", y=np.ones(1)))
        assert said == [Returned(None, ("x",))]

    @pytest.mark.parametrize(
        "thing",
        [
            np.array([math.nan, -0.0]),
            np.ones((0, 3)),
            math.nan,
            -0.0,
            [math.nan, [math.inf]],
            {"a": math.nan},
            (1, (2.0, None, "text")),
            torch.tensor([math.nan]),
            np.float32(2),
            True,
        ],
        ids=repr,
    )
    def test_an_input_that_is_left_alone_is_not(self, thing: object) -> None:
        source = "def f(x):\n    y = x\n    x = None\n    return 1\n"
        assert answers(source, call(thing)) == [Returned(1)]

    def test_work_on_a_copy_is_no_change(self) -> None:
        source = "def f(x):\n    x = x.copy()\n    x += 1\n    return x\n"
        assert answers(source, call(np.ones(2))) == [Returned(encode(np.full(2, 2.0)))]

    def test_a_change_before_an_error_is_named_as_well(self) -> None:
        error = raised("def f(x):\n    x[0] = 7\n    raise ValueError\n", call([1]))
        assert error.mutated == ("x",)

    def test_hostile_things_in_an_input_are_a_change(self) -> None:
        source = """\
class Liar:
    __class__ = property(lambda self: exit())
    __eq__ = lambda self, other: True
    __hash__ = None
def f(x):
    x.append(Liar())
"""
        assert answers(source, call([1])) == [Returned(None, ("x",))]


class TestErrors:
    def test_frames_are_the_students_own_and_outermost_first(self) -> None:
        source = (
            "import functools\n"
            "def f(x):\n"
            "    return functools.reduce(helper, [1, 2])\n"
            "def helper(a, b):\n"
            "    return [inner for inner in (1,) if a / 0]\n"
        )
        error = raised(source)
        named = [(frame.line, frame.function) for frame in error.frames]
        assert named[:2] == [(3, "f"), (5, "helper")]

    def test_another_file_of_the_same_process_is_not_shown(self) -> None:
        source = "import ast\ndef f(x):\n    return ast.parse('(')\n"
        error = raised(source)
        assert error.type_name == "SyntaxError"
        assert error.frames == (Frame(3, "f"),)

    def test_endless_recursion_keeps_its_last_frames(self) -> None:
        error = raised("def f(x):\n    return f(x)\n")
        assert error.type_name == "RecursionError"
        assert error.frames == (Frame(2, "f"),) * 20

    def test_the_stubs_own_error_is_told(self) -> None:
        error = raised(STUB + "y = 1\n")
        assert error.type_name == "NotImplementedError"
        assert error.frames == (Frame(7, "f"),)

    def test_messages_are_cut_and_cleaned(self) -> None:
        assert raised("def f(x): raise ValueError('y' * 100_000)\n").message == "y" * 2_000
        assert raised("def f(x): raise ValueError('\\ud800')\n").message == "?"
        assert raised("def f(x): raise KeyError('k')\n").message == "'k'"

    @pytest.mark.parametrize(
        ("body", "kind", "message"),
        [
            ("__str__ = lambda self: 1 / 0", "E", ""),
            ("__str__ = lambda self: exit()", "E", ""),
            ("__str__ = lambda self: 3", "E", ""),
            ("__str__ = lambda self: S('text')", "E", "text"),
            ("__str__ = None", "E", ""),
            ("__repr__ = lambda self: 1 / 0", "E", "x"),
            ("__traceback__ = property(lambda self: exit())", "E", "x"),
            ("__traceback__ = 3", "E", "x"),
            ("__class__ = property(lambda self: exit())", "E", ""),
            ("__class__ = SyntaxError", "E", ""),
            ("__class__ = MemoryError", "E", "x"),
            ("__getattribute__ = lambda self, name: exit()", "E", ""),
        ],
    )
    def test_hostile_errors_are_told_like_any_other(
        self, body: str, kind: str, message: str
    ) -> None:
        source = f"""\
class S(str):
    __getitem__ = encode = __str__ = lambda *_: exit()
class E(Exception):
    {body}
def f(x):
    raise E('x')
"""
        error = raised(source)
        assert (error.type_name, error.message) == (kind, message)
        assert error.frames in ((Frame(6, "f"),), ())

    @pytest.mark.parametrize(
        "source",
        [
            (
                "class M(type):\n __name__ = property(lambda cls: exit())\n"
                "class E(Exception, metaclass=M): pass\ndef f(x): raise E\n"
            ),
            "E = type('E' * 5000, (Exception,), {})\ndef f(x): raise E\n",
            (
                "class S:\n __str__ = lambda self: exit()\n"
                "E = SyntaxError\ndef f(x): raise SyntaxError(S())\n"
            ),
            (
                "def f(x):\n e = SyntaxError('E')\n e.filename = 'answer.py'\n"
                " e.lineno = 'one'\n raise e\n"
            ),
            "def f(x): raise SyntaxError\n",
            (
                "def g(): raise ValueError('E')\n"
                "g.__code__ = g.__code__.replace(co_name='\\ud800' + 'n' * 3_000_000)\n"
                "def f(x): g()\n"
            ),
            "def f(x): raise ExceptionGroup('E', [ValueError()])\n",
            "def f(x):\n e = ValueError('E')\n e.__cause__ = e\n raise e\n",
        ],
    )
    def test_hostile_names_and_places_do_no_harm(self, source: str) -> None:
        error = raised(source)
        assert "E" in error.type_name
        assert len(error.type_name) <= 100
        assert all(len(frame.function) <= 100 for frame in error.frames)

    def test_the_next_call_is_answered_after_an_error(self) -> None:
        source = "def f(x):\n    if x: raise SystemExit\n    return 1\n"
        first, second = answers(source, call(1), call(0))
        assert isinstance(first, Raised)
        assert second == Returned(1)


class TestTooMuch:
    @pytest.mark.parametrize(
        "body",
        [
            "np.broadcast_to(1.0, (50_000, 100_000))",
            "[0] * 20_000",
            "'x' * 20_000",
            "[['x' * 9_000] * 1000]",
            "[np.zeros(8_000_000, 'u1')] * 9",
            "[[]] * 9_000 + [[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]",
        ],
    )
    def test_a_value_that_may_not_cross_is_told_and_the_next_one_crosses(self, body: str) -> None:
        source = f"import numpy as np\ndef f(x):\n    return {body} if x else 5\n"
        first, second = answers(source, call(1), call(0))
        assert isinstance(first, TooLarge)
        assert first.what
        assert second == Returned(5)

    def test_names_of_parts_that_take_too_much_room(self) -> None:
        source = "def f(x):\n    return {'k' * 9_000 + str(n): n for n in range(200)}\n"
        assert isinstance(answers(source)[0], TooLarge)


class TestOutput:
    @pytest.mark.parametrize(
        "body",
        [
            "sys.stdout.close(); sys.stderr.close()",
            "sys.stdout = sys.stderr = None",
            "del sys.stdout, sys.stderr",
            "sys.stdout = type('S', (), {'flush': lambda self: exit()})()",
        ],
    )
    def test_a_closed_output_is_no_reason_to_die(self, body: str) -> None:
        source = f"import sys\ndef f(x):\n    {body}\n    return 1\n"
        assert answers(source, call(), call())[0] == Returned(1)

    def test_what_it_prints_is_no_reply(self) -> None:
        orders = pack(load("def f(x):\n    print('grd1', x)\n    return 1\n")) + pack(call())
        sent: list[bytes] = []

        def write(data: memoryview) -> int:
            sent.append(bytes(data))
            return len(data)

        with own_streams() as output:
            serving.serve(io.BytesIO(orders).read, write)
        assert read_replies(b"".join(sent))[2:] == [Returned(1)]
        assert output.getvalue() == "grd1 0\n"


class TestForbidden:
    @pytest.fixture(autouse=True)
    def _restored(self) -> Iterator[None]:
        held = [(module, name, module[name]) for module, name in places(("np.convolve",))]
        yield
        for module, name, function in held:
            module[name] = function

    def test_a_call_of_a_forbidden_function_is_an_error_with_its_name(self) -> None:
        source = "import numpy as np\ndef f(x):\n    return getattr(np, 'con' + 'volve')(x, x)\n"
        error = raised(source, call(np.ones(2)), forbid=("np.convolve",))
        assert error.type_name == "ForbiddenCall"
        assert error.forbidden == ("convolve",)
        assert error.frames == (Frame(3, "f"),)

    def test_a_caught_one_is_still_told(self) -> None:
        source = (
            "import numpy as np\ndef f(x):\n    try: np.convolve(x, x)\n"
            "    except Exception: return 1\n"
        )
        said = answers(source, call(np.ones(2)), call(0, "x"), forbid=("np.convolve",))
        assert said == [Returned(1, forbidden=("convolve",)), Returned(0)]

    def test_a_forbidden_operator_is_told(self) -> None:
        source = "import torch\ndef f(x):\n    return torch.conv2d(x, x)\n"
        image = torch.ones(1, 1, 2, 2)
        error = raised(source, call(image), packages=("torch",), forbid=("aten.convolution",))
        assert error.forbidden == ("convolution",)

    def test_nothing_is_kept_from_one_call_to_the_next(self) -> None:
        source = "import torch\ndef f(x):\n    return torch.conv2d(x, x) if x.dim() == 4 else 2\n"
        calls = call(torch.ones(1, 1, 2, 2)), call(torch.ones(1))
        said = answers(source, *calls, packages=("torch",), forbid=("aten.convolution",))
        assert said[1] == Returned(2)

    def test_an_import_is_watched_too(self) -> None:
        source = "import torch\nw = torch.ones(1, 1, 2, 2)\ny = torch.conv2d(w, w)\n"
        error = raised(source, packages=("torch",), forbid=("aten.convolution",))
        assert error.type_name == "ForbiddenCall"


def test_a_load_knows_nothing_of_answers() -> None:
    assert set(Load.__struct_fields__) == {
        *("source", "label", "stub", "function", "packages", "forbid"),
    }
    assert set(Call.__struct_fields__) == {"code", "inputs"}
