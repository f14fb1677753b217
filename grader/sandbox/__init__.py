"""Processes that run submissions: started, talked to and ended from here.

sandboxes.py   one sandbox a kind of problem, and the start-up self-test
forked.py      locked-down children of a zygote (Linux)
plain.py       plain subprocesses (elsewhere)
link.py        the grader's end of one child
"""

from grader.sandbox.link import Child, Flood, Gone, Noise, Received, Sandbox, Silence
from grader.sandbox.sandboxes import Protection, Sandboxes, is_whole, kind_of_problem

__all__ = [
    "Child",
    "Flood",
    "Gone",
    "Noise",
    "Protection",
    "Received",
    "Sandbox",
    "Sandboxes",
    "Silence",
    "is_whole",
    "kind_of_problem",
]
