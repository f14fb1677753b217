"""Answer between two calls, from a signal handler.

Control: speaks
"""

import os
import signal
import time


def late(*_):
    os.write(3, b"too late to be asked for")


def count_windows(m, k):
    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
    if k != 3:
        time.sleep(0.05)
    return m - k + 1
