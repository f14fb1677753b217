"""Ready-made autograders for course platforms.

contents.py      what each needs: the grader itself, a pack with its answers, requirements
gradescope.py    the zip that Gradescope builds an image from
prairielearn.py  an image context, and a question for each problem
github.py        a release with a workflow for GitHub Classroom
place.py         files -> a folder or a zip, the same bytes each time
"""

from __future__ import annotations

from grader.platforms.contents import Bundle, File, bundle, needs_torch
from grader.platforms.github import github_files
from grader.platforms.gradescope import gradescope_files
from grader.platforms.place import write_beside, write_folder, write_zip
from grader.platforms.prairielearn import prairielearn_files

__all__ = [
    "Bundle",
    "File",
    "bundle",
    "github_files",
    "gradescope_files",
    "needs_torch",
    "prairielearn_files",
    "write_beside",
    "write_folder",
    "write_zip",
]
