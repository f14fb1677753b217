"""One submission's calls, run in the sandbox.

run.py    execute: a child, its calls, deadlines; what hangs or crashes costs its own case
job.py    what there is to do with a submission, and what happened
ahead.py  which calls a child is sent before it has answered
needs.py  which modules a source will need
"""

from grader.execute.run import (
    Calls,
    Execution,
    Job,
    Missing,
    PlannedCall,
    Until,
    execute,
)

__all__ = [
    "Calls",
    "Execution",
    "Job",
    "Missing",
    "PlannedCall",
    "Until",
    "execute",
]
