"""`grader class` from the outside: what it prints, writes and exits with; killed and run again."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pytest
from class_runs import (
    ACCEPTED,
    SQUARES,
    dump,
    environment,
    grader_words,
    run_grader,
    write_class,
    write_quick_pack,
)
from small_pack import PROBLEM

from grader.gradebook import open_gradebook
from grader.render.gradebook.formats import FORMATS, pieces
from grader.render.gradebook.grades import Wanted

PACK = ("--exercises", "exercises", "--solutions", "solutions")
CLASS = ("class", "class", *PACK, "--no-require-sandbox")
SLOW = "import time\n\n\ndef double(x):\n    time.sleep(0.05)\n    return x + x\n"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answer keys that all tests here share: only the first one needs torch."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_class(write_quick_pack(tmp_path))


def without_times(text: str) -> str:
    return re.sub(r"judged in .*?;", "judged;", text)


def test_a_class_is_graded_and_the_second_time_nothing_is_judged(root: Path, cache: Path) -> None:
    first = run_grader(root, cache, *CLASS, "--roster", "roster.csv")
    assert (first.returncode, first.stderr) == (0, "")
    for expected in (
        "A small course",
        "6 students, 5 graded; of all points: mean 20 %, median 0 %",
        "1x You square the numbers; doubling adds each to itself.",
        "handed in nothing: 1 (feri)",
        "refused or passed over: 1",
        "  cili: ",
        "4 submissions judged in ",
        "1 needed no judging",
        "isolation: ",
        "gradebook: gradebook.sqlite",
        "next: grader report",
    ):
        assert expected in first.stdout
    with open_gradebook(root / "gradebook.sqlite") as book:
        rows = {row.student.id: row for row in book.rows()}
    verdicts = {name: str(row.marks["double"].verdict) for name, row in rows.items() if row.marks}
    assert verdicts == {
        "alma": "accepted",
        "bela": "wrong answer",
        "cili": "time limit",
        "dani": "not attempted",
        "eva": "not attempted",
    }
    assert rows["feri"].missing
    assert rows["bela"].marks["double"].mistake is not None
    only = run_grader(root, cache, *CLASS, "--roster", "roster.csv", "--only", "double")
    assert "next: grader report --only double\n" in only.stdout
    before = dump(root / "gradebook.sqlite")
    again = run_grader(root, cache, *CLASS, "--roster", "roster.csv")
    assert (again.returncode, again.stderr) == (0, "")
    assert "0 submissions judged in " in again.stdout
    assert "5 needed no judging" in again.stdout
    assert dump(root / "gradebook.sqlite") == before


def reports(path: Path) -> dict[str, str]:
    """Return what every format of a class report holds."""
    with open_gradebook(path) as book:
        return {
            name: "".join(pieces(name, book.heading(), book.rows(), Wanted())) for name in FORMATS
        }


def test_two_runs_of_one_class_are_the_same_to_the_byte(root: Path, cache: Path) -> None:
    texts = []
    for jobs in ("1", "4"):
        done = run_grader(root, cache, *CLASS, "-j", jobs, "--gradebook", f"{jobs}.sqlite")
        assert done.returncode == 0
        texts.append(without_times(done.stdout).replace(f"{jobs}.sqlite", "FILE"))
    assert dump(root / "1.sqlite") == dump(root / "4.sqlite")
    assert reports(root / "1.sqlite") == reports(root / "4.sqlite")
    assert all(reports(root / "1.sqlite").values())
    assert texts[0] == texts[1]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_run_that_is_killed_goes_on_and_ends_in_the_same_table(
    tmp_path: Path, cache: Path
) -> None:
    root = write_quick_pack(tmp_path)
    for number in range(24):
        folder = root / "class" / f"s{number:02}"
        folder.mkdir(parents=True)
        (folder / "double.py").write_text(f"{SLOW}# {number // 2 if number < 6 else number}\n")
    words = (*CLASS, "-j", "2", "--gradebook")
    chance = random.Random(0)
    for wanted in (0, 2, 7, 13):
        with started(root, cache, *words, "killed.sqlite") as process:
            wait_for(root / "killed.sqlite", wanted, process)
            time.sleep(chance.random() / 20)
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
    assert 13 < results_in(root / "killed.sqlite") < 24
    assert run_grader(root, cache, *words, "killed.sqlite").returncode == 0
    assert run_grader(root, cache, *words, "undisturbed.sqlite").returncode == 0
    assert dump(root / "killed.sqlite") == dump(root / "undisturbed.sqlite")
    with open_gradebook(root / "killed.sqlite") as book:
        assert len(list(book.changes(first=True))) == 24
        assert list(book.changes()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="terminals")
def test_a_terminal_shows_a_bar_and_then_the_class(root: Path, cache: Path) -> None:
    run = pexpect.spawn(
        sys.executable,
        grader_words(*CLASS)[1:],
        cwd=root,
        env=environment(cache, TERM="xterm"),
        dimensions=(30, 100),
        timeout=60,
    )
    run.expect(r"grading.*5/5.*students, \d judged")
    run.expect("5 students, 5 graded")
    run.expect(pexpect.EOF)
    run.close()
    assert run.exitstatus == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_says_how_far_it_came_and_leaves_nothing_running(root: Path, cache: Path) -> None:
    for number in range(30):
        folder = root / "class" / f"s{number:02}"
        folder.mkdir()
        (folder / "double.py").write_text(f"{SLOW}# {number}\n")
    with started(root, cache, *CLASS, "-j", "2") as process:
        wait_for(root / "gradebook.sqlite", 3, process)
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr is not None
        said = process.stderr.read().decode()  # ends when no process holds it any more
        assert process.wait() == 130
    found = re.fullmatch(
        r"stopped: (\d+) of 35 students graded, all of it in gradebook.sqlite; "
        r"the same command goes on from there\n",
        said,
    )
    assert found is not None, said
    assert 0 < int(found[1]) < 35
    assert not (root / ".gradebook.sqlite.lock").exists()
    assert run_grader(root, cache, *CLASS).returncode == 0


def test_a_fault_of_the_graders_is_no_wrong_answer_and_exits_3(root: Path, cache: Path) -> None:
    mistake = root / "solutions" / "double" / "wrong_answer" / "squares.py"
    text = mistake.read_text()
    mistake.write_text(text.replace("double(x)", "other(x)"))
    done = run_grader(root, cache, *CLASS)
    assert done.returncode == 3
    assert "not judged, by a fault of the grader's: 5" in done.stdout
    assert "what the grader failed on is tried again" in done.stdout
    mistake.write_text(text)
    done = run_grader(root, cache, *CLASS)
    assert (done.returncode, "fault of the grader" in done.stdout) == (0, False)
    with open_gradebook(root / "gradebook.sqlite") as book:
        assert {change.reason for change in book.changes()} == {
            "the known mistakes changed; judged again after a judge error"
        }


def test_public_cases_alone_are_said_to_be_that(root: Path, cache: Path) -> None:
    done = run_grader(root, cache, "class", "class", "--exercises", "exercises")
    assert "note: public cases only: without --solutions there are no secret ones" in done.stdout
    with open_gradebook(root / "gradebook.sqlite") as book:
        assert all(m.secret is None for row in book.rows() for m in row.marks.values())


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text("".join(f"{number:x}" for number in range(64)))
    path.chmod(0o600)
    return path


def seeds(path: Path) -> dict[str, int]:
    with open_gradebook(path) as book:
        return {row.student.id: m.seed for row in book.rows() for m in row.marks.values()}


def test_cases_for_each_student_are_drawn_from_a_secret(
    root: Path, cache: Path, secret: Path
) -> None:
    words = (*CLASS, "--variants", "2", "--per-student", str(secret))
    assert run_grader(root, cache, *words).returncode == 0
    first = seeds(root / "gradebook.sqlite")
    assert len(set(first.values())) == 2
    again = run_grader(root, cache, *CLASS, "--variants", "2", GRADER_SEED_SECRET_FILE=str(secret))
    assert "0 submissions judged" in again.stdout
    forgotten = run_grader(root, cache, *CLASS)
    assert forgotten.returncode == 2
    assert "was graded with --per-student SECRET_FILE; give it again" in forgotten.stderr
    assert seeds(root / "gradebook.sqlite") == first
    assert run_grader(root, cache, *CLASS, "--seed", "0").returncode == 0
    assert set(seeds(root / "gradebook.sqlite").values()) == {0}


def test_a_forgotten_option_does_not_change_every_mark(root: Path, cache: Path) -> None:
    assert run_grader(root, cache, *CLASS).returncode == 0
    before = dump(root / "gradebook.sqlite")
    other = root / "other" / "exercises" / "triple"
    other.mkdir(parents=True)
    (other / "problem.yaml").write_text(PROBLEM)
    for words, says in (
        (CLASS[:4], "was graded with the secret cases; give --solutions again"),
        (("class", "class", "--exercises", "other/exercises"), "another course, 'A small course'"),
    ):
        done = run_grader(root, cache, *words)
        assert done.returncode == 2
        assert says in done.stderr
    assert dump(root / "gradebook.sqlite") == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--only", "duoble"), "no problem 'duoble' in the course; did you mean 'double'?"),
        (("--seed", "-1"), "-1 is not in the range"),
        (
            ("--seed", "1", "--per-student", "secret"),
            "(or GRADER_SEED_SECRET_FILE) exclude one another",
        ),
        (("--per-student", "none"), "no secret none; make one: "),
        (("--per-student", "solutions/double/secret.yaml"), "lies in solutions, which others"),
        (("--gradebook", "roster.csv"), "roster.csv is no gradebook, and was left as it is"),
        (("--gradebook", "no/such.sqlite"), "there is no folder no; make it"),
        (("--roster", "none.csv"), "none.csv"),
        (("--exercises", "nowhere"), "no folder nowhere"),
    ],
    ids=lambda thing: " ".join(thing) if isinstance(thing, tuple) else "",
)
@pytest.mark.usefixtures("secret")
def test_what_cannot_be_done_is_said_in_a_line(
    root: Path, cache: Path, words: tuple[str, ...], says: str
) -> None:
    before = (root / "roster.csv").read_bytes()
    done = run_grader(root, cache, *CLASS, *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert (root / "roster.csv").read_bytes() == before
    assert not (root / "gradebook.sqlite").exists()


def test_an_error_in_the_pack_names_file_and_line(root: Path, cache: Path) -> None:
    (root / "exercises" / "double" / "problem.yaml").write_text(PROBLEM + "tolerence: {}\n")
    done = run_grader(root, cache, *CLASS)
    assert done.returncode == 2
    assert re.search(r"problem.yaml:\d+: unknown key 'tolerence'; did you mean", done.stderr)


def test_students_that_hand_in_later_are_added(root: Path, cache: Path) -> None:
    assert run_grader(root, cache, *CLASS).returncode == 0
    for name, text in (("alma", SQUARES), ("zita", ACCEPTED + "# late\n")):
        folder = root / "late" / name
        folder.mkdir(parents=True)
        (folder / "double.py").write_text(text)
    done = run_grader(root, cache, "class", "late", *CLASS[2:])
    assert "2 submissions judged" in done.stdout
    with open_gradebook(root / "gradebook.sqlite") as book:
        scores = {row.student.id: row.score for row in book.rows()}
        (change,) = book.changes()
    assert (scores["alma"], scores["zita"], len(scores)) == (0.0, 10.0, 6)
    assert (change.student, change.reason) == ("alma", "a new submission")


class started:  # noqa: N801 - reads as a verb
    """A run in a process group of its own, which is gone afterwards."""

    def __init__(self, root: Path, cache: Path, *words: str) -> None:
        self._process = subprocess.Popen(
            grader_words(*words),
            cwd=root,
            env=environment(cache),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def __enter__(self) -> subprocess.Popen[bytes]:
        return self._process

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()


def wait_for(path: Path, wanted: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until more than so many results are in the gradebook."""
    for _ in pauses():
        if results_in(path) > wanted:
            return
        assert process.poll() is None, "it ended before it could be disturbed"


def pauses() -> Iterator[None]:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        yield
        time.sleep(0.01)
    pytest.fail("nothing was judged in a minute")


def results_in(path: Path) -> int:
    """Return how many results are written, without waiting for whoever writes."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            (count,) = connection.execute("SELECT count(*) FROM standing").fetchone()
    except sqlite3.OperationalError:  # not there, or not made yet
        return 0
    return int(count)
