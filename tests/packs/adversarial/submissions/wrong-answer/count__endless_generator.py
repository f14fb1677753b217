"""A generator without an end.

Control: huge
"""

import itertools


def count_windows(m, k):
    return itertools.count()
