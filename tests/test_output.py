"""Where commands write: files whole or not at all, pipes as they are, GitHub's page of a step."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.cli.output import add_step_summary, check_writable, write
from grader.errors import UsageError
from grader.render.markdown import LIMIT

PAGE = "GITHUB_STEP_SUMMARY"


def broken() -> Iterator[str]:
    yield "half of it"
    raise UsageError("the other half cannot be")


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    output = tmp_path / "report"
    output.write_text("what was there")
    with output.open(encoding="utf-8") as reader:  # somebody reads while it is written
        write(["a", "b\n"], output)
        assert reader.read() == "what was there"
    assert output.read_bytes() == b"ab\n"
    assert list(tmp_path.iterdir()) == [output]


def test_a_fault_on_the_way_leaves_what_was_there(tmp_path: Path) -> None:
    output = tmp_path / "report"
    output.write_text("what was there")
    with pytest.raises(UsageError, match="the other half"):
        write(broken(), output)
    assert output.read_text() == "what was there"
    assert list(tmp_path.iterdir()) == [output]


@pytest.mark.skipif(os.name == "nt", reason="there are no such pipes")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write(["text"], pipe)
    assert os.read(reader, 10) == b"text"
    assert pipe.is_fifo()
    os.close(reader)


def test_a_folder_that_is_not_there_is_told_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        check_writable(tmp_path / "no" / "report")
    check_writable(None)
    check_writable(tmp_path / "report")


def test_a_page_of_a_step_is_added_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page"
    page.write_text("before\n")
    monkeypatch.setenv(PAGE, str(page))
    add_step_summary("after \u03c0\n")
    assert page.read_text(encoding="utf-8") == "before\nafter \u03c0\n"


def test_a_page_that_would_be_too_long_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page"
    page.write_text("x" * 100)
    monkeypatch.setenv(PAGE, str(page))
    add_step_summary("y" * (LIMIT - 99))
    assert page.read_text() == "x" * 100
    assert capsys.readouterr().err == f"note: no room in ${PAGE} for this report\n"


def test_without_a_page_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(PAGE, raising=False)
    add_step_summary("text")
    monkeypatch.setenv(PAGE, str(tmp_path / "no" / "page"))
    add_step_summary("text")
    assert list(tmp_path.iterdir()) == []
    told = f"note: ${PAGE} cannot be written: No such file or directory\n"
    assert capsys.readouterr().err == told
