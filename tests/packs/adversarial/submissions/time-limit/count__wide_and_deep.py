"""A list of 2**40 numbers that takes little memory: each level holds the one below twice.

Control: huge
"""


def count_windows(m, k):
    level = [0]
    for _ in range(14):
        level = [level] * 12
    return level
