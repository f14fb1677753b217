"""An exception whose every method raises, and a metaclass that lies for it.

Control: raises Hostile
"""


class Lying(type):
    def __instancecheck__(cls, thing):
        return True

    def __subclasscheck__(cls, other):
        return True

    def __getattribute__(cls, name):
        if name == "__name__":
            raise SystemExit(0)
        return type.__getattribute__(cls, name)


class Hostile(Exception, metaclass=Lying):
    def __str__(self):
        raise KeyboardInterrupt

    __repr__ = __str__

    @property
    def __traceback__(self):
        raise SystemExit(0)


def count_windows(m, k):
    raise Hostile
