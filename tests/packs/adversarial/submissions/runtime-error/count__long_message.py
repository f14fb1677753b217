"""A message of 50 MB.

Control: floods
"""


def count_windows(m, k):
    raise ValueError("x" * 50_000_000)
