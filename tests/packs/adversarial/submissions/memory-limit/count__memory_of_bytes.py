"""Ten gigabytes at once.

Control: exhausts
"""


def count_windows(m, k):
    return len(b"x" * 10**10)
