"""What a figure is on a page: tables in scenes, and the steps that a reader goes through.

A step names the scene, the cells that are active (`on`), those of the window, and what to say;
the page's script does nothing but show one step or another.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from grader.render.html_table import Table

__all__ = ["SceneView", "Step", "View"]


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """One position of a stepper, as the script reads it."""

    scene: int
    on: list[int]
    window: list[int]
    where: str
    work: str = ""
    told: str = ""
    hue: int = -1
    texts: list[str] = []


@dataclass(frozen=True)
class SceneView:
    """The tables that belong to one plane of the answer."""

    label: str
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class View:
    """One figure; without steps it stands still. `hint` is what to point at.

    `across` is how many steps an arrow up or down takes.
    """

    title: str
    scenes: tuple[SceneView, ...]
    steps: tuple[Step, ...] = ()
    start: int = 0
    says: str = ""
    style: str = ""
    across: int = 1
    hint: str = ""

    @property
    def data(self) -> str:
        """Return the steps as JSON, for an attribute."""
        return msgspec.json.encode({"across": self.across, "steps": self.steps}).decode()
