"""The cases of a problem: every group's inputs, drawn from a seed.

drawing.py     Group + seed -> Case, Case, ...
expression.py  the expressions of a pack, and the order in which they need one another
vocabulary.py  what an expression may draw, from a seeded generator
shrinkable.py  the same draws for Hypothesis, which shrinks them
coerce.py      a literal made to fit the declared type
kinds.py       the types a parameter may have
"""

from grader.cases.drawing import (
    Case,
    draw_cases,
    draw_inputs,
    draws,
    group_seed,
    groups_of,
)

__all__ = [
    "Case",
    "draw_cases",
    "draw_inputs",
    "draws",
    "group_seed",
    "groups_of",
]
