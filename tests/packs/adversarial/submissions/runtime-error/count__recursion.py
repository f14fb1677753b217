"""Recursion without an end.

Control: raises RecursionError
"""


def count_windows(m, k):
    return count_windows(m, k)
