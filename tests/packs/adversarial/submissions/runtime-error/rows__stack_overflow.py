"""Recursion in C, where no limit counts: the stack overflows.

Control: dies
"""


def slide_rows(image, weights):
    nest = ()
    for _ in range(300_000):
        nest = (nest,)
    return hash(nest)
