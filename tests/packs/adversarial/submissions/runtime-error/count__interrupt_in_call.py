"""KeyboardInterrupt in the call.

Control: dies
"""


def count_windows(m, k):
    raise KeyboardInterrupt
