"""Attach to the parent as a debugger does.

Control: works
"""

import ctypes
import os
import time


def count_windows(m, k):
    ptrace = ctypes.CDLL(None).ptrace
    ptrace.argtypes = (ctypes.c_long,) * 4
    if ptrace(16, os.getppid(), 0, 0) == 0:  # PTRACE_ATTACH
        time.sleep(0.02)
        ptrace(17, os.getppid(), 0, 0)  # PTRACE_DETACH
        print("ATTACK WORKED")
    return 0
