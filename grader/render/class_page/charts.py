"""Which charts a class has: scores, pass rates, discrimination, mistakes."""

from __future__ import annotations

from typing import Final

from grader.render.class_page.bars import SHARES, Scale, columns, counts, horizontal_bars
from grader.statistics import BINS, ClassStatistics

__all__ = ["bins", "charts"]

CORRELATIONS: Final = Scale((-1, -0.5, 0, 0.5, 1), ".2f")
UPWARD: Final = Scale((0, 0.25, 0.5, 0.75, 1), ".2f")
"""The same where nothing is below 0."""
MOST_BARS: Final = 15
"""Mistakes in the chart; the table has them all."""


def charts(figures: ClassStatistics) -> dict[str, str]:
    """Return the charts by name; one of which there is nothing to say is left out."""
    problems = figures.problems
    slugs = [problem.slug for problem in problems]
    coefficients = [problem.discrimination for problem in problems]
    mistakes = _most_frequent(figures)
    made = {
        "scores": columns(
            f"Bar chart: how many of {figures.students - figures.missing} students have which "
            "share of all points. The numbers are in the table below it.",
            bins(),
            figures.distribution,
        )
    }
    if any(problem.attempted for problem in problems):
        made["passed"] = horizontal_bars(
            "Bar chart: the pass rate of each problem. The numbers are in the table below.",
            slugs,
            [problem.pass_rate for problem in problems],
            SHARES,
        )
    if any(coefficient is not None for coefficient in coefficients):
        made["discrimination"] = horizontal_bars(
            "Bar chart: the discrimination of each problem. The numbers are in the table below.",
            slugs,
            coefficients,
            CORRELATIONS if any(one is not None and one < 0 for one in coefficients) else UPWARD,
        )
    if mistakes:
        made["mistakes"] = horizontal_bars(
            "Bar chart: how many students make each of the most frequent mistakes. "
            "The numbers are in the table below.",
            [name for name, _ in mistakes],
            [count for _, count in mistakes],
            counts(mistakes[0][1]),
        )
    return made


def _most_frequent(figures: ClassStatistics) -> list[tuple[str, int]]:
    counted = [
        (f"{problem.slug}: {one.mistake.name}", one.students)
        for problem in figures.problems
        for one in problem.mistakes
    ]
    return sorted(counted, key=lambda one: -one[1])[:MOST_BARS]


def bins() -> list[str]:
    """Return the names of the bins of scores."""
    step = 100 // BINS
    return [f"{step * number}\u2013{step * number + step} %" for number in range(BINS)]
