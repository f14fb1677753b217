"""Files judged in the background: the newest save of a file wins, and nothing is told twice."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest
from course_pack import RIGHT, WRONG

from grader.load import open_pack
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.watch import Events, Judged, Judging, Saved

ENDLESS = "def double(x):\n    while True:\n        pass\n"
PATIENCE_SECONDS = 60


@pytest.fixture
def told() -> queue.SimpleQueue[Judged]:
    return queue.SimpleQueue()


@pytest.fixture
def judging(workspace: Path, told: queue.SimpleQueue[Judged]) -> Iterator[Judging]:
    del workspace
    with Sandboxes() as sandboxes:
        yield Judging(Session(open_pack(Path("exercises")), sandboxes), told.put)


def saved(workspace: Path, name: str, source: str) -> Path:
    (path,) = workspace.rglob(f"*-{name}.py")
    path.write_text(source)
    return path


def test_a_newer_save_wins_over_one_that_hangs(
    workspace: Path, judging: Judging, told: queue.SimpleQueue[Judged]
) -> None:
    judging.begin((saved(workspace, "double", ENDLESS),))
    path = saved(workspace, "double", RIGHT["double"])
    judging.begin((path,))
    judged = told.get(timeout=PATIENCE_SECONDS)
    assert [(judged.path, result.verdict) for result in judged.results] == [(path, "accepted")]
    with pytest.raises(queue.Empty):  # the older one is never told, not even when it has ended
        told.get(timeout=3)


def test_files_saved_together_share_a_batch(
    workspace: Path, judging: Judging, told: queue.SimpleQueue[Judged]
) -> None:
    paths = tuple(saved(workspace, name, source) for name, source in WRONG.items())
    judging.begin(paths)
    judged = [told.get(timeout=PATIENCE_SECONDS) for _ in paths]
    assert {one.path for one in judged} == set(paths)
    assert {one.batch for one in judged} == {1}


def test_what_cannot_be_judged_is_told_in_words(
    workspace: Path, judging: Judging, told: queue.SimpleQueue[Judged]
) -> None:
    judging.begin((workspace / "gone.py",))
    judged = told.get(timeout=PATIENCE_SECONDS)
    assert judged.results == ()
    assert "gone.py" in judged.trouble


def test_no_save_is_missed_once_the_events_have_begun(workspace: Path) -> None:
    with Events(workspace, keys=False) as events:
        path = saved(workspace, "double", RIGHT["double"])
        assert next(iter(events)) == Saved((path.resolve(),))


@pytest.mark.parametrize(
    "name",
    [
        ".#double.py",
        "#double.py#",
        "double.py~",
        ".double.py.swp",
        "4913",
        ".ipynb_checkpoints/try-checkpoint.ipynb",
        "__pycache__/double.py",
        "venv/lib/double.py",
        "double.pyc",
    ],
)
def test_what_is_no_answer_makes_no_event(workspace: Path, name: str) -> None:
    (workspace / name).parent.mkdir(exist_ok=True, parents=True)
    with Events(workspace, keys=False) as events:
        (workspace / name).write_text("x = 1\n")
        path = saved(workspace, "double", RIGHT["double"])
        assert next(iter(events)) == Saved((path.resolve(),))
