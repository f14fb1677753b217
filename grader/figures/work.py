"""What is done with each window, written out: 1*2 + 0*3 = 2."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Final

from grader.checkers.numbers import plain
from grader.figures.figure import Axis, Grid, Number
from grader.figures.scope import Scope
from grader.picture import WindowPicture

__all__ = ["term", "written_out"]

MOST_TERMS: Final = 12


def written_out(
    picture: WindowPicture,
    scope: Scope,
    inputs: Sequence[Grid],
    kernels: Sequence[Grid],
    axes: tuple[Axis, Axis],
) -> tuple[str, ...]:
    """Return one line for every position; none where the picture does not say how."""
    if picture.combine is None:
        return ()
    added = scope.real(picture.plus)
    lines = []
    for down, across in product(axes[0].windows, axes[1].windows):
        cells = [plane.rows[i][j] for plane in inputs for i in down for j in across]
        if picture.combine == "products":
            weights = [weight for kernel in kernels for row in kernel.rows for weight in row]
            weights *= len(cells) // len(weights) if weights else 1
            lines.append(_products(cells, weights, added))
        else:
            held = [cell for cell in cells if cell is not None]
            lines.append(_max(held) if picture.combine == "max" else _mean(held))
    return tuple(lines)


def term(number: float) -> str:
    """Return a number as a term of a sum: a negative one in brackets."""
    text = plain(number)
    return f"({text})" if text.startswith("-") else text


def _products(cells: Sequence[Number], weights: Sequence[Number], added: float | None) -> str:
    pairs = [
        (cell, weight)
        for cell, weight in zip(cells, weights, strict=True)
        if cell is not None and weight is not None
    ]
    total = sum(cell * weight for cell, weight in pairs) + (added or 0)
    left_out = len(pairs) > MOST_TERMS
    if left_out:
        pairs = [(cell, weight) for cell, weight in pairs if cell * weight]
    note = " (without the products that are 0)" if left_out else ""
    terms = [f"{term(cell)}\u00b7{term(weight)}" for cell, weight in pairs] or ["0"]
    if added is not None:
        terms.append(term(added))
    return f"{_listed(terms, ' + ')} = {plain(total)}{note}"


def _max(held: Sequence[int | float]) -> str:
    return _function("max", held, max)


def _mean(held: Sequence[int | float]) -> str:
    if not held:
        return ""
    sum_text = _listed([term(cell) for cell in held], " + ")
    return f"({sum_text}) / {len(held)} = {plain(sum(held) / len(held))}"


def _function(
    name: str, held: Sequence[int | float], made: Callable[[Iterable[int | float]], int | float]
) -> str:
    if not held:
        return ""
    return f"{name}({_listed([plain(cell) for cell in held], ', ')}) = {plain(made(held))}"


def _listed(terms: Sequence[str], between: str) -> str:
    if len(terms) <= 2 * MOST_TERMS:
        return between.join(terms)
    return between.join((*terms[:MOST_TERMS], "\u2026", terms[-1]))
