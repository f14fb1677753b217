"""What a figure is made of: grids of numbers, and the windows along each axis.

    Figure = Sliding | Patches | Stamping | Starts | Cover | Panels

Rows and columns of a grid with a frame count from the frame's corner.
"""

from __future__ import annotations

from msgspec import Struct

__all__ = [
    "Axis",
    "Cover",
    "Figure",
    "Grid",
    "Number",
    "Panels",
    "Patches",
    "Scene",
    "Sliding",
    "Stamp",
    "Stamping",
    "Starts",
]

Number = int | float | None
"""A number to show; None for a cell that is there and holds nothing."""


class Grid(Struct, frozen=True):
    """Numbers in rows, under a name."""

    name: str
    rows: tuple[tuple[Number, ...], ...]


class Axis(Struct, frozen=True):
    """Windows along one axis: `length` cells between two stretches of the frame.

    `windows` holds the cells of every window that fits, counted from the start of the frame.
    """

    before: int
    length: int
    after: int
    windows: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> int:
        """Return how many cells there are, the frame's among them."""
        return self.before + self.length + self.after

    def in_frame(self, cell: int) -> bool:
        """Say whether a cell belongs to the frame."""
        return not self.before <= cell < self.before + self.length


class Scene(Struct, frozen=True):
    """The grids that belong to one plane of the answer; `work` writes each window out."""

    index: tuple[int, ...]
    inputs: tuple[Grid, ...]
    kernels: tuple[Grid, ...] = ()
    work: tuple[str, ...] = ()


class Sliding(Struct, frozen=True, tag="sliding"):
    """A window that slides over the input; `names` are those of the answer's leading axes.

    `ranks` is how many of the answer's axes the positions are: 1 or 2.
    """

    title: str
    names: tuple[str, ...]
    scenes: tuple[Scene, ...]
    rows: Axis
    columns: Axis
    ranks: int

    @property
    def shape(self) -> tuple[int, ...]:
        """Return the shape of the answer that the positions are."""
        counts = (len(self.rows.windows), len(self.columns.windows))
        return (*(last + 1 for last in self.scenes[-1].index), *counts[-self.ranks :])


class Patches(Struct, frozen=True, tag="patches"):
    """The windows of each scene's input as columns of its matrix."""

    title: str
    names: tuple[str, ...]
    scenes: tuple[Scene, ...]
    matrices: tuple[Grid, ...]
    rows: Axis
    columns: Axis


class Stamp(Struct, frozen=True):
    """One addition to the target: by which cells, onto which window, what it says."""

    source: tuple[tuple[int, int, int], ...]
    window: tuple[int, int]
    says: str
    target: Grid


class Stamping(Struct, frozen=True, tag="stamping"):
    """A target that is filled stamp by stamp; one row of stamps for each scene."""

    title: str
    names: tuple[str, ...]
    scenes: tuple[Scene, ...]
    stamps: tuple[tuple[Stamp, ...], ...]
    rows: Axis
    columns: Axis


class Starts(Struct, frozen=True, tag="starts"):
    """A line with its windows; `dropped` are the cells of the first window that sticks out."""

    title: str
    says: str
    line: Axis
    dropped: tuple[int, ...]


class Cover(Struct, frozen=True, tag="cover"):
    """How many windows cover each cell."""

    title: str
    counts: Grid
    rows: Axis
    columns: Axis


class Panels(Struct, frozen=True, tag="panels"):
    """Arrays side by side, in rows, on one scale."""

    title: str
    rows: tuple[tuple[Grid, ...], ...]


Figure = Sliding | Patches | Stamping | Starts | Cover | Panels
