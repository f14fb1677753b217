"""A class on a cluster of separate processes gets the same gradebook, whatever becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from cluster.machines import Cluster, cluster
from fake_class import FakeIntake, a_class
from small_pack import ACCEPTED, WRONG, WritePack

from grader.batch import Advance, Course, Judges, LocalJudges, grade, open_course_of
from grader.cluster import DaskJudges
from grader.errors import UsageError
from grader.gradebook import RunNote, open_gradebook, open_ledger
from grader.load import open_pack
from grader.lockdown import landlock, supported
from grader.sandbox import Sandboxes
from grader.seeds import OneForAll, PerStudent, Seeds

pytestmark = [
    pytest.mark.skipif(
        not supported() or not landlock.abi(), reason="workers refuse to judge without a sandbox"
    ),
]
SLOW = "import time\n\n\ndef double(x):\n    time.sleep(0.03)\n    return x + x  # {}\n"
ENDLESS = "def double(x):\n    while True:\n        pass\n"
FAST_LIMITS = "time_limit: 0.5\ntime_budget: 1\n"


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster"), 2) as found:
        yield found


@pytest.fixture
def root(write_pack: WritePack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    folder = write_pack()
    problem = folder / "exercises" / "double" / "problem.yaml"
    problem.write_text(FAST_LIMITS + problem.read_text())
    return folder


def students(number: int) -> FakeIntake:
    """A class whose submissions are all different, one of them endless."""
    found = {f"s{n:02}": SLOW.format(n) for n in range(number)}
    return a_class(**found, right=ACCEPTED, wrong=WRONG, endless=ENDLESS, broken="def double(")


def graded(root: Path, judges: Judges, intake: FakeIntake, name: str, seeds: Seeds) -> Advance:
    found = course(root, seeds)
    with open_ledger(root / name) as ledger:
        ledger.begin(RunNote("0", "2", "2", "3", seed="0", pack=""))
        ledger.set_course("Two", found.columns(), intake.notes)
        return grade(ledger, found, intake, judges)


def course(root: Path, seeds: Seeds) -> Course:
    return open_course_of(open_pack(root / "exercises", root / "solutions"), seeds)


def on_cluster(
    root: Path, machines: Cluster, intake: FakeIntake, seeds: Seeds | None = None
) -> bytes:
    pack = open_pack(root / "exercises", root / "solutions")
    with Sandboxes() as sandboxes:
        judges = DaskJudges(pack, sandboxes, machines.address, require_sandbox=True)
        try:
            graded(root, judges, intake, "cluster.sqlite", seeds or OneForAll(0))
        finally:
            judges.close()
    return dump(root / "cluster.sqlite")


def here(root: Path, intake: FakeIntake, seeds: Seeds | None = None) -> bytes:
    pack = open_pack(root / "exercises", root / "solutions")
    with Sandboxes() as sandboxes:
        judges = LocalJudges(pack, sandboxes, 2, require_sandbox=True)
        graded(root, judges, intake, "local.sqlite", seeds or OneForAll(0))
    return dump(root / "local.sqlite")


def dump(path: Path) -> bytes:
    with open_gradebook(path) as book:
        full = [
            msgspec.json.encode(book.result(row.student.id, slug))
            for row in book.rows()
            for slug in row.marks
        ]
        return msgspec.json.encode([book.heading(), *book.rows()]) + b"\n".join(full)


def test_the_gradebook_is_the_same_byte_for_byte(root: Path, machines: Cluster) -> None:
    intake = students(4)
    found = on_cluster(root, machines, intake)
    assert found == here(root, intake)
    for verdict in (b"accepted", b"wrong answer", b"time limit", b"runtime error", b"squares"):
        assert verdict in found


def test_nothing_is_read_from_or_kept_on_a_workers_disk(root: Path, machines: Cluster) -> None:
    on_cluster(root, machines, students(2))
    assert machines.caches() == []


def test_each_student_may_have_other_cases(root: Path, machines: Cluster) -> None:
    intake, seeds = students(3), PerStudent(b"s" * 32, 2)
    assert on_cluster(root, machines, intake, seeds) == here(root, intake, seeds)


def test_a_worker_killed_in_mid_run_costs_nothing_but_time(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    intake = students(12)
    with cluster(tmp_path_factory.mktemp("doomed"), 2) as machines:
        pack = open_pack(root / "exercises", root / "solutions")
        killed_at = None
        with Sandboxes() as sandboxes, open_ledger(root / "cluster.sqlite") as ledger:
            judges = DaskJudges(pack, sandboxes, machines.address, require_sandbox=True)
            found = course(root, OneForAll(0))
            ledger.begin(RunNote("0", "2", "2", "3", seed="0", pack=""))
            ledger.set_course("Two", found.columns(), intake.notes)

            def tell(advance: Advance) -> None:
                nonlocal killed_at
                if advance.judged >= 5 and killed_at is None:
                    killed_at = advance.judged
                    machines.kill_worker(0)
                    machines.add_worker()

            advance = grade(ledger, found, intake, judges, tell)
            judges.close()
    assert killed_at is not None
    assert killed_at < advance.judged == len(intake.students)
    assert advance.failed == 0
    assert dump(root / "cluster.sqlite") == here(root, intake)


def test_an_unchanged_class_asks_no_cluster(root: Path, machines: Cluster) -> None:
    intake = students(1)
    before = on_cluster(root, machines, intake)
    nowhere = Cluster(root)
    nowhere.address = "tcp://127.0.0.1:1"
    assert on_cluster(root, nowhere, intake) == before


def test_no_cluster_is_a_clear_error(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.cluster.judges.CONNECT_SECONDS", 1)
    nowhere = Cluster(root)
    nowhere.address = "tcp://127.0.0.1:1"
    with pytest.raises(UsageError, match=r"no cluster with a worker at tcp://127.0.0.1:1.*dask"):
        on_cluster(root, nowhere, students(1))


def test_workers_that_differ_are_named(
    root: Path, machines: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker with another NumPy could give other results, so it is refused, not averaged."""
    from grader.gradebook import Versions

    mine = Versions.here()
    other = msgspec.structs.replace(mine, numpy="1.0.0")
    monkeypatch.setattr(Versions, "here", classmethod(lambda _: other))
    with pytest.raises(UsageError, match=r"the worker tcp://\S+ has numpy \S+, this machine 1.0.0"):
        on_cluster(root, machines, students(1))
