"""Put the input into the message of an exception.

Control: leaks
"""


def count_windows(m, k):
    raise ValueError(f"LEAK{m}")
