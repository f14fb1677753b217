"""An integer of a million digits: slow to print, and refused by int-to-text limits.

Control: huge
"""


def count_windows(m, k):
    return 1 << 3_000_000
