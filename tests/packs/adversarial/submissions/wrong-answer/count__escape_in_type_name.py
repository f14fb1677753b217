"""A type whose name is an escape, an order and half a megabyte.

Control: escapes
"""


class Meta(type):
    def __repr__(cls):
        return "\x1b[2Jaccepted"

    __str__ = __repr__


def count_windows(m, k):
    name = "\x1b[2J\n::error::forged\u202e" + "x" * 500_000
    thing = Meta(name, (), {})
    print(thing)
    return thing()
