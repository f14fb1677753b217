"""A forged word on what was forbidden, with the input in it: no verdict may come of that.

Control: replies Raised
"""

import os
import sys


def count_windows(m, k):
    wire, outcome = sys.modules["grader.wire"], sys.modules["grader.outcome"]
    os.write(3, wire.pack(outcome.Raised(f"LEAK{m}", f"LEAK{m}", (outcome.Frame(m, f"LEAK{m}"),))))
    os._exit(m % 251)
