"""An exception whose message never ends.

Control: hangs
"""


class Slow(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def count_windows(m, k):
    raise Slow
