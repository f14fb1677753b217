"""Which functions are read: those that can run on the way, and the bodies of no others."""

from __future__ import annotations

import ast
import textwrap

import pytest

from grader.child.reach import unused_functions


def unused(source: str) -> list[str]:
    tree = ast.parse(textwrap.dedent(source))
    return sorted(function.name for function in unused_functions(tree, "asked"))


@pytest.mark.parametrize(
    "source",
    [
        "def helper(): pass\ndef asked(): helper()",
        "def helper(): pass\nasked = helper",
        "def helper(): pass\ndef asked(f=helper): f()",
        "def helper(): pass\n@helper\ndef asked(): pass",
        "def helper(): pass\ndef asked(): globals()['helper']()",
        "def helper(): pass\ndef between(): helper()\ndef asked(): between()",
        "def helper(): pass\nclass A:\n def f(self): helper()\ndef asked(): A().f()",
        "def helper(): pass\nclass A:\n helper()",
        "def helper(): pass\nhelper()",
        "def helper(): pass\nif True:\n helper()",
        "def helper(): pass\nif __name__ == '__main__':\n pass\nelse:\n helper()",
        "@print\ndef helper(): pass",
        "def asked():\n def inner(): pass",
        "class asked:\n def __call__(self): pass",
        "class Base:\n def helper(self): pass\nclass asked(Base): pass",
    ],
)
def test_what_may_be_reached_is_read(source: str) -> None:
    assert unused(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "def other(): pass\ndef asked(): pass",
        "async def other(): pass\ndef asked(): pass",
        "def asked(): pass\ndef other(): asked()",
        "def asked(): pass\ndef other(): other()",
        "def asked(): pass\ndef other(): pass\nif __name__ == '__main__':\n other()",
        "class Test:\n def other(self): asked()\ndef asked(): pass",
        "class Test:\n @staticmethod\n def other(): asked()\ndef asked(): pass",
        "def asked():\n 'Not the other one.'\ndef other(): pass",
    ],
)
def test_what_nothing_calls_is_left_alone(source: str) -> None:
    assert unused(source) == ["other"]


def test_two_that_call_only_each_other_are_left_alone() -> None:
    assert unused("def a(): b()\ndef b(): a()\ndef asked(): pass") == ["a", "b"]


def test_a_default_of_an_unused_function_is_computed_all_the_same() -> None:
    assert unused("def helper(): pass\ndef other(x=helper()): pass\ndef asked(): pass") == ["other"]
