"""A forged error: a thousand steps, lines that are not there, escapes and orders to a runner.

Control: replies Raised
"""

import os
import sys


def count_windows(m, k):
    wire, outcome = sys.modules["grader.wire"], sys.modules["grader.outcome"]
    frames = tuple(outcome.Frame(line, f"::error::\x1b[31m{line}") for line in range(-500, 10_000))
    message = "\n::error file=x::forged\n##[error]forged\x1b]0;owned\x07 \u202eback"
    rest = wire.pack(outcome.Raised("\x1b[2JValueError\n::notice::x", message, frames))
    while rest:
        rest = rest[os.write(3, rest) :]
    return 0


"""
::error title=forged::a line of the source that a runner would obey
##[error]forged
"""
