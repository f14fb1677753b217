"""Whose file is whose, by the names that platforms give.

    kind         at the top                                           source
    Canvas       name[_LATE]_USER_ATTACHMENT_file, anon_XXXXX_...     lib/content_zipper.rb
    Moodle       Full Name_NUMBER_assignsubmission_file[_]/...        mod/assign/classes/
                 Full Name_NUMBER_assignsubmission_file_file            downloader.php
    Gradescope   submission_metadata.yml, submission_NUMBER/          the export's own listing
    plain        anna/, anna.py, anna.ipynb, anna.zip

Canvas writes the name in lower case without what is no letter, last name first; an attachment's
number grows with time, and a file of the same name as an earlier one has `-1` after it. Moodle's
number is of this assignment alone, no id of the student.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Final

from msgspec import Struct, field

from grader.clean import clean
from grader.intake.gathering import FOREIGN, one_note
from grader.intake.gradescope import submitters
from grader.intake.source_file import limit_of, stem_of
from grader.intake.stores import ClassStore, Entry
from grader.intake.work import Part
from grader.student import Student

__all__ = ["Found", "Layout", "layout_of", "platform_of"]

METADATA: Final = "submission_metadata.yml"
CANVAS: Final = re.compile(
    r"(?:(?P<name>.*?)_)??(?:(?P<late>LATE)_)?(?P<user>\d+|anon_\w{5})"
    r"_(?:(?P<attachment>\d+)_(?P<file>.+)|(?:text|link)\.html)"
)
RESENT: Final = re.compile(r"-\d{1,2}(?=\.\w+$)")
MOODLE: Final = re.compile(
    r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?P<kind>\w+?)(?:_(?P<file>.*))?"
)
PARTICIPANT: Final = re.compile(r"submission_(\d+)")
MAX_ID: Final = 100


class Found(Struct):
    """What was found of one student before the roster is asked.

    `keys` are what the roster may know the student by: (whose number it is, the number or name).
    """

    student: Student
    keys: tuple[tuple[str, str], ...]
    parts: list[Part] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Layout(Struct, frozen=True):
    """The students of a class by the names of files, and what to know of it."""

    found: tuple[Found, ...]
    notes: tuple[str, ...]


def platform_of(entries: Iterable[Entry]) -> str:
    """Return the platform that a class was downloaded from: "" where none shows."""
    names = [entry.name for entry in entries]
    files = [entry.name for entry in entries if not entry.is_folder]
    if METADATA in files:
        return "Gradescope"
    if any(MOODLE.fullmatch(name) for name in names):
        return "Moodle"
    canvas = sum(CANVAS.fullmatch(name) is not None for name in files)
    return "Canvas" if canvas and 2 * canvas > len(files) else ""


def layout_of(store: ClassStore, is_answer: Callable[[str], bool]) -> Layout:
    """Return the students of a class; `is_answer` tells names of files that answer a problem."""
    entries = store.entries()
    match platform_of(entries):
        case "Gradescope":
            return _gradescope(entries, store.text(METADATA))
        case "Moodle":
            return _moodle(entries)
        case "Canvas":
            return _canvas(entries, is_answer)
        case _:
            return _plain(entries)


def _plain(entries: tuple[Entry, ...]) -> Layout:
    found: dict[str, Found] = {}
    others = []
    for entry in entries:
        readable = limit_of(entry.name)[0] or entry.name.lower().endswith(FOREIGN)
        if not entry.is_folder and not readable:
            others.append(clean(entry.name))
            continue
        name = entry.name if entry.is_folder else stem_of(entry.name)
        name = name if limit_of(entry.name)[0] or entry.is_folder else PurePath(name).stem
        who = _shown(name)
        one = found.setdefault(who, Found(Student(who), (("id", name), ("name", name))))
        one.parts.append(Part(entry.name, "" if entry.is_folder else entry.name))
    notes = one_note(others, "is no Python, notebook or archive; passed over")
    return Layout(tuple(found.values()), tuple(notes))


def _moodle(entries: tuple[Entry, ...]) -> Layout:
    found: dict[str, Found] = {}
    others = []
    for entry in entries:
        match = MOODLE.fullmatch(entry.name)
        if match is None:
            others.append(clean(entry.name))
            continue
        name, number = _shown(match["name"]), match["number"]
        one = found.setdefault(number, Found(Student(number, name), (("name", name),)))
        one.parts.append(Part(entry.name, "" if entry.is_folder else match["file"] or entry.name))
        if match["kind"] == "onlinetext":
            one.notes.append("text typed into Moodle is not judged; hand in a file")
    told = one_note(others, "is not named as Moodle names files; passed over")
    return Layout(tuple(found.values()), ("the files are named as Moodle names them", *told))


class _Attachment(Struct, frozen=True, order=True):
    """A file of Canvas's: newer ones are greater."""

    late: bool
    number: int
    name: str
    place: str


