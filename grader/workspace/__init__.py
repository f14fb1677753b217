"""A student's folder: one stub a file, in units, and what they have done so far.

DIR/
  README.md                               how to start
  1-the-notebooks-first-convolution/
    01-make-conv.py                       written from the stub, never overwritten
  1-the-notebooks-first-convolution.ipynb the same unit, where notebooks were asked for
  .grader/progress.json                   hints seen and verdicts, by problem
  .grader/exercises                       where the exercises are
"""

from __future__ import annotations

from grader.workspace.notebooks import write_notebooks
from grader.workspace.origin import built_in, exercises_of, nearest_exercises, note_exercises
from grader.workspace.place import STATE, workspace_above
from grader.workspace.progress import Progress, Record, open_progress
from grader.workspace.stubs import Written, stub_files, workspace_files, write_workspace

__all__ = [
    "STATE",
    "Progress",
    "Record",
    "Written",
    "built_in",
    "exercises_of",
    "nearest_exercises",
    "note_exercises",
    "open_progress",
    "stub_files",
    "workspace_above",
    "workspace_files",
    "write_notebooks",
    "write_workspace",
]
