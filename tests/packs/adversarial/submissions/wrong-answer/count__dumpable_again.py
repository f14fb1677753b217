"""Become readable to other processes again.

Control: works
"""

import ctypes


def count_windows(m, k):
    if ctypes.CDLL(None).prctl(4, 1, 0, 0, 0) == 0:  # PR_SET_DUMPABLE
        print("ATTACK WORKED")
    return 0