def _canvas(entries: tuple[Entry, ...], is_answer: Callable[[str], bool]) -> Layout:
    found: dict[str, Found] = {}
    files: dict[str, list[_Attachment]] = {}
    others = []
    for entry in entries:
        match = None if entry.is_folder else CANVAS.fullmatch(entry.name)
        if match is None:
            others.append(clean(entry.name))
            continue
        user, name = match["user"], _shown(match["name"] or "")
        student = Student(user, name, canvas_id="" if user.startswith("anon") else user)
        one = found.setdefault(user, Found(student, (("canvas", user), ("name", name))))
        if match["file"] is None:
            one.parts.append(Part(entry.name, "text.html"))
            one.notes.append("text typed into Canvas is not judged; hand in a file")
        else:
            late, number = match["late"] is not None, int(match["attachment"][:30])
            attachment = _Attachment(late, number, match["file"], entry.name)
            files.setdefault(user, []).append(attachment)
    for user, attachments in files.items():
        _keep_newest(found[user], attachments, is_answer)
    told = one_note(others, "is not named as Canvas names files; passed over")
    return Layout(tuple(found.values()), ("the files are named as Canvas names them", *told))


def _keep_newest(one: Found, files: list[_Attachment], is_answer: Callable[[str], bool]) -> None:
    """Add a student's attachments: those of the last attempt, each file as it was last sent."""
    last = [each for each in files if each.late == max(files).late]
    if len(last) < len(files):
        one.notes.append("the late files are the newer ones; those in time were passed over")
    newest: dict[str, _Attachment] = {}
    for each in sorted(last):
        name = _first_name(each.name, is_answer)
        if name in newest:
            one.notes.append(f"{clean(name)} was handed in again; the newest counts")
        newest[name] = each
    one.parts += [Part(each.place, name) for name, each in sorted(newest.items())]


def _first_name(name: str, is_answer: Callable[[str], bool]) -> str:
    """Return a file's name without the `-1` that Canvas adds; a problem may end so itself."""
    return name if is_answer(name) else RESENT.sub("", name)


def _gradescope(entries: tuple[Entry, ...], metadata: bytes) -> Layout:
    found: dict[str, tuple[int, Found]] = {}
    notes = ["the folders are those of Gradescope's export"]
    known = submitters(metadata)
    for entry in entries:
        match = PARTICIPANT.fullmatch(entry.name)
        if match is None or not entry.is_folder:
            if entry.name != METADATA:
                notes.append(f"{clean(entry.name)} is no submission of Gradescope's; passed over")
            continue
        number = int(match[1][:30])
        people = known.get(entry.name, ())
        if not people:
            notes.append(f"{METADATA} does not say whose {entry.name} is")
        for student in people or (Student(entry.name),):
            _keep_latest(found, number, _submission(student, entry.name))
    return Layout(tuple(one for _, one in found.values()), tuple(notes))


def _submission(student: Student, place: str) -> Found:
    keys = (("id", student.id), ("id", student.email), ("name", student.name))
    return Found(student, keys, [Part(place, "")])


def _keep_latest(found: dict[str, tuple[int, Found]], number: int, new: Found) -> None:
    """Keep the submission of the greatest number for each student."""
    old = found.get(new.student.id)
    if old is None or old[0] < number:
        found[new.student.id] = number, new
    if old is not None:
        place = found[new.student.id][1].parts[0].place
        found[new.student.id][1].notes.append(f"of several submissions the newest counts: {place}")


def _shown(name: str) -> str:
    return clean(name, MAX_ID)
