"""Ignore every signal that can be ignored, and never come back.

Control: hangs, ignores
"""

import signal


def count_windows(m, k):
    for number in signal.valid_signals():
        try:
            signal.signal(number, signal.SIG_IGN)
        except OSError:
            pass
    while True:
        pass
