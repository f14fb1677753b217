"""Figures: a problem's pictures, worked out for the inputs of one case.

    Picture (problem.yaml) + inputs -> Figure

Geometry is computed from the expressions of the picture, never from an answer.
"""

from grader.figures.draw import figures_of, undrawable
from grader.figures.figure import (
    Axis,
    Cover,
    Figure,
    Grid,
    Panels,
    Patches,
    Scene,
    Sliding,
    Stamp,
    Stamping,
    Starts,
)

__all__ = [
    "Axis",
    "Cover",
    "Figure",
    "Grid",
    "Panels",
    "Patches",
    "Scene",
    "Sliding",
    "Stamp",
    "Stamping",
    "Starts",
    "figures_of",
    "undrawable",
]
