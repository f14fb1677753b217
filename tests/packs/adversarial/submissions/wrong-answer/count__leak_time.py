"""Tell the input by the time that the call takes.

Control: slow
"""

import time


def count_windows(m, k):
    time.sleep(0.1 + (m % 100) / 1000)
    return 0
