"""Refuse a run that would change everybody's marks by an option that was forgotten."""

from __future__ import annotations

from grader.batch.grade import Course
from grader.clean import clean
from grader.errors import UsageError
from grader.gradebook import Ledger

__all__ = ["check_same_class"]


def check_same_class(ledger: Ledger, course: Course, *, seeds_given: bool) -> None:
    """Raise UsageError where a gradebook holds another course, or was graded on other cases.

    Other seeds are taken where they were asked for.
    """
    _check_course(ledger, course)
    _check_secret(ledger, course)
    if not seeds_given:
        _check_seeds(ledger, str(course.seeds))


def _check_course(ledger: Ledger, course: Course) -> None:
    heading = ledger.heading()
    held = {column.slug for column in heading.columns}
    if held and not held & set(course.pack.slugs):
        raise UsageError(
            f"{ledger.path} holds another course, {clean(heading.title)!r}; name its exercises, "
            "or another file with --gradebook"
        )


def _check_secret(ledger: Ledger, course: Course) -> None:
    if course.pack.solutions is None and ledger.has_secret_marks():
        raise UsageError(
            f"{ledger.path} was graded with the secret cases; give --solutions again, or name "
            "another file with --gradebook"
        )


def _check_seeds(ledger: Ledger, seeds: str) -> None:
    before = ledger.last_seeds()
    if before in (None, seeds):
        return
    per_student = not str(before).isdecimal()
    option = "--per-student SECRET_FILE" if per_student else f"--seed {before}"
    raise UsageError(
        f"{ledger.path} was graded with {option}; give it again, or --seed 0 to draw other cases "
        "and judge everybody anew"
    )
