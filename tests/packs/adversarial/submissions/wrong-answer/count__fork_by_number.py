"""Fork past Python, by the system call's number; a few times.

Control: outlives
"""

import ctypes
import os
import time


def count_windows(m, k):
    syscall = ctypes.CDLL(None).syscall
    for number in (57, 58, 57):  # fork, vfork, fork
        if number == 58:
            continue
        if syscall(number) == 0:
            time.sleep(20)
            os._exit(0)
    return 0
