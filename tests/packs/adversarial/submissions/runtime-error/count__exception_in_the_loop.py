"""Raise KeyboardInterrupt out of a timer, inside the code that serves the calls.

Control: dies
"""

import signal
import time


def interrupt(*_):
    raise KeyboardInterrupt


def count_windows(m, k):
    signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.02, 0.001)
    time.sleep(0.2)
    return m - k + 1
