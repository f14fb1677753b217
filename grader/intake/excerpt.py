"""The part of a notebook that answers one problem.

What the function needs is kept, and nothing else: the functions, classes, imports and values that
it comes to use, and the statements that fill those values. Cells that print, plot, download, train
or call the function on data are no part of it, so they can neither stop it from being judged nor
cost time, and an `import matplotlib` counts only where the function draws.

- Values are those after all cells have run from the top: the last definition of a name counts. But
  a stub that stands below an answer does not beat it.
- A function may stand anywhere: what is needed to run a statement comes before it.
- A cell that cannot be read costs what it defines, and is judged where it means to define the
  function, so that the student is told of the line.
- Lines are the student's own; `# cell 5, line 1` above them says where they stand.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from grader.intake.statements import Statement, Unparsed, read_statements
from grader.submission import cell_comment

if TYPE_CHECKING:
    from grader.intake.asked import Asked
    from grader.intake.cells import Cell, Notebook

__all__ = ["excerpt"]

DYNAMIC: Final = frozenset({"globals", "eval", "exec", "vars", "locals"})
"""What uses one of these may use anything that the notebook defines."""


class _Placed(Struct, frozen=True):
    """A statement and the cell it stands in."""

    cell: int
    mark: str
    what: Statement


def excerpt(notebook: Notebook, asked: Asked) -> tuple[bytes, tuple[str, ...]]:
    """Return the source that answers a problem, and what is to be said of how it was chosen."""
    chooser = _Chooser(_eligible(notebook.cells, asked.slug))
    chosen = chooser.needed_by(asked.function)
    defined = any(asked.function in one.what.binds for one in chosen)
    broken = () if defined else tuple(_broken(notebook.cells, asked.function))
    if defined and _is_as_given(chosen, asked):
        return asked.stub.encode(), ()
    if not defined and not broken:
        chosen = chooser.all_definitions()
    texts = [*_text(chosen), *(f"{cell_comment(cell.number, 1)}\n{cell.text}" for cell in broken)]
    return "\n\n".join([*texts, ""]).encode(), tuple(chooser.notes(asked.function))


def _eligible(cells: Iterable[Cell], slug: str) -> list[_Placed]:
    """Return all statements that count: what the problem's own cells bind, they alone bind."""
    placed = [_Placed(cell.number, cell.mark, one) for cell in cells for one in cell.statements]
    own = {name for one in placed if one.mark == slug for name in one.what.binds}
    return [one for one in placed if one.mark == slug or own.isdisjoint(one.what.binds)]


def _broken(cells: Iterable[Cell], function: str) -> Iterator[Cell]:
    from grader.intake.cells import meant_names

    return (cell for cell in cells if function in meant_names(cell.text))


def _is_as_given(chosen: Iterable[_Placed], asked: Asked) -> bool:
    """Say whether all that was defined is what the stub defines."""
    try:
        given = {one.shape for one in read_statements(asked.stub)} - {""}
    except Unparsed:  # the pack's fault, which `grader verify` tells
        return False
    return all(one.what.shape in given for one in chosen if not one.what.is_import)


class _Chooser:
    """Finds what a function needs among the statements of a notebook."""

    def __init__(self, placed: list[_Placed]) -> None:
        self._all = placed
        self._binding: dict[str, list[int]] = {}
        self._touching: dict[str, list[int]] = {}
        for place, one in enumerate(placed):
            for name in one.what.binds if one.what.keeps else ():
                self._binding.setdefault(name, []).append(place)
            for name in one.what.touches if one.what.keeps else ():
                self._touching.setdefault(name, []).append(place)
        self._binding = {name: self._standing(p) for name, p in self._binding.items()}

    def needed_by(self, function: str) -> list[_Placed]:
        """Return the statements that a function needs, so that each finds what it needs."""
        return self._in_order(self._closure({function}))

    def all_definitions(self) -> list[_Placed]:
        """Return everything that the notebook defines, with what that needs."""
        return self._in_order(self._closure({one.what.defines for one in self._all} - {""}))

    def notes(self, function: str) -> Iterator[str]:
        """Yield what to say where a stub stands below the answer."""
        standing = self._binding.get(function, [])
        stubs = [
            one.cell
            for place, one in enumerate(self._all)
            if one.what.defines == function and one.what.is_stub and place not in standing
        ]
        if standing and stubs and stubs[-1] > self._all[standing[0]].cell:
            judged = self._all[standing[0]].cell
            yield f"cell {stubs[-1]}: {function} is the stub again; cell {judged} is judged"

    def _standing(self, places: list[int]) -> list[int]:
        """Return the statements that give a name its value after all cells have run."""
        defining = [place for place in places if self._all[place].what.defines]
        begun = [place for place in defining if not self._all[place].what.is_stub]
        winner = (begun or defining or [-1])[-1]
        return [p for p in places if p == winner or (p > winner and p not in defining)]

    def _closure(self, names: set[str]) -> set[int]:
        waiting, seen = set(names), set[str]()
        kept = {place for place, one in enumerate(self._all) if one.what.is_future}
        while waiting:
            name = waiting.pop()
            seen.add(name)
            places = {*self._binding.get(name, ()), *self._touching.get(name, ())}
            if not places and name in DYNAMIC:
                waiting |= {one.what.defines for one in self._all} - seen - {""}
            elif not places and not hasattr(builtins, name):
                places = {place for place, one in enumerate(self._all) if one.what.is_star}
            for place in places - kept:
                waiting |= (self._all[place].what.now | self._all[place].what.later) - seen
            kept |= places
        return kept

    def _in_order(self, kept: set[int]) -> list[_Placed]:
        try:
            places = list(_Sorter(self._all, self._binding, kept).order())
        except RecursionError:  # a chain of a thousand values: as they stand, then
            places = sorted(kept)
        return list(_once(self._all[place] for place in places))


def _once(placed: Iterable[_Placed]) -> Iterator[_Placed]:
    """Yield statements, an import that was there already left out."""
    seen: set[str] = set()
    for one in placed:
        if one.what.text not in seen:
            yield one
        if one.what.is_import:
            seen.add(one.what.text)


class _Sorter:
    """Puts statements in the order of the document, and what one needs to run before it."""

    def __init__(
        self, placed: list[_Placed], binding: dict[str, list[int]], kept: set[int]
    ) -> None:
        self._all = placed
        self._binding = binding
        self._kept = kept
        self._done: dict[int, None] = {}

    def order(self) -> Iterator[int]:
        """Return the places in the order to run them."""
        for place in sorted(self._kept, key=lambda one: (not self._all[one].what.is_future, one)):
            self._add(place)
        return iter(self._done)

    def _add(self, place: int) -> None:
        if place in self._done or place not in self._kept:
            return
        self._done[place] = None
        for name in self._read_when_run(place):
            sources = self._binding.get(name, [])
            if place not in sources and self._done.keys().isdisjoint(sources):
                for source in sources:
                    self._add(source)
        del self._done[place]
        self._done[place] = None

    def _read_when_run(self, place: int) -> list[str]:
        """Return the names that a statement reads, with those read by what it may call."""
        one = self._all[place].what
        names = set(one.now)
        waiting = set() if one.defines and not one.touches else set(one.now)
        while waiting:
            for source in self._binding.get(waiting.pop(), ()):
                new = self._all[source].what.later - names
                names |= new
                waiting |= new
        return sorted(names)


def _text(placed: Iterable[_Placed]) -> Iterator[str]:
    """Yield the statements, each under a comment that says where it stands."""
    for one in placed:
        yield f"{cell_comment(one.cell, one.what.line)}\n{one.what.text}"
