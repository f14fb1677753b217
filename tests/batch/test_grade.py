"""What is judged, what is not judged again, and what the table says in the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from fake_class import FakeHanded, FakeIntake, FakeJudges, FakeWork, a_class
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_results import student
from msgspec.structs import replace
from small_pack import PROBLEM, SECRET, WRONG, WritePack

from grader.batch import Advance, Course, Task, grade, open_course_of
from grader.errors import PackError
from grader.gradebook import Judged, RunNote, Versions, open_gradebook, open_ledger
from grader.load import open_pack
from grader.seeds import OneForAll, PerStudent, Seeds
from grader.verdict import Verdict

HALVE = PROBLEM.replace("function: double", "function: halve").replace("2 * x", "x / 2")
HALVE = HALVE.replace("def double", "def halve").replace(
    "expect: [2, 4, 6]", "expect: [0.5, 1, 1.5]"
)
TWO_PROBLEMS = {
    "exercises/course.yaml": "title: Two\nunits:\n  - title: One\n    problems: [double, halve]\n",
    "exercises/halve/problem.yaml": HALVE,
    "solutions/halve/secret.yaml": SECRET,
    "solutions/halve/accepted/plain.py": "def halve(x):\n    return x / 2\n",
    "solutions/halve/wrong_answer/doubles.py": '"""You double."""\nhalve = lambda x: 2 * x\n',
}
CLASS = a_class(alma="right", bela="wrong 1", cili="wrong 2", dani="slow", eva={}, feri="right")


@pytest.fixture
def pack(write_pack: WritePack) -> Path:
    return write_pack()


def course(root: Path, seeds: Seeds = OneForAll(0), *chosen: str) -> Course:  # noqa: B008
    return open_course_of(open_pack(root / "exercises", root / "solutions"), seeds, chosen)


def graded(
    root: Path,
    intake: FakeIntake,
    judges: FakeJudges | None = None,
    course_of: Course | None = None,
    name: str = "gradebook.sqlite",
) -> tuple[Advance, FakeJudges]:
    judges = judges or FakeJudges()
    course_of = course_of or course(root)
    with open_ledger(root / name) as ledger:
        note = RunNote("0", "2", "2", "3", seed="0", pack="")
        ledger.begin(note)
        ledger.set_course("Two", course_of.columns(), intake.notes)
        return grade(ledger, course_of, intake, judges), judges


def dump(root: Path, name: str = "gradebook.sqlite") -> bytes:
    with open_gradebook(root / name) as book:
        return msgspec.json.encode([book.heading(), *book.rows()])


def verdicts(root: Path) -> dict[str, dict[str, str]]:
    with open_gradebook(root / "gradebook.sqlite") as book:
        return {
            row.student.id: {slug: str(mark.verdict) for slug, mark in row.marks.items()}
            for row in book.rows()
        }


def reasons(root: Path) -> list[tuple[str, str]]:
    with open_gradebook(root / "gradebook.sqlite") as book:
        return [(change.student, change.reason) for change in book.changes()]


def test_every_student_has_a_row(pack: Path) -> None:
    advance, _ = graded(pack, CLASS)
    assert verdicts(pack) == {
        "alma": {"double": "accepted"},
        "bela": {"double": "wrong answer"},
        "cili": {"double": "wrong answer"},
        "dani": {"double": "time limit"},
        "eva": {},
        "feri": {"double": "accepted"},
    }
    assert advance == Advance(students=6, done=6, judged=4, kept=1)


def test_what_two_students_hand_in_alike_is_judged_once(pack: Path) -> None:
    _, judges = graded(pack, a_class(alma="right", bela="right", cili="right"))
    assert len(judges.tasks) == 1
    assert set(verdicts(pack)) == {"alma", "bela", "cili"}


def test_an_unchanged_class_does_not_start_the_judges(pack: Path) -> None:
    graded(pack, CLASS)
    before = dump(pack)
    advance, judges = graded(pack, CLASS)
    assert (judges.asked, judges.tasks) == ([], [])
    assert advance == Advance(students=6, done=6, judged=0, kept=5)
    assert dump(pack) == before
    assert reasons(pack) == []


def test_only_a_new_submission_is_judged(pack: Path) -> None:
    graded(pack, CLASS)
    _, judges = graded(pack, a_class(alma="wrong 9", bela="wrong 1"))
    assert [task.submission.source for task in judges.tasks] == [b"wrong 9"]
    assert reasons(pack) == [("alma", "a new submission")]
    assert verdicts(pack)["cili"] == {"double": "wrong answer"}  # not in this run: it stays


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        ("exercises/double/problem.yaml", PROBLEM.replace("twice", "2 times"), "public part"),
        ("exercises/double/problem.yaml", PROBLEM.replace("2 * x", "x + x"), "the reference"),
        ("solutions/double/secret.yaml", SECRET.replace("3", "4"), "the secret cases"),
        ("solutions/double/wrong_answer/squares.py", WRONG + "\n", "the known mistakes"),
    ],
    ids=["public", "reference", "secret", "mistakes"],
)
def test_a_changed_problem_alone_is_judged_again(
    write_pack: WritePack, file: str, text: str, reason: str
) -> None:
    intake = a_class(alma={"double": "right", "halve": "wrong"})
    root = write_pack(TWO_PROBLEMS)
    graded(root, intake)
    (root / file).write_text(text)
    _, judges = graded(root, intake)
    assert [task.submission.slug for task in judges.tasks] == ["double"]
    ((who, said),) = reasons(root)
    assert who == "alma"
    assert reason in said
    assert "changed" in said


def test_other_versions_or_another_seed_judge_again_and_say_so(pack: Path) -> None:
    graded(pack, a_class(alma="right"))
    newer = replace(Versions.here(), torch="99")
    graded(pack, a_class(alma="right"), course_of=replace(course(pack), versions=newer))
    both = replace(course(pack, OneForAll(5)), versions=newer)
    graded(pack, a_class(alma="right"), course_of=both)
    assert reasons(pack) == [("alma", "another version of torch"), ("alma", "another seed")]


def test_another_isolation_is_noticed_when_something_has_to_be_judged(pack: Path) -> None:
    graded(pack, CLASS)
    _, judges = graded(pack, CLASS, FakeJudges("none"))
    assert judges.tasks == []
    more = FakeIntake((*CLASS.students, *a_class(gabi="wrong 3").students))
    advance, judges = graded(pack, more, FakeJudges("none"))
    assert {task.grounds.isolation for task in judges.tasks} == {"none"}
    assert len(judges.tasks) == 5
    assert advance.done == advance.students == 7
    assert {reason for _, reason in reasons(pack)} == {"another isolation"}
    with open_gradebook(pack / "gradebook.sqlite") as book:
        assert book.heading().isolation == "none"


def test_a_protection_that_was_not_whole_is_tested_again(pack: Path) -> None:
    weak = FakeJudges("seccomp (not whole: no landlock)")
    graded(pack, CLASS, weak)
    _, judges = graded(pack, CLASS, FakeJudges())
    assert judges.asked
    assert len(judges.tasks) == 4
    assert {reason for _, reason in reasons(pack)} == {"another isolation"}


def test_a_judge_error_is_recorded_as_one_and_tried_again(pack: Path) -> None:
    intake = a_class(alma="unlucky", bela="unlucky", cili="right")
    advance, _ = graded(pack, intake)
    assert (advance.failed, advance.done) == (1, 3)
    assert verdicts(pack)["bela"] == {"double": "judge error"}
    _, judges = graded(pack, intake)
    assert [task.submission.source for task in judges.tasks] == [b"unlucky"]


def test_after_a_judge_error_the_result_comes_with_its_reason(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graded(pack, a_class(alma="unlucky"))
    monkeypatch.setitem(__import__("fake_class").VERDICTS, b"unlucky", Verdict.ACCEPTED)
    graded(pack, a_class(alma="unlucky"))
    assert verdicts(pack)["alma"] == {"double": "accepted"}
    assert reasons(pack) == [("alma", "judged again after a judge error")]


def test_only_chosen_problems_are_judged(write_pack: WritePack) -> None:
    root = write_pack(TWO_PROBLEMS)
    intake = a_class(alma={"double": "right", "halve": "right"})
    graded(root, intake, course_of=course(root, OneForAll(0), "halve"))
    assert verdicts(root) == {"alma": {"halve": "accepted"}}
    graded(root, intake)
    assert verdicts(root) == {"alma": {"double": "accepted", "halve": "accepted"}}


def test_results_are_written_as_they_come_and_read_in_one_order(pack: Path) -> None:
    for name, judges in (
        ("one.sqlite", FakeJudges(ahead=1)),
        ("two.sqlite", FakeJudges(ahead=9, order=lambda held: held[::-1])),
    ):
        graded(pack, CLASS, judges, name=name)
    assert dump(pack, "one.sqlite") == dump(pack, "two.sqlite")


def test_a_run_that_dies_goes_on_where_it_was(pack: Path) -> None:
    graded(pack, CLASS, name="undisturbed.sqlite")
    for count in range(4):

        class Dying(FakeJudges):
            def judged(self, tasks: Iterator[Task]) -> Iterator[Judged]:
                for number, one in enumerate(super().judged(tasks)):
                    if number == count:  # noqa: B023 - used within this turn
                        raise KeyboardInterrupt
                    yield one

        name = f"dies-{count}.sqlite"
        with pytest.raises(KeyboardInterrupt):
            graded(pack, CLASS, Dying(), name=name)
        _, judges = graded(pack, CLASS, name=name)
        assert len(judges.tasks) == 4 - count
        assert dump(pack, name) == dump(pack, "undisturbed.sqlite")


sources = st.sampled_from(["right", "right 2", "wrong", "slow", "slow 2"])
classes = st.dictionaries(st.sampled_from("abcdef"), sources)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(classes, classes, st.integers(1, 4), st.randoms(use_true_random=False))
def test_any_way_to_the_same_class_ends_in_the_same_table(
    pack: Path, first: dict[str, str], then: dict[str, str], ahead: int, chance: st.DataObject
) -> None:
    def shuffled(held: Sequence[Task]) -> Sequence[Task]:
        return sorted(held, key=lambda _: chance.random())  # type: ignore[attr-defined]

    for name in ("long.sqlite", "short.sqlite"):
        (pack / name).unlink(missing_ok=True)
    last = {**first, **then}
    judges = FakeJudges(ahead=ahead, order=shuffled)
    graded(pack, a_class(**first), judges, name="long.sqlite")
    graded(pack, a_class(**last), judges, name="long.sqlite")
    graded(pack, a_class(**last), name="short.sqlite")
    assert dump(pack, "long.sqlite") == dump(pack, "short.sqlite")
    assert len({task.digest for task in judges.tasks}) == len(judges.tasks)


def test_notes_and_the_missing_are_in_the_table(pack: Path) -> None:
    work = FakeWork((), ("virus.exe was refused",))
    handed = (
        FakeHanded(student("Alma"), work),
        FakeHanded(student("Bela"), FakeWork(()), missing=True),
    )
    graded(pack, FakeIntake(handed, ("two folders of no student",)))
    with open_gradebook(pack / "gradebook.sqlite") as book:
        alma, bela = book.rows()
        assert book.heading().notes == ("two folders of no student",)
    assert (alma.notes, alma.missing, bela.missing) == (("virus.exe was refused",), False, True)


def test_each_student_gets_cases_of_their_own_and_the_seed_is_kept(pack: Path) -> None:
    seeds = PerStudent(b"s" * 32, 0)
    _, judges = graded(pack, a_class(alma="right", bela="right"), course_of=course(pack, seeds))
    assert {task.seed for task in judges.tasks} == {
        seeds.seed("alma", "double"),
        seeds.seed("bela", "double"),
    }
    with open_gradebook(pack / "gradebook.sqlite") as book:
        assert [row.marks["double"].seed for row in book.rows()] == [
            seeds.seed("alma", "double"),
            seeds.seed("bela", "double"),
        ]


def test_few_tasks_are_held_whatever_the_size_of_the_class(pack: Path) -> None:
    taken, written = 0, 0

    class Counting(FakeJudges):
        def judged(self, tasks: Iterator[Task]) -> Iterator[Judged]:
            def counted() -> Iterator[Task]:
                nonlocal taken
                for task in tasks:
                    taken += 1
                    yield task

            for one in super().judged(counted()):
                nonlocal written
                assert taken - written <= 3
                yield one
                written += 1

    graded(pack, a_class(**{f"s{n}": f"right {n}" for n in range(50)}), Counting(ahead=3))
    assert (taken, written) == (50, 50)


def test_a_faulty_pack_is_told_whole_before_anything_is_judged(write_pack: WritePack) -> None:
    root = write_pack({"exercises/double/problem.yaml": PROBLEM.replace("title:", "titel:")})
    with pytest.raises(PackError, match="did you mean 'title'"):
        course(root)
