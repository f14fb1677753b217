"""Watch mode in a real terminal: saves of every kind, keys, sizes, and every way to end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from course_pack import RIGHT, WRONG
from watching import KEYS, Watching, all_gone

pexpect = pytest.importorskip("pexpect", reason="pexpect drives the terminal")

ENDLESS = "def double(x):\n    while True:\n        pass\n"
LINE_MODE = termios.ICANON | termios.ECHO


def test_a_save_is_judged_and_the_next_problem_named(watching: Watching) -> None:
    watching.save("double", WRONG["double"])
    watching.shows("checking 01-double.py", "wrong answer", "stuck?  h  (2 of 2 hints left)", KEYS)
    watching.save("double", RIGHT["double"])
    watching.shows("accepted", "Well done!", "solved 1 of 3  #. .", "next: triple  (n shows it)")


def test_the_screen_holds_the_last_verdict_alone(watching: Watching) -> None:
    watching.save("double", WRONG["double"])
    watching.shows("\x1b[2J", "wrong answer", KEYS)
    watching.save("triple", WRONG["triple"])
    watching.shows("\x1b[2J", "triple", KEYS)


def test_a_stub_that_is_saved_as_it_is(watching: Watching) -> None:
    path = watching.path("double")
    path.write_bytes(path.read_bytes())
    watching.shows("not attempted", "still as you were given it", KEYS)


def test_an_editor_that_renames_over_the_file(watching: Watching) -> None:
    path = watching.path("double")
    for temporary in (".double.swp", "4913", "double.py~", ".#double.py", "#double.py#"):
        path.with_name(temporary).write_text(WRONG["double"])
    fresh = path.with_name("double.py.tmp")
    fresh.write_text(RIGHT["double"])
    fresh.replace(path)
    watching.shows("checking 01-double.py ...\r\n", "accepted", KEYS)


def test_a_file_that_is_written_in_two_pieces(watching: Watching) -> None:
    with watching.path("double").open("w") as stream:
        stream.write("def double(x):\n    retu")
        stream.flush()
        stream.write("rn 2 * x\n")
    watching.shows("accepted", KEYS)


def test_deleted_files_are_nobodys_business(watching: Watching) -> None:
    watching.path("double").unlink()
    watching.save("triple", RIGHT["triple"])
    watching.shows("checking 02-triple.py ...\r\n", "accepted", KEYS)


def test_two_files_saved_at_once_are_both_shown(watching: Watching) -> None:
    watching.save("double", RIGHT["double"])
    watching.save("triple", WRONG["triple"])
    shown = set()
    for _ in range(2):
        shown.add(watching.terminal.expect_exact(["double", "triple"]) and "triple")
        watching.shows(KEYS)
    watching.press("l")
    watching.shows("solved 1 of 3:")


def test_a_folder_that_is_made_later(watching: Watching) -> None:
    folder = watching.workspace / "tries" / "second"
    folder.mkdir(parents=True)
    watching.press("l")
    watching.shows("Last")
    (folder / "double.py").write_text(RIGHT["double"])
    watching.shows("accepted", KEYS)


def test_a_file_of_no_problem_is_said_to_be_that(watching: Watching) -> None:
    (watching.workspace / "notes.py").write_text("x = 1\n")
    watching.shows("to which problem does it belong?")


def test_an_endless_loop_does_not_keep_the_next_save_waiting(watching: Watching) -> None:
    watching.save("double", ENDLESS)
    watching.shows("checking 01-double.py")
    watching.save("double", RIGHT["double"])
    watching.shows("checking 01-double.py")
    first = watching.terminal.expect_exact(["accepted", "time limit"])
    assert first == 0
    watching.shows(KEYS)


def test_an_endless_loop_by_itself_is_stopped(watching: Watching) -> None:
    watching.save("double", ENDLESS)
    watching.shows("time limit", "look for a loop that never ends", KEYS)


def test_another_file_is_judged_while_one_hangs(watching: Watching) -> None:
    watching.save("double", ENDLESS)
    watching.shows("checking 01-double.py")
    watching.save("triple", RIGHT["triple"])
    assert watching.terminal.expect_exact(["accepted", "time limit"]) == 0
    watching.shows("time limit")


def test_a_notebook_is_judged_too(watching: Watching) -> None:
    cell = '{"cell_type": "code", "source": "%%grade double\\ndef double(x):\\n    return 2 * x"}'
    notebook = watching.workspace / "try.ipynb"
    notebook.write_text(f'{{"cells": [{cell}], "nbformat": 4, "nbformat_minor": 5}}')
    watching.shows("checking try.ipynb", "double", "accepted", KEYS)


def test_keys(watching: Watching) -> None:
    watching.press("r")
    watching.shows("nothing has been saved yet")
    watching.press("h")
    watching.shows("double, hint 1 of 2", "1 more hint")
    watching.press("H")
    watching.shows("hint 2 of 2", "that was the last one")
    watching.press("n")
    watching.shows("Double it", "01-double.py")
    watching.press("l")
    watching.shows("solved 0 of 3:", "Last")
    watching.press("\x1b[A")  # an arrow is no letter
    watching.press("x")
    watching.shows(KEYS)
    watching.save("double", WRONG["double"])
    watching.shows("wrong answer", KEYS)
    watching.press("r")
    watching.shows("checking 01-double.py", "wrong answer", KEYS)
    watching.press("q")
    assert watching.ends() == 0


def test_the_hint_is_about_the_file_at_work(watching: Watching) -> None:
    watching.save("triple", WRONG["triple"])
    watching.shows("wrong answer", KEYS)
    watching.press("h")
    watching.shows("triple has no hints")
    watching.save("triple", RIGHT["triple"])
    watching.shows("accepted", KEYS)
    watching.press("h")
    watching.shows("double, hint 1")


def test_after_the_whole_course(watching: Watching) -> None:
    for name in ("double", "triple", "halve"):
        watching.save(name, RIGHT[name])
        watching.shows("accepted", "Well done!", KEYS)
    watching.press("n")
    watching.shows("all problems are solved")
    watching.press("h")
    watching.shows("all problems are solved")


def test_another_size_of_the_window(watching: Watching) -> None:
    watching.save("double", WRONG["double"])
    watching.shows("wrong answer", KEYS)
    watching.terminal.setwinsize(40, 50)
    watching.shows("\x1b[2J", "wrong answer", KEYS)


@pytest.mark.parametrize(
    ("end", "status"),
    [("q", 0), ("\x04", 0), ("\x03", 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=["q", "ctrl-d", "ctrl-c", "terminated", "hung up"],
)
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
def test_every_end_leaves_the_terminal_as_it_was(
    watching: Watching, end: str | signal.Signals, status: int, *, busy: bool
) -> None:
    started = watching.zygotes()
    assert started
    if busy:
        watching.save("double", ENDLESS)
        watching.shows("checking 01-double.py")
    if isinstance(end, signal.Signals):
        os.kill(watching.terminal.pid, end)
    else:
        watching.press(end)
    assert watching.ends() == status
    assert all_gone(started)


def test_the_shell_has_its_terminal_back(workspace: Path) -> None:
    """The modes are looked at from a shell that outlives the command."""
    if shutil.which("stty") is None:
        pytest.skip("stty is not installed")
    script = f"{sys.executable} -m grader watch; echo status $?; stty -a; echo over"
    shell = pexpect.spawn("sh", ["-c", script], cwd=str(workspace), encoding="utf-8", timeout=60)
    shell.expect_exact("q quit")
    shell.send("q")
    shell.expect_exact("status 0")
    shell.expect_exact("over")
    assert " icanon" in shell.before
    assert " echo " in shell.before
    shell.close(force=True)


def test_stopped_and_continued(workspace: Path) -> None:
    """Ctrl-Z gives the shell back; in the foreground again, single keys work."""
    shell = pexpect.spawn(
        "bash", ["--norc", "--noprofile", "-i"], cwd=str(workspace), encoding="utf-8", timeout=60
    )
    shell.sendline(f"{sys.executable} -m grader watch")
    shell.expect_exact("q quit")
    shell.send("\x1a")
    shell.expect_exact("Stopped")
    shell.sendline("fg")
    shell.expect_exact("q quit")
    shell.send("l")
    shell.expect_exact("solved 0 of 3:")
    shell.send("q")
    shell.expect_exact("bash-")  # its prompt
    shell.sendline("echo status $?")
    shell.expect_exact("status 0")
    shell.close(force=True)


def test_in_a_pipe_there_are_no_keys_and_no_colours(workspace: Path) -> None:
    seen = []
    with subprocess.Popen(
        [sys.executable, "-m", "grader", "watch"],
        cwd=workspace,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as watch:
        assert watch.stdout is not None
        for line in watch.stdout:
            seen.append(line.rstrip("\n"))
            if line.startswith("save a file"):
                (workspace / "1-ones-first/01-double.py").write_text(RIGHT["double"])
            if " in 0." in line:
                watch.send_signal(signal.SIGINT)
    assert watch.returncode == 130
    assert seen[1] == "solved 0 of 3  .. ."
    assert "double  accepted" in seen
    assert not [line for line in seen if "\x1b" in line or KEYS in line]


def test_a_folder_that_goes_away_ends_it(workspace: Path) -> None:
    watch = Watching(workspace)
    watch.shows(KEYS)
    shutil.rmtree(workspace)
    watch.shows("cannot be watched any more")
    assert watch.ends() == 2


@pytest.mark.parametrize(
    ("folder", "says"),
    [("nowhere", "make a workspace with: grader init nowhere"), ("notes.txt", "is a file")],
)
def test_what_is_no_folder(workspace: Path, folder: str, says: str) -> None:
    (workspace / "notes.txt").write_text("x")
    watch = Watching(workspace, folder)
    watch.shows(says)
    assert watch.ends() == 2


def test_outside_a_workspace_it_says_that_nothing_is_remembered(workspace: Path) -> None:
    pack = workspace.parents[1]
    (pack / "tries").mkdir()
    watch = Watching(pack / "tries")
    watch.shows("this is no workspace", KEYS)
    (pack / "tries/double.py").write_text(RIGHT["double"])
    watch.shows("accepted", KEYS)
    watch.press("q")
    assert watch.ends() == 0
