"""Claim to define a hundred thousand names, each almost the right one, for a slow comparison.

Control: replies Loaded False
"""

import os
import sys

wire = sys.modules["grader.wire"]
names = tuple(f"count_window{number % 10}" for number in range(70_000))
rest = wire.pack(wire.Loaded(False, names))
while rest:
    rest = rest[os.write(3, rest) :]


def count_windows(m, k):
    return 0
