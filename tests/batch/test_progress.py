"""In a pipe: a line now and then, and none for a class that takes no time."""

from __future__ import annotations

import pytest

from grader.batch import Advance
from grader.cli.class_progress import duration, progress


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("grader.cli.class_progress.time.monotonic", clock)
    return clock


def test_a_line_every_ten_seconds_with_rate_and_time_left(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress(100) as tell:
        for second in range(1, 26):
            clock.now = float(second)
            tell(Advance(students=100, done=2 * second, judged=5 * second))
        tell(Advance(students=100, done=100, judged=250))
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines() == [
        "graded 20 of 100 students, 50 submissions judged, 5.0 a second, about 40 s left",
        "graded 40 of 100 students, 100 submissions judged, 5.0 a second, about 30 s left",
    ]


def test_nothing_is_guessed_before_anything_is_done(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress(3) as tell:
        clock.now = 11.0
        tell(Advance(students=3))
    assert capsys.readouterr().err == "graded 0 of 3 students, 0 submissions judged\n"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0.0 s"), (9.94, "9.9 s"), (59.4, "59 s"), (61, "1 min 1 s"), (7260, "2 h 1 min")],
)
def test_times_are_told_as_people_do(seconds: float, text: str) -> None:
    assert duration(seconds) == text
