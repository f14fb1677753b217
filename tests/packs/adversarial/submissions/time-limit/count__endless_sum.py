"""A sum over a range of 10**15, in C.

Control: hangs
"""


def count_windows(m, k):
    return sum(range(10**15))
