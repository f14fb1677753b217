"""Answer rightly, a little after the deadline.

Control: passes
"""

import time


def count_windows(m, k):
    time.sleep(0.65)
    return m - k + 1
