"""A list within a list, a hundred thousand deep.

Control: huge
"""


def count_windows(m, k):
    nest = []
    for _ in range(100_000):
        nest = [nest]
    return nest
