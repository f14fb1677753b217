"""userfaultfd stops the kernel in the middle of a copy.

Control: works
"""

import ctypes


def count_windows(m, k):
    if ctypes.CDLL(None).syscall(323, 1) >= 0:  # UFFD_USER_MODE_ONLY
        print("ATTACK WORKED")
    return 0
