"""What the command line says before any command runs: its help, and messages on a terminal."""

from __future__ import annotations

import pkgutil
import re
import sys

import click
import pytest
from said import Say, saying

import grader.cli
from grader.cli.group import COMMANDS, SECTIONS, cli

LONG = "there-is-no-folder-of-this-name " * 4


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    return saying(capsys)


def test_help_begins_with_what_a_student_needs_first(say: Say) -> None:
    status, out, _ = say("--help")
    assert status == 0
    assert out.index("New here? Begin with: grader init my-course") < out.index("Options:")
    assert out.index("For students") < out.index("For instructors") < out.index("For authors")
    named = re.findall(r"^  ([a-z]+)  +[A-Z]", out, re.MULTILINE)
    assert named == list(COMMANDS)


def test_every_command_stands_in_one_section_and_has_help(say: Say) -> None:
    assert sum(map(len, SECTIONS.values())) == len(COMMANDS)
    modules = {module.name for module in pkgutil.iter_modules(grader.cli.__path__)}
    assert set(COMMANDS) - {"class"} <= modules
    for name in COMMANDS:
        status, out, errors = say(name, "--help")
        assert (status, errors) == (0, "")
        assert out.startswith(f"Usage: grader {name}")


def test_init_without_a_folder_says_what_to_type(say: Say) -> None:
    assert say("init") == (
        2,
        "",
        "name a folder for the exercises, such as: grader init my-course\n",
    )


def test_a_message_is_broken_between_words_on_a_terminal_alone(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    (one_line,) = say("run", LONG)[2].splitlines()
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True)
    lines = say("run", LONG)[2].splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) <= 60
    assert " ".join(line.strip() for line in lines) == " ".join(one_line.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []
