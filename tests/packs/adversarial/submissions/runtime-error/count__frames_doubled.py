"""The same reply a thousand times.

Control: replies Returned -7
"""

import os
import sys


def count_windows(m, k):
    wire, outcome = sys.modules["grader.wire"], sys.modules["grader.outcome"]
    os.write(3, wire.pack(outcome.Returned(-7)) * 1000)
    return 0
