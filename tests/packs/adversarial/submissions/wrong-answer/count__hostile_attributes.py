"""A value that raises whatever is asked of it.

Control: dies
"""


class Hostile:
    def __getattribute__(self, name):
        raise KeyboardInterrupt

    def __eq__(self, other):
        raise KeyboardInterrupt

    def __str__(self):
        raise KeyboardInterrupt

    __repr__ = __bool__ = __len__ = __iter__ = __hash__ = __str__


def count_windows(m, k):
    return Hostile()
