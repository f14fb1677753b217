"""A sound pack of one problem, as text, and the type of what writes it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

PROBLEM = """\
title: Double it
function: double
points: 10
packages: [numpy]
parameters:
  x: {type: ndarray, shape: [N]}
returns: {type: ndarray, shape: [N]}
statement: |
  Return twice the array.
stub: |
  import numpy as np


  def double(x: np.ndarray) -> np.ndarray:
      raise NotImplementedError
reference: 2 * x
groups:
  - name: by hand
    inputs: {x: [1, 2, 3]}
    expect: [2, 4, 6]
"""
SECRET = """\
groups:
  - name: drawn
    repeat: 3
    let: {N: 'integers(1, 5)'}
    inputs: {x: small_integers(N)}
"""
COURSE = """\
title: A small course
units:
  - title: One
    problems: [double]
"""
ACCEPTED = """\
def double(x):
    return x + x
"""
WRONG = '''\
"""You square the numbers; doubling adds each to itself."""


def double(x):
    return x * x
'''
SMALL_PACK = {
    "exercises/course.yaml": COURSE,
    "exercises/double/problem.yaml": PROBLEM,
    "solutions/double/secret.yaml": SECRET,
    "solutions/double/accepted/plain.py": ACCEPTED,
    "solutions/double/wrong_answer/squares.py": WRONG,
}
"""A sound pack of one problem: path -> text."""


class WritePack(Protocol):
    """Writes a sound pack with the given files replaced; None leaves a file out."""

    def __call__(self, files: Mapping[str, str | bytes | None] | None = None) -> Path: ...
