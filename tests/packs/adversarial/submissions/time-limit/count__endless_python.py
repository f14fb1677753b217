"""A loop without an end that catches everything thrown into it.

Control: hangs
"""


def count_windows(m, k):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
