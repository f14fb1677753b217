"""A file in memory, to keep data or a program in.

Control: works
"""

import ctypes
import os


def count_windows(m, k):
    handle = ctypes.CDLL(None).syscall(319, b"x", 0)
    if handle >= 0 and os.write(handle, b"x") == 1:
        print("ATTACK WORKED")
    return 0
