"""The files of a problem as `grader new` writes them: small, sound, and meant to be replaced."""

from __future__ import annotations

import json
import keyword
import re
from typing import Final

__all__ = ["course_text", "function_name", "problem_files", "title_of"]

PLAIN_TITLE: Final = re.compile(r"[A-Za-z][A-Za-z ]*")
YAML_WORDS: Final = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})

PROBLEM: Final = """\
# A skeleton that verifies. Change one thing after the other, and see that it still does:
#   grader verify SLUG --watch
title: TITLE
function: FUNCTION
packages: [numpy]
parameters:
  x: {type: ndarray, shape: [N], doc: "any numbers"}
  shift: {type: int, doc: "what is added to each"}
returns: {type: ndarray, shape: [N]}
statement: |
  Say what is asked for and why, in words and in symbols, with an example worked out by hand.

  Add $s$ (`shift`) to every number of $x$: $y[i] = x[i] + s$.

  **Example.** `[1, 2]` with `shift` 3 gives `[4, 5]`.
stub: |
  import numpy as np


  def FUNCTION(x: np.ndarray, shift: int) -> np.ndarray:
      \"\"\"Return every number of x, plus shift.

      x: shape (N,)
      returns: shape (N,)
      \"\"\"
      raise NotImplementedError
# torch: an expression over the parameters, or a block that defines FUNCTION
reference: x + shift
hints:
  - NumPy adds a number to a whole array at once.
# what students see: small cases, worked out by hand
groups:
  - name: the example
    inputs: {x: [1, 2], shift: 3}
    expect: [4, 5]
"""
HIDDEN: Final = """\
# Students never see this file. Text is an expression, drawn anew for every seed.
groups:
  - name: any numbers
    repeat: 3
    let: {N: 'integers(2, 5)'}
    inputs: {x: small_integers(N), shift: 'choice([-3, -2, 2, 5])'}
    hint: Work two numbers out on paper.
  - name: one number
    inputs: {x: [4], shift: -3}
    hint: Does your code need at least two numbers?
"""
COURSE: Final = """\
title: COURSE
units:
  - title: First steps
    problems: [SLUG]
"""
WHOLE_ARRAY: Final = '''\
"""The whole array at once."""

import numpy as np


def FUNCTION(x: np.ndarray, shift: int) -> np.ndarray:
    return x + shift
'''
NUMBER_BY_NUMBER: Final = '''\
"""Another style: one number after the other."""

import numpy as np


def FUNCTION(x: np.ndarray, shift: int) -> np.ndarray:
    return np.array([number + shift for number in x])
'''
SUBTRACTS: Final = '''\
"""You take the shift away; it is added."""

import numpy as np


def FUNCTION(x: np.ndarray, shift: int) -> np.ndarray:
    return x - shift
'''


def problem_files(slug: str, title: str, schema: str | None) -> dict[str, str]:
    """Return the files below the pack's folder: exercises/..., solutions/... -> text.

    `schema` is how a problem's folder refers to the folder of the schemas, if there is one.
    """
    words = {"SLUG": slug, "TITLE": _yaml_text(title), "FUNCTION": function_name(slug)}
    files = {
        "exercises/problem.yaml": schema_line(schema, "problem") + PROBLEM,
        "solutions/secret.yaml": schema_line(schema, "secret") + HIDDEN,
        "solutions/accepted/whole_array.py": WHOLE_ARRAY,
        "solutions/accepted/number_by_number.py": NUMBER_BY_NUMBER,
        "solutions/wrong_answer/subtracts.py": SUBTRACTS,
    }
    return {name: _filled(text, words) for name, text in files.items()}


def course_text(slug: str, title: str, schema: str | None) -> str:
    """Return a course.yaml of one problem; `schema` as its own folder refers to the schemas."""
    return schema_line(schema, "course") + _filled(
        COURSE, {"COURSE": _yaml_text(title), "SLUG": slug}
    )


def schema_line(schema: str | None, kind: str) -> str:
    """Return the line by which editors find the schema of a file; empty without schemas."""
    return f"# yaml-language-server: $schema={schema}/{kind}.schema.json\n" if schema else ""


def function_name(slug: str) -> str:
    """Return a Python name for the function of a problem: slide-kernel -> slide_kernel."""
    name = slug.replace("-", "_")
    taken = keyword.iskeyword(name) or keyword.issoftkeyword(name) or name in ("x", "shift", "np")
    return f"solve_{name}" if taken or not name.isidentifier() else name


def title_of(slug: str) -> str:
    """Return a title for a problem that has none yet: slide-kernel -> Slide kernel."""
    words = slug.replace("-", " ")
    return words[0].upper() + words[1:]


def _yaml_text(text: str) -> str:
    """Return text as YAML reads it back: quoted, unless it is plain words."""
    plain = PLAIN_TITLE.fullmatch(text) and text == text.strip() and text.lower() not in YAML_WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)


def _filled(text: str, words: dict[str, str]) -> str:
    """Return a text with its words in capitals replaced, all at once."""
    return re.sub(r"\b[A-Z]{4,}\b", lambda found: words.get(found[0], found[0]), text)
