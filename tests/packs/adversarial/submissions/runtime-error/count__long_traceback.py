"""A traceback of many thousand steps, in functions with long names.

Control: floods
"""

import sys

sys.setrecursionlimit(50_000)


def step(depth):
    if depth == 0:
        raise ValueError("deep")
    other(depth - 1)


def other(depth):
    step(depth)


step.__code__ = step.__code__.replace(co_name="n" * 5000)
other.__code__ = other.__code__.replace(co_name="o" * 5000)


def count_windows(m, k):
    step(5_000)
