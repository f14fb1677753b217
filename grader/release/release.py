"""Write a release: a folder for students that holds what they may see and what they start from.

DIR/
  README.md                            how to start
  exercises/course.yaml                as it is in the pack
  exercises/SLUG/problem.yaml          as it is in the pack
  exercises/SLUG/answers.key           torch's answers to the public cases; the known mistakes' too
  1-UNIT/01-SLUG.py                    stubs, written once and never overwritten
  .github/workflows/grade.yml          checks what is pushed

Only these files are written, each from the public part of the pack. Of the solutions nothing comes
along but what the known mistakes return for public inputs, and the sentence that a tutor says.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from grader.answers import RELEASED, write_released
from grader.errors import UsageError
from grader.load import Pack
from grader.problem import Problem
from grader.session import Session
from grader.workspace import STATE, workspace_files

__all__ = ["Answers", "Released", "public_answers", "write_release"]

TEMPLATES: Final = Path(__file__).with_name("templates")
KEEP_STATE: Final = "# what you have solved stays with you\n*\n!.gitignore\n"


class Answers(Struct, frozen=True):
    """A problem's public answers as a file, and how many known mistakes are in it."""

    file: bytes
    mistakes: int


class Released(Struct, frozen=True):
    """What was written, and which files of students' work were there and left alone."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    mistakes: int


def write_release(session: Session, folder: Path) -> Released:
    """Write a release of the session's pack; a second one brings it up to date.

    Raises UsageError where the folder is no place for it: a file, the pack itself, or a folder that
    holds something else.
    """
    pack = session.pack
    _check_place(pack, folder)
    answers = public_answers(session)
    files = (
        *_originals(pack),
        *((Path(slug, RELEASED), one.file) for slug, one in answers.items()),
    )
    written = [_written(folder / "exercises" / name, content) for name, content in files]
    written += [_written(folder / name, content) for name, content in _surroundings(pack)]
    kept: list[Path] = []
    for path, text in workspace_files(pack, folder):
        new = path.name != "README.md" and not path.exists()
        (written if new else kept).append(_written(path, text.encode()) if new else path)
    mistakes = sum(one.mistakes for one in answers.values())
    return Released(tuple(written), tuple(path for path in kept if path.suffix == ".py"), mistakes)


def public_answers(session: Session) -> dict[str, Answers]:
    """Return each problem's answers.key; torch is needed where a case has no literal answer."""
    found = {}
    for slug in session.pack.slugs:
        problem = _public(session.problem(slug))
        key = session.judge.public_key(problem)
        found[slug] = Answers(write_released(problem, session.seed, key), len(key.mistakes))
    return found


def _public(problem: Problem) -> Problem:
    """Return a problem without its secret cases; the mistakes stay, to be run on the others."""
    return replace(problem, secret_groups=None, accepted=(), argued=())


def _originals(pack: Pack) -> Iterator[tuple[Path, bytes]]:
    """Yield the public files that the format knows, and no other: a draft may lie beside them."""
    if (pack.exercises / "course.yaml").is_file():
        yield Path("course.yaml"), (pack.exercises / "course.yaml").read_bytes()
    for slug in pack.slugs:
        name = Path(slug, "problem.yaml")
        yield name, (pack.exercises / name).read_bytes()


def _surroundings(pack: Pack) -> Iterator[tuple[Path, bytes]]:
    units = "\n".join(
        f"{place}. {unit.title}: {len(unit.problems)} exercises"
        for place, unit in enumerate(pack.course.units, start=1)
    )
    words = {"TITLE": pack.course.title, "UNITS": units, "FIRST": pack.slugs[0]}
    readme = (TEMPLATES / "README.md").read_text("utf-8")
    for name, word in words.items():
        readme = readme.replace(f"@{name}@", word)
    yield Path("README.md"), readme.encode()
    yield Path(".github/workflows/grade.yml"), (TEMPLATES / "grade.yml").read_bytes()
    yield Path(STATE, ".gitignore"), KEEP_STATE.encode()


def _check_place(pack: Pack, folder: Path) -> None:
    here = folder.resolve()
    for private in (pack.exercises, pack.solutions):
        if private is not None and private.resolve() in (here, here / "exercises", *here.parents):
            raise UsageError(f"{folder} holds the pack itself; name a folder of its own")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder")
    strangers = folder.is_dir() and any(folder.iterdir())
    if strangers and not any(folder.glob(f"exercises/*/{RELEASED}")):
        raise UsageError(f"{folder} is not empty and holds no release; name a new folder")


def _written(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    return path
