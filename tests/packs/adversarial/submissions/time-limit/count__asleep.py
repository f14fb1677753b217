"""Sleep past every deadline, without using the processor.

Control: hangs
"""

import time


def count_windows(m, k):
    while True:
        time.sleep(3600)
