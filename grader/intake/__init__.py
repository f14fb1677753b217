"""What a class hands in, read: folders, notebooks, archives and downloads of platforms.

source_file.py  a file by name and bytes; what counts as one
archive.py      zip and tar, in memory, each danger refused in one line
gathering.py    the files of one student, within bounds
cells.py        the code of a notebook, cell by cell, without what only Jupyter knows
statements.py   a cell's statements: what each binds and what it needs
excerpt.py      the part of a notebook that answers one problem
asked.py        what a problem asks a file to define
belonging.py    which file answers which problem
stores.py       a class in a folder, or in a zip
layout.py       whose file is whose, by the names that platforms give
gradescope.py   the submitters that Gradescope's export lists
roster.py       the students of a course, from a CSV
open_class.py   all of it: a student at a time
one_student.py  the work of a single student
"""

from __future__ import annotations

from grader.intake.belonging import Belonging, Claim
from grader.intake.one_student import read_student
from grader.intake.open_class import open_class
from grader.intake.source_file import SourceFile
from grader.intake.work import Handed, Intake, Work

__all__ = [
    "Belonging",
    "Claim",
    "Handed",
    "Intake",
    "SourceFile",
    "Work",
    "open_class",
    "read_student",
]
