"""Kill the process group.

Control: kills
"""

import os
import signal


def count_windows(m, k):
    os.killpg(os.getpgrp(), signal.SIGKILL)
    return 0
