"""What a class has been given: one SQLite file, read back as rows of a table.

table.py      Heading, Row, Mark: what every report is made from
grounds.py    what a judgement rests on, and so its address and the reason of a change
codec.py      ProblemResult <-> bytes
steps.py      the tables, version by version
file.py       the file: whose it is, which version, open and locked
selection.py  some of the problems, as if they were all
reading.py    Gradebook: heading, rows, results in full, the log of changes
writing.py    Ledger: a run writes, a submission at a time
"""

from grader.gradebook.codec import decode_result, encode_result, timeless
from grader.gradebook.file import run_lock
from grader.gradebook.grounds import (
    Grounds,
    ProblemGrounds,
    Versions,
    differences,
    digest_of,
    problem_grounds,
    source_digest,
)
from grader.gradebook.reading import Gradebook, Kept, open_gradebook
from grader.gradebook.selection import Selection
from grader.gradebook.writing import Judged, Ledger, RunNote, Standing, open_ledger

__all__ = [
    "Gradebook",
    "Grounds",
    "Judged",
    "Kept",
    "Ledger",
    "ProblemGrounds",
    "RunNote",
    "Selection",
    "Standing",
    "Versions",
    "decode_result",
    "differences",
    "digest_of",
    "encode_result",
    "open_gradebook",
    "open_ledger",
    "problem_grounds",
    "run_lock",
    "source_digest",
    "timeless",
]
