"""Drain an iterator that has no end, in C.

Control: hangs
"""

import collections
import itertools


def count_windows(m, k):
    collections.deque(itertools.repeat(0), maxlen=0)
