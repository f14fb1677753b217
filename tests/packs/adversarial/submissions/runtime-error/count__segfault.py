"""Read address 0.

Control: dies
"""

import ctypes


def count_windows(m, k):
    ctypes.string_at(0)
