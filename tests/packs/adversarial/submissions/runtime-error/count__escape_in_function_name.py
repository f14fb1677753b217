"""The name of a function, in a traceback, as an order.

Control: commands
"""


def inner():
    raise ValueError


name = "x\n::error::forged\x1b[2J"
inner.__code__ = inner.__code__.replace(co_name=name, co_filename=__file__)


def count_windows(m, k):
    print(inner.__code__.co_name)
    inner()
