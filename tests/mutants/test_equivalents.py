"""Which changes are none: those that compile to the same code once words are taken out."""

from __future__ import annotations

import pytest

from grader.mutants.equivalents import content_hash, judged_code

PLAIN = "def f(x):\n    y = x + 1\n    return y\n"


@pytest.mark.parametrize(
    "same",
    [
        pytest.param("def f(x):\n\n    y = (x + 1)  # more\n    return y\n", id="layout"),
        pytest.param("def f(x: int | None) -> int:\n    y = x + 1\n    return y\n", id="types"),
        pytest.param(f"{PLAIN}\nif __name__ == '__main__':\n    print(f(4))\n", id="main block"),
    ],
)
def test_what_no_case_can_tell(same: str) -> None:
    assert judged_code(same) == judged_code(PLAIN)
    assert content_hash(same) == content_hash(PLAIN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('"""One."""\nx = 1\n', '"""Two."""\nx = 1\n'),
        ('def f():\n    "One."\n    return 1\n', 'def f():\n    "Two."\n    return 1\n'),
        ('def f():\n    raise ValueError("one")\n', 'def f():\n    raise ValueError("two")\n'),
        ('def f(x):\n    assert x, "one"\n', 'def f(x):\n    assert x, "two"\n'),
        ("y = x.reshape(2, -1)\n", "y = x.reshape(2, -2)\n"),
        ("x = 1 + 1\n", "x = 2\n"),
    ],
)
def test_words_and_ways_of_writing(one: str, other: str) -> None:
    assert judged_code(one) == judged_code(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x = 1\n", "x = 1.0\n"),
        ("x = 0.0\n", "x = -0.0\n"),
        ("x = True\n", "x = 1\n"),
        ("def f(x):\n    return x\n", "def f(*, x):\n    return x\n"),
        ("def f(x=1):\n    return x\n", "def f(x=2):\n    return x\n"),
        ('def f():\n    raise ValueError("one")\n', 'def f():\n    raise TypeError("one")\n'),
        ("y = x.reshape(2, -1)\n", "y = x.reshape(2, 1)\n"),
        ("y = x[-1]\n", "y = x[-2]\n"),
    ],
)
def test_what_a_case_can_tell(one: str, other: str) -> None:
    assert judged_code(one) != judged_code(other)
    assert content_hash(one) != content_hash(other)


def test_what_does_not_compile_does_nothing() -> None:
    assert judged_code("def f(:\n") is None
    assert judged_code("return 1\n") is None
