"""What a workspace remembers: hints, verdicts, and what one is at work on."""

from __future__ import annotations

from pathlib import Path

from grader.workspace import Progress, Record, open_progress


def progress(folder: Path) -> Progress:
    (folder / ".grader").mkdir(exist_ok=True)
    found = open_progress(folder)
    assert found is not None
    return found


def test_outside_a_workspace_there_is_none(tmp_path: Path) -> None:
    assert open_progress(tmp_path) is None


def test_it_is_found_from_folders_below(tmp_path: Path) -> None:
    progress(tmp_path).judged("double", "accepted")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    found = open_progress(below)
    assert found is not None
    assert found.solved() == {"double"}


def test_two_windows_do_not_undo_one_another(tmp_path: Path) -> None:
    watching, other = progress(tmp_path), progress(tmp_path)
    watching.judged("double", "wrong answer")
    other.hint_seen("double", 1)
    watching.judged("double", "accepted")
    other.judged("triple", "wrong answer")
    for one in (watching, other):
        assert one.of("double") == Record(1, "accepted")
        assert one.of("triple") == Record(0, "wrong answer")


def test_what_was_solved_and_is_broken_again_is_not_solved(tmp_path: Path) -> None:
    one = progress(tmp_path)
    one.judged("double", "accepted")
    one.judged("double", "time limit")
    assert one.solved() == frozenset()


def test_a_fault_of_the_grader_says_nothing_of_the_work(tmp_path: Path) -> None:
    one = progress(tmp_path)
    one.judged("double", "accepted")
    one.judged("double", "judge error")
    one.judged("triple", "not attempted")
    assert one.solved() == {"double"}
    assert one.of("triple") == Record()


def test_at_work_on_is_the_last_one_that_is_not_solved(tmp_path: Path) -> None:
    one = progress(tmp_path)
    assert one.at_work_on() is None
    one.judged("double", "wrong answer")
    one.judged("triple", "wrong answer")
    one.judged("double", "wrong answer")
    assert one.at_work_on() == "double"
    one.judged("double", "accepted")
    assert one.at_work_on() is None


def test_a_spoilt_file_is_a_pity_and_no_fault(tmp_path: Path) -> None:
    one = progress(tmp_path)
    (tmp_path / ".grader/progress.json").write_bytes(b"\xff{")
    assert one.solved() == frozenset()
    one.judged("double", "accepted")
    assert one.solved() == {"double"}


def test_where_it_cannot_be_written_it_says_so_and_goes_on(tmp_path: Path) -> None:
    one = progress(tmp_path)
    (tmp_path / ".grader/progress.json").mkdir()  # stops root as well
    one.judged("double", "accepted")
    assert "nothing can be remembered here" in one.trouble
    assert "progress.json" in one.trouble
