"""Die by a signal in the middle of the call.

Control: dies
"""

import os
import signal


def count_windows(m, k):
    os.kill(os.getpid(), signal.SIGKILL)
