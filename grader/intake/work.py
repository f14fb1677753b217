"""A class as it was handed in: a student at a time, nothing read until it is asked for."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Protocol

from msgspec import Struct

from grader.clean import clean
from grader.intake.belonging import Belonging, Claim
from grader.intake.gathering import Gathering, few
from grader.student import Student
from grader.submission import Submission

__all__ = ["Handed", "Intake", "Part", "Store", "Work", "work_of"]


class Work(Struct, frozen=True):
    """Everything one student handed in, read: at most one submission a problem.

    `notes` say what was refused or passed over, and why.
    """

    submissions: tuple[Submission, ...]
    notes: tuple[str, ...]


class Part(Struct, frozen=True):
    """One file or folder that a student handed in: where it lies, and what it is called.

    An empty `name` stands for the whole of what was handed in, as a folder of its own does.
    """

    place: str
    name: str


class Store(Protocol):
    """Where the class lies: a folder, or a zip."""

    def gather(self, part: Part, gathering: Gathering, inside: str) -> None:
        """Read a part into the gathering; what cannot be read becomes a note there.

        Where the part is an archive, its files are called as if they lay in a folder `inside`.
        """


class Handed(Struct, frozen=True):
    """What one student handed in, not read yet."""

    student: Student
    parts: tuple[Part, ...]
    store: Store
    belonging: Belonging
    notes: tuple[str, ...] = ()

    @property
    def missing(self) -> bool:
        """Whether the roster has the student and nothing was handed in."""
        return not self.parts

    def read(self) -> Work:
        """Open the files now; a fault in them becomes a note, never an exception."""
        gathering = Gathering()
        gathering.notes += self.notes
        for part in self.parts:
            self.store.gather(part, gathering, "" if len(self.parts) == 1 else part.name)
        return Work((), ()) if self.missing else work_of(gathering, self.belonging)


class Intake(Struct, frozen=True):
    """The class: students in the order of the roster, then by id; and what to know of it."""

    students: tuple[Handed, ...]
    notes: tuple[str, ...]


def work_of(gathering: Gathering, belonging: Belonging) -> Work:
    """Return the submissions in a student's files, the best claim for each problem."""
    notes = list(gathering.notes)
    if not gathering.files and not notes:
        notes.append(_nothing_in(gathering.others))
    claims: list[Claim] = []
    for file in gathering.files:
        found, said = belonging.claims(file, PurePosixPath(file.name).parts[:-1])
        claims += found
        notes += said
        if not found and not said:
            notes.append(f"{clean(file.name)} belongs to no problem and was passed over")
    chosen = []
    for slug in belonging.slugs:
        best, said = _best([one for one in claims if one.slug == slug], belonging)
        chosen += best
        notes += said
    return Work(tuple(chosen), few(notes))


def _nothing_in(others: list[str]) -> str:
    """Return what to say of a student without a file that is read."""
    if not others:
        return "no file was handed in"
    more = f" and {len(others) - 1} more" * (len(others) > 1)
    return f"no Python, notebook or archive was handed in, but {clean(others[0])}{more}"


def _best(rivals: list[Claim], belonging: Belonging) -> tuple[list[Submission], list[str]]:
    """Return the claim that is judged, if there is one, and a note for each other."""
    if len(rivals) > 1:
        begun = [one for one in rivals if not belonging.is_stub(one.submission)]
        rivals = sorted(begun or rivals[:1], key=Claim.order)
    notes = [
        f"{other.submission.label} answers {other.slug} as well; "
        f"{rivals[0].submission.label} is judged"
        for other in rivals[1:]
    ]
    return [one.submission for one in rivals[:1]], notes
