"""A class, opened: who handed in what, with nothing of it read yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from grader.errors import UsageError
from grader.intake.belonging import Belonging
from grader.intake.work import Handed, Intake
from grader.load import Pack
from grader.load.shown import shown

if TYPE_CHECKING:
    from grader.intake.layout import Found
    from grader.intake.stores import ClassStore

__all__ = ["open_class"]

WORKSPACE: Final = ".grader"


def open_class(pack: Pack, folder: Path, roster: Path | None = None) -> Intake:
    """Return the students of a class, in the order of the roster and then by id.

    `folder` is a folder or a zip: a folder or file a student, or what Canvas, Moodle or Gradescope
    let one download. UsageError where it holds no class; PackError where a problem is wrong.
    """
    from grader.intake.enrolment import enrol
    from grader.intake.layout import layout_of
    from grader.intake.roster import read_roster
    from grader.intake.stores import open_store

    enrolled = read_roster(roster) if roster is not None else ()
    belonging = Belonging(pack)
    store = _innermost(open_store(folder), folder)
    _refuse_one_students_work(store, folder, belonging)
    layout = layout_of(store, lambda name: belonging.slug_in(name) is not None)
    if not layout.found:
        raise UsageError(f"{shown(folder)} holds nothing that was handed in")
    belonging.owners()  # reads every problem: what is wrong with one is told now
    notes: list[str] = []
    if roster is None:
        found = sorted(layout.found, key=lambda one: one.student.id)
    else:
        found, notes = enrol(layout.found, enrolled)
    students = tuple(_handed(one, store, belonging) for one in found)
    return Intake(students, (*layout.notes, *store.notes(), *notes))


def _handed(one: Found, store: ClassStore, belonging: Belonging) -> Handed:
    return Handed(one.student, tuple(one.parts), store, belonging, tuple(one.notes))


def _innermost(store: ClassStore, path: Path) -> ClassStore:
    """Return the class itself where it lies in one folder, as downloads and zips have it."""
    from grader.intake.layout import platform_of

    while True:
        entries = store.entries()
        if len(entries) != 1 or not entries[0].is_folder or platform_of(entries):
            return store
        inner = store.below(entries[0].name)
        wraps = path.suffix.lower() == ".zip" and entries[0].name == path.stem
        if not wraps and not platform_of(inner.entries()):
            return store
        store = inner


def _refuse_one_students_work(store: ClassStore, folder: Path, belonging: Belonging) -> None:
    names = [entry.name for entry in store.entries()]
    answers = [name for name in names if belonging.slug_in(name) is not None]
    if 2 * len(answers) > len(names) or (folder / WORKSPACE).is_dir():
        raise UsageError(
            f"{shown(folder)} looks like the work of one student, not of a class; "
            f"judge it with: grader run {shown(folder)}"
        )
