"""Kill whoever waits for the answer.

Control: kills
"""

import os
import signal


def count_windows(m, k):
    os.kill(os.getppid(), signal.SIGKILL)
    return 0
