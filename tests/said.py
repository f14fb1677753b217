"""What a command says when it runs in this process."""

from __future__ import annotations

from typing import Protocol

import pytest

from grader.cli import main

__all__ = ["Say", "saying"]


class Say(Protocol):
    """Runs a command; returns its status, its output and its errors."""

    def __call__(self, *arguments: str) -> tuple[int, str, str]: ...


def saying(capsys: pytest.CaptureFixture[str]) -> Say:
    """Return how to run a command in a test."""

    def say(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main(list(arguments))
        told = capsys.readouterr()
        assert isinstance(stop.value.code, int)
        return stop.value.code, told.out, told.err

    return say
