"""Claim, from within the submission, that reading the source found the untouched stub.

Control: replies Checked True
"""

import os
import sys

wire = sys.modules["grader.wire"]
os.write(3, wire.pack(wire.Checked(unchanged=True, violations=())))


def count_windows(m, k):
    return 0
