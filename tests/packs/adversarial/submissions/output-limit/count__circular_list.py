"""A list that holds itself, twice.

Control: huge
"""


def count_windows(m, k):
    circle = []
    circle += [circle, circle]
    return circle
