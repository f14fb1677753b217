"""The pictures of a problem: whether each one's expressions and keys fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import structs

from grader.cases.expression import free_names
from grader.cases.vocabulary import PYTHON
from grader.errors import Fault
from grader.load.nearest import suggestion
from grader.load.yaml_tree import Document, Place
from grader.pack_file import ProblemFile
from grader.picture import PanelsPicture, Picture, StampPicture, WindowPicture

__all__ = ["picture_faults"]

_TEXTS: Final = frozenset({"title", "each", "planes", "only", "combine"})
"""The keys whose text is no expression, and `each`, which is looked at by itself."""


def picture_faults(document: Document, file: ProblemFile) -> Iterator[Fault]:
    """Yield what is wrong with the pictures beyond their form."""
    for index, picture in enumerate(file.pictures):
        place: Place = ("pictures", index)
        yield from _index_faults(document, file, picture, place)
        yield from _key_faults(document, picture, place)
        yield from _group_faults(document, file, picture, place)
        inside = {*PYTHON, *file.parameters, *picture.each}
        for where, text in _expressions(picture):
            yield from _expression_faults(document, (*place, *where), text, inside)


def _index_faults(
    document: Document, file: ProblemFile, picture: Picture, place: Place
) -> Iterator[Fault]:
    for name, formula in picture.each.items():
        where = (*place, "each", name)
        if name in file.parameters or name in PYTHON:
            what = f"'{name}' already means something in expressions"
            yield document.fault(where, what, "choose another name")
        known = {*PYTHON, *file.parameters}
        for step, text in _texts(formula):
            yield from _expression_faults(document, (*where, *step), text, known)


def _key_faults(document: Document, picture: Picture, place: Place) -> Iterator[Fault]:
    match picture:
        case WindowPicture(kernel=None, size=None):
            what, fix = "a window needs a kernel or a size", "add 'kernel: ...' or 'size: ...'"
            yield document.fault(place, what, fix)
        case WindowPicture(kernel=None, combine="products"):
            what, fix = "products need a kernel", "add 'kernel: ...', or leave out 'combine'"
            yield document.fault((*place, "combine"), what, fix)
        case StampPicture():
            cells = picture.input is not None and picture.kernel is not None
            columns = picture.columns is not None and picture.size is not None
            if cells == columns:
                what = "a stamp needs either an input and a kernel, or columns and a size"
                yield document.fault(place, what)
        case _:
            pass


def _group_faults(
    document: Document, file: ProblemFile, picture: Picture, place: Place
) -> Iterator[Fault]:
    names = [group.name for group in file.groups]
    for index, name in enumerate(picture.only):
        if name not in names:
            what = f"no public group is named '{name}'"
            yield document.fault(
                (*place, "only", index), what, suggestion(name, names, "there are")
            )


def _expressions(picture: Picture) -> Iterator[tuple[Place, str]]:
    """Yield every expression with its place, those of `each` left out."""
    for field in structs.fields(type(picture)):
        if field.name in _TEXTS:
            continue
        formula = getattr(picture, field.name)
        if isinstance(picture, PanelsPicture):
            for number, row in enumerate(picture.rows if field.name == "rows" else ()):
                for name, entry in row.items():
                    if isinstance(entry, str):
                        yield ("rows", number, name), entry
        else:
            for step, text in _texts(formula):
                yield (field.name, *step), text


def _texts(formula: object) -> Iterator[tuple[Place, str]]:
    if isinstance(formula, str):
        yield (), formula
    elif isinstance(formula, list):
        yield from (((index,), part) for index, part in enumerate(formula) if isinstance(part, str))


def _expression_faults(
    document: Document, place: Place, text: str, known: set[str]
) -> Iterator[Fault]:
    try:
        missing = sorted(free_names(text) - known)
    except ValueError as error:
        yield document.fault(place, str(error))
        return
    for name in missing:
        fix = suggestion(name, sorted(known), "") or "pictures see the parameters alone"
        yield document.fault(place, f"'{name}' in '{text}' is not defined", fix)
