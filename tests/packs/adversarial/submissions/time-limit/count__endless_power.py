"""A power with a billion digits, in C, holding the interpreter.

Control: hangs, ignores
"""

import signal


def count_windows(m, k):
    signal.signal(signal.SIGTERM, lambda *_: None)
    return 7 ** (7**9) > m
