"""Put the input into the name of an exception.

Control: leaks
"""


def count_windows(m, k):
    raise type(f"LEAK{m}", (ArithmeticError,), {})
